// What every world's journeys do: the same messages at the same instants, the same answers, the same price.
import { describe, expect, it } from 'vitest';
import { aJourney, type CreateJourneys, logged, secondsAfter } from '../support/journey-log.ts';

const DAY = 86_400;
const FOUR_LEGS = secondsAfter([4 * DAY, 11 * DAY, 25 * DAY, 25 * DAY + 3_600]);
const { enrollmentId } = aJourney([]);

/** Judges the journeys of one world. */
export function journeysContract(world: string, create: CreateJourneys): void {
  describe(`journeys (${world})`, () => {
    it('put one message on the queue when a leg begins, with ids, token and due instant only', async () => {
      const { journeys, deliveries } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      expect(deliveries).toEqual([
        {
          at: '2026-07-01T14:00:00.000Z',
          enrollmentId: 'gentle_c1_20260402',
          customerId: 'c1',
          leg: 0,
          token: 'token-0',
          expiresAt: '2026-07-05T14:00:00.000Z',
        },
      ]);
    });

    it('run every leg of a silent customer when it is due, one transition each', async () => {
      const { journeys, deliveries, runUntil } = logged(create, async ({ leg, token }) => {
        if (leg === 3) expect(await journeys.succeed(token, { outcome: 'lapsed' })).toBe('done');
      });
      await journeys.start(aJourney(FOUR_LEGS));
      await runUntil('2026-09-01T00:00:00.000Z');
      expect(deliveries.map(({ at, leg }) => ({ at, leg }))).toEqual([
        { at: '2026-07-01T14:00:00.000Z', leg: 0 },
        { at: '2026-07-05T14:00:00.000Z', leg: 1 },
        { at: '2026-07-12T14:00:00.000Z', leg: 2 },
        { at: '2026-07-26T14:00:00.000Z', leg: 3 },
      ]);
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'succeeded', transitions: 4 });
      expect(journeys.statistics()).toEqual({ open: 0, ended: 1, failed: 0, maxTransitions: 4, meanTransitions: 4 });
    });

    it('end at once when they succeed, and send nothing more', async () => {
      const { journeys, deliveries, runUntil, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      await runUntil('2026-07-06T10:00:00.000Z');
      expect(await journeys.succeed(last(), { outcome: 'wonBack' })).toBe('done');
      await runUntil('2026-09-01T00:00:00.000Z');
      expect(deliveries.map(({ leg }) => leg)).toEqual([0, 1]);
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'succeeded', transitions: 2 });
    });

    it('are parked under the name of a fault, end as failed, and send nothing more', async () => {
      const { journeys, deliveries, parked, runUntil, last } = logged(create);
      const input = aJourney(FOUR_LEGS);
      await journeys.start(input);
      await runUntil('2026-07-06T10:00:00.000Z');
      expect(await journeys.park(last(), 'BrokenRecord')).toBe('done');
      await runUntil('2026-09-01T00:00:00.000Z');
      expect(parked).toEqual([{ ...input, leg: 1, error: 'BrokenRecord' }]);
      expect(deliveries.map(({ leg }) => leg)).toEqual([0, 1]);
      // Two legs; the parking; the breaking.
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'failed', transitions: 4 });
      expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1, failed: 1 });
    });

    it('are not parked by a token that was used, timed out or never given', async () => {
      const { journeys, parked, runUntil, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      const timedOut = last();
      await runUntil('2026-07-05T14:00:00.000Z');
      const used = last();
      expect(await journeys.park(timedOut, 'BrokenRecord')).toBe('movedOn');
      expect(await journeys.succeed(used, { outcome: 'wonBack' })).toBe('done');
      expect(await journeys.park(used, 'BrokenRecord')).toBe('movedOn');
      expect(await journeys.park('never given', 'BrokenRecord')).toBe('movedOn');
      expect(parked).toEqual([]);
      expect(await journeys.describe(enrollmentId)).toMatchObject({ status: 'succeeded' });
    });

    it('that were parked cannot be answered, replanned or started any more', async () => {
      const { journeys, deliveries, parked, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      const token = last();
      await journeys.park(token, 'BadDefinition');
      expect(await journeys.succeed(token, { outcome: 'lapsed' })).toBe('movedOn');
      expect(await journeys.replan(token, { leg: 0, until: FOUR_LEGS })).toBe('movedOn');
      expect(await journeys.park(token, 'BadDefinition')).toBe('movedOn');
      await journeys.start(aJourney(FOUR_LEGS));
      expect(deliveries).toHaveLength(1);
      expect(parked).toHaveLength(1);
    });

    it('take a token once: used, timed out and unknown tokens have moved on', async () => {
      const { journeys, runUntil, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      const timedOut = last();
      await runUntil('2026-07-05T14:00:00.000Z');
      const used = last();
      expect(await journeys.succeed(timedOut, { outcome: 'wonBack' })).toBe('movedOn');
      expect(await journeys.replan(timedOut, { leg: 0, until: FOUR_LEGS })).toBe('movedOn');
      expect(await journeys.succeed(used, { outcome: 'wonBack' })).toBe('done');
      expect(await journeys.succeed(used, { outcome: 'optedOut' })).toBe('movedOn');
      expect(await journeys.replan('never given', { leg: 0, until: FOUR_LEGS })).toBe('movedOn');
      expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1 });
    });

    it('run another plan at once when they are replanned, for one transition more', async () => {
      const { journeys, deliveries, runUntil, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      await runUntil('2026-07-02T09:00:00.000Z');
      const old = last();
      const until = secondsAfter([DAY, 2 * DAY, 3 * DAY], '2026-07-02T09:00:00.000Z');
      expect(await journeys.replan(old, { leg: 1, until })).toBe('done');
      expect(await journeys.succeed(old, { outcome: 'wonBack' })).toBe('movedOn');
      await runUntil('2026-07-04T09:00:00.000Z');
      expect(deliveries.map(({ at, leg, expiresAt }) => [at, leg, expiresAt])).toEqual([
        ['2026-07-01T14:00:00.000Z', 0, '2026-07-05T14:00:00.000Z'],
        ['2026-07-02T09:00:00.000Z', 1, '2026-07-04T09:00:00.000Z'],
        ['2026-07-04T09:00:00.000Z', 2, '2026-07-05T09:00:00.000Z'],
      ]);
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'open', transitions: 3 });
    });

    it('do nothing when they are started again, whatever the plan, while they run and after', async () => {
      const { journeys, deliveries, runUntil, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      await journeys.start(aJourney(FOUR_LEGS));
      await journeys.start(aJourney(secondsAfter([DAY, 2 * DAY])));
      await journeys.succeed(last(), { outcome: 'wonBack' });
      await journeys.start(aJourney(FOUR_LEGS));
      await runUntil('2026-09-01T00:00:00.000Z');
      expect(deliveries).toHaveLength(1);
      expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1 });
    });

    it('start once when two callers start them in the same moment', async () => {
      const { journeys, deliveries } = logged(create);
      await Promise.all([journeys.start(aJourney(FOUR_LEGS)), journeys.start(aJourney(FOUR_LEGS))]);
      expect(deliveries).toHaveLength(1);
      expect(journeys.statistics().open).toBe(1);
    });

    it('are never early: a leg lasts whole seconds, rounded up', async () => {
      const { journeys, deliveries, runUntil } = logged(create);
      await journeys.start(aJourney(secondsAfter([10.001, 20, 3_600])));
      await runUntil('2026-07-01T14:01:00.000Z');
      expect(deliveries.map(({ at }) => at.slice(14))).toEqual(['00:00.000Z', '00:11.000Z', '00:20.000Z']);
    });

    it('hurry through legs that are over already, a second each', async () => {
      const { journeys, deliveries, runUntil } = logged(create);
      await journeys.start(aJourney(secondsAfter([-DAY, -3_600, 60, 3_600])));
      await runUntil('2026-07-01T14:02:00.000Z');
      expect(deliveries.map(({ at, leg }) => [at.slice(14, 19), leg])).toEqual([
        ['00:00', 0],
        ['00:01', 1],
        ['00:02', 2],
        ['01:00', 3],
      ]);
    });

    it('ask the closing leg again every hour until it is answered', async () => {
      const { journeys, deliveries, runUntil, last } = logged(create);
      await journeys.start(aJourney(secondsAfter([60, 120])));
      await runUntil('2026-07-01T17:30:00.000Z');
      expect(deliveries.map(({ at, leg }) => [at.slice(11, 16), leg])).toEqual([
        ['14:00', 0],
        ['14:01', 1],
        ['15:01', 1],
        ['16:01', 1],
        ['17:01', 1],
      ]);
      expect(await journeys.succeed(last(), { outcome: 'lapsed' })).toBe('done');
    });

    it.each([
      { asked: 9, runs: 1 },
      { asked: -3, runs: 0 },
    ])('keep to the plan when they are sent to leg $asked of two', async ({ asked, runs }) => {
      const { journeys, deliveries, last } = logged(create);
      await journeys.start(aJourney(FOUR_LEGS));
      await journeys.replan(last(), { leg: asked, until: secondsAfter([DAY, 2 * DAY]) });
      expect(deliveries.at(-1)?.leg).toBe(runs);
    });

    it('end after a year, which is the longest life of an execution', async () => {
      const { journeys, timeline, runUntil } = logged(create);
      await journeys.start(aJourney(secondsAfter([400 * DAY, 401 * DAY])));
      await runUntil('2027-07-01T14:00:00.000Z');
      expect(timeline.next()).toBeUndefined();
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'timedOut', transitions: 1 });
      expect(journeys.statistics()).toMatchObject({ open: 0, failed: 1 });
    });

    it('may be answered by the door while it still takes the message', async () => {
      const { journeys, deliveries, runUntil } = logged(create, async ({ leg, token }) => {
        if (leg === 0) await journeys.replan(token, { leg: 1, until: FOUR_LEGS });
        else await journeys.succeed(token, { outcome: 'optedOut' });
      });
      await journeys.start(aJourney(FOUR_LEGS));
      await runUntil('2026-09-01T00:00:00.000Z');
      expect(deliveries.map(({ leg }) => leg)).toEqual([0, 1]);
      expect(await journeys.describe(enrollmentId)).toEqual({ status: 'succeeded', transitions: 2 });
    });

    it('know nothing of a journey that was never started', async () => {
      const { journeys } = logged(create);
      expect(await journeys.describe(enrollmentId)).toBeUndefined();
      expect(journeys.statistics()).toEqual({ open: 0, ended: 0, failed: 0, maxTransitions: 0, meanTransitions: 0 });
    });
  });
}
