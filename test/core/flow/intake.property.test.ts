// The laws of a limited sequence, under any interleaving of workers that scan and enroll, with duplicates and deaths.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { intakeAfter } from '#core/intake';
import type { SequenceFile } from '#core/sequence';
import { DaySchema, InstantSchema, plusDays } from '#core/time';
import { aCustomer, aPublishedFile } from '../../support/builders.ts';
import { createQueuedWorkers, type QueuedWorkers } from '../../support/queued-workers.ts';

/** Nine in the evening in New York: midnight is three hours away. */
const START = InstantSchema.parse('2026-07-02T01:00:00.000Z');
const TODAY = DaySchema.parse('2026-07-01');
const HOURS = 24;
/** Of these days of silence 95 to 120 are inside the window of 90 days to a year, on each of the days that are played. */
const silence = fc.integer({ min: 95, max: 120 });
const people = fc.array(silence, { minLength: 1, maxLength: 12 });
const segments = fc.integer({ min: 1, max: 4 });
const choices = fc.array(fc.nat(1_000), { maxLength: 250 });

type Limit = NonNullable<SequenceFile['limit per day']>;

const limited = (limit: Limit | undefined, overrides: Partial<SequenceFile> = {}) =>
  aPublishedFile({
    sequence: { holdout: '30%', ...overrides, ...(limit === undefined ? {} : { 'limit per day': limit }) },
  });

const silentFor = (days: number, number: number): Customer => {
  const last = plusDays(TODAY, -days);
  const order = { first: '2024-01-10', last, count: 2, spent: 1_000 * ((number * 7) % 10) };
  return aCustomer({ customerId: `c${number}`, activity: { order } });
};

async function aShop(silences: readonly number[], ...files: ReturnType<typeof limited>[]) {
  const workers = await createQueuedWorkers(START);
  for (const file of files) await workers.stores.sequences.publish(file);
  const customers = silences.map(silentFor);
  for (const customer of customers) await workers.stores.customers.save(customer);
  return { workers, customers };
}

const idsIn = (entered: readonly { readonly customerId: string }[] = []) =>
  entered.map(({ customerId }) => customerId).sort();

/** By the day of the last order, then by id. */
function firstOf(customers: readonly Customer[], most: number): readonly string[] {
  const lastOf = ({ activity }: Customer) => activity.order?.last ?? '';
  const inOrder = [...customers].sort((one, other) =>
    `${lastOf(one)} ${one.customerId}` < `${lastOf(other)} ${other.customerId}` ? -1 : 1,
  );
  return idsIn(inOrder.slice(0, most));
}

/** Scans in any order, with workers that die, duplicate and hand over; then everything that was called enrolls, one by one. */
async function scanWildly(workers: QueuedWorkers, of: number, chosen: readonly number[]): Promise<void> {
  await workers.plan(of);
  for (const choice of chosen) {
    const which = choice % 97;
    if (choice % 11 === 0) workers.crash(which);
    else if (choice % 4 === 0)
      workers.take(which, { duplicate: choice % 5 === 0, hurried: choice % 3 === 0, only: 'scan' });
    else await workers.step(which);
  }
  await workers.rest();
}

/** Anything at all: several scans a day, duplicates and deaths of every kind, and hours that pass. */
async function workWildly(workers: QueuedWorkers, of: number, chosen: readonly number[]): Promise<void> {
  await workers.plan(of);
  for (const choice of chosen) {
    const which = choice % 97;
    if (choice % 53 === 0) await workers.plan(of);
    else if (choice % 47 === 0) await workers.pass(1 + (choice % 5));
    else if (choice % 41 === 0) await workers.rest('scan');
    else if (choice % 23 === 0) workers.crash(which);
    else if (choice % 4 === 0) workers.take(which, { duplicate: choice % 5 === 0, hurried: choice % 3 === 0 });
    else await workers.step(which);
  }
}

describe('on one day', () => {
  const most = fc.integer({ min: 1, max: 6 });

  test('exactly the limit enter, and they are the first by turn, however the scan went', async () => {
    await fc.assert(
      fc.asyncProperty(people, most, segments, choices, async (silences, limit, of, chosen) => {
        const { workers, customers } = await aShop(silences, limited({ customers: limit }));
        await scanWildly(workers, of, chosen);
        const entered = await workers.entered('gentle');
        expect(workers.faults).toEqual([]);
        expect(idsIn(entered.get(TODAY))).toEqual(firstOf(customers, limit));
        expect(entered.size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  test('a second scan lets in nobody when the day is full, and the next in line when it is not', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, most, segments, choices, async (silences, more, limit, of, chosen) => {
        const { workers, customers } = await aShop(silences, limited({ customers: limit }));
        await scanWildly(workers, of, chosen);
        const before = idsIn((await workers.entered('gentle')).get(TODAY));
        const late = more.map((days, index) => silentFor(days, silences.length + index));
        for (const customer of late) await workers.stores.customers.save(customer);
        await scanWildly(workers, of, []);
        const after = idsIn((await workers.entered('gentle')).get(TODAY));
        expect(after).toEqual(expect.arrayContaining(before));
        expect(after).toHaveLength(Math.min(limit, customers.length + late.length));
      }),
      { numRuns: 40 },
    );
  });

  test('a limited and an unlimited sequence side by side do not disturb each other', async () => {
    await fc.assert(
      fc.asyncProperty(people, most, segments, choices, async (silences, limit, of, chosen) => {
        const young = { for: { dormant: { after: '90 days', until: '108 days', by: ['order'] } } };
        const old = { name: 'old', for: { dormant: { after: '108 days', until: '1 year', by: ['order'] } } };
        const files = [limited({ customers: limit }, young), limited(undefined, old)];
        const { workers, customers } = await aShop(silences, ...files);
        await scanWildly(workers, of, chosen);
        const isOld = ({ activity }: Customer) => (activity.order?.last ?? '') <= plusDays(TODAY, -108);
        const waiting = customers.filter((customer) => !isOld(customer));
        expect(idsIn((await workers.entered('gentle')).get(TODAY))).toEqual(firstOf(waiting, limit));
        expect(idsIn((await workers.entered('old')).get(TODAY))).toEqual(idsIn(customers.filter(isOld)));
      }),
      { numRuns: 40 },
    );
  });

  test('two limited sequences that want the same customers each keep their limit, and nobody is in both', async () => {
    await fc.assert(
      fc.asyncProperty(people, most, segments, choices, async (silences, limit, of, chosen) => {
        const files = [limited({ customers: limit }), limited({ customers: 2 }, { name: 'other' })];
        const { workers } = await aShop(silences, ...files);
        await workWildly(workers, of, chosen);
        await workers.rest();
        const [gentle, other] = [await workers.entered('gentle'), await workers.entered('other')];
        for (const all of gentle.values()) expect(all.length).toBeLessThanOrEqual(limit);
        for (const all of other.values()) expect(all.length).toBeLessThanOrEqual(2);
        const everybody = [...gentle.values(), ...other.values()].flat().map(({ customerId }) => customerId);
        expect(new Set(everybody).size).toBe(everybody.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('over days', () => {
  const ramp = fc
    .record({ customers: fc.integer({ min: 1, max: 6 }), from: fc.integer({ min: 1, max: 6 }) })
    .filter(({ customers, from }) => from <= customers);
  const limits = fc.oneof(ramp, fc.record({ customers: fc.integer({ min: 1, max: 6 }) }));

  test('no day of the shop has more than its number, whatever is redelivered, scanned twice, or dies; nobody is lost', async () => {
    await fc.assert(
      fc.asyncProperty(people, limits, segments, choices, choices, async (silences, limit, of, one, other) => {
        const { workers, customers } = await aShop(silences, limited(limit));
        await workWildly(workers, of, one);
        await workers.pass(HOURS);
        await workWildly(workers, of, other);
        await workers.rest();
        // Then the machines behave: each day has its scan, until everybody is in.
        for (let day = 0; day <= silences.length; day += 1) {
          await workers.pass(HOURS);
          await workers.plan(of);
          await workers.rest();
        }
        expect(workers.faults).toEqual([]);
        const entered = [...(await workers.entered('gentle'))].sort(([day], [next]) => (day < next ? -1 : 1));
        let number: number | undefined;
        for (const [day, all] of entered) {
          number = intakeAfter({ first: 'oldest', ...limit }, number);
          expect(all.length, day).toBeLessThanOrEqual(number);
        }
        expect(idsIn(entered.flatMap(([, all]) => all))).toEqual(idsIn(customers));
        for (const { customerId } of customers) {
          const row = await workers.stores.customers.get(customerId);
          expect(row?.admissions).toMatchObject({
            gentle: { decision: expect.stringMatching(/^(enrolled|heldOut)$/) },
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
