import { expect, test } from 'vitest';
import { InstantSchema } from '#core/time';
import { createHandler as createCloseHandler } from '../../functions/close.ts';
import { createHandler } from '../../functions/touch.ts';
import { aCustomer, anEnrollment } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext, anExecutionEvent } from '../support/lambda-events.ts';

const log = captureLog();

/** What the journey of a customer puts on the queue when it enters its first leg. */
function aTask(customerId: string, overrides: object = {}) {
  const enrollmentId = `gentle_${customerId}_20260402`;
  return { enrollmentId, customerId, leg: 0, token: 'AAAAKgAA', expiresAt: '2026-07-05T14:00:00.000Z', ...overrides };
}

/** Customers with an enrollment of which nothing has been claimed. */
async function aWorldWith(...ids: readonly string[]) {
  const world = await aDoorWorld(...ids.map((customerId) => aCustomer({ customerId })));
  for (const customerId of ids) await world.services.enrollments.open(anEnrollment({ customerId }));
  const handle = createHandler(() => world.services);
  const failed = async (...bodies: readonly unknown[]) => {
    const { batchItemFailures } = await handle(aBatch(...bodies), aContext());
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const sentTo = () => world.outbox.map(({ customerId }) => customerId);
  return { ...world, failed, sentTo };
}

test('a leg with a touch sends its message', async () => {
  const { failed, outbox } = await aWorldWith('c1');
  expect(await failed(aTask('c1'))).toEqual([]);
  expect(outbox).toEqual([expect.objectContaining({ customerId: 'c1', touchId: 'miss-you' })]);
});

test('a message that is delivered again sends nothing, in one batch or in the next', async () => {
  const { failed, sentTo } = await aWorldWith('c1');
  expect(await failed(aTask('c1'), aTask('c1'))).toEqual([]);
  expect(await failed(aTask('c1'))).toEqual([]);
  expect(sentTo()).toEqual(['c1']);
});

test('a bad message fails alone, and the rest of its batch is sent', async () => {
  const { failed, sentTo } = await aWorldWith('c1', 'c2', 'c3');
  const bodies = [aTask('c1'), 'no JSON', aTask('c2'), aTask('c3', { token: undefined }), aTask('c3')];
  expect(await failed(...bodies)).toEqual(['m1', 'm3']);
  expect(sentTo().sort()).toEqual(['c1', 'c2', 'c3']);
});

test('a message whose enrollment is gone is done: the journey is parked, and the log says what somebody must mend', async () => {
  const { failed, services, parked } = await aWorldWith('c1');
  const input = { leg: 0, until: [InstantSchema.parse('2026-07-05T14:00:00.000Z')] };
  const { enrollmentId, customerId, sequence } = anEnrollment({ customerId: 'c9' });
  await services.journeys.start({ enrollmentId, customerId, sequence, version: 1, ...input });
  expect(await failed(aTask('c1'), aTask('c9', { token: 'token-0' }))).toEqual([]);
  expect(parked).toMatchObject([{ enrollmentId, customerId, error: 'BrokenRecord' }]);
  expect(log.lines()).toContainEqual(
    expect.objectContaining({
      level: 'ERROR',
      fault: 'BrokenRecord',
      retryable: false,
      enrollmentId: 'gentle_c9_20260402',
      ids: { enrollmentId: 'gentle_c9_20260402', leg: 0 },
    }),
  );
  expect(log.lines()).toContainEqual(expect.objectContaining({ failed: 0, answers: { sent_email: 1, parked: 1 } }));
});

test('a journey that was parked ends, and the door behind its end calls the enrollment off', async () => {
  const { failed, services, sentTo } = await aWorldWith('c1', 'c2');
  const gone = { ...services, sequences: { ...services.sequences, get: async () => undefined } };
  await createHandler(() => gone)(aBatch(aTask('c1')), aContext());
  const end = anExecutionEvent('FAILED', { name: 'gentle_c1_20260402', customerId: 'c1' });
  expect(await createCloseHandler(() => gone)(end, aContext())).toEqual({ status: 'closed', outcome: 'calledOff' });
  expect(await failed(aTask('c1'), aTask('c2'))).toEqual([]);
  expect(sentTo()).toEqual(['c2']);
});

test('a throttled provider leaves the message on the queue, and the next delivery sends it', async () => {
  const { failed, answerWith, sentTo } = await aWorldWith('c1');
  answerWith({ status: 'throttled', reason: 'TooManyRequestsException' });
  expect(await failed(aTask('c1'))).toEqual(['m0']);
  expect(sentTo()).toEqual([]);
  answerWith({ status: 'accepted', providerId: 'provider-2', parts: 1 });
  expect(await failed(aTask('c1'))).toEqual([]);
  expect(sentTo()).toEqual(['c1']);
});

test('a message of a machine that knows more fields than we do is taken', async () => {
  const { failed, sentTo } = await aWorldWith('c1');
  expect(await failed(aTask('c1', { sentBy: 'a newer machine' }))).toEqual([]);
  expect(sentTo()).toEqual(['c1']);
});
