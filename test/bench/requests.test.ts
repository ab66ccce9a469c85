import { expect, test } from 'vitest';
import { requestRows } from '../../bench/requests.ts';
import { verdictOf } from '../../bench/row.ts';
import type { Phase, Traced } from '../../bench/silent-journey.ts';

const phase = (name: Phase, requests: number): Traced => ({
  phase: name,
  requests: Array.from({ length: requests }, () => ({ name: 'GetItem', table: 'winback-customers', units: 1 })),
});

function valuesOf(...phases: readonly Traced[]) {
  const rows = requestRows({ phases, transitions: 3 }, 2);
  return rows.map((row) => (row.status === 'measured' ? row.value : undefined));
}

test('the worst plain touch is judged, and the rest of the journey is told beside it', () => {
  const events = [phase('provider event', 2), phase('provider event', 2)];
  const journey = [phase('enroll', 6), phase('plain touch', 3), phase('plain touch', 5), phase('close', 8)];
  const [plain, all, enroll, incentive, close, end, event] = valuesOf(...journey, ...events, phase('journey end', 4));
  expect(plain).toBe(5);
  expect(all).toBe((6 + 3 + 5 + 8) / 2);
  expect([enroll, incentive, close, end, event]).toEqual([6, 0, 8, 4, 2]);
});

test('five requests for a plain touch are over the budget, four are not', () => {
  const verdict = (requests: number) =>
    requestRows({ phases: [phase('plain touch', requests)], transitions: 2 }, 1).map(verdictOf)[0];
  expect([verdict(4), verdict(5)]).toEqual(['ok', 'OVER BUDGET']);
});
