import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { OfferSchema } from '#core/incentive';
import { type MessageFacts, messageVariables, type RenderedEmail, renderMessage } from '#core/message';
import { type PublishedFile, PublishedSequenceSchema, touchOf } from '#core/sequence';
import { DaySchema, TimeZoneSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const UNSUBSCRIBE = 'https://links.shop.example/u/abc.def';
const PREFERENCES = 'https://links.shop.example/p/abc.def';
const SURVEY = 'https://links.shop.example/s/abc.def';
const OFFER = OfferSchema.parse({
  incentive: 'ten-off',
  code: '7K3M-9QXT-2HBA',
  worth: 2_000,
  issuedAt: '2026-07-12T14:00:00.000Z',
  // 01:30 on 27 July in Berlin, still 26 July in New York.
  expiresAt: '2026-07-26T23:30:00.000Z',
});

function publish(overrides: Partial<PublishedFile> = {}) {
  return PublishedSequenceSchema.parse({ ...aPublishedFile(), ...overrides });
}
function factsFor(customer: Customer, published = publish(), overrides: Partial<MessageFacts> = {}): MessageFacts {
  return {
    customer,
    shop: published.shop,
    timeZone: TimeZoneSchema.parse('America/New_York'),
    today: DaySchema.parse('2026-07-01'),
    unsubscribeUrl: UNSUBSCRIBE,
    preferencesUrl: PREFERENCES,
    surveyUrl: SURVEY,
    incentive: undefined,
    ...overrides,
  };
}
function render(touchId: string, customer: Customer, messages = aPublishedFile().messages, overrides = {}) {
  const published = publish({ messages });
  const touch = touchOf(published.sequence, touchId);
  if (touch === undefined) throw new Error(`the builder has no touch ${touchId}`);
  return renderMessage(published, touch, factsFor(customer, published, overrides));
}
/** The email of the first touch, of which the test says the words that matter. */
function email(
  customer: Customer,
  words: Partial<Record<'subject' | 'preview' | 'html' | 'text', string>>,
): RenderedEmail {
  const messages = { 'miss-you': { email: { subject: 's', preview: 'p', html: 'h', text: 't', ...words } } };
  const answer = render('miss-you', customer, messages);
  if (answer.status !== 'rendered' || answer.message.channel !== 'email') throw new Error('expected an email');
  return answer.message;
}
const sms = (customer: Customer, text: string) => render('nudge', customer, { nudge: { sms: text } });
const NAME = '{{ customer.first_name }}';

describe('what a customer wrote stays text', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['{{ 7 | times: 7 }}', '{{ 7 | times: 7 }}'],
    ['{% raw %}', '{% raw %}'],
    ['Ada "the" O\'Neil & Co', 'Ada &#34;the&#34; O&#39;Neil &amp; Co'],
  ])('a first name %s is escaped in HTML, and itself in subject, text and SMS', (firstName, inHtml) => {
    const customer = aCustomer({ firstName });
    const words = { subject: NAME, html: `<p title="${NAME}">${NAME}</p>`, text: NAME };
    expect(email(customer, words)).toMatchObject({
      subject: firstName,
      html: `<p title="${inHtml}">${inHtml}</p>`,
      text: firstName,
    });
    expect(sms(customer, NAME)).toMatchObject({ message: { text: firstName } });
  });

  test('in profile fields too, and on its way through the preview', () => {
    const customer = aCustomer({ fields: { city: '<b>Oslo</b>' } });
    const words = { preview: '{{ customer.fields.city }}', html: '{{ preview }} {{ customer.fields.city }}' };
    expect(email(customer, words).html).toBe('&lt;b&gt;Oslo&lt;/b&gt; &lt;b&gt;Oslo&lt;/b&gt;');
  });

  test.each(['Ada\r\nBcc: all@shop.example', 'Ada\nX', 'Ada\u2028X', 'Ada\u2029X', 'Ada\vX', 'Ada\fX', 'Ada\rX'])(
    'and %j never breaks the line of a subject',
    (firstName) => {
      const { subject } = email(aCustomer({ firstName }), { subject: `\n  Hello ${NAME}  \n` });
      expect(subject).not.toMatch(/[\r\n\v\f\u2028\u2029]/);
      expect(subject).toMatch(/^Hello Ada /);
    },
  );
});

describe('a field that is missing', () => {
  const nameless = aCustomer({ firstName: undefined });

  test('makes no half-filled message: the answer says what is missing and where', () => {
    expect(sms(nameless, `Hello,\n  dear ${NAME}`)).toEqual({
      status: 'unrenderable',
      problem: expect.stringContaining('customer.first_name'),
      line: 2,
      column: 11,
    });
  });

  test('may have a default', () => {
    const greeting = '{{ customer.first_name | default: "friend" }}';
    expect(sms(nameless, greeting)).toMatchObject({ message: { text: 'friend' } });
    expect(sms(aCustomer(), greeting)).toMatchObject({ message: { text: 'Ada' } });
  });

  test('may be asked for', () => {
    const asked = `{% if customer.first_name %}${NAME}{% else %}you{% endif %}`;
    expect(sms(nameless, asked)).toMatchObject({ message: { text: 'you' } });
  });

  test.each([
    ['an unknown filter', '{{ shop.name | shout }}', 'shout'],
    ['an unknown profile field', '{{ customer.fields.shoe_size }}', 'shoe_size'],
    ['a tag that is never closed', '{% if shop.name %}', 'if'],
    ['an incentive that the touch has not', '{{ incentive.code }}', 'incentive'],
    ['what every object knows', '{{ customer.constructor }}', 'constructor'],
  ])('is an answer, and so is %s', (_what, source, named) => {
    const answer = sms(aCustomer(), source);
    expect(answer).toMatchObject({ status: 'unrenderable', line: 1, problem: expect.stringContaining(named) });
  });

  test.each([
    ['last-offer', 'the message has no email.mjml and email.txt'],
    ['nudge', 'the message has no sms.txt'],
  ])('is an answer when it is the whole message of %s', (touchId, problem) => {
    expect(render(touchId, aCustomer(), {})).toEqual({ status: 'unrenderable', problem });
  });

  test('is told without a word of what the customer’s other fields hold', () => {
    const answer = sms(aCustomer({ firstName: 'Ada', lastName: 'Lovelace' }), `${NAME} {{ customer.middle_name }}`);
    expect(JSON.stringify(answer)).not.toMatch(/Ada|Lovelace/);
  });
});

describe('a message', () => {
  test('carries the shop’s sender and the prices of the shop', () => {
    const { shop } = aPublishedFile({
      shop: { email: { from: 'Acorn <hello@acorn.example>', 'reply to': 'care@acorn.example' } },
    });
    const published = publish({ shop });
    const [missYou, nudge] = published.sequence.touches;
    if (missYou === undefined || nudge === undefined) throw new Error('the builder has two touches');
    expect(renderMessage(published, missYou, factsFor(aCustomer(), published))).toMatchObject({
      status: 'rendered',
      message: { from: 'Acorn <hello@acorn.example>', replyTo: 'care@acorn.example', subject: 'We miss you, Ada' },
    });
    expect(renderMessage(published, nudge, factsFor(aCustomer(), published))).toEqual({
      status: 'rendered',
      message: {
        channel: 'sms',
        text: `Acorn & Oak: still there? Reply STOP to opt out. ${UNSUBSCRIBE}`,
        maxPrice: 0.05,
      },
    });
  });

  test('of an incentive names it, its code and its last day where the customer lives', () => {
    const words = '{{ incentive.words }}: {{ incentive.code }} until {{ incentive.expires_on }}';
    const messages = { 'last-offer': { email: { subject: words, preview: '', html: '', text: '' } } };
    const terms = publish().incentives[OFFER.incentive];
    const inZone = (zone: string) =>
      render('last-offer', aCustomer(), messages, {
        timeZone: TimeZoneSchema.parse(zone),
        incentive: { terms, offer: OFFER },
      });
    expect(inZone('America/New_York')).toMatchObject({
      message: { subject: '10% off (up to $20): 7K3M-9QXT-2HBA until July 26, 2026' },
    });
    expect(inZone('Europe/Berlin')).toMatchObject({ message: { subject: expect.stringMatching(/July 27, 2026$/) } });
  });

  test('may speak of the customer’s orders', () => {
    expect(messageVariables(factsFor(aCustomer()))).toMatchObject({
      customer: { first_name: 'Ada', orders: 2, spent: '$120', days_since_order: 90 },
      unsubscribe_url: UNSUBSCRIBE,
      preferences_url: PREFERENCES,
      survey_url: SURVEY,
    });
    const newcomer = messageVariables(factsFor(aCustomer({ activity: {}, firstName: undefined })));
    expect(newcomer.customer).toEqual({ orders: 0, spent: '$0', fields: {} });
  });

  test('gets no address, phone number or consent to speak of', () => {
    const words = JSON.stringify(messageVariables(factsFor(aCustomer({ firstName: 'Bea' }))));
    expect(words).not.toMatch(/ada@customer\.example|12025550123|granted/);
  });
});
