import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../bench/row.ts';
import { percentile, stopRows, type Timed } from '../../bench/stop-latency.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

describe('a percentile', () => {
  test('is the value by nearest rank, in whatever order the values come', () => {
    expect([0.5, 0.99, 1].map((share) => percentile(hundred.toReversed(), share))).toEqual([50, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
  });

  test('of nothing is no number, which meets no budget', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

test('stops are judged by their own latencies, not by those of the news around them', () => {
  const stops = hundred.map((milliseconds): Timed => ({ kind: 'order', milliseconds }));
  const news = hundred.map((ms): Timed => ({ kind: 'delivered', milliseconds: ms * 100 }));
  const rows = stopRows([...news, ...stops], 500);
  expect(rows.map((row) => (row.status === 'measured' ? row.value : undefined))).toEqual([50, 99, 100, 9_900, 0.5]);
  expect(rows.map(verdictOf)).toContain('ok');
  const slow = stopRows([{ kind: 'replied', milliseconds: 1_001 }], 1);
  expect(slow.map(verdictOf)).toContain('OVER BUDGET');
});
