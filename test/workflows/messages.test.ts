import { beforeAll, describe, expect, test } from 'vitest';
import { IncentiveNameSchema } from '#core/ids';
import { incentiveText } from '#core/incentive';
import { type MessageFacts, type Rendered, renderMessage } from '#core/message';
import { type PublishedSequence, PublishedSequenceSchema, type Touch } from '#core/sequence';
import { smsLengthOf } from '#core/sms-length';
import { loadWorkflows } from '#workflows/load';
import { sampleFacts } from '#workflows/sample-customers';
import { aCustomer } from '../support/builders.ts';

/** A name with the longest first name that we expect to see in an SMS. */
const LONG_NAME = 'Maximiliana-Rosalind';

let touches: readonly { published: PublishedSequence; touch: Touch; facts: MessageFacts }[] = [];

beforeAll(async () => {
  const answer = await loadWorkflows('workflows');
  if (answer.status === 'broken') throw new TypeError('the shipped workflows are broken');
  touches = answer.published
    .map((file) => PublishedSequenceSchema.parse(file))
    .flatMap((published) =>
      published.sequence.touches.map((touch) => {
        const name = IncentiveNameSchema.safeParse(touch.incentive);
        const terms = name.success ? published.incentives[name.data] : undefined;
        const offered = name.success && terms ? { name: name.data, terms } : undefined;
        return { published, touch, facts: sampleFacts(published.shop, [offered], [])[0] };
      }),
    );
});

function rendered(customer = aCustomer()): readonly Rendered[] {
  return touches.map(({ published, touch, facts }) => {
    const answer = renderMessage(published, touch, { ...facts, customer });
    if (answer.status !== 'rendered') throw new TypeError(answer.problem);
    return answer.message;
  });
}

function emails(customer = aCustomer()) {
  return rendered(customer).filter((message) => message.channel === 'email');
}

function texts(customer = aCustomer()) {
  return rendered(customer).filter((message) => message.channel === 'sms');
}

describe('every shipped SMS', () => {
  test('fits in one part, even for a long name', () => {
    expect(texts().length).toBeGreaterThan(0);
    for (const { text } of texts(aCustomer({ firstName: LONG_NAME }))) {
      expect(smsLengthOf(text)).toMatchObject({ encoding: 'gsm', parts: 1 });
    }
  });

  test('begins with the shop and says STOP', () => {
    for (const { text } of texts()) expect(text).toMatch(/^Acorn & Oak: .*\nReply STOP to opt out$/);
  });
});

describe('every shipped email', () => {
  test('speaks one language, has one heading of the first rank and one button', () => {
    expect(emails().length).toBeGreaterThan(0);
    for (const { html } of emails()) {
      expect(html).toMatch(/<html lang="en"/);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html.match(/class="[^"]*button/g)).toHaveLength(1);
    }
  });

  test('fetches nothing from anywhere', () => {
    for (const { html } of emails()) expect(html).not.toMatch(/<img|<link|@import|url\(|\bsrc=/);
  });

  test('CMP-03: lets everybody unsubscribe or choose, in HTML and in text', () => {
    for (const { html, text } of emails()) {
      for (const page of ['u', 'p']) {
        const link = `https://links.shop.example.com/${page}/`;
        expect([html.includes(`href="${link}`), text.includes(link)]).toEqual([true, true]);
      }
    }
  });

  test('asks why they were away in the last one of a sequence, and in no other', () => {
    for (const { published, touch, facts } of touches.filter((one) => one.touch.channel === 'email')) {
      const answer = renderMessage(published, touch, facts);
      const isLast = touch.id === published.sequence.touches.at(-1)?.id;
      expect(JSON.stringify(answer).includes('https://links.shop.example.com/s/')).toBe(isLast);
    }
  });

  test("CMP-41: has no link of the customers' own that SES would count as a click", () => {
    const links = emails().flatMap(({ html }) => html.match(/<a href="https:\/\/links[^>]*>/g) ?? []);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/ ses:no-track[ >]/);
  });

  test('leads to the shop or to the pages of its customers, and nowhere else', () => {
    const targets = emails().flatMap(({ html }) => [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target));
    const hosts = new Set(targets.map((target) => new URL(target ?? '').host));
    expect([...hosts].sort()).toEqual(['links.shop.example.com', 'shop.example.com']);
  });

  test('knows dark mode', () => {
    for (const { html } of emails()) {
      expect(html).toContain('<meta name="color-scheme" content="light dark">');
      expect(html).toContain('prefers-color-scheme: dark');
    }
  });

  test('is read as plain text too, without any markup', () => {
    for (const { text } of emails()) expect(text).not.toMatch(/<[a-z/]|&[a-z]+;|[{}]/);
  });

  test('shows the code where there is an incentive, and what it is worth', () => {
    const offers = touches.flatMap(({ facts }) => (facts.incentive ? [{ ...facts.incentive, shop: facts.shop }] : []));
    expect(offers.length).toBeGreaterThan(0);
    for (const { terms, offer, shop } of offers) {
      const words = incentiveText(terms, shop);
      const shown = emails().filter((email) => [email.html, email.text].every((body) => body.includes(words)));
      expect(shown.map(({ html, text }) => html.includes(offer.code) && text.includes(offer.code))).toContain(true);
    }
  });
});

describe('what customers are called', () => {
  test('a name that looks like Liquid stays a name', () => {
    const greeting = '{{ 7 | times: 7 }}';
    for (const message of rendered(aCustomer({ firstName: greeting }))) {
      expect(JSON.stringify(message)).not.toContain('49');
    }
    expect(texts(aCustomer({ firstName: greeting }))[0]?.text).toContain(`Hi ${greeting},`);
  });

  test('a name that looks like HTML is text in HTML', () => {
    for (const { html } of emails(aCustomer({ firstName: '<script>alert(1)</script>' }))) {
      expect(html).not.toContain('<script');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });

  test('a name with a line break makes no new header', () => {
    for (const { subject } of emails(aCustomer({ firstName: 'Ada\r\nBcc: all@shop.example.com' }))) {
      expect(subject).not.toMatch(/[\r\n]/);
    }
  });
});
