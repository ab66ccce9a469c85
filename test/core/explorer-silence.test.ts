import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Customer, newCustomer } from '#core/customer';
import { REMEMBERED_DAYS } from '#core/day-set';
import { CROSSING_DAYS, crossingsOf, foldedGaps, recentSilences } from '#core/explorer-silence';
import { withActivities } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { dayOfNumber } from '#core/time';

const TODAY = 20_000;

/** Days before TODAY by kind, as an import adds them. */
function rowWith(daysAgo: Readonly<Record<string, readonly number[]>>): Customer {
  const activities = Object.entries(daysAgo).flatMap(([kind, days]) =>
    [...days]
      .sort((one, other) => other - one)
      .map((ago) => ({ kind, day: dayOfNumber(TODAY - ago), cents: kind === 'order' ? 100 : 0 })),
  );
  return withActivities(newCustomer(CustomerIdSchema.parse('c1')), activities);
}

/** Day by day through the month before: is the silence on that morning exactly as long as the window? */
function crossedByHand(daysAgo: readonly number[], after: number): number {
  const month = Array.from({ length: CROSSING_DAYS }, (_, index) => index + 1);
  return month.filter((ago) => {
    const before = daysAgo.filter((one) => one > ago);
    return before.length > 0 && Math.min(...before) - ago === after;
  }).length;
}

const counted = (daysAgo: Readonly<Record<string, readonly number[]>>, after: number) =>
  crossingsOf(recentSilences(rowWith(daysAgo), Object.keys(daysAgo), TODAY), after, TODAY);

const daysAgo = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 60 });
const busy = (days: readonly number[]) => days.filter((ago) => ago <= CROSSING_DAYS).length >= REMEMBERED_DAYS;

test('empty buckets beside each other are one, which reaches as far as they do', () => {
  const buckets = (counts: readonly number[]) =>
    counts.map((customers, index) => ({ from: index * 30, to: index * 30 + 30, customers, dormant: customers }));
  expect(
    foldedGaps(buckets([0, 0, 1, 0, 2, 0, 0, 0, 3])).map(({ from, to, customers }) => [from, to, customers]),
  ).toEqual([
    [0, 60, 0],
    [60, 90, 1],
    [90, 120, 0],
    [120, 150, 2],
    [150, 240, 0],
    [240, 270, 3],
  ]);
  expect(foldedGaps([])).toEqual([]);
});

describe('the silences that crossed within a month', () => {
  test('are all of them, as a row remembers the days of such a month', () => {
    fc.assert(
      fc.property(daysAgo, daysAgo, fc.integer({ min: 1, max: 150 }), (order, visit, after) => {
        fc.pre(!busy(order) && !busy(visit));
        expect(counted({ order }, after)).toBe(crossedByHand(order, after));
        expect(counted({ order, visit }, after)).toBe(crossedByHand([...order, ...visit], after));
      }),
    );
  });

  test('are never too many, even where more days were active than a row remembers', () => {
    fc.assert(
      fc.property(daysAgo, daysAgo, fc.integer({ min: 1, max: 60 }), (order, visit, after) => {
        expect(counted({ order, visit }, after)).toBeLessThanOrEqual(crossedByHand([...order, ...visit], after));
      }),
    );
  });

  test('of a row of before days were kept are those that its first and last day prove', () => {
    const summary = { first: dayOfNumber(TODAY - 100), last: dayOfNumber(TODAY - 5), spent: 100, recent: '' };
    const crossed = (count: number) => {
      const row: Customer = {
        ...newCustomer(CustomerIdSchema.parse('c1')),
        activity: { order: { ...summary, count } },
      };
      return crossingsOf(recentSilences(row, ['order'], TODAY), 90, TODAY);
    };
    // 90 days after the first is 10 days ago, before the last: so it was, unless there was an order in between.
    expect([crossed(2), crossed(3)]).toEqual([1, 0]);
  });
});

test('whoever gave no such sign of life has no silence', () => {
  expect(recentSilences(rowWith({ order: [5] }), ['visit'], TODAY)).toEqual([]);
});
