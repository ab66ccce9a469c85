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
/** Bad news and opt-outs also name where the message went, which may be an old address. */
const NAMES_CONTACT: readonly unknown[] = ['bounced', 'complained', 'unsubscribed'];
const CONTACTS = {
  email: { kind: 'email', address: 'ada@customer.example' },
  sms: { kind: 'phone', address: '+12025550123' },
} as const;
const response = (fields: object) => {
  const { kind, channel } = { kind: undefined, channel: undefined, ...fields };
  if (!NAMES_CONTACT.includes(kind)) return { status: 'heard', heard: fields };
  return { status: 'ofCustomer', response: fields, contact: CONTACTS[channel === 'sms' ? 'sms' : 'email'] };
};
const ofContact = (address: string, said: object) => ({
  status: 'ofContacts',
  each: [{ contact: { kind: address.includes('@') ? 'email' : 'phone', address }, said }],
});

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
const subscription = (unsubscribeAll: boolean) => ({
  contactList: 'everybody',
  timestamp: AT,
  source: 'UnsubscribeHeader',
  newTopicPreferences: { unsubscribeAll, topicSubscriptionStatus: [] },
});
const seen = (more: object = {}) => ({ ipAddress: '192.0.2.1', timestamp: AT, userAgent: 'Mail', ...more });

describe('an event of SES', () => {
  const sentAt = '2026-07-01T14:00:01.250Z';
  const providerId = '0100019f-message-000000';
  /** printf https://x.example | sha256sum | cut -c1-16 */
  const LINK = '29d534674bab7943';
  const clicked = (more: object) => ({ kind: 'clicked', at: AT, providerId, ...more });

  test.each([
    ['Email Sent', { send: {} }, { kind: 'sent', responseId: `ses.${providerId}.sent`, at: sentAt, providerId }],
    [
      'Email Delivered',
      { delivery: { timestamp: AT } },
      { kind: 'delivered', responseId: `ses.${providerId}.delivered`, at: AT, providerId },
    ],
    [
      'Email Opened',
      { open: seen() },
      { kind: 'opened', responseId: `ses.${providerId}.${AT}.opened`, at: AT, providerId },
    ],
    [
      'Email Opened',
      { open: seen({ isBotEvent: 'Unlikely' }) },
      { kind: 'opened', responseId: `ses.${providerId}.${AT}.opened`, at: AT, providerId },
    ],
    ['Email Clicked', { click: seen() }, clicked({ responseId: `ses.${providerId}.${AT}.clicked` })],
    [
      'Email Clicked',
      { click: seen({ link: 'https://x.example' }) },
      clicked({ responseId: `ses.${providerId}.${AT}.${LINK}.clicked`, link: LINK }),
    ],
    [
      'Email Clicked',
      { click: seen({ isBotEvent: 'Likely' }) },
      clicked({ responseId: `ses.${providerId}.${AT}.clicked`, automated: true }),
    ],
    [
      'Email Bounced',
      bounce('Permanent'),
      { kind: 'bounced', responseId: `ses.${FEEDBACK}.bounced`, at: AT, permanent: true },
    ],
    [
      'Email Bounced',
      bounce('Transient'),
      { kind: 'bounced', responseId: `ses.${FEEDBACK}.bounced.soft`, at: AT, permanent: false },
    ],
    [
      'Email Bounced',
      bounce('Undetermined'),
      { kind: 'bounced', responseId: `ses.${FEEDBACK}.bounced.soft`, at: AT, permanent: false },
    ],
    ['Email Complaint Received', complaint(), { kind: 'complained', responseId: `ses.${FEEDBACK}.complained`, at: AT }],
    [
      'Email Complaint Received',
      complaint({ complaintFeedbackType: 'abuse' }),
      { kind: 'complained', responseId: `ses.${FEEDBACK}.complained`, at: AT },
    ],
    [
      'Email Rejected',
      { reject: { reason: 'Bad content' } },
      { kind: 'failed', responseId: `ses.${providerId}.failed`, at: sentAt, providerId },
    ],
    [
      'Email Rendering Failed',
      { failure: { errorMessage: 'no such field', templateName: 'x' } },
      { kind: 'failed', responseId: `ses.${providerId}.failed`, at: sentAt, providerId },
    ],
  ])('"%s" with %j is the response %j, by EventBridge and by SNS', (kind, payload, fields) => {
    const event = aSesEvent(kind, payload);
    expect(arrival(event)).toEqual(response({ ...EMAIL, ...fields }));
    expect(arrival(bare(event))).toEqual(arrival(event));
  });

  test.each([
    ['an open by a machine', 'Email Opened', { open: seen({ isBotEvent: 'Likely' }) }, 'bot'],
    [
      'a report that it is no spam',
      'Email Complaint Received',
      complaint({ complaintFeedbackType: 'not-spam' }),
      'notAnAnswer',
    ],
    ['a delay', 'Email Delivery Delayed', { deliveryDelay: { timestamp: AT } }, 'notAnAnswer'],
    ['a topic less of a contact list', 'Email Subscribed', { subscription: subscription(false) }, 'notAnAnswer'],
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
    for (const event of [aSesEvent('Email Bounced', {}, { tags }), aSesEvent('Email Sent', {}, { tags })]) {
      expect(arrival(event)).toEqual({ status: 'ignored', because: 'notOurs' });
      expect(arrival(bare(event))).toEqual({ status: 'ignored', because: 'notOurs' });
    }
  });

  test('about mail of others of the account is believed of the address: dead to them is dead to us', () => {
    const event = aSesEvent('Email Bounced', bounce('Permanent'), { tags: {} });
    const said = { kind: 'bounced', permanent: true, channel: 'email', responseId: `ses.${FEEDBACK}.bounced`, at: AT };
    expect(arrival(event)).toEqual(ofContact('ada@customer.example', said));
    expect(arrival(bare(event))).toEqual(arrival(event));
  });

  test('that somebody has left every list of the account is a no to us', () => {
    const event = aSesEvent('Email Subscribed', { subscription: subscription(true) });
    expect(arrival(event)).toMatchObject(response({ kind: 'unsubscribed', source: 'unsubscribe page of SES' }));
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
    const what = 'permanent' in fields && !fields.permanent ? 'bounced.soft' : fields.kind;
    const responseId = `aws-sms.${providerId}.${eventType}.${what}`;
    expect(arrival(anSmsEvent(eventType))).toEqual(response({ ...about, responseId, ...fields }));
    expect(arrival(bare(anSmsEvent(eventType)))).toEqual(arrival(anSmsEvent(eventType)));
  });

  test.each(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_UNKNOWN'])('%s tells nothing and is left alone', (eventType) => {
    expect(arrival(anSmsEvent(eventType))).toEqual({ status: 'ignored', because: 'notAnAnswer' });
  });

  test('without our context is not ours, but for what it says of the number', () => {
    expect(arrival(anSmsEvent('TEXT_DELIVERED', { context: { account: 'bar' } }))).toMatchObject({
      because: 'notOurs',
    });
    expect(arrival(anSmsEvent('TEXT_DELIVERED', { context: undefined }))).toMatchObject({ because: 'notOurs' });
    expect(arrival(anSmsEvent('TEXT_INVALID', { context: undefined }))).toMatchObject({
      each: [{ contact: { kind: 'phone', address: '+12025550123' }, said: { kind: 'bounced', permanent: true } }],
    });
  });

  test('of another kind is left alone', () => {
    const event = { ...anSmsEvent('VOICE_COMPLETED'), 'detail-type': 'Voice Message Delivery Status Updated' };
    expect(arrival(event)).toEqual({ status: 'ignored', because: 'unknownKind' });
    expect(arrival(bare(event))).toEqual({ status: 'ignored', because: 'unknownKind' });
  });
});

describe('what somebody writes to our number', () => {
  const inbound = {
    originationNumber: '+12025550123',
    destinationNumber: '+12065550152',
    messageKeyword: 'KEYWORD_123456789012',
    messageBody: 'please take me off your list',
    inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
  };
  const notification = (Message: string) => ({ Type: 'Notification', MessageId: 'm', Message, Timestamp: AT });

  test('comes in the envelope of SNS, which tells when, and its words are not kept', () => {
    const said = { kind: 'replied', meaning: 'stop', language: 'en', channel: 'sms', at: AT };
    const responseId = `aws-sms.${inbound.inboundMessageId}.replied`;
    expect(arrival(notification(JSON.stringify(inbound)))).toEqual(ofContact('+12025550123', { ...said, responseId }));
  });

  test('is not accepted without the envelope: nobody knows when it was said', () => {
    expect(read(inbound).error?.issues.map(({ path }) => path.join('.'))).toEqual(['Timestamp']);
  });

  test('is left alone where it is the greeting of a topic', () => {
    expect(arrival(notification('Successfully validated SNS topic'))).toEqual({
      status: 'ignored',
      because: 'unknownKind',
    });
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
    const heard = told?.status === 'heard' ? told.heard : told?.status === 'ofCustomer' ? told.response : undefined;
    expect(heard).toMatchObject({ responseId: expect.stringMatching(/^[\w.:-]+$/) });
    expect(JSON.stringify(heard)).not.toMatch(/ada|2025550123/);
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
