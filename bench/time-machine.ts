// How fast do months pass? Days of a whole shop in memory: the daily scan, journeys, and customers who answer.
import { createLinks } from '#adapters/aws/links';
import { endOf, planDay } from '#adapters/local/play';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld } from '#adapters/local/world';
import { respond } from '#core/flow/respond';
import { plusDays } from '#core/time';
import { megabytesKept } from './heap.ts';
import { cpuMilliseconds } from './in-turns.ts';
import { madeCustomer, SCAN_AT, TODAY } from './made-customer.ts';
import { type Measure, measured, type Row } from './row.ts';
import { liveVersion, shippedPlan } from './shipped-plan.ts';

const DAYS = 120;
const FEW = 1_000;
const MANY = 8_000;
const TARGET_CUSTOMERS = 1e6;
const MOST_SECONDS = 60;
const MOST_HEAP_RATIO = 1.1;
const SEED = 'bench';
const MEGABYTES_PER_GIGABYTE = 1_024;
const EXTRAPOLATED = 'EXTRAPOLATED, not measured';

type Played = {
  readonly customers: number;
  /** Of processor time, whatever else the machine does meanwhile. */
  readonly seconds: number;
  readonly enrolled: number;
  readonly sent: number;
  /** Megabytes kept once the customers are in the store, and once the last day is over. */
  readonly before: number;
  readonly after: number;
};

export const timeMachine: Measure = {
  name: 'time-machine',
  async run() {
    await play(FEW);
    return timeMachineRows(await play(FEW), await play(MANY));
  },
};

/** What was measured, and what a million customers would take if every one of them took as much. */
export function timeMachineRows(few: Played, many: Played): readonly Row[] {
  const rate = (played: Played) => (played.customers * DAYS) / played.seconds;
  const seconds = (TARGET_CUSTOMERS * DAYS) / rate(many);
  const keptByOne = (many.after - many.before) / many.customers;
  const gigabytes = (many.after / many.customers) * (TARGET_CUSTOMERS / MEGABYTES_PER_GIGABYTE);
  const thousands = (value: number) => Math.round(value).toLocaleString('en-US');
  return [
    measured('time machine: customer-days a second', rate(many), 'customer-days/s', {
      note: `${thousands(many.customers)} customers, ${DAYS} days, ${thousands(many.enrolled)} enrolled, ${thousands(many.sent)} messages in ${many.seconds.toFixed(1)} s of processor time; ${thousands(rate(few))} with ${thousands(few.customers)}`,
    }),
    measured(`time machine: 1M customers, ${DAYS} days`, seconds, 's', {
      budget: { atMost: MOST_SECONDS },
      note: `${EXTRAPOLATED}: as if a million went as ${thousands(many.customers)} do`,
    }),
    measured('time machine: heap after the days ÷ before', many.after / many.before, '×', {
      budget: { atMost: MOST_HEAP_RATIO },
      note: `${many.before.toFixed(1)} to ${many.after.toFixed(1)} MB, ${(keptByOne * 1_024).toFixed(1)} KB more for every customer; a million: ${gigabytes.toFixed(1)} GB (${EXTRAPOLATED})`,
    }),
  ];
}

async function play(customers: number): Promise<Played> {
  let enrolled = 0;
  const world = await openWorld({
    store: 'memory',
    start: SCAN_AT,
    keepWords: false,
    links: createLinks({ baseUrl: 'https://shop.example.com', secret: SEED.padEnd(32, '.') }),
    randomness: createSeededRandomness(SEED),
    people: SEED,
    onFact: ({ kind }) => {
      if (kind === 'enrolled') enrolled += 1;
    },
  });
  const { services, timeline } = world;
  for (const file of await shippedPlan()) await services.sequences.publish(file);
  for (let number = 0; number < customers; number += 1) await services.customers.save(madeCustomer(number));
  const { shop } = await liveVersion(services.sequences);
  const before = megabytesKept();
  const busy = await cpuMilliseconds(async () => {
    for (let number = 0; number < DAYS; number += 1) {
      const day = plusDays(TODAY, number);
      planDay({ services, timeline, shop, respond: (response) => respond(services, response) }, day, () => []);
      await timeline.runUntil(endOf(day, shop));
    }
  });
  const after = megabytesKept();
  const { sent } = await world.postbox.counts();
  await world.close();
  return { customers, seconds: busy / 1_000, enrolled, sent: sent.email + sent.sms, before, after };
}
