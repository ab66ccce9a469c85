// Requests of Postmark. Documents: postmarkapp.com/developer/webhooks/{bounce,spam-complaint,delivery,open-tracking,click,
// subscription-change,inbound}-webhook and /developer/api/bounce-api#bounce-types; the bounce that is an unsubscribe and
// has no dates as django-anymail's issue 447 has it.
import {
  ADA,
  BOB,
  jsonRequest,
  nothing,
  ofCustomer,
  ofCustomerAlone,
  ofMailbox,
  RECEIVED_AT,
  type Sample,
  TAGS,
} from './sample.ts';

const ID = '883953f4-6105-42a2-a16a-77a8eac79483';
const AT = '2016-04-27T20:28:50.396Z';
const common = { MessageID: ID, ServerID: 23, MessageStream: 'outbound', Tag: 'winback', Metadata: TAGS };

const told = (kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: `postmark.${ID}.${kind}`, at: AT, channel: 'email', ...more });

/** Seven decimals, and an offset of the server's. */
const bounce = (Type: string, more: object = {}) =>
  jsonRequest({
    RecordType: 'Bounce',
    ...common,
    ID: 901542550,
    Type,
    TypeCode: 1,
    Name: 'Hard bounce',
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: `smtp;550 5.1.1 ${ADA} does not exist`,
    Email: ADA,
    From: 'hello@shop.example',
    BouncedAt: '2016-04-27T16:28:50.3963933-04:00',
    DumpAvailable: true,
    Inactive: true,
    CanActivate: true,
    Subject: 'We miss you',
    Content: `To: ${ADA}`,
    ...more,
  });
const soft = ofCustomer({
  kind: 'bounced',
  permanent: false,
  responseId: `postmark.${ID}.bounced.soft`,
  at: AT,
  channel: 'email',
});

const change = (more: object) =>
  jsonRequest({
    RecordType: 'SubscriptionChange',
    ...common,
    ChangedAt: '2016-04-27T20:28:50.396071Z',
    Recipient: ADA,
    Origin: 'Recipient',
    SuppressSending: true,
    SuppressionReason: 'ManualSuppression',
    ...more,
  });

const reply = (more: object) =>
  jsonRequest({
    FromName: 'Ada Lovelace',
    From: ADA,
    FromFull: { Email: ADA, Name: 'Ada Lovelace', MailboxHash: '' },
    To: 'hello@shop.example',
    Subject: 'Re: We miss you',
    MessageID: ID,
    Date: 'Wed, 27 Apr 2016 16:28:50 -0400',
    TextBody: 'Do you have it in blue?\n\nOn Wed, Apr 27, 2016 at 4:00 PM Shop wrote:\n> unsubscribe\n',
    HtmlBody: '<p>Do you have it in blue?</p>',
    StrippedTextReply: '',
    Headers: [{ Name: 'Return-Path', Value: `<${ADA}>` }],
    Attachments: [],
    ...more,
  });
const answer = (meaning: string, more: object = {}) =>
  ofMailbox(ADA, { kind: 'replied', meaning, ...more, responseId: `postmark.${ID}.replied`, at: RECEIVED_AT });

export const POSTMARK: readonly Sample[] = [
  {
    about: 'delivered',
    request: jsonRequest({
      RecordType: 'Delivery',
      ...common,
      Recipient: ADA,
      DeliveredAt: '2016-04-27T16:28:50.3963933-04:00',
      Details: 'Test delivery webhook details',
    }),
    told: [told('delivered', { providerId: ID })],
  },
  { about: 'bounced for good', request: bounce('HardBounce'), told: [told('bounced', { permanent: true })] },
  { about: 'no address', request: bounce('BadEmailAddress'), told: [told('bounced', { permanent: true })] },
  ...['SoftBounce', 'DnsError', 'Blocked', 'SpamNotification', 'Unknown'].map((type) => ({
    about: `came back for now: ${type}`,
    request: bounce(type),
    told: [soft],
  })),
  ...['Transient', 'AutoResponder', 'AddressChange', 'ChallengeVerification', 'OpenRelayTest', 'Subscribe'].map(
    (type) => ({
      about: `no bounce: ${type}`,
      request: bounce(type),
      told: [nothing('notAnAnswer', `Bounce.${type}`)],
    }),
  ),
  { about: 'not sent', request: bounce('SMTPApiError'), told: [told('failed', { providerId: ID })] },
  { about: 'a bounce of tomorrow', request: bounce('Evaporated'), told: [nothing('unknownKind', 'Bounce.Evaporated')] },
  {
    about: 'a bounce that is an unsubscribe, without any date',
    request: bounce('Unsubscribe', { BouncedAt: undefined, Email: undefined }),
    told: [
      ofCustomerAlone({
        kind: 'unsubscribed',
        source: 'unsubscribe link of Postmark',
        responseId: `postmark.${ID}.unsubscribed`,
        at: RECEIVED_AT,
        channel: 'email',
      }),
    ],
  },
  {
    about: 'complained',
    request: bounce('SpamComplaint', { RecordType: 'SpamComplaint', TypeCode: 512 }),
    told: [told('complained')],
  },
  {
    about: 'complained, of a message without our ids',
    request: bounce('SpamComplaint', { RecordType: 'SpamComplaint', Metadata: {}, Email: BOB }),
    told: [ofMailbox(BOB, { kind: 'complained', responseId: `postmark.${ID}.complained`, at: AT })],
  },
  {
    about: 'suppressed for the same complaint, which is one with the other',
    request: change({ SuppressionReason: 'SpamComplaint' }),
    told: [told('complained')],
  },
  {
    about: 'suppressed for a bounce',
    request: change({ SuppressionReason: 'HardBounce' }),
    told: [told('bounced', { permanent: true })],
  },
  {
    about: 'unsubscribed by the recipient',
    request: change({}),
    told: [told('unsubscribed', { source: 'unsubscribe link of Postmark' })],
  },
  {
    about: 'suppressed by hand, which has no message',
    request: change({ MessageID: null, Origin: 'Admin', Metadata: {} }),
    told: [
      ofMailbox(ADA, {
        kind: 'unsubscribed',
        source: 'suppression list of Postmark',
        responseId: `postmark.${AT}.unsubscribed`,
        at: AT,
      }),
    ],
  },
  {
    about: 'taken off the list again: no yes to us',
    request: change({ SuppressSending: false, SuppressionReason: null, Tag: null, Metadata: {} }),
    told: [nothing('notAnAnswer', 'SubscriptionChange')],
  },
  {
    about: 'opened',
    request: jsonRequest({ RecordType: 'Open', ...common, FirstOpen: true, Recipient: ADA, ReceivedAt: AT, Geo: {} }),
    told: [
      ofCustomer({
        kind: 'opened',
        responseId: `postmark.${ID}.${AT}.opened`,
        at: AT,
        channel: 'email',
        providerId: ID,
      }),
    ],
  },
  {
    about: 'clicked',
    request: jsonRequest({
      RecordType: 'Click',
      ...common,
      ClickLocation: 'HTML',
      OriginalLink: 'https://shop.example/spring',
      Recipient: ADA,
      ReceivedAt: AT,
    }),
    told: [
      ofCustomer({
        kind: 'clicked',
        link: '278c889ff80a8196',
        responseId: `postmark.${ID}.${AT}.278c889ff80a8196.clicked`,
        at: AT,
        channel: 'email',
        providerId: ID,
      }),
    ],
  },
  { about: 'an answer, whose quoted text is not theirs', request: reply({}), told: [answer('other')] },
  {
    about: 'an answer that Postmark has stripped',
    request: reply({ StrippedTextReply: 'STOP' }),
    told: [answer('stop')],
  },
  {
    about: 'an empty mail whose subject says it',
    request: reply({ RecordType: 'Inbound', TextBody: '', Subject: 'unsubscribe' }),
    told: [answer('stop', { language: 'en' })],
  },
  {
    about: 'a yes by mail, which anybody could have written in somebody’s name',
    request: reply({ TextBody: '', Subject: 'START', Headers: [{ Name: 'Received-SPF', Value: 'fail' }] }),
    told: [answer('other')],
  },
  {
    about: 'a message without an id is told from others by its date',
    request: bounce('HardBounce', { MessageID: '' }),
    told: [
      ofCustomer({ kind: 'bounced', permanent: true, responseId: `postmark.${AT}.bounced`, at: AT, channel: 'email' }),
    ],
  },
  {
    about: 'an answer of a machine',
    request: reply({ Headers: [{ Name: 'Auto-Submitted', Value: 'auto-replied' }] }),
    told: [nothing('bot', 'Inbound')],
  },
];
