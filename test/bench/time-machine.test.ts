import { expect, test } from 'vitest';
import { verdictOf } from '../../bench/row.ts';
import { timeMachineRows } from '../../bench/time-machine.ts';

const few = { customers: 100, seconds: 1, enrolled: 10, sent: 40, before: 10, after: 10 };
const rows = timeMachineRows(few, { ...few, customers: 1_000, seconds: 6, before: 20, after: 40 });
const values = rows.map((row) => (row.status === 'measured' ? row.value : undefined));

test('a million customers take a thousand times as long as a thousand did', () => {
  const [rate, million] = values;
  expect(rate).toBeCloseTo((1_000 * 120) / 6);
  expect(million).toBeCloseTo(6_000);
});

test('what was not measured says so', () => {
  const notes = rows.map(({ note = '' }) => note.includes('EXTRAPOLATED'));
  expect(notes).toEqual([false, true, true]);
});

test('a heap that doubles is not flat', () => {
  expect(values[2]).toBe(2);
  expect(rows.map(verdictOf)).toEqual(['information', 'OVER BUDGET', 'OVER BUDGET']);
});
