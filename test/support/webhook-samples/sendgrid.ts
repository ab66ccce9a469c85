// Requests of SendGrid. Document: twilio.com/docs/sendgrid/for-developers/tracking-events/event, its examples, with fields
// of real events as django-anymail's tests have them (category as a text and as a list, tls, attempt as a text).
import { A_LINK, ADA, jsonRequest, nothing, ofCustomer, ofMailbox, type Sample, TAGS } from './sample.ts';

const AT = '2017-12-15T00:59:29.000Z';
const MESSAGE = '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0';
const event = (name: string, more: object = {}) => ({
  email: ADA,
  timestamp: 1513299569,
  'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>',
  event: name,
  category: ['cat facts'],
  sg_event_id: `${name}-rbtnWrG1DVDGGGFHFyun0A==`,
  sg_message_id: MESSAGE,
  ...more,
});
const id = (name: string, kind: string) => `sendgrid.${name}-rbtnWrG1DVDGGGFHFyun0A==.${kind}`;
const told = (name: string, kind: string, more: object = {}) =>
  ofCustomer({ kind, responseId: id(name, kind), at: AT, channel: 'email', ...more });
const ours = (name: string, more: object = {}) => event(name, { ...TAGS, ...more });
const dropped = (reason: string) => jsonRequest([ours('dropped', { reason, status: '5.0.0' })]);
const PROVIDER_ID = { providerId: MESSAGE };

export const SENDGRID: readonly Sample[] = [
  {
    about: 'several events at once, in any order, in one list',
    request: jsonRequest([
      ours('processed', { category: 'cat facts', send_at: 1513299569 }),
      ours('deferred', { ip: '198.51.100.1', response: '400 try again later', attempt: '5', tls: 0 }),
      ours('delivered', { ip: '198.51.100.1', response: '250 OK', tls: 1 }),
      ours('open', { useragent: 'Mozilla/4.0', ip: '192.0.2.255', sg_machine_open: false, sg_content_type: 'html' }),
      ours('spamreport'),
    ]),
    told: [
      nothing('notAnAnswer', 'processed'),
      nothing('notAnAnswer', 'deferred'),
      told('delivered', 'delivered', PROVIDER_ID),
      told('open', 'opened', PROVIDER_ID),
      told('spamreport', 'complained'),
    ],
  },
  {
    about: 'an open of Apple’s proxy',
    request: jsonRequest([ours('open', { sg_machine_open: true })]),
    told: [nothing('bot', 'open')],
  },
  {
    about: 'a click, whose link is told apart and not kept',
    request: jsonRequest([
      ours('click', {
        url: `https://shop.example/a?mail=${ADA}`,
        url_offset: { index: 0, type: 'html' },
        ip: '192.0.2.1',
      }),
    ]),
    told: [told('click', 'clicked', { link: A_LINK, ...PROVIDER_ID })],
  },
  {
    about: 'a bounce for good',
    request: jsonRequest([
      ours('bounce', {
        reason: '550 5.1.1 The email account that you tried to reach does not exist.',
        status: '5.1.1',
        type: 'bounce',
        bounce_classification: 'Invalid Address',
      }),
    ]),
    told: [told('bounce', 'bounced', { permanent: true })],
  },
  {
    about: 'a bounce of older examples, which has no type',
    request: jsonRequest([ours('bounce', { reason: '500 unknown recipient', status: '5.0.0' })]),
    told: [told('bounce', 'bounced', { permanent: true })],
  },
  {
    about: 'turned away this once',
    request: jsonRequest([ours('bounce', { reason: '451 4.7.1 greylisted', status: '4.7.1', type: 'blocked' })]),
    told: [
      ofCustomer({
        kind: 'bounced',
        permanent: false,
        responseId: id('bounce', 'bounced.soft'),
        at: AT,
        channel: 'email',
      }),
    ],
  },
  {
    about: 'a bounce that came late, without the id of the message',
    request: jsonRequest([event('bounce', { type: 'bounce', sg_message_id: undefined })]),
    told: [ofMailbox(ADA, { kind: 'bounced', permanent: true, responseId: id('bounce', 'bounced'), at: AT })],
  },
  {
    about: 'not tried: bounced before',
    request: dropped('Bounced Address'),
    told: [told('dropped', 'bounced', { permanent: true })],
  },
  {
    about: 'not tried: no address',
    request: dropped('Invalid'),
    told: [told('dropped', 'bounced', { permanent: true })],
  },
  {
    about: 'not tried: complained before',
    request: dropped('Spam Reporting Address'),
    told: [told('dropped', 'complained')],
  },
  {
    about: 'not tried: unsubscribed before',
    request: dropped('Unsubscribed Address'),
    told: [told('dropped', 'unsubscribed', { source: 'unsubscribe list of SendGrid' })],
  },
  {
    about: 'not tried: for reasons of the account',
    request: dropped('Recipient List over Package Quota'),
    told: [told('dropped', 'failed', PROVIDER_ID)],
  },
  ...['unsubscribe', 'group_unsubscribe'].map((name) => ({
    about: `${name}, of a message without our ids`,
    request: jsonRequest([event(name, { asm_group_id: 10, useragent: 'Mozilla/4.0' })]),
    told: [
      ofMailbox(ADA, {
        kind: 'unsubscribed',
        source: 'unsubscribe link of SendGrid',
        responseId: id(name, 'unsubscribed'),
        at: AT,
      }),
    ],
  })),
  {
    about: 'back in a group of SendGrid’s: no yes to us',
    request: jsonRequest([ours('group_resubscribe', { asm_group_id: 10 })]),
    told: [nothing('notAnAnswer', 'group_resubscribe')],
  },
  {
    about: 'something of the account, which names nobody',
    request: jsonRequest([
      { event: 'account_status_change', sg_event_id: 'x', timestamp: 1709142428, type: 'compliance_suspend' },
    ]),
    told: [nothing('notAnAnswer', 'account_status_change')],
  },
  {
    about: 'ids in the field that older set-ups have for them',
    request: jsonRequest([event('spamreport', { unique_args: TAGS })]),
    told: [told('spamreport', 'complained')],
  },
  {
    about: 'ids that cannot be ours',
    request: jsonRequest([event('spamreport', { ...TAGS, winback_customer: ADA })]),
    told: [ofMailbox(ADA, { kind: 'complained', responseId: id('spamreport', 'complained'), at: AT })],
  },
  {
    about: 'two bounces with empty ids, told apart by message and time',
    request: jsonRequest([
      ours('bounce', { type: 'bounce', sg_event_id: '' }),
      ours('bounce', { type: 'bounce', sg_event_id: '', sg_message_id: 'm2', timestamp: 1513299570 }),
    ]),
    told: [
      told('bounce', 'bounced', { permanent: true, responseId: `sendgrid.${MESSAGE}.${AT}.bounced` }),
      told('bounce', 'bounced', {
        permanent: true,
        responseId: 'sendgrid.m2.2017-12-15T00:59:30.000Z.bounced',
        at: '2017-12-15T00:59:30.000Z',
      }),
    ],
  },
  {
    about: 'what is no event, between two that are',
    request: jsonRequest([ours('spamreport'), 'x', null, { event: 7 }, ours('delivered')]),
    told: [
      told('spamreport', 'complained'),
      nothing('unreadable', 'event'),
      nothing('unreadable', 'event'),
      nothing('unreadable', 'event'),
      told('delivered', 'delivered', PROVIDER_ID),
    ],
  },
];
