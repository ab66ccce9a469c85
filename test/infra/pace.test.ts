import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceOf } from '../../infra/pace.ts';

const rates = fc.double({ min: 0.01, max: 5_000, noNaN: true });
const durations = fc.double({ min: 0.01, max: 10, noNaN: true });

test('as many messages are under way at once as keep the rate, when each takes as long as was said', () => {
  fc.assert(
    fc.property(rates, durations, (perSecond, seconds) => {
      // Two at once is the least that SQS allows.
      fc.pre(perSecond * seconds >= 2);
      const { batch, concurrency } = paceOf(perSecond, seconds);
      expect((batch * concurrency) / seconds).toBeLessThanOrEqual(perSecond);
    }),
  );
});

test('the rate is used: at least half of it can be had, as far as Lambda goes', () => {
  fc.assert(
    fc.property(rates, durations, (perSecond, seconds) => {
      fc.pre(perSecond * seconds <= 10_000);
      const { batch, concurrency } = paceOf(perSecond, seconds);
      expect((batch * concurrency) / seconds).toBeGreaterThanOrEqual(perSecond / 2);
    }),
  );
});

test('every rate gives a batch and a concurrency that Lambda takes', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), durations, (perSecond, seconds) => {
      const { batch, concurrency } = paceOf(perSecond, seconds);
      expect(batch).toSatisfy((size: number) => Number.isInteger(size) && size >= 1 && size <= 10);
      expect(concurrency).toSatisfy((count: number) => Number.isInteger(count) && count >= 2 && count <= 1_000);
    }),
  );
});
