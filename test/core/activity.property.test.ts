import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Activity, type ActivitySummary, knowsDay, recentDays, withActivity } from '#core/activity';
import { REMEMBERED_DAYS } from '#core/day-set';
import { DaySchema, plusDays } from '#core/time';

const FIRST = DaySchema.parse('2026-01-01');
const SINGLY = fc.constantFrom('order', 'renewal');
const ONCE_A_DAY = fc.constantFrom('visit', 'app-open', 'login', 'click', 'reply', 'support', 'store-visit');

/** Activities on so many different days at most. */
function activities(mostDays: number): fc.Arbitrary<readonly Activity[]> {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: mostDays });
  return days.chain((some) =>
    fc.array(
      fc.record({
        day: fc.constantFrom(...some).map((count) => plusDays(FIRST, count)),
        cents: fc.nat({ max: 100_000 }),
      }),
      { minLength: 1, maxLength: 2 * mostDays },
    ),
  );
}
const shuffled = (all: fc.Arbitrary<readonly Activity[]>) =>
  all.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })));

function fold(kind: string, all: readonly Activity[]): ActivitySummary {
  const summary = all.reduce<ActivitySummary | undefined>((sum, one) => withActivity(sum, kind, one), undefined);
  if (summary === undefined) throw new TypeError('there is at least one activity');
  return summary;
}
const daysOf = (all: readonly Activity[]) => [...new Set(all.map(({ day }) => day))].sort();
const centsOf = (all: readonly Activity[]) => all.reduce((sum, { cents }) => sum + cents, 0);

describe('on as many days as a row remembers', () => {
  test('the summary of orders is the same in whatever order they come, and is exact', () => {
    fc.assert(
      fc.property(SINGLY, shuffled(activities(REMEMBERED_DAYS)), (kind, [all, otherwise]) => {
        const days = daysOf(all);
        expect(fold(kind, otherwise)).toEqual(fold(kind, all));
        expect(fold(kind, all)).toMatchObject({
          first: days[0],
          last: days.at(-1),
          count: all.length,
          days: days.length,
          spent: centsOf(all),
          spentFirst: centsOf(all.filter(({ day }) => day === days[0])),
        });
        expect(recentDays(fold(kind, all))).toEqual(days);
      }),
    );
  });

  test('the summary of anything else is the same in whatever order it comes, and however often', () => {
    fc.assert(
      fc.property(ONCE_A_DAY, shuffled(activities(REMEMBERED_DAYS)), (kind, [all, otherwise]) => {
        const days = daysOf(all);
        const once = fold(
          kind,
          days.map((day) => ({ day, cents: 0 })),
        );
        expect(fold(kind, otherwise)).toEqual(once);
        expect(once).toMatchObject({ first: days[0], last: days.at(-1), count: days.length, days: days.length });
      }),
    );
  });
});

describe('on any number of days', () => {
  const many = activities(4 * REMEMBERED_DAYS);

  test('no order and no cent is lost, the ends are right, and there are no more days than orders', () => {
    fc.assert(
      fc.property(SINGLY, many, (kind, all) => {
        const summary = fold(kind, all);
        const days = daysOf(all);
        expect(summary).toMatchObject({
          first: days[0],
          last: days.at(-1),
          count: all.length,
          spent: centsOf(all),
        });
        expect(summary.first <= summary.last).toBe(true);
        expect(summary.days).toBeLessThanOrEqual(summary.count);
        expect(summary.days).toBeLessThanOrEqual(days.length);
        expect(summary.spentFirst).toBeLessThanOrEqual(summary.spent);
      }),
    );
  });

  test('the newest days are remembered, and of no day is it said that it was seen when it was not', () => {
    fc.assert(
      fc.property(fc.oneof(SINGLY, ONCE_A_DAY), many, fc.integer({ min: 0, max: 500 }), (kind, all, count) => {
        const summary = fold(kind, all);
        const days = daysOf(all);
        const asked = plusDays(FIRST, count);
        expect(recentDays(summary)).toEqual(days.slice(-REMEMBERED_DAYS));
        expect(days.includes(asked) ? 'no' : 'yes').not.toBe(knowsDay(summary, asked));
      }),
    );
  });

  test('as they happen, day after day, all days are counted', () => {
    fc.assert(
      fc.property(fc.oneof(SINGLY, ONCE_A_DAY), many, (kind, all) => {
        const inTurn = [...all].sort((one, other) => (one.day < other.day ? -1 : 1));
        expect(fold(kind, inTurn).days).toBe(daysOf(all).length);
      }),
    );
  });
});
