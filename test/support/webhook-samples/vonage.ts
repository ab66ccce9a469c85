// Requests of Vonage. Documents: developer.vonage.com/en/messages/concepts/messages-status-callbacks and /api/messages,
// /en/api-errors/messages; /messaging/sms/guides/delivery-receipts and /inbound-sms; /en/opt-out-assist.
import {
  BARE_PHONE,
  formRequest,
  jsonRequest,
  nothing,
  OUR_QUERY,
  ofCustomer,
  ofPhone,
  type Sample,
} from './sample.ts';

const ID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
const SMS_ID = '0B00000127FDBC63';
const AT = '2023-05-01T14:00:00.000Z';
const RECEIPT_AT = '2018-10-25T12:10:29.000Z';

const status = (word: string, more: object = {}) =>
  jsonRequest({
    message_uuid: ID,
    to: BARE_PHONE,
    from: '15557122661',
    timestamp: AT,
    status: word,
    channel: 'sms',
    client_ref: OUR_QUERY,
    usage: { currency: 'EUR', price: '0.0333' },
    destination: { network_code: '12345' },
    ...more,
  });
const told = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `vonage.${ID}.${kind}`, at: AT, channel: 'sms', ...more });
const news = (kind: string, more: object = {}) => told(kind, { providerId: ID, ...more });
const rejected = (code: number, title: unknown = code) =>
  status('rejected', {
    error: {
      type: `https://developer.vonage.com/api-errors/messages#${code}`,
      title,
      detail: 'So it is',
      instance: 'bf0ca0bf92',
    },
  });
const softly = ofCustomer({
  kind: 'bounced',
  permanent: false,
  responseId: `vonage.${ID}.bounced.soft`,
  at: AT,
  channel: 'sms',
});

const message = (more: object) =>
  jsonRequest({
    channel: 'sms',
    message_uuid: ID,
    to: '15557122661',
    from: BARE_PHONE,
    timestamp: AT,
    message_type: 'text',
    text: 'STOP',
    sms: { num_messages: '1', keyword: 'STOP' },
    usage: { currency: 'EUR', price: '0.0333' },
    ...more,
  });
const reply = (meaning: string) => ofPhone({ kind: 'replied', meaning, responseId: `vonage.${ID}.replied`, at: AT });

/** The minute of `scts` is that of some carrier's wall clock. */
const receipt = (word: string, code: string, more: object = {}) => ({
  'err-code': code,
  'message-timestamp': '2018-10-25 12:10:29',
  messageId: SMS_ID,
  msisdn: BARE_PHONE,
  'network-code': '23410',
  price: '0.03330000',
  scts: '1810251310',
  status: word,
  to: 'AcmeInc',
  'client-ref': OUR_QUERY,
  ...more,
});
const received = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `vonage.${SMS_ID}.${kind}`, at: RECEIPT_AT, channel: 'sms', ...more });
const inbound = {
  msisdn: BARE_PHONE,
  to: '15557122661',
  messageId: SMS_ID,
  text: 'Unsubscribe!',
  type: 'text',
  keyword: 'UNSUBSCRIBE!',
  'api-key': 'abcd1234',
  'message-timestamp': '2018-10-25 12:10:29',
};
const wrote = (meaning: string, more: object = {}) =>
  ofPhone({ kind: 'replied', meaning, ...more, responseId: `vonage.${SMS_ID}.replied`, at: RECEIPT_AT });

export const VONAGE: readonly Sample[] = [
  {
    about: 'submitted, in three parts',
    request: status('submitted', { sms: { count_total: '3' } }),
    told: [news('sent', { parts: 3 })],
  },
  { about: 'delivered', request: status('delivered'), told: [news('delivered')] },
  {
    about: 'delivered, with our ids in the address of its webhook',
    request: jsonRequest(
      { message_uuid: ID, to: BARE_PHONE, timestamp: AT, status: 'delivered', channel: 'sms' },
      { query: OUR_QUERY },
    ),
    told: [news('delivered')],
  },
  {
    about: 'delivered, dated and addressed as in the first version',
    request: status('delivered', {
      timestamp: '2023-05-01 14:00:00 +0000',
      to: { type: 'sms', number: BARE_PHONE },
      channel: undefined,
    }),
    told: [news('delivered')],
  },
  { about: 'read', request: status('read', { channel: 'rcs' }), told: [news('opened')] },
  {
    about: 'undeliverable: Vonage could not reach the carrier',
    request: status('undeliverable'),
    told: [news('failed')],
  },
  { about: 'rejected for a filter', request: rejected(1210), told: [news('failed')] },
  {
    about: 'rejected: the number is no longer active',
    request: rejected(1190),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'rejected: the code stands in the address of the document only',
    request: rejected(1190, 'Absent Subscriber Permanent'),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'rejected: the title is a word that every object knows',
    request: rejected(1190, 'constructor'),
    told: [told('bounced', { permanent: true })],
  },
  { about: 'rejected: switched off', request: rejected(1180), told: [softly] },
  {
    about: 'rejected: the first version calls it a code',
    request: status('rejected', { error: { code: 1220, reason: 'Handset Busy' } }),
    told: [softly],
  },
  {
    about: 'rejected: has written STOP',
    request: rejected(1240),
    told: [told('unsubscribed', { source: 'opt-out list of Vonage' })],
  },
  {
    about: 'of another channel',
    request: status('delivered', { channel: 'whatsapp' }),
    told: [nothing('unknownKind', 'whatsapp')],
  },
  { about: 'somebody writes', request: message({}), told: [reply('stop')] },
  {
    about: 'somebody sends a picture',
    request: message({ message_type: 'image', text: undefined, channel: 'mms' }),
    told: [reply('other')],
  },
  {
    about: 'a receipt by the SMS API, as JSON',
    request: jsonRequest(receipt('delivered', '0')),
    told: [received('delivered', { providerId: SMS_ID })],
  },
  {
    about: 'a receipt of the carrier, as a form',
    request: formRequest(receipt('accepted', '0') as Record<string, string>),
    told: [received('sent', { providerId: SMS_ID })],
  },
  ...['buffered', 'unknown'].map((word) => ({
    about: `a receipt that says ${word}`,
    request: jsonRequest(receipt(word, '0')),
    told: [nothing('notAnAnswer', word)],
  })),
  {
    about: 'a receipt: expired',
    request: jsonRequest(receipt('expired', '1')),
    told: [received('failed', { providerId: SMS_ID })],
  },
  {
    about: 'a receipt: no longer active',
    request: jsonRequest(receipt('failed', '3')),
    told: [received('bounced', { permanent: true })],
  },
  {
    about: 'a receipt: switched off',
    request: jsonRequest(receipt('failed', '2')),
    told: [
      ofCustomer({
        kind: 'bounced',
        permanent: false,
        responseId: `vonage.${SMS_ID}.bounced.soft`,
        at: RECEIPT_AT,
        channel: 'sms',
      }),
    ],
  },
  {
    about: 'a receipt: "illegal number", who has written STOP, of a message without our ids',
    request: jsonRequest(receipt('rejected', '9', { 'client-ref': undefined })),
    told: [
      ofPhone({
        kind: 'unsubscribed',
        source: 'opt-out list of Vonage',
        responseId: `vonage.${SMS_ID}.unsubscribed`,
        at: RECEIPT_AT,
      }),
    ],
  },
  {
    about: 'somebody writes to the SMS API, as JSON',
    request: jsonRequest(inbound),
    told: [wrote('stop', { language: 'en' })],
  },
  {
    about: 'somebody writes to the SMS API, as a form',
    request: formRequest(inbound),
    told: [wrote('stop', { language: 'en' })],
  },
  {
    about: 'bytes that are no text',
    request: jsonRequest({ ...inbound, text: undefined, type: 'binary', data: '0011', udh: '050003' }),
    told: [nothing('notAnAnswer', 'binary')],
  },
];
