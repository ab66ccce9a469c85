import { expect, test } from 'vitest';
import { createHandler } from '../../functions/respond.ts';
import { aCustomer, anEnrollment } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext, anSmsEvent, aSesEvent, bare } from '../support/lambda-events.ts';

const log = captureLog();
const AT = '2026-07-02T09:29:58.000Z';

/** Customer c1 in the middle of `gentle`, and what is stored after a batch of responses. */
async function aWorldInMidJourney() {
  const enrollment = anEnrollment();
  const open = { enrollmentId: enrollment.enrollmentId, until: '2026-07-27T14:00:00.000Z' };
  const { services } = await aDoorWorld(aCustomer({ open }));
  await services.enrollments.open(enrollment);
  const handle = createHandler(() => services);
  return {
    respond: (...bodies: readonly unknown[]) => handle(aBatch(...bodies), aContext()),
    enrollment: () => services.enrollments.get(enrollment),
    customer: () => services.customers.get(enrollment.customerId),
    facts: () => services.journal.ofCustomer(enrollment.customerId),
  };
}

test('a complaint, as SES tells it, ends the journey', async () => {
  const { respond, enrollment, customer } = await aWorldInMidJourney();
  const complaint = { timestamp: AT, feedbackId: '0100017001d4ecf6-feedback-000000' };
  expect(await respond(aSesEvent('Email Complaint Received', { complaint }))).toEqual({ batchItemFailures: [] });
  expect(await enrollment()).toMatchObject({ status: 'closed', outcome: 'optedOut' });
  expect((await customer())?.suppression).toEqual({ email: { because: 'complaint', at: AT } });
});

test('a number that does not exist, as the SMS service tells it, is written to no more', async () => {
  const { respond, customer } = await aWorldInMidJourney();
  await respond(anSmsEvent('TEXT_INVALID', { eventTimestamp: Date.parse(AT) }));
  expect((await customer())?.suppression).toMatchObject({ sms: { because: 'hard bounce' } });
});

test('an order in our own words wins the customer back', async () => {
  const { respond, enrollment } = await aWorldInMidJourney();
  await respond({ kind: 'order', responseId: 'order-7', customerId: 'c1', at: AT, cents: 4_200 });
  expect(await enrollment()).toMatchObject({ status: 'closed', outcome: 'wonBack', goal: { cents: 4_200 } });
});

test('an event that is delivered twice is one response', async () => {
  const { respond, facts } = await aWorldInMidJourney();
  const delivered = aSesEvent('Email Delivered', { delivery: { timestamp: AT } });
  await respond(delivered, delivered);
  await respond(delivered);
  expect((await facts()).filter(({ kind }) => kind === 'response')).toHaveLength(1);
});

test.each([
  [
    'bounce',
    aSesEvent('Email Bounced', { bounce: { timestamp: AT, feedbackId: 'feedback-1', bounceType: 'Permanent' } }),
    { email: { because: 'hard bounce', at: AT } },
  ],
  [
    'number that does not exist',
    anSmsEvent('TEXT_INVALID', { eventTimestamp: Date.parse(AT) }),
    { sms: { because: 'hard bounce', at: AT } },
  ],
])('a %s that comes by EventBridge and by SNS is one response', async (_what, event, suppression) => {
  const { respond, customer, facts } = await aWorldInMidJourney();
  expect(await respond(event, bare<unknown>(event))).toEqual({ batchItemFailures: [] });
  const after = await customer();
  expect(await respond(bare<unknown>(event))).toEqual({ batchItemFailures: [] });
  expect((await facts()).filter(({ kind }) => kind === 'response')).toHaveLength(1);
  expect(after?.suppression).toEqual(suppression);
  expect(await customer()).toEqual(after);
});

test.each([
  [{ kind: 'order', cents: 4_200 }, 'closed_wonBack'],
  [{ kind: 'unsubscribed', channel: 'email', source: 'one-click' }, 'closed_optedOut'],
  [{ kind: 'replied', channel: 'sms', meaning: 'other' }, 'recorded'],
])('%j is counted as %s', async (fields, name) => {
  const { respond } = await aWorldInMidJourney();
  await respond({ ...fields, responseId: 'r1', customerId: 'c1', at: AT });
  expect(log.lines()).toContainEqual(expect.objectContaining({ answers: { [name]: 1 } }));
});

test('the provider’s word that a message left settles a touch of which nothing was known', async () => {
  const { respond, enrollment } = await aWorldInMidJourney();
  await respond(aSesEvent('Email Sent', { send: {} }));
  expect(await enrollment()).toMatchObject({ touches: { 'miss-you': { status: 'sent' } } });
});

test('what is none of our business changes nothing and fails nothing', async () => {
  const { respond, enrollment, facts } = await aWorldInMidJourney();
  const open = { timestamp: AT, isBotEvent: 'Likely' };
  const bodies = [
    aSesEvent('Email Opened', { open }),
    aSesEvent('Email Bounced', {}, { tags: {} }),
    anSmsEvent('TEXT_QUEUED'),
  ];
  expect(await respond(...bodies)).toEqual({ batchItemFailures: [] });
  expect(await facts()).toEqual([]);
  expect(await enrollment()).toEqual(anEnrollment());
});

test('what cannot be read fails alone', async () => {
  const { respond, facts } = await aWorldInMidJourney();
  const visit = { kind: 'visit', responseId: 'visit-1', customerId: 'c1', at: AT };
  const answer = await respond({ ...visit, at: 'yesterday' }, visit, aSesEvent('Email Bounced', {}));
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }] });
  expect(await facts()).toEqual([expect.objectContaining({ kind: 'response', ref: 'visit-1' })]);
});
