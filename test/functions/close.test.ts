import { expect, test } from 'vitest';
import { closed } from '#core/enrollment';
import { createHandler } from '../../functions/close.ts';
import { aCustomer, anEnrollment } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld, MORNING } from '../support/door-world.ts';
import { aContext, anExecutionEvent } from '../support/lambda-events.ts';

captureLog();
const OURS = { name: 'gentle_c1_20260402', customerId: 'c1' };

/** Customer c1 with this enrollment, and the door behind its journey. */
async function aWorldWith(
  enrollment: Parameters<Awaited<ReturnType<typeof aDoorWorld>>['services']['enrollments']['open']>[0],
) {
  const open = { enrollmentId: enrollment.enrollmentId, until: '2026-07-27T14:00:00.000Z' };
  const { services } = await aDoorWorld(aCustomer({ open }));
  await services.enrollments.open(enrollment);
  const handle = createHandler(() => services);
  return {
    hear: (event: unknown) => handle(event, aContext()),
    enrollment: () => services.enrollments.get(enrollment),
    customer: () => services.customers.get(enrollment.customerId),
  };
}

test.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('a journey that ended as %s calls its enrollment off', async (status) => {
  const { hear, enrollment, customer } = await aWorldWith(anEnrollment());
  expect(await hear(anExecutionEvent(status, OURS))).toEqual({ status: 'closed', outcome: 'calledOff' });
  expect(await enrollment()).toMatchObject({ status: 'closed', outcome: 'calledOff' });
  expect((await customer())?.open).toBeUndefined();
});

test.each(['SUCCEEDED', 'FAILED'])(
  'an enrollment that is closed keeps its outcome when its journey %s',
  async (status) => {
    const { hear, enrollment } = await aWorldWith(closed(anEnrollment(), 'wonBack', MORNING));
    expect(await hear(anExecutionEvent(status, OURS))).toEqual({ status: 'closed', outcome: 'wonBack' });
    expect(await enrollment()).toMatchObject({ outcome: 'wonBack', closedAt: MORNING });
  },
);

test('an enrollment that is still open behind a journey that succeeded gets the outcome of its history', async () => {
  const { hear } = await aWorldWith(anEnrollment());
  expect(await hear(anExecutionEvent('SUCCEEDED', OURS))).toEqual({ status: 'closed', outcome: 'lapsed' });
});

test.each(['RUNNING', 'PENDING_REDRIVE'])('a journey that is %s changes nothing', async (status) => {
  const { hear, enrollment } = await aWorldWith(anEnrollment());
  expect(await hear(anExecutionEvent(status, OURS))).toEqual({ status: 'ignored', because: 'notYet' });
  expect(await enrollment()).toEqual(anEnrollment());
});

test('a journey without an enrollment has nothing to close', async () => {
  const { hear } = await aWorldWith(anEnrollment());
  const event = anExecutionEvent('FAILED', { name: 'gentle_c9_20260402', customerId: 'c9' });
  expect(await hear(event)).toEqual({ status: 'nothingToClose' });
});

test.each([
  ['whose input was left out', anExecutionEvent('FAILED', { ...OURS, input: null }), 'detail.input'],
  ['whose input is no JSON', anExecutionEvent('FAILED', { ...OURS, input: 'c1' }), 'detail.input'],
  ['without a customer', anExecutionEvent('FAILED', { ...OURS, input: '{}' }), 'detail.input.customerId'],
  ['with another name', anExecutionEvent('FAILED', { ...OURS, name: 'by-hand' }), 'detail.name'],
])('an event %s fails with the field, and is not lost', async (_what, event, field) => {
  const { hear } = await aWorldWith(anEnrollment());
  await expect(hear(event)).rejects.toMatchObject({ name: 'BadInput', message: expect.stringContaining(`${field} (`) });
});
