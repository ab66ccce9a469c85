// Opens the local world that an earlier command left in a folder, to look at it or to load into it.
import { existsSync } from 'node:fs';
import { createLinks } from '#adapters/aws/links';
import { systemRandomness } from '#adapters/aws/system';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { type House, newHouse, readHouse, storeFolder } from '#adapters/local/house';
import { openWorld, type World } from '#adapters/local/world';
import { BadInput } from '#core/errors';
import type { Shop } from '#core/shop';
import { instantOf } from '#core/time';
import { loadPlan, publishPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';

export type Stored = { readonly world: World; readonly house: House; readonly shop: Shop; close(): Promise<void> };

/** The world in a folder, standing where its clock stood. `create` makes one with today's clock where there is none. */
export async function openStored(folder: string, { create }: { create: boolean }): Promise<Stored> {
  const found = await readHouse(folder);
  if (found === undefined && !create) {
    throw new BadInput(
      `there is no local world in ${folder}; make one with npm start or npx winback run, or choose another with --data`,
    );
  }
  const plan = await loadPlan(WORKFLOWS_FOLDER, undefined);
  const house = found ?? (await newHouse(folder, instantOf(Date.now()), '1'));
  const shop = shopOf(plan);
  const world = await openWorld({
    store: 'local',
    folder: storeFolder(folder),
    start: house.now,
    keepWords: true,
    links: createLinks({ baseUrl: house.page ?? shop.website, secret: house.secret }),
    randomness: systemRandomness,
  }).catch((fault: unknown) => {
    const page = found?.page === undefined ? '' : `; its page, ${found.page}, has everybody's story`;
    throw fault instanceof BadInput ? new BadInput(`${fault.message}${page}`, { cause: fault }) : fault;
  });
  if (found === undefined) await publishPlan(world.services, plan);
  return { world, house, shop, close: () => world.close() };
}

/** Throws BadInput while another process has the world of a folder open: beginning anew would delete it under that one. */
export async function mustBeFree(folder: string): Promise<void> {
  const store = storeFolder(folder);
  if (!existsSync(store)) return;
  const opened = await openEmbeddedStore({ prefix: 'winback', folder: store });
  await opened.close();
}
