import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTurns, median, ratioOf } from '../../bench/in-turns.ts';

test('ways take turns, and no way is always the last', async () => {
  const order: string[] = [];
  const way = (name: string) => async (round: number) => {
    order.push(`${name}${round}`);
    return round;
  };
  const answers = await inTurns(3, { bare: way('bare'), ours: way('ours') });
  expect(order).toEqual(['bare0', 'ours0', 'ours1', 'bare1', 'bare2', 'ours2']);
  expect(answers).toEqual({ bare: [0, 1, 2], ours: [0, 1, 2] });
});

test('the median is the middle, between the two middle ones of an even count, and nothing of nothing', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 100, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test('half of the numbers are no larger than the median, and half no smaller', () => {
  void fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }), (numbers) => {
      const middle = median(numbers);
      expect(numbers.filter((number) => number <= middle).length).toBeGreaterThanOrEqual(numbers.length / 2);
      expect(numbers.filter((number) => number >= middle).length).toBeGreaterThanOrEqual(numbers.length / 2);
    }),
  );
});

test('a ratio compares what was measured in the same round', () => {
  // The machine was ten times slower in the second round: for both.
  expect(ratioOf([12, 120, 13], [10, 100, 10])).toBeCloseTo(1.2);
});
