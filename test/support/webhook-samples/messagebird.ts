// Requests of MessageBird. Documents: support.messagebird.com/hc/en-us/articles/360001869258 (a status report by GET),
// developers.messagebird.com/api/sms-messaging and /api/conversations (the objects; also messagebird/php-rest-api), and
// docs.bird.com, SMS platform extended error codes (reasons).
import {
  BARE_PHONE,
  formRequest,
  getRequest,
  jsonRequest,
  nothing,
  OUR_QUERY,
  ofCustomer,
  ofPhone,
  type Sample,
} from './sample.ts';

const ID = 'e8077d803532c0b5937c639b60216938';
const AT = '2016-05-03T08:58:10.000Z';
const about = { at: AT, channel: 'sms' };

const report = (status: string, more: Readonly<Record<string, string>> = {}) => ({
  id: ID,
  reference: OUR_QUERY,
  recipient: BARE_PHONE,
  status,
  statusDatetime: '2016-05-03T08:58:10+00:00',
  ...more,
});
const told = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `messagebird.${ID}.${kind}`, ...about, ...more });
const news = (kind: string, more: object = {}) => told(kind, { providerId: ID, ...more });
const softly = ofCustomer({
  kind: 'bounced',
  permanent: false,
  responseId: `messagebird.${ID}.bounced.soft`,
  ...about,
});
const failed = (more: Readonly<Record<string, string>>) => getRequest(report('delivery_failed', more));

const received = {
  id: ID,
  originator: BARE_PHONE,
  recipient: '15557122661',
  createdDatetime: '2016-05-03T08:58:10+00:00',
};
const reply = (meaning: string, more: object = {}) =>
  ofPhone({ kind: 'replied', meaning, ...more, responseId: `messagebird.${ID}.replied`, at: AT });

const conversation = (type: string, message: object) =>
  jsonRequest({
    type,
    contact: { id: 'a621095f', href: '', msisdn: Number(BARE_PHONE), displayName: BARE_PHONE },
    conversation: { id: '2e15efafec384e1c82e9842075e87beb', status: 'active' },
    message: {
      id: ID,
      conversationId: '2e15efafec384e1c82e9842075e87beb',
      platform: 'sms',
      type: 'text',
      createdDatetime: '2016-05-03T08:58:10.0000000Z',
      updatedDatetime: '2016-05-03T08:58:10Z',
      ...message,
    },
  });

export const MESSAGEBIRD: readonly Sample[] = [
  {
    about: 'sent, told by GET with our ids as its reference',
    request: getRequest(report('sent')),
    told: [news('sent')],
  },
  {
    about: 'delivered, told by POST, in two parts',
    request: formRequest(report('delivered', { messagePartCount: '2', price: '0.07' })),
    told: [news('delivered', { parts: 2 })],
  },
  {
    about: 'delivered, with our ids in the address of the report',
    request: formRequest(report('delivered', { reference: 'spring' }), { query: OUR_QUERY }),
    told: [news('delivered')],
  },
  {
    about: 'delivered, of a message without our ids',
    request: getRequest(report('delivered', { reference: 'x' })),
    told: [nothing('nobody', 'delivered')],
  },
  ...['scheduled', 'buffered'].map((status) => ({
    about: `${status}: not yet there`,
    request: getRequest(report(status)),
    told: [nothing('notAnAnswer', status)],
  })),
  { about: 'expired', request: getRequest(report('expired', { statusReason: 'expired' })), told: [news('failed')] },
  { about: 'failed for reasons of a network', request: failed({ statusErrorCode: '34' }), told: [news('failed')] },
  {
    about: 'no such number',
    request: failed({ statusErrorCode: '1', statusReason: 'unknown subscriber' }),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'no such base station, which is called an unknown subscriber too',
    request: failed({ statusErrorCode: '2', statusReason: 'unknown subscriber' }),
    told: [softly],
  },
  { about: 'switched off', request: failed({ statusErrorCode: '27' }), told: [softly] },
  { about: 'out of reach', request: failed({ statusReason: 'unavailable subscriber' }), told: [softly] },
  {
    about: 'opted out',
    request: failed({ statusReason: 'recipient opted out' }),
    told: [told('unsubscribed', { source: 'opt-out list of MessageBird' })],
  },
  {
    about: 'a status of tomorrow',
    request: getRequest(report('teleported')),
    told: [nothing('unknownKind', 'teleported')],
  },
  {
    about: 'somebody writes, told as a form',
    request: formRequest({ ...received, body: 'Stop.' }),
    told: [reply('stop')],
  },
  {
    about: 'somebody writes, told as JSON',
    request: jsonRequest({ ...received, payload: 'Blue?' }),
    told: [reply('other')],
  },
  {
    about: 'somebody writes, told with the number as a number',
    request: jsonRequest({ ...received, originator: Number(BARE_PHONE), payload: 'QUIT' }),
    told: [reply('stop', { language: 'en' })],
  },
  {
    about: 'somebody writes in a conversation',
    request: conversation('message.created', {
      direction: 'received',
      from: `+${BARE_PHONE}`,
      status: 'received',
      content: { text: 'STOP' },
    }),
    told: [reply('stop')],
  },
  {
    about: 'the same words, when they have been read',
    request: conversation('message.updated', {
      direction: 'received',
      from: `+${BARE_PHONE}`,
      status: 'read',
      content: { text: 'STOP' },
    }),
    told: [nothing('notAnAnswer', 'message.updated')],
  },
  {
    about: 'a message of a conversation that does not arrive',
    request: conversation('message.updated', {
      direction: 'sent',
      to: BARE_PHONE,
      status: 'failed',
      error: { code: 1 },
      content: {},
    }),
    told: [ofPhone({ kind: 'bounced', permanent: true, responseId: `messagebird.${ID}.bounced`, at: AT })],
  },
  {
    about: 'a conversation by another channel',
    request: conversation('message.created', { platform: 'whatsapp', direction: 'received' }),
    told: [nothing('unknownKind', 'message.created.whatsapp')],
  },
];
