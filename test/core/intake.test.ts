import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CustomerIdSchema } from '#core/ids';
import {
  byTurn,
  createLine,
  type InLine,
  IntakeLimitSchema,
  intakeAfter,
  MOST_RANK,
  rankBySilence,
  rankByValue,
} from '#core/intake';
import { DaySchema } from '#core/time';

const inLine = (id: string, rank: number): InLine => ({ customerId: CustomerIdSchema.parse(id), rank });
const limit = (file: object) => IntakeLimitSchema.parse(file);

describe('limit per day', () => {
  test('takes the longest silent first, unless it says otherwise', () => {
    expect(limit({ customers: 500 })).toEqual({ customers: 500, first: 'oldest' });
    expect(limit({ customers: 500, first: 'most valuable', from: 50 }).first).toBe('most valuable');
  });

  test.each([
    [{ customers: 0 }, 'customers'],
    [{ customers: 1.5 }, 'customers'],
    [{ customers: 100_001 }, 'customers'],
    [{ customers: 10, from: 0 }, 'from'],
    [{ customers: 10, from: 11 }, 'from'],
    [{ customers: 10, first: 'newest' }, 'first'],
    [{ from: 10 }, 'customers'],
  ])('%j is refused for its %s', (file, field) => {
    const refused = IntakeLimitSchema.safeParse(file);
    expect(refused.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test('a word that it does not know is refused', () => {
    expect(IntakeLimitSchema.safeParse({ customers: 10, form: 5 }).success).toBe(false);
  });
});

describe('the number of a day', () => {
  const days = (file: object, count: number) => {
    const all: number[] = [];
    for (let day = 0; day < count; day += 1) all.push(intakeAfter(limit(file), all.at(-1)));
    return all;
  };

  test('doubles from the first day on until it is the limit', () => {
    expect(days({ customers: 500, from: 50 }, 7)).toEqual([50, 100, 200, 400, 500, 500, 500]);
    expect(days({ customers: 50, from: 50 }, 2)).toEqual([50, 50]);
    expect(days({ customers: 7, from: 1 }, 5)).toEqual([1, 2, 4, 7, 7]);
  });

  test('is the limit from the first day on without a ramp', () => {
    expect(days({ customers: 500 }, 3)).toEqual([500, 500, 500]);
  });

  test('goes on doubling towards a limit that was raised, and falls at once to one that was lowered', () => {
    expect(intakeAfter(limit({ customers: 5_000, from: 50 }), 500)).toBe(1_000);
    expect(intakeAfter(limit({ customers: 100, from: 50 }), 500)).toBe(100);
  });

  test('is never less than where the ramp begins', () => {
    expect(intakeAfter(limit({ customers: 500, from: 200 }), 50)).toBe(200);
  });
});

describe('the rank', () => {
  test('by silence is smaller the longer ago the last sign of life is', () => {
    const [old, young] = [DaySchema.parse('2024-02-29'), DaySchema.parse('2026-01-01')];
    expect(rankBySilence(old)).toBeLessThan(rankBySilence(young));
    expect(rankBySilence(DaySchema.parse('1970-01-02'))).toBe(1);
    expect(rankBySilence(DaySchema.parse('1899-12-31'))).toBe(0);
  });

  test('by value is smaller the more somebody is worth, to the cent', () => {
    expect(rankByValue(12_001)).toBe(rankByValue(12_000) - 1);
    expect(rankByValue(0)).toBe(MOST_RANK);
    expect(rankByValue(-5)).toBe(MOST_RANK);
    expect(rankByValue(1e300)).toBe(0);
  });

  test('of equals is by id', () => {
    const line = [inLine('b', 1), inLine('a', 1), inLine('c', 0), inLine('B', 1)];
    expect(line.sort(byTurn).map(({ customerId }) => customerId)).toEqual(['c', 'B', 'a', 'b']);
  });
});

describe('a line', () => {
  const offers = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 })), {
    maxLength: 80,
  });

  test('keeps the first of all that were offered, each once and at their best place', () => {
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 12 }), (all, most) => {
        const line = createLine(most);
        for (const [number, rank] of all) line.offer(inLine(`c${number}`, rank));
        const best = new Map<number, number>();
        for (const [number, rank] of all) best.set(number, Math.min(rank, best.get(number) ?? rank));
        const expected = [...best].map(([number, rank]) => inLine(`c${number}`, rank)).sort(byTurn);
        expect(line.first()).toEqual(expected.slice(0, most));
      }),
    );
  });

  test('may be looked at and offered more', () => {
    fc.assert(
      fc.property(offers, offers, fc.integer({ min: 1, max: 5 }), (before, after, most) => {
        const [looked, unlooked] = [createLine(most), createLine(most)];
        const put = ([number, rank]: readonly [number, number]) => {
          looked.offer(inLine(`c${number}`, rank));
          unlooked.offer(inLine(`c${number}`, rank));
        };
        before.forEach(put);
        const then = [...looked.first()];
        const kept = looked.first();
        after.forEach(put);
        expect(kept).toEqual(then);
        expect(looked.first()).toEqual(unlooked.first());
      }),
    );
  });

  test('the lines of several workers together have the same first as one line of all', () => {
    fc.assert(
      fc.property(fc.array(offers, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 12 }), (parts, most) => {
        const [together, alone] = [createLine(most), createLine(most)];
        for (const part of parts) {
          const own = createLine(most);
          for (const [number, rank] of part) {
            own.offer(inLine(`c${number}`, rank));
            alone.offer(inLine(`c${number}`, rank));
          }
          for (const one of own.first()) together.offer(one);
        }
        expect(together.first()).toEqual(alone.first());
      }),
    );
  });

  test('says when somebody comes too late, and never of one of the first', () => {
    const line = createLine(2);
    const said = [9, 8, 7, 6, 1, 7].map((rank, number) => line.offer(inLine(`c${number}`, rank)));
    expect(said.slice(0, 5)).toEqual([true, true, true, true, true]);
    expect(line.offer(inLine('late', 9))).toBe(false);
    expect(line.first().map(({ rank }) => rank)).toEqual([1, 6]);
  });
});
