// So many a day: what a place is, who needs one, and what becomes of it at midnight, in a crash and between two versions.
import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { TryAgain } from '#core/errors';
import { enroll } from '#core/flow/enroll';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import type { SequenceFile } from '#core/sequence';
import { DaySchema, InstantSchema, plusDays } from '#core/time';
import { aCustomer, aPublishedFile } from '../../support/builders.ts';
import { createQueuedWorkers, type QueuedWorkers } from '../../support/queued-workers.ts';

/** Eleven in the evening in New York. */
const LATE = InstantSchema.parse('2026-07-02T03:00:00.000Z');
const TODAY = DaySchema.parse('2026-07-01');
const TOMORROW = plusDays(TODAY, 1);
const GENTLE = SequenceNameSchema.parse('gentle');
const DAY_HOURS = 24;
const A_FORTNIGHT_AND_A_DAY = 15;

type Limit = NonNullable<SequenceFile['limit per day']>;
const limited = (limit: Limit | undefined, overrides: Partial<SequenceFile> = {}) =>
  aPublishedFile({
    sequence: { holdout: '0%', ...overrides, ...(limit === undefined ? {} : { 'limit per day': limit }) },
  });

/** Customers 0, 1, 2 …, who have been silent for so many days. */
async function aShop(limit: Limit, ...silences: readonly number[]) {
  const workers = await createQueuedWorkers(LATE);
  await workers.stores.sequences.publish(limited(limit));
  for (const [number, days] of silences.entries()) await join(workers, number, { days });
  return workers;
}

async function join(
  workers: QueuedWorkers,
  number: number,
  { days = 100, spent = 100, ...more }: { days?: number; spent?: number } & Parameters<typeof aCustomer>[0] = {},
): Promise<Customer> {
  const order = { first: '2024-01-10', last: plusDays(TODAY, -days), count: 2, spent };
  const customer = aCustomer({ customerId: `c${number}`, activity: { order }, ...more });
  await workers.stores.customers.save(customer);
  return customer;
}

async function aDay(workers: QueuedWorkers, segments = 2): Promise<void> {
  await workers.plan(segments);
  await workers.rest();
}

const taskFor = (number: number, version = 1) => ({
  customerId: CustomerIdSchema.parse(`c${number}`),
  sequence: GENTLE,
  version,
});

async function inOn(workers: QueuedWorkers, day: string, sequence = 'gentle'): Promise<readonly string[]> {
  const entered = (await workers.entered(sequence)).get(day) ?? [];
  return entered.map(({ customerId }) => customerId).sort();
}

/** These services, whose port breaks down at its first call. */
function broken<Port extends 'enrollments' | 'journeys'>(services: Services, port: Port, method: keyof Services[Port]) {
  const breaking = async () => {
    throw new TryAgain('so it goes');
  };
  return { ...services, [port]: { ...services[port], [method]: breaking } };
}

describe('a place', () => {
  test('is taken by whoever is held out as well', async () => {
    const workers = await createQueuedWorkers(LATE);
    await workers.stores.sequences.publish(limited({ customers: 3 }, { holdout: '50%' }));
    for (let number = 0; number < 12; number += 1) await join(workers, number);
    const arms = new Set<string>();
    for (let day = 0; day < 4; day += 1) {
      await aDay(workers);
      for (const { status } of (await workers.entered('gentle')).get(plusDays(TODAY, day)) ?? []) arms.add(status);
      expect(await inOn(workers, plusDays(TODAY, day))).toHaveLength(3);
      await workers.pass(DAY_HOURS);
    }
    expect([...arms].sort()).toEqual(['active', 'heldOut']);
  });

  test('is not needed to be told no', async () => {
    const workers = await aShop({ customers: 1 }, 300);
    await join(workers, 1, { consent: {} });
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toEqual(['c0']);
    const refused = await workers.stores.customers.get(CustomerIdSchema.parse('c1'));
    expect(refused?.admissions).toMatchObject({ gentle: { decision: 'noReachableChannel' } });
  });

  test('that is not there leaves no trace: no fact, and the row as it was', async () => {
    const workers = await aShop({ customers: 1 }, 300, 200);
    await aDay(workers);
    expect(await enroll(workers.inner, taskFor(1))).toEqual({ status: 'notEnrolled', because: 'limitReached' });
    expect(await workers.stores.journal.ofCustomer(taskFor(1).customerId)).toEqual([]);
    expect((await workers.stores.customers.get(taskFor(1).customerId))?.revision).toBe(1);
  });

  test('is not taken by whoever came back since the scan', async () => {
    const workers = await aShop({ customers: 1 }, 300, 200);
    const row = await workers.stores.customers.get(taskFor(0).customerId);
    const order = { ...(row?.activity.order ?? expect.fail('the order is there')), last: TODAY };
    await workers.stores.customers.save({ ...(row ?? expect.fail('the row is there')), activity: { order } });
    expect(await enroll(workers.inner, taskFor(0))).toEqual({ status: 'notEnrolled', because: 'nothingToDecide' });
    expect(await enroll(workers.inner, taskFor(1))).toMatchObject({ status: 'enrolled' });
  });
});

describe('the first in line', () => {
  test('are those who spent most, where the most valuable come first and nothing was fitted', async () => {
    const workers = await aShop({ customers: 2, first: 'most valuable' });
    for (const [number, spent] of [4_000, 9_000, 100, 9_001, 0].entries()) await join(workers, number, { spent });
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toEqual(['c1', 'c3']);
    await workers.pass(DAY_HOURS);
    await aDay(workers);
    expect(await inOn(workers, TOMORROW)).toEqual(['c0', 'c2']);
  });

  test('are those who are worth most, once that was learned', async () => {
    const workers = await aShop({ customers: 1, first: 'most valuable' });
    await workers.stores.models.save({
      ...{ fittedAt: LATE, until: TODAY, customers: 2_357, repeatCustomers: 946, orders: 4_814 },
      timing: { status: 'fitted', model: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, logLikelihood: -9_582.4 },
      spend: { status: 'fitted', model: { p: 6.25, q: 3.74, gamma: 15.44 }, logLikelihood: -4_058.9 },
      value: { by: 'expectedValue', floors: { top: 300, high: 100, middle: 20 } },
    });
    // One large order long ago against many small ones until three months ago.
    const once = { first: '2025-08-01', last: '2025-08-01', count: 1, spent: 50_000, days: 1 };
    const often = { first: '2024-04-01', last: '2026-03-28', count: 12, spent: 30_000, spentFirst: 2_500, days: 12 };
    await workers.stores.customers.save(aCustomer({ customerId: 'once', activity: { order: once } }));
    await workers.stores.customers.save(aCustomer({ customerId: 'often', activity: { order: often } }));
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toEqual(['often']);
  });

  test('do not hold up whoever was taken before a crash, however far behind', async () => {
    const workers = await aShop({ customers: 1 }, 91, 300, 200);
    await expect(enroll(broken(workers.inner, 'journeys', 'start'), taskFor(0))).rejects.toThrow(TryAgain);
    await workers.pass(DAY_HOURS);
    await aDay(workers);
    const row = await workers.stores.customers.get(taskFor(0).customerId);
    expect(row?.admissions).toMatchObject({ gentle: { decision: 'enrolled' } });
    // Their place was one of the day on which the enrollment was opened.
    expect(await inOn(workers, TODAY)).toEqual(['c0']);
    expect(await inOn(workers, TOMORROW)).toEqual(['c1']);
  });
});

describe('at midnight', () => {
  test('whoever was called before it and enrolls after it takes a place of the new day', async () => {
    const workers = await aShop({ customers: 2 }, 300, 200, 150, 120);
    await workers.plan(2);
    await workers.rest('scan');
    await workers.pass(2);
    await workers.rest();
    expect(await inOn(workers, TODAY)).toEqual([]);
    expect(await inOn(workers, TOMORROW)).toEqual(['c0', 'c1']);
    await aDay(workers);
    expect(await inOn(workers, TOMORROW)).toEqual(['c0', 'c1']);
  });

  test('whoever had a place and no enrollment yet needs a new place', async () => {
    const workers = await aShop({ customers: 1 }, 300, 200);
    await expect(enroll(broken(workers.inner, 'enrollments', 'open'), taskFor(0))).rejects.toThrow(TryAgain);
    await workers.pass(2);
    expect(await enroll(workers.inner, taskFor(1))).toMatchObject({ status: 'enrolled' });
    expect(await enroll(workers.inner, taskFor(0))).toEqual({ status: 'notEnrolled', because: 'limitReached' });
    await workers.pass(DAY_HOURS);
    await aDay(workers);
    expect(await inOn(workers, plusDays(TODAY, 2))).toEqual(['c0']);
  });

  test('a task of the day before, delivered again, changes nothing', async () => {
    const workers = await aShop({ customers: 1 }, 300, 200);
    await aDay(workers);
    await workers.pass(DAY_HOURS);
    expect(await enroll(workers.inner, taskFor(0))).toEqual({ status: 'notEnrolled', because: 'nothingToDecide' });
    await aDay(workers);
    expect(await inOn(workers, TOMORROW)).toEqual(['c1']);
  });
});

describe('between scan and enrollment', () => {
  test('a version with another limit counts on with the same count', async () => {
    const workers = await aShop({ customers: 2 }, 300, 200, 150);
    expect(await enroll(workers.inner, taskFor(0))).toMatchObject({ status: 'enrolled' });
    await workers.stores.sequences.publish(limited({ customers: 1 }));
    expect(await enroll(workers.inner, taskFor(1, 2))).toMatchObject({ because: 'limitReached' });
    await workers.stores.sequences.publish(limited({ customers: 3 }));
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toEqual(['c0', 'c1', 'c2']);
  });

  test('a sequence that is retired before the last part ends calls nobody', async () => {
    const workers = await aShop({ customers: 1 }, 300, 200, 150, 120);
    await workers.plan(2);
    workers.take(0);
    for (let call = 0; workers.processes.length > 0 && call < 100; call += 1) await workers.step(0);
    await workers.stores.sequences.retire(GENTLE);
    await workers.rest();
    expect(await workers.entered('gentle')).toEqual(new Map());
  });

  test('a sequence that is published while parts are walked begins with the next scan', async () => {
    const workers = await createQueuedWorkers(LATE);
    for (let number = 0; number < 4; number += 1) await join(workers, number);
    await workers.plan(2);
    workers.take(0);
    for (let call = 0; workers.processes.length > 0 && call < 100; call += 1) await workers.step(0);
    await workers.stores.sequences.publish(limited({ customers: 1 }));
    await workers.rest();
    expect(await workers.entered('gentle')).toEqual(new Map());
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toHaveLength(1);
  });
});

describe('a ramp', () => {
  async function numbersOf(workers: QueuedWorkers, days: number): Promise<number[]> {
    const numbers: number[] = [];
    for (let day = 0; day < days; day += 1) {
      const before = [...(await workers.entered('gentle')).values()].flat().length;
      await aDay(workers);
      numbers.push([...(await workers.entered('gentle')).values()].flat().length - before);
      await workers.pass(DAY_HOURS);
    }
    return numbers;
  }
  const many = Array.from({ length: 24 }, () => 100);

  test('doubles each day, and a second scan of the day does not', async () => {
    const workers = await aShop({ customers: 7, from: 1 }, ...many);
    await aDay(workers);
    expect(await inOn(workers, TODAY)).toHaveLength(1);
    expect(await numbersOf(workers, 6)).toEqual([0, 2, 4, 7, 7, 3]);
  });

  test('takes no step on days on which nobody entered', async () => {
    const workers = await aShop({ customers: 8, from: 1 });
    expect(await numbersOf(workers, 5)).toEqual([0, 0, 0, 0, 0]);
    for (const number of many.keys()) await join(workers, number);
    expect(await numbersOf(workers, 4)).toEqual([1, 2, 4, 8]);
  });

  test('begins anew after a pause', async () => {
    const workers = await aShop({ customers: 8, from: 1 }, ...many);
    expect(await numbersOf(workers, 3)).toEqual([1, 2, 4]);
    await workers.pass((A_FORTNIGHT_AND_A_DAY - 1) * DAY_HOURS);
    expect(await numbersOf(workers, 2)).toEqual([1, 2]);
  });

  test('goes on where it was after a shorter one', async () => {
    const workers = await aShop({ customers: 8, from: 1 }, ...many);
    expect(await numbersOf(workers, 3)).toEqual([1, 2, 4]);
    await workers.pass((A_FORTNIGHT_AND_A_DAY - 2) * DAY_HOURS);
    expect(await numbersOf(workers, 1)).toEqual([8]);
  });
});
