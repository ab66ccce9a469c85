import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceOf } from '../../infra/pace.ts';

/** What a touch takes at most and at least, in seconds, between which the pace must hold. */
const TOUCH_SECONDS = 0.15;

test('touches under way at once send no faster than the rate, wherever SQS lets us be that slow', () => {
  fc.assert(
    fc.property(fc.double({ min: 14, max: 5_000, noNaN: true }), (perSecond) => {
      const { batch, concurrency } = paceOf(perSecond);
      expect((batch * concurrency) / TOUCH_SECONDS).toBeLessThanOrEqual(perSecond);
    }),
  );
});

test('the rate is used: at least half of it can be sent', () => {
  fc.assert(
    fc.property(fc.double({ min: 14, max: 5_000, noNaN: true }), (perSecond) => {
      const { batch, concurrency } = paceOf(perSecond);
      expect((batch * concurrency) / TOUCH_SECONDS).toBeGreaterThanOrEqual(perSecond / 2);
    }),
  );
});

test('every rate gives a batch and a concurrency that Lambda takes', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (perSecond) => {
      const { batch, concurrency } = paceOf(perSecond);
      expect(batch).toSatisfy((size: number) => Number.isInteger(size) && size >= 1 && size <= 10);
      expect(concurrency).toSatisfy((count: number) => Number.isInteger(count) && count >= 2 && count <= 1_000);
    }),
  );
});
