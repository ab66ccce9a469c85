// Touches, responses, duplicates, retries and crashes at every await.
import { expect, test } from 'vitest';
import { everyStory, KEY, storyOfLoss } from '../support/stories.ts';

test('no message leaves after the stop flag is written', () =>
  everyStory(({ left }) => {
    for (const { enrollment } of left) expect(enrollment?.status).toBe('active');
  }));

test('no touch goes out twice', () =>
  everyStory(({ left }) => {
    const gone = left.filter((one) => one.answer === 'accepted' || one.answer === 'ambiguous');
    const touches = gone.map(({ outgoing }) => outgoing.touchId);
    expect(new Set(touches).size).toBe(touches.length);
  }));

test('an enrollment ends exactly once, with one outcome, and nobody waits for it any more', () =>
  everyStory(async ({ stores, journeys, faults }) => {
    expect(faults).toEqual([]);
    const enrollment = await stores.enrollments.get(KEY);
    expect(enrollment?.status).toBe('closed');
    const closes = (await stores.journal.ofCustomer(KEY.customerId)).filter((fact) => fact.kind === 'closed');
    expect(closes).toHaveLength(1);
    expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1, failed: 0 });
    expect((await stores.customers.get(KEY.customerId))?.open).toBeUndefined();
  }));

test('the history explains every touch: what became of it, or the stop that came before it', () =>
  everyStory(async ({ stores, left }) => {
    const enrollment = await stores.enrollments.get(KEY);
    if (enrollment?.status !== 'closed') throw new Error('the enrollment is not closed');
    for (const touchId of ['miss-you', 'nudge', 'last-offer'] as const) {
      const record = enrollment.touches[touchId as keyof typeof enrollment.touches];
      const went = left.some((one) => one.outgoing.touchId === touchId && one.answer === 'accepted');
      if (record?.status === 'sent') expect(went || record.providerId === 'told').toBe(true);
      if (record === undefined) expect(enrollment.stop).toBeDefined();
      if (went) expect(['sent', 'unknown', undefined]).toContain(record?.status);
    }
    // Won back by a response, or by the row when the response's own step died before the last leg closed.
    const ordered = (await stores.customers.get(KEY.customerId))?.activity.order?.last ?? '';
    if (enrollment.outcome === 'wonBack') expect(ordered > (enrollment.seen.order ?? '')).toBe(true);
  }));

test('no money is reserved beyond the budget, and a code is found for every offer that was sent', () =>
  everyStory(async ({ stores, left }) => {
    expect(await stores.incentives.reserved('ten-off' as never)).toBeLessThanOrEqual(50_000);
    const enrollment = await stores.enrollments.get(KEY);
    const offers = enrollment !== undefined && 'offers' in enrollment ? Object.values(enrollment.offers) : [];
    for (const offer of offers) expect(await stores.incentives.find(offer.code)).toMatchObject({ code: offer.code });
    for (const { outgoing } of left) {
      const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(
        outgoing.message.channel === 'email' ? outgoing.message.subject : '',
      )?.[0];
      if (code !== undefined) expect(await stores.incentives.find(code)).toBeDefined();
    }
  }));

test('a touch whose version is gone is parked: nothing goes out twice or after a stop, and its enrollment is called off', async () => {
  let parked = 0;
  await everyStory(async ({ stores, journeys, left, faults }) => {
    expect(faults).toEqual([]);
    for (const { enrollment } of left) expect(enrollment?.status).toBe('active');
    const gone = left.filter((one) => one.answer === 'accepted' || one.answer === 'ambiguous');
    expect(new Set(gone.map(({ outgoing }) => outgoing.touchId)).size).toBe(gone.length);
    const { ended, failed, open } = journeys.statistics();
    expect({ ended, open }).toEqual({ ended: 1, open: 0 });
    parked += failed;
    const enrollment = await stores.enrollments.get(KEY);
    if (enrollment?.status !== 'closed') throw new Error('the enrollment is not closed');
    if (enrollment.outcome === 'calledOff') expect(failed).toBe(1);
    else if (failed === 1) expect(enrollment.stop ?? enrollment.goal).toBeDefined();
    const closes = (await stores.journal.ofCustomer(KEY.customerId)).filter((fact) => fact.kind === 'closed');
    expect(closes).toHaveLength(1);
    expect((await stores.customers.get(KEY.customerId))?.open).toBeUndefined();
  }, storyOfLoss);
  // Otherwise these stories would prove nothing.
  expect(parked).toBeGreaterThan(0);
});
