// Real orders of the CDNOW shop, counted by hand from the file beside what a whole run makes of them.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { gather } from '#adapters/files/gather';
import { startOf } from '#adapters/local/play';
import { activitiesFrom, runDays } from '#adapters/local/run';
import { createSeededRandomness } from '#adapters/local/seeded';
import { createTally, type Tally } from '#adapters/local/tally';
import { openWorld, type World } from '#adapters/local/world';
import type { Fact } from '#core/fact';
import { PublishedSequenceSchema } from '#core/sequence';
import { type Day, DaySchema } from '#core/time';
import { loadWorkflows } from '#workflows/load';

const FILE = '../shared/data/cdnow-orders.csv';
const DAY_MS = 86_400_000;
const found = existsSync(FILE);
if (!found) process.stderr.write(`skipped: the runs over real orders need ${FILE}\n`);

type Ran = { readonly tally: Tally; readonly facts: readonly Fact[]; readonly world: World };

describe.skipIf(!found)('60 days from 1 July 1998, when the file has ended and nobody answers', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await runOf('1998-07-01', 60);
  }, 300_000);

  test('the dormant, the held out and the enrolled are those that the file says', () => {
    const dormant = firstDormantDays('1998-07-01', 60);
    const heldOut = [...dormant.keys()].filter(isHeldOut);
    expect(ran.tally.dormant).toBe(dormant.size);
    expect(ran.tally.heldOut).toBe(heldOut.length);
    expect(ran.tally.enrolled).toBe(dormant.size - heldOut.length);
    expect(ran.tally.notEnrolled).toEqual({});
  });

  test('each touch goes to everybody whose day for it has come', () => {
    const enrolled = [...firstDormantDays('1998-07-01', 60)].filter(([customer]) => !isHeldOut(customer));
    // Email at once, SMS after 4 days, email after 7, email after 7 more; a Sunday waits for Monday.
    const due = (start: number, days: readonly number[]) =>
      days.reduce((day, delay) => afterSunday(day + delay * DAY_MS), afterSunday(start));
    const played = (at: number) => at < Date.parse('1998-07-01') + 60 * DAY_MS;
    const reached = (days: readonly number[]) => enrolled.filter(([, start]) => played(due(start, days))).length;
    expect(ran.tally.touches.email.sent).toBe(reached([]) + reached([4, 7]) + reached([4, 7, 7]));
    expect(ran.tally.touches.sms.sent).toBe(reached([4]));
  });

  test('a journey costs its touches and one transition more, and another where the first touch waits for Monday', () => {
    const { ended, maxTransitions, meanTransitions } = ran.world.journeys.statistics();
    const closing = closedBefore(ran.facts);
    const entered = new Map(
      ran.facts.filter(({ kind }) => kind === 'enrolled').map((fact) => [fact.enrollmentId, fact.at]),
    );
    const waited = closing.filter(
      ({ enrollmentId }) => new Date(entered.get(enrollmentId) ?? '').getUTCDay() === 0,
    ).length;
    expect(ended).toBe(closing.length);
    expect(maxTransitions).toBe(6);
    expect(meanTransitions).toBeCloseTo((5 * ended + waited) / ended, 10);
  });

  test('nothing is sent after a stop, nothing twice, and no message is lost on the way', async () => {
    expect(ran.tally.sentAfterStop).toBe(0);
    expect((await ran.world.postbox.counts()).duplicates).toBe(0);
    expect(ran.world.deadLetters).toEqual([]);
  });
});

describe.skipIf(!found)('120 days from 1 January 1998, with the orders that really came', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await runOf('1998-01-01', 120);
  }, 300_000);

  test('everybody who ordered in the middle of a journey was stopped, got nothing more and closed as won back', () => {
    const orders = ordersByCustomer();
    const ends = new Map(ran.facts.filter(({ kind }) => kind === 'closed').map((fact) => [fact.enrollmentId, fact]));
    const touches = Map.groupBy(
      ran.facts.filter(({ kind }) => kind === 'sent'),
      (fact) => fact.enrollmentId,
    );
    let returned = 0;
    for (const entry of ran.facts.filter(({ kind }) => kind === 'enrolled')) {
      const lapsesAt =
        ends.get(entry.enrollmentId)?.outcome === 'lapsed' ? (ends.get(entry.enrollmentId)?.at ?? '') : '1998-05-01';
      const order = orders
        .get(entry.customerId)
        ?.find((day) => day >= entry.at.slice(0, 10) && day < lapsesAt.slice(0, 10) && day < '1998-05-01');
      if (order === undefined) continue;
      returned += 1;
      const end = ends.get(entry.enrollmentId);
      expect(end).toMatchObject({ outcome: 'wonBack' });
      expect(end?.at.slice(0, 10)).toBe(order);
      for (const sent of touches.get(entry.enrollmentId) ?? []) expect(sent.at < (end?.at ?? '')).toBe(true);
    }
    expect(returned).toBe(ran.tally.outcomes.wonBack);
    expect(returned).toBeGreaterThan(1_000);
    expect(ran.tally.sentAfterStop).toBe(0);
  });
});

async function runOf(from: string, days: number): Promise<Ran> {
  const asOf: Day = DaySchema.parse(from);
  const loaded = await loadWorkflows('workflows');
  if (loaded.status === 'broken') throw new Error('the shipped sequences are broken');
  const plan = loaded.published.filter(({ sequence }) => sequence.name === 'gentle-90');
  const { shop } = PublishedSequenceSchema.parse(plan[0]);
  const { aside, toCome } = activitiesFrom(asOf);
  const history = await gather({ orders: FILE }, { shop, aside });
  const tally = createTally();
  const facts: Fact[] = [];
  const world = await openWorld({
    store: 'memory',
    start: startOf(asOf, shop),
    links: createLinks({ baseUrl: shop.website, secret: 'a secret that protects nothing but a test' }),
    randomness: createSeededRandomness('1'),
    keepWords: false,
    onFact: (fact) => {
      tally.count(fact);
      facts.push(fact);
    },
  });
  for (const file of plan) await world.services.sequences.publish(file);
  await runDays(world, { asOf, days, history, toCome, shop, onImport: () => {}, onDay: () => {} });
  await history.close();
  return { tally: tally.tally(), facts, world };
}

// By hand: nothing of ours below, only the file, the calendar and SHA-256.

function ordersByCustomer(): Map<string, string[]> {
  const rows = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const byCustomer = Map.groupBy(rows, ([customer = '']) => customer);
  return new Map([...byCustomer].map(([customer, orders]) => [customer, orders.map(([, day = '']) => day).sort()]));
}

/** Midnight (as if in UTC) of the first played day on which each customer is 90 to 364 days silent. */
function firstDormantDays(from: string, days: number): Map<string, number> {
  const dormant = new Map<string, number>();
  for (const [customer, orders] of ordersByCustomer()) {
    const last = Date.parse(orders.filter((day) => day < from).at(-1) ?? 'never');
    const played = Array.from({ length: days }, (_, number) => Date.parse(from) + number * DAY_MS);
    const first = played.find((day) => day - last >= 90 * DAY_MS && day - last < 365 * DAY_MS);
    if (first !== undefined) dormant.set(customer, first);
  }
  return dormant;
}

function isHeldOut(customer: string): boolean {
  const digest = createHash('sha256').update(`holdout/gentle-90/${customer}`).digest('hex');
  return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32 < 0.1;
}

function afterSunday(day: number): number {
  return new Date(day).getUTCDay() === 0 ? day + DAY_MS : day;
}

function closedBefore(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ kind }) => kind === 'closed');
}
