// Requests of Amazon SNS. Documents: docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html; SES developer guide,
// event publishing examples and notification contents; AWS End User Messaging SMS, two-way messaging.
import { anSmsEvent, aSesEvent } from '../lambda-events.ts';
import { ADA, BOB, jsonRequest, nothing, ofMailbox, ofPhone, PHONE, type Sample } from './sample.ts';

const PUBLISHED_AT = '2026-07-19T08:00:00.123Z';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:winback';
const CONFIRM = 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns&Token=2336412f37';
const FEEDBACK = '0100017001d4ecf6-feedback-000000';
const AT = '2026-07-02T09:29:58.000Z';

const enveloped = (Message: unknown, more: object = {}) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Subject: 'Amazon SES Email Event Notification',
  Message: typeof Message === 'string' ? Message : JSON.stringify(Message),
  Timestamp: PUBLISHED_AT,
  SignatureVersion: '2',
  Signature: 'EXAMPLEw6JRN',
  SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb.pem',
  UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
  ...more,
});
const handshake = (Type: string, SubscribeURL: string) =>
  jsonRequest({ ...enveloped('You have chosen to subscribe'), Type, Token: '2336412f37', SubscribeURL });

const mail = {
  timestamp: '2026-07-01T14:00:01.250Z',
  messageId: '0100019f-message-000000',
  source: 'hello@shop.example',
  destination: [ADA, BOB],
};
const bounce = {
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [{ emailAddress: ADA, status: '5.1.1', action: 'failed', diagnosticCode: `smtp; 550 ${ADA}` }],
  timestamp: AT,
  feedbackId: FEEDBACK,
};
const complaint = (complainedRecipients: object[]) => ({
  notificationType: 'Complaint',
  mail,
  complaint: {
    complainedRecipients,
    timestamp: AT,
    feedbackId: FEEDBACK,
    userAgent: 'AnyCompany Feedback Loop (V0.01)',
  },
});
const complained = { kind: 'complained', responseId: `ses.${FEEDBACK}.complained`, at: AT };

const about = { customerId: 'c1', enrollmentId: 'gentle_c1_20260402' };
const inbound = (messageBody: string, more: object = {}) => ({
  originationNumber: PHONE,
  destinationNumber: '+12065550152',
  messageKeyword: 'KEYWORD_123456789012',
  messageBody,
  inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
  previousPublishedMessageId: '862a8790-60c0-4430-9b2b-658bdexample',
  ...more,
});
const reply = (more: object) =>
  ofPhone({
    kind: 'replied',
    responseId: 'aws-sms.cae173d2-66b9-564c-8309-21f858e9fb84.replied',
    at: PUBLISHED_AT,
    ...more,
  });
/** Whoever it was written to, whatever address our customer has by now. */
const TO_ADA = { contact: { kind: 'email', address: ADA } };
const ofOurMail = (response: object) => ({
  status: 'ofCustomer',
  response: { channel: 'email', touchId: 'miss-you', ...about, ...response },
});

export const SNS: readonly Sample[] = [
  {
    about: 'a topic that asks us to confirm',
    request: handshake('SubscriptionConfirmation', CONFIRM),
    told: [nothing('notAnAnswer', 'SubscriptionConfirmation')],
  },
  {
    about: 'a topic that has left us',
    request: handshake('UnsubscribeConfirmation', CONFIRM),
    told: [nothing('notAnAnswer', 'UnsubscribeConfirmation')],
  },
  {
    about: 'the greeting of SES in plain words',
    request: jsonRequest(enveloped('Successfully validated SNS topic for Amazon SES event publishing.')),
    told: [nothing('unknownKind', 'Notification')],
  },
  {
    about: 'the greeting of an identity',
    request: jsonRequest(
      enveloped({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have successfully subscribed' }),
    ),
    told: [nothing('notAnAnswer', 'AmazonSnsSubscriptionSucceeded')],
  },
  {
    about: 'a record of SES about our mail',
    request: jsonRequest(enveloped(aSesEvent('Email Bounced', { bounce }, { to: ADA }).detail)),
    told: [
      { ...ofOurMail({ kind: 'bounced', permanent: true, responseId: `ses.${FEEDBACK}.bounced`, at: AT }), ...TO_ADA },
    ],
  },
  {
    about: 'a complaint about our mail, of one of two',
    request: jsonRequest(
      enveloped(
        aSesEvent('Complaint', { complaint: complaint([{ emailAddress: ADA }, { emailAddress: BOB }]).complaint })
          .detail,
      ),
    ),
    told: [ofOurMail(complained)],
  },
  {
    about: 'a no by SES’s own page, about our mail',
    request: jsonRequest(
      enveloped(
        aSesEvent(
          'Subscription',
          { subscription: { timestamp: AT, newTopicPreferences: { unsubscribeAll: true } } },
          { to: ADA },
        ).detail,
      ),
    ),
    told: [
      {
        ...ofOurMail({
          kind: 'unsubscribed',
          source: 'unsubscribe page of SES',
          responseId: `ses.${mail.messageId}.${AT}.unsubscribed`,
          at: AT,
        }),
        ...TO_ADA,
      },
    ],
  },
  {
    about: 'a record of SES, delivered raw',
    request: jsonRequest(
      aSesEvent('Email Delivered', { delivery: { timestamp: AT, recipients: [ADA] } }, { to: ADA }).detail,
    ),
    told: [
      ofOurMail({
        kind: 'delivered',
        responseId: `ses.${mail.messageId}.delivered`,
        at: AT,
        providerId: mail.messageId,
      }),
    ],
  },
  {
    about: 'a bounce of mail that others of the account sent',
    request: jsonRequest(enveloped({ notificationType: 'Bounce', mail, bounce })),
    told: [ofMailbox(ADA, { kind: 'bounced', permanent: true, responseId: `ses.${FEEDBACK}.bounced`, at: AT })],
  },
  {
    about: 'a complaint of one of two, whom the mailbox provider does not tell apart',
    request: jsonRequest(enveloped(complaint([{ emailAddress: ADA }, { emailAddress: BOB }]))),
    told: [ofMailbox(ADA, complained), ofMailbox(BOB, complained)],
  },
  {
    about: 'a complaint of nobody',
    request: jsonRequest(enveloped(complaint([]))),
    told: [nothing('nobody', 'complained')],
  },
  {
    about: 'a delivery of mail that others sent',
    request: jsonRequest(
      enveloped({ notificationType: 'Delivery', mail, delivery: { timestamp: AT, recipients: [ADA] } }),
    ),
    told: [nothing('nobody', 'delivered')],
  },
  {
    about: 'a status of our SMS',
    request: jsonRequest(enveloped(anSmsEvent('TEXT_INVALID', { destinationPhoneNumber: PHONE }).detail)),
    told: [
      {
        status: 'ofCustomer',
        response: {
          kind: 'bounced',
          permanent: true,
          channel: 'sms',
          touchId: 'nudge',
          responseId: 'aws-sms.862a8790-60c0-4430-9b2b-658bdexample.TEXT_INVALID.bounced',
          at: '2026-07-05T14:00:02.000Z',
          ...about,
        },
        contact: { kind: 'phone', address: PHONE },
      },
    ],
  },
  {
    about: 'somebody writes',
    request: jsonRequest(enveloped(inbound('please stop texting me'))),
    told: [reply({ meaning: 'stop', language: 'en' })],
  },
  {
    about: 'somebody writes STOP, which AWS answers',
    request: jsonRequest(enveloped(inbound('Stop', { messageKeyword: 'STOP' }))),
    told: [reply({ meaning: 'stop', answered: true })],
  },
  {
    about: 'somebody writes something else',
    request: jsonRequest(enveloped(inbound('blue?'))),
    told: [reply({ meaning: 'other' })],
  },
];
