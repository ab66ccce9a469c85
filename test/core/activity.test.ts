import { describe, expect, test } from 'vitest';
import {
  ActivityKindSchema,
  type ActivitySummary,
  ActivitySummarySchema,
  activeDays,
  isCountedSingly,
  KNOWN_KINDS,
  kindsThatMeet,
  knowsDay,
  recentDays,
  spentOnFirstDay,
  withActivity,
} from '#core/activity';
import { DaySchema } from '#core/time';

const day = (text: string) => DaySchema.parse(text);
const then = (summary: ActivitySummary | undefined, kind: string, at: string, cents = 0) =>
  withActivity(summary, kind, { day: day(at), cents });

describe('a first activity', () => {
  test('is all that is known of its kind', () => {
    const summary = then(undefined, 'order', '2026-07-02', 4_250);
    expect(summary).toEqual({
      first: '2026-07-02',
      last: '2026-07-02',
      count: 1,
      spent: 4_250,
      spentFirst: 4_250,
      days: 1,
      recent: 'fx8',
    });
    expect(ActivitySummarySchema.parse(summary)).toEqual(summary);
  });
});

describe('orders and renewals', () => {
  test('count singly: two on one day are two, with the money of both, on one active day', () => {
    for (const kind of ['order', 'renewal']) {
      const two = then(then(undefined, kind, '2026-07-02', 4_000), kind, '2026-07-02', 1_000);
      expect(two).toMatchObject({ count: 2, spent: 5_000, spentFirst: 5_000, days: 1 });
    }
  });

  test('that come late move the first day, and the money of the first day with it', () => {
    const newer = then(undefined, 'order', '2026-07-02', 4_000);
    const both = then(newer, 'order', '2026-05-01', 1_500);
    expect(both).toMatchObject({ first: '2026-05-01', last: '2026-07-02', count: 2, spent: 5_500, spentFirst: 1_500 });
    expect(then(both, 'order', '2026-06-01', 700)).toMatchObject({
      first: '2026-05-01',
      last: '2026-07-02',
      count: 3,
      spent: 6_200,
      spentFirst: 1_500,
      days: 3,
    });
  });
});

describe('all other kinds', () => {
  test('count once a day, and a second one of the day leaves the very same summary', () => {
    const once = then(undefined, 'visit', '2026-07-02');
    expect(then(once, 'visit', '2026-07-02')).toBe(once);
    const twice = then(once, 'visit', '2026-07-03');
    expect(twice).toMatchObject({ count: 2, days: 2 });
    expect(then(twice, 'visit', '2026-07-02')).toBe(twice);
  });

  test('keep no money: which of the day was seen first would decide', () => {
    expect(then(undefined, 'store-visit', '2026-07-02', 900)).toMatchObject({ spent: 0, spentFirst: 0 });
  });
});

describe('a row of before days were remembered', () => {
  const old = ActivitySummarySchema.parse({ first: '2025-01-10', last: '2026-04-02', count: 4, spent: 20_000 });

  test('has as many active days as activities, and spent the mean of them on the first', () => {
    expect([activeDays(old), spentOnFirstDay(old)]).toEqual([4, 5_000]);
    expect(activeDays({ ...old, last: old.first })).toBe(1);
  });

  test('knows its two ends and nothing of what lies between, not even when newer days come', () => {
    expect(recentDays(old)).toEqual(['2025-01-10', '2026-04-02']);
    const newer = then(old, 'order', '2026-07-02', 1_000);
    for (const row of [old, newer]) {
      expect(knowsDay(row, day('2026-04-02'))).toBe('yes');
      expect(knowsDay(row, day('2025-06-01'))).toBe('forgotten');
      expect(knowsDay(row, day('2026-07-03'))).toBe('no');
    }
    expect(newer).toMatchObject({ count: 5, days: 5, spent: 21_000, spentFirst: 5_000 });
  });

  test('with two activities on two days knows that there is nothing between', () => {
    expect(knowsDay({ ...old, count: 2 }, day('2025-06-01'))).toBe('no');
  });
});

describe('a kind of activity', () => {
  test.each([...KNOWN_KINDS, 'store-visit', 'tasting2'])('may be %s', (kind) => {
    expect(ActivityKindSchema.safeParse(kind).success).toBe(true);
  });

  test.each(['', 'Visit', 'store visit', '-visit', 'visit-', '2visit', 'constructor', 'v'.repeat(31)])(
    'may not be "%s"',
    (kind) => {
      expect(ActivityKindSchema.safeParse(kind).success).toBe(false);
    },
  );

  test('of our own counts singly only where money changes hands', () => {
    expect(KNOWN_KINDS.filter(isCountedSingly)).toEqual(['order', 'renewal']);
    expect(isCountedSingly('store-visit')).toBe(false);
  });
});

test('an order is also a visit, an app opening and a login, but none of them is an order', () => {
  expect(kindsThatMeet('order')).toEqual(['order']);
  expect(kindsThatMeet('visit')).toEqual(['visit', 'order']);
  expect(kindsThatMeet('app-open')).toEqual(['app-open', 'order']);
  expect(kindsThatMeet('login')).toEqual(['login', 'order']);
  expect(kindsThatMeet('click')).toEqual(['click']);
});
