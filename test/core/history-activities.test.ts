import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ActivitySummarySchema, MOST_OWN_KINDS, recentDays } from '#core/activity';
import type { Customer } from '#core/customer';
import { newCustomer } from '#core/customer';
import { REMEMBERED_DAYS } from '#core/day-set';
import { type PastActivity, PastActivitySchema, withActivities, withOrders } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { DaySchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const FIRST = DaySchema.parse('2026-01-01');
const nobody = () => newCustomer(CustomerIdSchema.parse('c1'));
const past = (kind: string, day: string, cents = 1_000) =>
  PastActivitySchema.parse({ customerId: 'c1', kind, day, cents });
const order = (day: string, cents?: number) => past('order', day, cents);

/** A file of activities of three kinds, on so many different days at most. */
function files(mostDays: number): fc.Arbitrary<readonly PastActivity[]> {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: mostDays });
  return days.chain((some) =>
    fc.array(
      fc
        .record({
          kind: fc.constantFrom('order', 'visit', 'store-visit'),
          count: fc.constantFrom(...some),
          cents: fc.nat({ max: 50_000 }),
        })
        .map(({ kind, count, cents }) => past(kind, plusDays(FIRST, count), cents)),
      { maxLength: 3 * mostDays },
    ),
  );
}
const anyOrder = (all: fc.Arbitrary<readonly PastActivity[]>) =>
  all.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })));
const REMEMBERED = files(REMEMBERED_DAYS);
const MANY = files(4 * REMEMBERED_DAYS);

describe('the activities of a file', () => {
  test('count once when the file is imported twice, however many there are', () => {
    fc.assert(
      fc.property(MANY, (all) => {
        const once = withActivities(nobody(), all);
        expect(withActivities(once, all)).toBe(once);
        const orders = all.filter(({ kind }) => kind === 'order');
        expect(once.activity.order?.count ?? 0).toBe(orders.length);
        expect(once.activity.order?.spent ?? 0).toBe(orders.reduce((sum, { cents }) => sum + cents, 0));
      }),
    );
  });

  test('come to the same in whatever order the rows stand, with every day counted', () => {
    fc.assert(
      fc.property(anyOrder(MANY), ([all, otherwise]) => {
        const row = withActivities(nobody(), all);
        expect(withActivities(nobody(), otherwise)).toEqual(row);
        for (const [kind, own] of Map.groupBy(all, (one) => one.kind))
          expect(row.activity[kind]?.days).toBe(new Set(own.map(({ day }) => day)).size);
      }),
    );
  });

  test('come to the same in files of a few days each, in any order of the files', () => {
    fc.assert(
      fc.property(anyOrder(REMEMBERED), fc.integer({ min: 1, max: 5 }), ([all, otherwise], parts) => {
        const whole = withActivities(nobody(), all);
        expect(inParts(all, parts, (one) => one)).toEqual(whole);
        expect(inParts(otherwise, parts, (one) => one.toReversed())).toEqual(whole);
      }),
    );
  });

  test('come to the same in one file after the other, however many there are', () => {
    fc.assert(
      fc.property(MANY, fc.integer({ min: 0, max: 400 }), (all, cut) => {
        const before = all.filter(({ day }) => day < plusDays(FIRST, cut));
        const since = all.filter(({ day }) => day >= plusDays(FIRST, cut));
        const whole = withActivities(nobody(), all);
        expect(withActivities(withActivities(nobody(), before), since)).toEqual(whole);
        expect(withActivities(withActivities(nobody(), since), before)).toEqual(whole);
      }),
    );
  });

  test('come to the same when a part is followed by the whole', () => {
    fc.assert(
      fc.property(REMEMBERED, fc.integer({ min: 0, max: 400 }), (all, cut) => {
        const since = all.filter(({ day }) => day >= plusDays(FIRST, cut));
        expect(withActivities(withActivities(nobody(), since), all)).toEqual(withActivities(nobody(), all));
      }),
    );
  });

  test('are kept of so many kinds at most, and what is known goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), (kinds) => {
        const row = withActivities(
          nobody(),
          kinds.map((kind) => past(`kind-${kind}`, '2026-02-01')),
        );
        expect(Object.keys(row.activity)).toHaveLength(Math.min(new Set(kinds).size, MOST_OWN_KINDS));
      }),
    );
    const full = withActivities(
      nobody(),
      Array.from({ length: MOST_OWN_KINDS }, (_, index) => past(`kind-${index}`, '2026-02-01')),
    );
    expect(withActivities(full, [past('one-more', '2026-03-01')])).toBe(full);
    expect(withActivities(full, [past('kind-0', '2026-03-01')]).activity['kind-0']?.last).toBe('2026-03-01');
    expect(withActivities(full, [past('order', '2026-03-01')]).activity.order?.last).toBe('2026-03-01');
  });
});

describe('orders', () => {
  test('on a day that the row knows are taken as known, with all that happened on it', () => {
    const row = withOrders(nobody(), [order('2026-01-10'), order('2026-04-02'), order('2026-02-03')]);
    expect(withOrders(row, [order('2026-01-10', 9), order('2026-02-03', 9), order('2026-04-02', 9)])).toBe(row);
  });

  test('that come late, between those that are known, are counted', () => {
    const row = withOrders(nobody(), [order('2026-01-10'), order('2026-04-02')]);
    expect(withOrders(row, [order('2026-02-03', 500)]).activity.order).toMatchObject({
      first: '2026-01-10',
      last: '2026-04-02',
      count: 3,
      days: 3,
      spent: 2_500,
      spentFirst: 1_000,
    });
  });

  test('between the first and the last day of a row that remembers no days are taken as known', () => {
    const known = { first: '2025-01-10', last: '2026-04-02', count: 3, spent: 12_000 };
    const row = aCustomer({ activity: { order: known } });
    expect(withOrders(row, [order('2025-01-10'), order('2025-08-08'), order('2026-04-02')])).toBe(row);
    expect(withOrders(row, [order('2025-01-09'), order('2026-04-03')]).activity.order).toMatchObject({
      first: '2025-01-09',
      last: '2026-04-03',
      count: 5,
      spent: 14_000,
    });
  });

  test('of a day are all counted, when it is a new day', () => {
    const row = withOrders(aCustomer(), [order('2026-05-01'), order('2026-05-01', 500)]);
    expect(row.activity.order).toMatchObject({ last: '2026-05-01', count: 4, spent: 13_500, days: 3 });
  });

  test('leave visits alone', () => {
    const visit = ActivitySummarySchema.parse({ first: '2026-01-01', last: '2026-06-01', count: 3, spent: 0 });
    const row = aCustomer({ activity: { visit } });
    expect(withOrders(row, [order('2026-05-01')]).activity.visit).toEqual(visit);
  });

  test('of years are remembered by their newest days', () => {
    const days = Array.from({ length: 40 }, (_, index) => plusDays(FIRST, 9 * index));
    const row = withOrders(
      nobody(),
      days.toReversed().map((day) => order(day)),
    );
    expect(row.activity.order).toMatchObject({ first: days[0], last: days.at(-1), count: 40, days: 40 });
    expect(row.activity.order && recentDays(row.activity.order)).toEqual(days.slice(-REMEMBERED_DAYS));
  });
});

/** One import for each part of the days; `turns`: in which order. */
function inParts(
  all: readonly PastActivity[],
  parts: number,
  turns: <T>(files: readonly T[]) => readonly T[],
): Customer {
  const files = Array.from({ length: parts }, (_, part) =>
    all.filter(({ day }) => Number(day.slice(-2)) % parts === part),
  );
  return turns(files).reduce<Customer>((row, file) => withActivities(row, file), nobody());
}
