// The laws of the fence once more, with the functions that are deployed in the place of the steps inside them.
import { expect, test } from 'vitest';
import { TryAgain } from '#core/errors';
import { createHandler as createCloseHandler } from '../../functions/close.ts';
import { createHandler as createRespondHandler } from '../../functions/respond.ts';
import { createHandler as createTouchHandler } from '../../functions/touch.ts';
import { captureLog } from '../support/captured-log.ts';
import type { Runs } from '../support/interleaving.ts';
import { aBatch, aContext, anExecutionEvent } from '../support/lambda-events.ts';
import { everyStory, KEY } from '../support/stories.ts';

const log = captureLog();
/** Each job is parsed, handled and logged by a function of its own. */
const RUNS = 100;
/** Whoever the builders make, and their housemate. */
const TRACES = /\bada\b|byron|@customer\.example|2025550123/i;

/** A record that fails comes again, as SQS has it. */
const byDoor: Runs = async (services, job) => {
  const world = () => services;
  if (job.kind === 'journeyBroke') {
    const { enrollmentId: name, customerId } = job.key;
    await createCloseHandler(world)(anExecutionEvent('FAILED', { name, customerId }), aContext());
    return;
  }
  const { batchItemFailures } =
    job.kind === 'touch'
      ? await createTouchHandler(world)(aBatch(job.task), aContext())
      : await createRespondHandler(world)(aBatch(job.heard), aContext());
  if (batchItemFailures.length > 0) throw new TryAgain('the queue delivers it again');
};

test('behind the doors too: nothing after the stop, nothing twice, one end with its story, and nobody named in a log', async () => {
  let sent = 0;
  await everyStory(
    async ({ stores, journeys, left, faults }) => {
      expect(faults).toEqual([]);
      for (const { enrollment } of left) expect(enrollment?.status).toBe('active');
      const gone = left.filter((one) => one.answer === 'accepted' || one.answer === 'ambiguous');
      expect(new Set(gone.map(({ outgoing }) => outgoing.touchId)).size).toBe(gone.length);
      sent += gone.length;
      const enrollment = await stores.enrollments.get(KEY);
      if (enrollment?.status !== 'closed') throw new Error('the enrollment is not closed');
      const facts = await stores.journal.ofCustomer(KEY.customerId);
      expect(facts.filter(({ kind }) => kind === 'closed')).toHaveLength(1);
      expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1, failed: 0 });
      for (const touchId of ['miss-you', 'nudge', 'last-offer'] as const) {
        const isExplained = touchId in enrollment.touches || enrollment.stop !== undefined;
        expect(isExplained, touchId).toBe(true);
      }
      expect(JSON.stringify([facts, enrollment])).not.toMatch(TRACES);
      expect(log.text()).not.toMatch(TRACES);
    },
    undefined,
    { runs: RUNS, by: byDoor },
  );
  // Otherwise these stories would prove nothing.
  expect(sent).toBeGreaterThan(RUNS / 3);
}, 120_000);
