import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_SET, daysIn, holdsDay, REMEMBERED_DAYS, sizeOf, withDay } from '#core/day-set';
import { DaySchema, plusDays } from '#core/time';

const FIRST = DaySchema.parse('2026-01-01');
const day = (count: number) => plusDays(FIRST, count);
const setOf = (counts: readonly number[]) => counts.reduce((packed, count) => withDay(packed, day(count)), '');
const counts = fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 40 });

test('a set holds the newest of its days, each once and in order, whatever came first', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const newest = [...new Set(all)].sort((one, other) => one - other).slice(-REMEMBERED_DAYS);
      expect(daysIn(setOf(all))).toEqual(newest.map(day));
      expect(sizeOf(setOf(all))).toBe(newest.length);
    }),
  );
});

test('a set knows what it holds and what it does not, and says so where it has forgotten', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: -400, max: 400 }), (all, asked) => {
      const packed = setOf(all);
      const held = daysIn(packed);
      const isOlderThanAll = held.length === REMEMBERED_DAYS && day(asked) < (held[0] ?? FIRST);
      expect(holdsDay(packed, day(asked))).toBe(
        held.includes(day(asked)) ? 'yes' : isOlderThanAll ? 'forgotten' : 'no',
      );
    }),
  );
});

test('a set is a text of three letters a day, which the row may keep', () => {
  expect(setOf([0, 1])).toBe('fs6fs7');
  fc.assert(
    fc.property(counts, (all) => {
      expect(setOf(all)).toMatch(DAY_SET);
    }),
  );
  for (const broken of ['f', 'FS6', 'fs6f', 'fs6'.repeat(REMEMBERED_DAYS + 1)]) expect(broken).not.toMatch(DAY_SET);
});

describe('days beyond what three letters hold', () => {
  test.each([
    ['1969-12-31', '1970-01-01'],
    ['2200-01-01', '2097-09-26'],
  ])('%s is kept as %s', (beyond, nearest) => {
    expect(daysIn(withDay('', DaySchema.parse(beyond)))).toEqual([nearest]);
  });
});
