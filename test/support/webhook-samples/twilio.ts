// Requests of Twilio. Documents: twilio.com/docs/messaging/guides/webhook-request and /track-outbound-message-status (forms);
// /docs/events/event-types/messaging (JSON in lists); help.twilio.com, OptOutType; the error dictionary for the codes.
import {
  formRequest,
  jsonRequest,
  nothing,
  OUR_QUERY,
  ofCustomer,
  ofPhone,
  PHONE,
  RECEIVED_AT,
  type Sample,
} from './sample.ts';

const SID = 'SM1234567890abcdef1234567890abcdef';
const OURS = { query: OUR_QUERY };
const about = { channel: 'sms', at: RECEIVED_AT };

const status = (MessageStatus: string, more: Readonly<Record<string, string>> = {}) => ({
  AccountSid: 'AC1234567890abcdef1234567890abcdef',
  From: '+15557122661',
  MessageSid: SID,
  MessageStatus,
  SmsSid: SID,
  SmsStatus: MessageStatus,
  To: PHONE,
  ApiVersion: '2010-04-01',
  ...more,
});

const inbound = (Body: string, more: Readonly<Record<string, string>> = {}) => ({
  ToCountry: 'US',
  ToState: 'CA',
  SmsMessageSid: SID,
  NumMedia: '0',
  ToCity: '',
  FromZip: '20500',
  SmsSid: SID,
  FromState: 'DC',
  SmsStatus: 'received',
  FromCity: 'WASHINGTON',
  Body,
  FromCountry: 'US',
  To: '+15557122661',
  MessagingServiceSid: 'MG1234567890abcdef1234567890abcdef',
  ToZip: '',
  NumSegments: '1',
  MessageSid: SID,
  AccountSid: 'AC1234567890abcdef1234567890abcdef',
  From: PHONE,
  ApiVersion: '2010-04-01',
  ...more,
});

const streamed = (kind: string, data: object) => ({
  specversion: '1.0',
  type: `com.twilio.messaging.${kind}`,
  source: 'AB00000000000000000000000001',
  id: 'NO00000000000000000000000001',
  dataschema: 'https://events-schemas.twilio.com/Messaging.InboundMessageV1/6',
  datacontenttype: 'application/json',
  time: '2026-07-20T10:00:01.000Z',
  data: { messageSid: SID, timestamp: '2026-07-20T10:00:00.000Z', accountSid: 'AC1', ...data },
});

const fate = (kind: string, more: object = {}) => ({ kind, responseId: `twilio.${SID}.${kind}`, ...about, ...more });
const reply = (meaning: string, more: object = {}) => fate('replied', { meaning, ...more });
const code = (ErrorCode: string, MessageStatus = 'undelivered') =>
  formRequest(status(MessageStatus, { ErrorCode }), OURS);

export const TWILIO: readonly Sample[] = [
  ...['accepted', 'scheduled', 'queued', 'sending'].map((word) => ({
    about: `${word}: not yet on its way`,
    request: formRequest(status(word), OURS),
    told: [nothing('notAnAnswer', word)],
  })),
  {
    about: 'sent, with our ids in the address of the callback',
    request: formRequest(status('sent'), OURS),
    told: [ofCustomer(fate('sent', { providerId: SID }))],
  },
  {
    about: 'delivered, with the date of the carrier that has no seconds',
    request: formRequest(status('delivered', { RawDlrDoneDate: '2607201155' }), OURS),
    told: [ofCustomer(fate('delivered', { providerId: SID }))],
  },
  {
    about: 'failed for a filter',
    request: code('30007', 'failed'),
    told: [ofCustomer(fate('failed', { providerId: SID }))],
  },
  {
    about: 'undelivered without a code',
    request: formRequest(status('undelivered'), OURS),
    told: [ofCustomer(fate('failed', { providerId: SID }))],
  },
  ...['30003', '30004', '30006'].map((error) => ({
    about: `undelivered with ${error}: perhaps another day`,
    request: code(error),
    told: [ofCustomer({ ...fate('bounced', { permanent: false }), responseId: `twilio.${SID}.bounced.soft` })],
  })),
  ...['21211', '21614', '30005'].map((error) => ({
    about: `failed with ${error}: no such mobile number`,
    request: code(error, 'failed'),
    told: [ofCustomer(fate('bounced', { permanent: true }))],
  })),
  {
    about: 'failed with 21610: the number is on the opt-out list',
    request: code('21610', 'failed'),
    told: [ofCustomer(fate('unsubscribed', { source: 'opt-out list of Twilio' }))],
  },
  {
    about: 'delivered, of a message without our ids',
    request: formRequest(status('delivered')),
    told: [nothing('nobody', 'delivered')],
  },
  {
    about: 'no such number, of a message without our ids',
    request: formRequest(status('undelivered', { ErrorCode: '30005' })),
    told: [ofPhone(fate('bounced', { permanent: true }))],
  },
  {
    about: 'a status of tomorrow',
    request: formRequest(status('partially_delivered'), OURS),
    told: [nothing('unknownKind', 'partially_delivered')],
  },
  {
    about: 'somebody writes STOP, and Advanced Opt-Out has answered',
    request: formRequest(inbound('Stop', { OptOutType: 'STOP' })),
    told: [ofPhone(reply('stop', { answered: true }))],
  },
  {
    about: 'somebody writes a keyword of the company, which Twilio knows and we do not',
    request: formRequest(inbound('BASTA', { OptOutType: 'STOP' })),
    told: [ofPhone(reply('stop', { answered: true }))],
  },
  {
    about: 'somebody writes HELP, which Twilio answers by default',
    request: formRequest(inbound('HELP')),
    told: [ofPhone(reply('help', { language: 'en', answered: true }))],
  },
  {
    about: 'somebody asks in words of their own to be left alone',
    request: formRequest(inbound('stop texting me')),
    told: [ofPhone(reply('stop', { language: 'en' }))],
  },
  {
    about: 'somebody asks something',
    request: formRequest(inbound('Do you still have the blue one? 💙')),
    told: [ofPhone(reply('other'))],
  },
  {
    about: 'somebody writes STOP by RCS, which reaches a phone as an SMS does',
    request: formRequest(inbound('STOP', { From: `rcs:${PHONE}`, To: 'rcs:shop_agent', OptOutType: 'STOP' })),
    told: [ofPhone(reply('stop', { answered: true }))],
  },
  {
    about: 'somebody writes START by RCS',
    request: formRequest(inbound('START', { From: `RCS:${PHONE}`, To: 'rcs:shop_agent' })),
    told: [ofPhone(reply('start', { answered: true }))],
  },
  {
    about: 'somebody asks by WhatsApp to be left alone: a no is a no, and no text answers it',
    request: formRequest(inbound('stop texting me', { From: `whatsapp:${PHONE}`, To: 'whatsapp:+15557122661' })),
    told: [ofPhone(reply('stop', { language: 'en', answered: true }))],
  },
  ...['START', 'HELP', 'Do you still have it?'].map((words) => ({
    about: `by WhatsApp, "${words}" is neither a yes to texts nor a question to answer by text`,
    request: formRequest(inbound(words, { From: `whatsapp:${PHONE}`, To: 'whatsapp:+15557122661' })),
    told: [ofPhone(reply('other'))],
  })),
  {
    about: 'a message by a service that has no numbers',
    request: formRequest(inbound('STOP', { From: 'messenger:4711', To: 'messenger:0815' })),
    told: [nothing('nobody', 'replied')],
  },
  {
    about: 'no such number by RCS',
    request: formRequest(status('undelivered', { ErrorCode: '30005', To: `rcs:${PHONE}` })),
    told: [ofPhone(fate('bounced', { permanent: true }))],
  },
  {
    about: 'no such number by WhatsApp, which says nothing of the telephone',
    request: formRequest(status('undelivered', { ErrorCode: '30005', To: `whatsapp:${PHONE}` }), OURS),
    told: [ofCustomer(fate('failed', { providerId: SID }))],
  },
  {
    about: 'the number is on the opt-out list of WhatsApp',
    request: formRequest(status('failed', { ErrorCode: '21610', To: `whatsapp:${PHONE}` }), OURS),
    told: [ofCustomer(fate('unsubscribed', { source: 'opt-out list of Twilio' }))],
  },
  {
    about: 'events in a list, each with a date of its own',
    request: jsonRequest([
      streamed('inbound-message.received', { from: PHONE, to: '+15557122661', body: 'STOP', numMedia: 0 }),
      streamed('message.delivered', { to: PHONE }),
      streamed('message.undelivered', { to: PHONE, errorCode: 30005 }),
      streamed('message.read', { to: PHONE }),
      { ...streamed('', {}), type: 'com.twilio.voice.insights.call-summary.complete' },
    ]),
    told: [
      ofPhone(reply('stop', { answered: true, at: '2026-07-20T10:00:00.000Z' })),
      nothing('nobody', 'delivered'),
      ofPhone(fate('bounced', { permanent: true, at: '2026-07-20T10:00:00.000Z' })),
      nothing('nobody', 'opened'),
      nothing('unknownKind', 'com.twilio.voice.insights.call-summary.complete'),
    ],
  },
  {
    about: 'a message without an id',
    request: formRequest({ MessageStatus: 'delivered', To: PHONE }),
    told: [nothing('unreadable', 'message')],
  },
];
