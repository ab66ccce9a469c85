import { expect, test, vi } from 'vitest';
import { systemClock, systemRandomness } from '#adapters/aws/system';

test('the clock tells the time of the machine as an instant', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 6, 1, 14) });
  expect(systemClock.now()).toBe('2026-07-01T14:00:00.000Z');
  vi.useRealTimers();
});

test('as many bytes come as were asked for, and never the same sixteen twice', () => {
  expect(systemRandomness.bytes(0)).toHaveLength(0);
  const drawn = Array.from({ length: 100 }, () => systemRandomness.bytes(16));
  expect(drawn.every((bytes) => bytes.length === 16)).toBe(true);
  expect(new Set(drawn.map(String)).size).toBe(100);
});
