// Requests of Resend. Document: resend.com/docs/webhooks/event-types, its examples; tags as an object and, of older ones, as
// a list; bounces with and without a type, headers and several recipients as django-anymail's tests have them.
import { ADA, BOB, jsonRequest, nothing, ofCustomer, ofMailbox, type Sample, TAGS } from './sample.ts';

const ID = '56761188-7520-42d8-8898-ff6fc54ce618';
const AT = '2024-02-22T23:41:12.126Z';
const HEADERS = { headers: { 'svix-id': 'msg_2W2D3qXLS5fOaPja1GDg7rF2CwB' } };

const event = (type: string, more: object = {}) =>
  jsonRequest(
    {
      type,
      created_at: AT,
      data: {
        created_at: '2024-02-22T23:41:11.894719+00:00',
        email_id: ID,
        from: 'Shop <hello@shop.example>',
        to: [ADA],
        subject: 'We miss you',
        headers: [{ name: 'Reply-To', value: 'hello@shop.example' }],
        tags: TAGS,
        ...more,
      },
    },
    HEADERS,
  );
const told = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `resend.${ID}.${kind}`, at: AT, channel: 'email', ...more });
const news = (kind: string, more: object = {}) => told(kind, { providerId: ID, ...more });
const complaint = { kind: 'complained', responseId: `resend.${ID}.complained`, at: AT };
const bounce = (type?: string) => ({
  bounce: { message: 'The recipient’s server sent a bounce message', type, subType: 'General' },
});
const click = (link: string) => ({ click: { ipAddress: '192.0.2.1', link, timestamp: AT, userAgent: 'Mozilla/5.0' } });

export const RESEND: readonly Sample[] = [
  { about: 'sent', request: event('email.sent'), told: [news('sent')] },
  { about: 'delivered', request: event('email.delivered'), told: [news('delivered')] },
  {
    about: 'tags as a list',
    request: event('email.delivered', { tags: Object.entries(TAGS).map(([name, value]) => ({ name, value })) }),
    told: [news('delivered')],
  },
  { about: 'late', request: event('email.delivery_delayed'), told: [nothing('notAnAnswer', 'email.delivery_delayed')] },
  {
    about: 'bounced for good',
    request: event('email.bounced', bounce('Permanent')),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'bounced, of older events',
    request: event('email.bounced', bounce()),
    told: [told('bounced', { permanent: true })],
  },
  ...['Transient', 'Undetermined'].map((type) => ({
    about: `bounced: ${type}`,
    request: event('email.bounced', bounce(type)),
    told: [
      ofCustomer({
        kind: 'bounced',
        permanent: false,
        responseId: `resend.${ID}.bounced.soft`,
        at: AT,
        channel: 'email',
      }),
    ],
  })),
  {
    about: 'on the suppression list',
    request: event('email.suppressed', { suppressed: { message: 'on the list', type: 'OnAccountSuppressionList' } }),
    told: [told('bounced', { permanent: true })],
  },
  { about: 'complained', request: event('email.complained'), told: [told('complained')] },
  {
    about: 'complained, of a message without our ids, to somebody with a name',
    request: event('email.complained', { tags: undefined, to: [`Ada Lovelace <${ADA}>`] }),
    told: [ofMailbox(ADA, complaint)],
  },
  {
    about: 'complained, one of two, and nobody says which: both are spared',
    request: event('email.complained', { tags: { category: 'receipt' }, to: [ADA, BOB] }),
    told: [ofMailbox(ADA, complaint), ofMailbox(BOB, complaint)],
  },
  {
    about: 'bounced, one of two, and nobody says which: neither is dead to us',
    request: event('email.bounced', { ...bounce('Permanent'), tags: {}, to: [ADA, BOB] }),
    told: [nothing('nobody', 'bounced')],
  },
  {
    about: 'opened',
    request: event('email.opened'),
    told: [
      ofCustomer({ kind: 'opened', responseId: `resend.${ID}.${AT}.opened`, at: AT, channel: 'email', providerId: ID }),
    ],
  },
  {
    about: 'clicked',
    request: event('email.clicked', click('https://shop.example/spring')),
    told: [
      ofCustomer({
        kind: 'clicked',
        link: '278c889ff80a8196',
        responseId: `resend.${ID}.${AT}.278c889ff80a8196.clicked`,
        at: AT,
        channel: 'email',
        providerId: ID,
      }),
    ],
  },
  {
    about: 'failed',
    request: event('email.failed', { failed: { reason: 'reached_daily_quota' } }),
    told: [news('failed')],
  },
  { about: 'a mail that came in', request: event('email.received'), told: [nothing('notAnAnswer', 'email.received')] },
  {
    about: 'a contact of Resend’s',
    request: event('contact.created'),
    told: [nothing('notAnAnswer', 'contact.created')],
  },
  { about: 'a kind of tomorrow', request: event('email.admired'), told: [nothing('unknownKind', 'email.admired')] },
];
