// The demonstration: a synthetic shop on an accelerated clock, kept on disk, going on where it was killed.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLinks } from '#adapters/aws/links';
import { systemRandomness } from '#adapters/aws/system';
import { createDemoWorld, customerPagesOf, type DemoWorld, type Pace } from '#adapters/local/demo-world';
import { clearHouse, type House, newHouse, readHouse, storeFolder, writeHouse } from '#adapters/local/house';
import { type RunningPage, startPage } from '#adapters/local/page-server';
import { resumePeople } from '#adapters/local/people';
import { endOf, fitWeekly, planDay, SCAN_SEGMENTS } from '#adapters/local/play';
import { settleInterrupted } from '#adapters/local/recover';
import { seedShop } from '#adapters/local/seed-shop';
import { syntheticOrders } from '#adapters/local/synthetic-shop';
import { openWorld, type World } from '#adapters/local/world';
import { respond } from '#core/flow/respond';
import { planScan } from '#core/flow/scan';
import type { Response } from '#core/response';
import type { PublishedFile } from '#core/sequence';
import type { Shop } from '#core/shop';
import {
  type Day,
  dayOf,
  epochOf,
  type Instant,
  instantAt,
  instantOf,
  later,
  plusDays,
  plusMilliseconds,
} from '#core/time';

/** How often the clock moves, is written down, and figures are counted; in real milliseconds. */
const TICK_MS = 40;
const WRITE_EVERY_MS = 250;
const COUNT_EVERY_MS = 1_000;
/** When work takes longer than the pace allows, the clock waits for it rather than jumping. */
const LONGEST_STEP_TICKS = 5;
/** The story begins a little before the first scan. */
const EARLY_MS = 5 * 60_000;

export type DemoOptions = {
  readonly folder: string;
  readonly port: number;
  readonly customers: number;
  readonly seed: string;
  readonly speed: number;
  readonly fresh: boolean;
  readonly plan: readonly PublishedFile[];
  readonly shop: Shop;
  readonly realNow: Instant;
  readonly onSeeded: (done: number, all: number) => void;
  readonly onResumed: (settled: { sent: number; givenBack: number }) => void;
};
export type Demo = {
  readonly page: RunningPage;
  readonly world: World;
  readonly view: DemoWorld;
  run(signal: AbortSignal): Promise<void>;
};

/** Opens (or makes) the demonstration and its page; `run` lets it live until the signal. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { folder, plan, shop } = options;
  if (options.fresh) await clearHouse(folder);
  const found = await readHouse(folder);
  const today = dayOf(options.realNow, shop.timeZone);
  const begins = plusMilliseconds(instantAt(today, shop.scanAt, shop.timeZone), -EARLY_MS);
  const house = found ?? (await newHouse(folder, begins, options.seed));
  const world = await openWorld({
    store: 'local',
    folder: storeFolder(folder),
    secret: house.secret,
    start: house.now,
    keepWords: true,
    links: createLinks({ baseUrl: `http://127.0.0.1:${options.port}`, secret: house.secret }),
    randomness: systemRandomness,
    people: house.seed,
  });
  const pace: Pace = { speed: options.speed, paused: false };
  const view = createDemoWorld(world, shop, pace);
  const founded = dayOf(house.founded, shop.timeZone);
  let page: RunningPage | undefined;
  try {
    // The page first: a port that is taken should be told before a whole shop is made.
    const customers = customerPagesOf(world, shop, house.secret);
    page = await startPage({ port: options.port, postbox: world.postbox, world: view, customers });
    await publishUnretired(world.services, plan);
    await seedShop(world.services, { customers: options.customers, seed: house.seed, founded }, options.onSeeded);
    options.onResumed(await settleInterrupted(world.services, world.postbox));
    await world.journeys.recover();
    if (world.people !== undefined) await resumePeople(world.people, world.services);
    await view.recount();
  } catch (fault) {
    // A store that stays open keeps the process, and the next one, waiting.
    await page?.close();
    await world.close();
    throw fault;
  }
  const { url } = page;
  const run = (signal: AbortSignal) => live({ options, house, world, pace, view, founded, page: url }, signal);
  return { page, world, view, run };
}

/** What was retired in this world stays so: beginning it again is for whoever publishes it by name. */
async function publishUnretired(
  { sequences }: Pick<World['services'], 'sequences'>,
  plan: readonly PublishedFile[],
): Promise<void> {
  const retired = new Set<string>((await sequences.retired()).map(({ name }) => name));
  for (const file of plan) if (!retired.has(file.sequence.name)) await sequences.publish(file);
}

type Living = {
  options: DemoOptions;
  house: House;
  world: World;
  pace: Pace;
  view: DemoWorld;
  founded: Day;
  page: string;
};

async function live({ options, house, world, pace, view, founded, page }: Living, signal: AbortSignal): Promise<void> {
  const { services, timeline } = world;
  const { shop, folder } = options;
  let planned = dayOf(timeline.now(), shop.timeZone);
  const played = {
    ...{ services, timeline, shop },
    respond: (response: Response) => respond(services, response),
    learn: (day: Day) => fitWeekly(services, day),
  };
  const planNext = (day: Day) =>
    planDay(played, day, (noon) => syntheticOrders(options.customers, house.seed, founded, day, noon));
  planNext(planned);
  // A scan that was cut off is done again; whoever is enrolled already stays so.
  if (timeline.now() > instantAt(planned, shop.scanAt, shop.timeZone)) await planScan(services, SCAN_SEGMENTS);
  let wrote = 0;
  let counted = 0;
  let last = performance.now();
  while (!signal.aborted) {
    const real = performance.now();
    const elapsed = Math.min(real - last, TICK_MS * LONGEST_STEP_TICKS);
    last = real;
    const paced = pace.paused ? timeline.now() : instantOf(epochOf(timeline.now()) + Math.round(elapsed * pace.speed));
    const target = later(paced, view.acted());
    while (endOf(planned, shop) < target) {
      await timeline.runUntil(endOf(planned, shop));
      planned = plusDays(planned, 1);
      planNext(planned);
    }
    await timeline.runUntil(target);
    view.changed();
    if (real - wrote > WRITE_EVERY_MS) {
      await writeHouse(folder, { ...house, now: timeline.now(), page });
      wrote = real;
    }
    if (real - counted > COUNT_EVERY_MS) {
      await view.recount();
      counted = performance.now();
    }
    await sleep(TICK_MS, undefined, { ref: true });
  }
  await writeHouse(folder, { ...house, now: timeline.now() });
}
