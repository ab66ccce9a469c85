// Opens the local world that an earlier command left in a folder, to look at it or to load into it.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createLinks } from '#adapters/aws/links';
import { systemRandomness } from '#adapters/aws/system';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { type House, newHouse, readHouse, storeFolder } from '#adapters/local/house';
import { openWorld, type World } from '#adapters/local/world';
import { BadInput } from '#core/errors';
import type { Shop } from '#core/shop';
import { type Instant, instantOf } from '#core/time';
import { loadPlan, publishPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';

/** Where worlds are kept unless --data says otherwise. */
const LOCAL_WORLDS = '.winback';

export type Stored = { readonly world: World; readonly house: House; readonly shop: Shop; close(): Promise<void> };

/** The world in a folder, standing where its clock stood. `create` makes one with today's clock where there is none. */
export async function openStored(folder: string, { create }: { create: boolean }): Promise<Stored> {
  const found = await readHouse(folder);
  if (found === undefined && !create) {
    throw new BadInput(`there is no local world in ${folder}; ${await otherWorlds()}`);
  }
  const plan = await loadPlan(WORKFLOWS_FOLDER, undefined);
  const house = found ?? (await newHouse(folder, instantOf(Date.now()), '1'));
  const shop = shopOf(plan);
  const world = await openWorld({
    store: 'local',
    folder: storeFolder(folder),
    secret: house.secret,
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

/** Where the clock of the world in a folder stands, or would when it is made now. */
export async function clockIn(folder: string): Promise<Instant> {
  return (await readHouse(folder))?.now ?? instantOf(Date.now());
}

/** Throws BadInput while another process has the world of a folder open: beginning anew would delete it under that one. */
export async function mustBeFree(folder: string): Promise<void> {
  const store = storeFolder(folder);
  if (!existsSync(store)) return;
  const opened = await openEmbeddedStore({ prefix: 'winback', folder: store });
  await opened.close();
}

/** What to do instead: \`run\` and \`npm start\` keep their worlds in different folders. */
async function otherWorlds(): Promise<string> {
  const names = await readdir(LOCAL_WORLDS).catch(() => []);
  const folders = names.map((name) => `${LOCAL_WORLDS}/${name}`);
  const found = await Promise.all(
    folders.map(async (folder) => ((await readHouse(folder).catch(() => undefined)) === undefined ? [] : [folder])),
  );
  const others = found.flat();
  if (others.length > 0) return `there is one in ${others.join(' and in ')}: add --data ${others[0] ?? ''}`;
  return 'make one with npm start or npx winback run, or choose another with --data';
}
