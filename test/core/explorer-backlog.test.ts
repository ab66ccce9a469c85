import { expect, test } from 'vitest';
import { backlogDays } from '#core/explorer-backlog';

const at = (customers: number, from?: number) =>
  ({ customers, first: 'oldest', ...(from === undefined ? {} : { from }) }) as const;

test('those who wait are through when the places of all days are as many as they, and as those who joined them', () => {
  expect(backlogDays(1_000, 0, at(500))).toBe(2);
  expect(backlogDays(1_001, 0, at(500))).toBe(3);
  // 1,000, then 700 after the first day and 200 who join on each of the next: 700, 400, 100, none.
  expect(backlogDays(1_000, 200, at(500))).toBe(3);
  expect(backlogDays(0, 10, at(500))).toBe(1);
});

test('a ramp that doubles each day takes longer', () => {
  // 50, 100, 200, 400, and then 500 a day: 1,250 after five.
  expect(backlogDays(1_250, 0, at(500, 50))).toBe(5);
  expect(backlogDays(1_251, 0, at(500, 50))).toBe(6);
});

test('it never ends where as many join as may enter', () => {
  expect(backlogDays(1_000, 500, at(500))).toBeUndefined();
  expect(backlogDays(1_000, 499, at(500))).toBe(501);
});
