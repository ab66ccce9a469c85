import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_AWAY_WORDS } from '#core/away';
import { choicesOf } from '#core/pages/choices';
import { formOf } from '#core/pages/form';
import { pauseDays } from '#core/pages/pauses';
import { chosenIn } from '#core/pages/preferences-form';
import { answerIn } from '#core/pages/survey-pages';
import { ResponseSchema } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aToken, customerPages, FORM, KEY, type LinkPage, TOPICS } from '../support/customer-pages.ts';
import { MORNING } from '../support/door-world.ts';

captureLog();

const TOKEN = aToken();
const page = fc.constantFrom<LinkPage>('u', 'p', 's');
const method = fc.oneof(
  fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'get', ''),
  fc.string({ maxLength: 10 }),
);
const headers = fc.dictionary(
  fc.oneof(
    fc.constantFrom('content-type', 'accept-language', 'Content-Type', 'cookie', 'host', '__proto__'),
    fc.string(),
  ),
  fc.oneof(
    fc.constantFrom(FORM['content-type'], 'multipart/form-data', 'de-AT;q=0.9,*', 'a;q=9,,;;q='),
    fc.string({ unit: 'binary' }),
  ),
  { maxKeys: 6 },
);
const field = fc.tuple(
  fc.oneof(fc.constantFrom('act', 'shown', 'had', 'on', 'pause', 'day', 'language', 'away', 'words'), fc.string()),
  fc.oneof(
    fc.constantFrom(
      'save',
      'stop',
      'email',
      'sms',
      'topic.offers',
      'topic.',
      'keep',
      'own',
      'end',
      '2026-07-15',
      '2026-02-31',
      'de',
      'price',
      'constructor',
      '__proto__',
    ),
    fc.string({ unit: 'binary' }),
  ),
);
const named = (name: string) =>
  fc
    .subarray(['email', 'sms', 'topic.offers', 'topic.events'])
    .map((values) => values.map((value) => [name, value] as [string, string]));
const noise = fc.array(field, { maxLength: 12 });
/** Any fields at all, or a form of the preference page with something more in it. */
const form = fc
  .oneof(
    noise,
    fc
      .tuple(named('shown'), named('had'), named('on'), fc.constant([['act', 'save'] as [string, string]]), noise)
      .map((all) => all.flat()),
  )
  .map((fields) => new URLSearchParams(fields).toString());
const body = fc.oneof(form, fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 500 }));
/** Nearly a token: one of ours with a character changed, cut or added, or anything else. */
const forged = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.nat(TOKEN.length - 1), fc.string({ maxLength: 3 }))
      .map(([at, put]) => TOKEN.slice(0, at) + put + TOKEN.slice(at + 1)),
    fc.nat(TOKEN.length - 1).map((length) => TOKEN.slice(0, length)),
    fc.string({ minLength: 1 }).map((more) => TOKEN + more),
  )
  .filter((token) => token !== TOKEN);

test('whatever a stranger sends without a token of ours is turned away, and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(page, method, forged, headers, body, async (at, how, token, sent, text) => {
      const pages = customerPages();
      const { statusCode } = await pages.ask(how, at, token, { headers: sent, body: text });
      expect([404, 405]).toContain(statusCode);
      expect(pages.queue).toEqual([]);
    }),
    { numRuns: 5_000 },
  );
});

test('of 100,000 bodies none is misread: a form of ours, or nothing', () => {
  const now = MORNING;
  const timeZone = TimeZoneSchema.parse('America/New_York');
  const days = pauseDays(now, timeZone);
  const choices = choicesOf(aCustomer(), TOPICS, now);
  const asking = {
    about: { ...KEY, channel: 'email' as const },
    requestId: 'r',
    now,
    shop: 'Ada & Sons',
    language: 'en' as const,
    timeZone,
  };
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 120 }),
    form.map((text) => Buffer.from(text)),
  );
  let told = 0;
  fc.assert(
    fc.property(any, (bytes) => {
      const read = formOf(FORM['content-type'], bytes);
      if (read === undefined) throw new Error('a small form was not read');
      const chosen = chosenIn(read, choices, days, asking);
      const answer = answerIn(read);
      if (answer.status === 'said') expect(answer.words.length).toBeLessThanOrEqual(MOST_AWAY_WORDS);
      for (const response of chosen.status === 'chosen' ? chosen.responses : []) {
        told += 1;
        expect(ResponseSchema.safeParse(response).success).toBe(true);
      }
    }),
    { numRuns: 100_000 },
  );
  // The bodies were near enough to a form to say something.
  expect(told).toBeGreaterThan(1_000);
});

test('whatever comes with a token is answered, changes nothing unless it was posted, and only for its customer', async () => {
  await fc.assert(
    fc.asyncProperty(page, method, headers, body, fc.boolean(), async (at, how, sent, text, known) => {
      const pages = customerPages();
      pages.row = known ? aCustomer() : undefined;
      const { statusCode } = await pages.ask(how, at, TOKEN, { headers: { ...FORM, ...sent }, body: text });
      expect(statusCode).toBeLessThan(500);
      if (how !== 'POST') expect(pages.queue).toEqual([]);
      if (how === 'POST' && at === 'u') expect(pages.queue.map(({ kind }) => kind)).toEqual(['unsubscribed']);
      expect(pages.queue.every(({ customerId }) => customerId === 'c1')).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('a form grants only what it ticks and did not show as ticked', async () => {
  const names = ['email', 'sms', 'topic.offers', 'topic.events'];
  await fc.assert(
    fc.asyncProperty(fc.subarray(names), fc.subarray(names), fc.subarray(names), async (shown, had, on) => {
      const pages = customerPages();
      const fields = [...shown.map((n) => ['shown', n]), ...had.map((n) => ['had', n]), ...on.map((n) => ['on', n])];
      await pages.post('p', [...(fields as [string, string][]), ['act', 'save']]);
      for (const said of pages.queue) {
        const name = 'topic' in said ? `topic.${said.topic}` : 'channel' in said ? said.channel : '';
        const isYes = said.kind === 'consented' || (said.kind === 'chose' && said.wants);
        expect([shown.includes(name), had.includes(name), on.includes(name)]).toEqual([true, !isYes, isYes]);
      }
    }),
    { numRuns: 500 },
  );
});

test('what a shop, a topic or a customer is called stays text', async () => {
  const nasty = fc.constantFrom(
    '</title><script>alert(7)</script>',
    '"><img src=x onerror=alert(7)>',
    '{{ 7 | times: 7 }}',
    "' autofocus onfocus='alert(7)",
    '<!--',
    '\u202eevil',
    '&lt;b&gt;',
  );
  await fc.assert(
    fc.asyncProperty(nasty, nasty, page, async (shop, label, at) => {
      const pages = customerPages({ shop, topics: { offers: label } as never });
      pages.row = aCustomer({ firstName: shop, email: `${'<b>"'}@x.example` });
      for (const answer of [
        await pages.ask('GET', at, TOKEN),
        await pages.post(at, [
          ['away', 'other'],
          ['act', 'save'],
          ['shown', 'email'],
          ['had', 'email'],
        ]),
      ]) {
        expect(answer.body).not.toMatch(/<script|<img|<b>|>49<|<[^>]*\bon(?:error|focus)=/);
        expect(answer.body.match(/<title>/g)).toHaveLength(1);
        expect(answer.body.match(/<!--/)).toBeNull();
      }
    }),
    { numRuns: 100 },
  );
});
