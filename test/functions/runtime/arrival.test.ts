import { describe, expect, test } from 'vitest';
import { arrivals } from '../../../functions/runtime/arrival.ts';
import { anSmsEvent, aSesEvent, bare, SES_TAGS } from '../../support/lambda-events.ts';

const AT = '2026-07-02T09:29:58.000Z';
const EMAIL = { channel: 'email', customerId: 'c1', enrollmentId: 'gentle_c1_20260402', touchId: 'miss-you' };
const SMS = { channel: 'sms', customerId: 'c1', enrollmentId: 'gentle_c1_20260402', touchId: 'nudge' };
const FEEDBACK = '0100017001d4ecf6-feedback-000000';

/** As JSON has it: what is undefined is not there. */
const read = (body: unknown) => arrivals.safeParse(JSON.parse(JSON.stringify(body)));
const arrival = (body: unknown) => read(body).data;
const response = (fields: object) => ({ status: 'response', response: fields });

const bounce = (bounceType: string) => ({
  bounce: {
    bounceType,
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'ada@customer.example', action: 'failed', status: '5.1.1' }],
    timestamp: AT,
    feedbackId: FEEDBACK,
    reportingMTA: 'dsn; a8-70.smtp-out.amazonses.com',
  },
});
const complaint = (more: object = {}) => ({
  complaint: {
    complainedRecipients: [{ emailAddress: 'ada@customer.example' }],
    timestamp: AT,
    feedbackId: FEEDBACK,
    complaintSubType: null,
    ...more,
  },
});
const seen = (more: object = {}) => ({ ipAddress: '192.0.2.1', timestamp: AT, userAgent: 'Mail', ...more });

describe('an event of SES', () => {
  const sentAt = '2026-07-01T14:00:01.250Z';
  const providerId = '0100019f-message-000000';

  test.each([
    ['Email Sent', { send: {} }, { kind: 'sent', responseId: `${providerId}.sent`, at: sentAt, providerId }],
    [
      'Email Delivered',
      { delivery: { timestamp: AT } },
      { kind: 'delivered', responseId: `${providerId}.delivered`, at: AT, providerId },
    ],
    ['Email Opened', { open: seen() }, { kind: 'opened', responseId: `${providerId}.opened.${AT}`, at: AT }],
    [
      'Email Opened',
      { open: seen({ isBotEvent: 'Unlikely' }) },
      { kind: 'opened', responseId: `${providerId}.opened.${AT}`, at: AT },
    ],
    [
      'Email Clicked',
      { click: seen({ link: 'https://x.example' }) },
      { kind: 'clicked', responseId: `${providerId}.clicked.${AT}`, at: AT },
    ],
    ['Email Bounced', bounce('Permanent'), { kind: 'bounced', responseId: FEEDBACK, at: AT, permanent: true }],
    ['Email Bounced', bounce('Transient'), { kind: 'bounced', responseId: FEEDBACK, at: AT, permanent: false }],
    ['Email Bounced', bounce('Undetermined'), { kind: 'bounced', responseId: FEEDBACK, at: AT, permanent: false }],
    ['Email Complaint Received', complaint(), { kind: 'complained', responseId: FEEDBACK, at: AT }],
    [
      'Email Complaint Received',
      complaint({ complaintFeedbackType: 'abuse' }),
      { kind: 'complained', responseId: FEEDBACK, at: AT },
    ],
    [
      'Email Rejected',
      { reject: { reason: 'Bad content' } },
      { kind: 'failed', responseId: `${providerId}.failed`, at: sentAt, providerId },
    ],
    [
      'Email Rendering Failed',
      { failure: { errorMessage: 'no such field', templateName: 'x' } },
      { kind: 'failed', responseId: `${providerId}.failed`, at: sentAt, providerId },
    ],
  ])('"%s" with %j is the response %j, by EventBridge and by SNS', (kind, payload, fields) => {
    const event = aSesEvent(kind, payload);
    expect(arrival(event)).toEqual(response({ ...EMAIL, ...fields }));
    expect(arrival(bare(event))).toEqual(arrival(event));
  });

  test.each([
    ['an open by a machine', 'Email Opened', { open: seen({ isBotEvent: 'Likely' }) }, 'bot'],
    ['a click by a machine', 'Email Clicked', { click: seen({ isBotEvent: 'Likely' }) }, 'bot'],
    [
      'a report that it is no spam',
      'Email Complaint Received',
      complaint({ complaintFeedbackType: 'not-spam' }),
      'notAnAnswer',
    ],
    ['a delay', 'Email Delivery Delayed', { deliveryDelay: { timestamp: AT } }, 'notAnAnswer'],
    ['a change of a contact list', 'Email Subscribed', {}, 'notAnAnswer'],
    ['a kind that SES invents tomorrow', 'Email Read Aloud', {}, 'unknownKind'],
  ])('that tells of %s is left alone', (_what, kind, payload, because) => {
    expect(arrival(aSesEvent(kind, payload))).toEqual({ status: 'ignored', because });
    expect(arrival(bare(aSesEvent(kind, payload)))).toEqual({ status: 'ignored', because });
  });

  test.each([
    ['no tags of ours', { 'ses:configuration-set': ['winback'] }],
    ['a customer tag in another form', { ...SES_TAGS, customer: ['ada@customer.example'] }],
    ['a tag of ours missing', { ...SES_TAGS, touch: undefined }],
  ])('about mail with %s is not ours, whatever else is in it', (_what, tags) => {
    const event = aSesEvent('Email Bounced', {}, { tags });
    expect(arrival(event)).toEqual({ status: 'ignored', because: 'notOurs' });
    expect(arrival(bare(event))).toEqual({ status: 'ignored', because: 'notOurs' });
  });

  test('about our mail that lacks what its kind must have is not accepted', () => {
    const paths = (body: unknown) => read(body).error?.issues.map(({ path }) => path.join('.'));
    expect(paths(aSesEvent('Email Bounced', {}))).toEqual(['detail.bounce']);
    expect(paths(bare(aSesEvent('Email Bounced', {})))).toEqual(['bounce']);
  });

  test('with a time of another offset tells the same instant', () => {
    const delivery = { timestamp: '2026-07-02T11:29:58+02:00' };
    expect(arrival(aSesEvent('Email Delivered', { delivery }))).toMatchObject(response({ at: AT }));
  });
});

describe('an event of the SMS service', () => {
  const about = { ...SMS, at: '2026-07-05T14:00:02.000Z' };
  const providerId = '862a8790-60c0-4430-9b2b-658bdexample';

  test.each([
    ['TEXT_SENT', { kind: 'sent', providerId, parts: 1 }],
    ['TEXT_SUCCESSFUL', { kind: 'delivered', providerId, parts: 1 }],
    ['TEXT_DELIVERED', { kind: 'delivered', providerId, parts: 1 }],
    ['TEXT_INVALID', { kind: 'bounced', permanent: true }],
    ['TEXT_UNREACHABLE', { kind: 'bounced', permanent: false }],
    ['TEXT_BLOCKED', { kind: 'bounced', permanent: false }],
    ['TEXT_CARRIER_BLOCKED', { kind: 'failed', providerId, parts: 1 }],
    ['TEXT_TTL_EXPIRED', { kind: 'failed', providerId, parts: 1 }],
  ])('%s is the response %j, by EventBridge and by SNS', (eventType, fields) => {
    const responseId = `${providerId}.${eventType}`;
    expect(arrival(anSmsEvent(eventType))).toEqual(response({ ...about, responseId, ...fields }));
    expect(arrival(bare(anSmsEvent(eventType)))).toEqual(arrival(anSmsEvent(eventType)));
  });

  test.each(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_UNKNOWN', 'RCS_READ'])(
    '%s tells nothing and is left alone',
    (eventType) => {
      expect(arrival(anSmsEvent(eventType))).toEqual({ status: 'ignored', because: 'notAnAnswer' });
    },
  );

  test('without our context is not ours', () => {
    expect(arrival(anSmsEvent('TEXT_DELIVERED', { context: { account: 'bar' } }))).toMatchObject({
      because: 'notOurs',
    });
    expect(arrival(anSmsEvent('TEXT_DELIVERED', { context: undefined }))).toMatchObject({ because: 'notOurs' });
  });

  test('of another kind is left alone', () => {
    const event = { ...anSmsEvent('VOICE_COMPLETED'), 'detail-type': 'Voice Message Delivery Status Updated' };
    expect(arrival(event)).toEqual({ status: 'ignored', because: 'unknownKind' });
    expect(arrival(bare(event))).toEqual({ status: 'ignored', because: 'unknownKind' });
  });
});

test('the same news in two events of different ids is one response', () => {
  const twice = ['event-1', 'event-2'].map((id) => arrival(aSesEvent('Email Sent', { send: {} }, { id })));
  expect(twice[0]).toEqual(twice[1]);
});

test('an id of a response holds no address and no number', () => {
  const bodies = [aSesEvent('Email Opened', { open: seen() }), aSesEvent('Email Sent'), anSmsEvent('TEXT_INVALID')];
  for (const body of bodies.flatMap((event) => [event, bare<unknown>(event)])) {
    const told = arrival(body);
    expect(told).toMatchObject({ status: 'response', response: { responseId: expect.stringMatching(/^[\w.:-]+$/) } });
    expect(JSON.stringify(told)).not.toMatch(/ada|2025550123/);
  }
});

test('a record of a kind that nobody knows is left alone', () => {
  expect(arrival({ eventType: 'Something', eventVersion: '1.0' })).toEqual({
    status: 'ignored',
    because: 'unknownKind',
  });
});

test('a response in our own words is taken as it is', () => {
  const order = { kind: 'order', responseId: 'order-7', customerId: 'c1', at: AT, cents: 4_200 };
  expect(arrival(order)).toEqual(response(order));
});

test('an event of a source that we do not know is left alone', () => {
  const event = { ...anSmsEvent('TEXT_DELIVERED'), source: 'aws.s3' };
  expect(arrival(event)).toEqual({ status: 'ignored', because: 'unknownSource' });
});

test.each([[{ hello: 1 }], [[]], [null], ['order'], [{ kind: 'order', customerId: 'c1' }]])(
  '%j is neither event nor response and is not accepted',
  (body) => {
    expect(read(body).success).toBe(false);
  },
);
