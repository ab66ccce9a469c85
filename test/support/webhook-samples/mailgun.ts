// Requests of Mailgun. Documents: documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads and
// /tracking-messages/open-click-bot-detect; a real "delivered" with all its fields as django-anymail's tests have it.
import { A_LINK, ADA, BOB, jsonRequest, nothing, ofCustomer, ofMailbox, type Sample, TAGS } from './sample.ts';

const AT = '2018-08-12T21:17:17.153Z';
const ID = 'hTWCTD81RtiDN-CCXMjJ7nQi2N3BPigGOdgQ';

/** The id of a message of Mailgun's is written like an address: only the beginning of its SHA-256 goes on. */
const DIGEST = 'a1118a9d2bb1ecdeea02878f2023aabf';

const webhook = (event: string, more: object = {}) =>
  jsonRequest({
    signature: {
      timestamp: '1534108637',
      token: '651869375b9df3c98fc15c4889b102119add1235c38fc92824',
      signature: 'a'.repeat(64),
    },
    'event-data': {
      event,
      id: ID,
      timestamp: 1534108637.153125,
      tags: [],
      campaigns: [],
      storage: { url: 'https://sw.api.mailgun.net/v3/domains/example.org/messages/eyJwI', key: 'eyJwI' },
      'recipient-domain': 'customer.example',
      recipient: ADA,
      'user-variables': TAGS,
      flags: { 'is-routed': false, 'is-authenticated': true, 'is-system-test': false, 'is-test-mode': false },
      'log-level': 'info',
      envelope: { 'sending-ip': '198.51.100.7', sender: 'hello@shop.example', transport: 'smtp', targets: ADA },
      message: {
        headers: { to: ADA, 'message-id': '20180812211713.1.DF5966851B4BAA99@shop.example' },
        attachments: [],
      },
      ...more,
    },
  });

const failed = (severity: string, reason: string, status: object = {}) =>
  webhook('failed', {
    severity,
    reason,
    'delivery-status': { code: 550, message: '5.1.1', 'attempt-no': 1, ...status },
  });
const client = (bot?: string) => ({ 'client-info': { 'client-type': 'browser', 'user-agent': 'Mozilla/5.0', bot } });
const told = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `mailgun.${ID}.${kind}`, at: AT, channel: 'email', ...more });
const news = (kind: string, more: object = {}) => told(kind, { providerId: DIGEST, ...more });
const softly = ofCustomer({
  kind: 'bounced',
  permanent: false,
  responseId: `mailgun.${ID}.bounced.soft`,
  at: AT,
  channel: 'email',
});

export const MAILGUN: readonly Sample[] = [
  {
    about: 'accepted, whose delivery has no status yet',
    request: webhook('accepted', { 'delivery-status': null, 'user-variables': [] }),
    told: [nothing('notAnAnswer', 'accepted')],
  },
  {
    about: 'delivered, dated to the microsecond',
    request: webhook('delivered', { 'delivery-status': { code: 250, tls: true, 'mx-host': 'smtp-in.example.com' } }),
    told: [news('delivered')],
  },
  {
    about: 'failed for good',
    request: failed('permanent', 'bounce'),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'not tried: bounced before',
    request: failed('permanent', 'suppress-bounce', {
      code: 605,
      message: 'Not delivering to previously bounced address',
    }),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'not tried: complained before',
    request: failed('permanent', 'suppress-complaint'),
    told: [told('complained')],
  },
  {
    about: 'not tried: unsubscribed before',
    request: failed('permanent', 'suppress-unsubscribe'),
    told: [told('unsubscribed', { source: 'unsubscribe list of Mailgun' })],
  },
  { about: 'given up after many tries', request: failed('permanent', 'old', { code: 602 }), told: [softly] },
  {
    about: 'failed for now, and tried again later',
    request: failed('temporary', 'greylisted', { code: 450, 'retry-seconds': 300 }),
    told: [nothing('notAnAnswer', 'failed')],
  },
  {
    about: 'failed for now, and not tried again',
    request: failed('temporary', 'generic', { code: 498 }),
    told: [softly],
  },
  { about: 'opened', request: webhook('opened', { ...client(), ip: '192.0.2.1' }), told: [news('opened')] },
  { about: 'opened, where no bot was detected', request: webhook('opened', client('')), told: [news('opened')] },
  { about: 'opened by Apple’s proxy', request: webhook('opened', client('apple')), told: [nothing('bot', 'opened')] },
  {
    about: 'clicked',
    request: webhook('clicked', { ...client(), url: `https://shop.example/?to=${ADA}` }),
    told: [news('clicked', { link: A_LINK })],
  },
  {
    about: 'clicked by a scanner',
    request: webhook('clicked', { ...client('generic'), url: 'https://shop.example/' }),
    told: [news('clicked', { link: A_LINK, automated: true })],
  },
  { about: 'complained', request: webhook('complained'), told: [told('complained')] },
  {
    about: 'complained, of a message without our ids, whose variables are then an empty list',
    request: webhook('complained', { 'user-variables': [], recipient: BOB.toUpperCase() }),
    told: [ofMailbox(BOB, { kind: 'complained', responseId: `mailgun.${ID}.complained`, at: AT })],
  },
  {
    about: 'unsubscribed',
    request: webhook('unsubscribed'),
    told: [told('unsubscribed', { source: 'unsubscribe link of Mailgun' })],
  },
  {
    about: 'rejected, which names no recipient',
    request: webhook('rejected', {
      recipient: undefined,
      'user-variables': [],
      reject: { reason: 'Sandbox subdomains' },
    }),
    told: [nothing('nobody', 'failed')],
  },
  {
    about: 'complained, with an empty id',
    request: webhook('complained', { id: '' }),
    told: [told('complained', { responseId: `mailgun.${DIGEST}.${AT}.complained` })],
  },
  {
    about: 'a kind of tomorrow',
    request: webhook('list_member_uploaded'),
    told: [nothing('unknownKind', 'list_member_uploaded')],
  },
];
