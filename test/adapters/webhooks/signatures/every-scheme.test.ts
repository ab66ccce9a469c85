import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { BadDefinition, BadInput } from '#core/errors';
import { MAKERS, type Signed } from '../../../../bench/signed-requests.ts';

/** What each scheme signs; where only a part of a header counts, what stands before it does not. */
type Signs = { readonly url?: true; readonly body?: true; readonly headers: Readonly<Record<string, number>> };
const SIGNS: Readonly<Record<keyof typeof MAKERS, Signs>> = {
  'standard-webhooks': { body: true, headers: { 'webhook-id': 0, 'webhook-timestamp': 0, 'webhook-signature': 0 } },
  svix: { body: true, headers: { 'svix-id': 0, 'svix-timestamp': 0, 'svix-signature': 0 } },
  stripe: { body: true, headers: { 'stripe-signature': 0 } },
  // Twilio signs what a form says and not how it is written, e.g. %2b for %2B: its own test has that.
  'twilio form': { url: true, headers: { 'x-twilio-signature': 0 } },
  'twilio json': { url: true, body: true, headers: { 'x-twilio-signature': 0 } },
  sendgrid: {
    body: true,
    headers: { 'x-twilio-email-event-webhook-signature': 0, 'x-twilio-email-event-webhook-timestamp': 0 },
  },
  // Signs neither address nor body: its own test has what stands in for that.
  mailgun: { headers: {} },
  // basic and bearer may be written in capitals.
  postmark: { headers: { authorization: 6 } },
  'segment write key': { headers: { authorization: 6 } },
  messagebird: { url: true, body: true, headers: { 'messagebird-signature-jwt': 0 } },
  vonage: { body: true, headers: { authorization: 7 } },
  shopify: { body: true, headers: { 'x-shopify-hmac-sha256': 0 } },
  woocommerce: { body: true, headers: { 'x-wc-webhook-signature': 0 } },
  'sns v1': { body: true, headers: {} },
  'sns v2': { body: true, headers: {} },
};
const BYTES = 300;
const FUZZED = 10_000;
const ODD_JSON = [
  'null',
  '[]',
  '7',
  '""',
  '{}',
  '{"signature":[]}',
  '{"Type":"Notification"}',
  '{"__proto__":{"Type":7}}',
  '['.repeat(9_000),
];
const SCHEMES = Object.entries(SIGNS).map(([name, signs]) => {
  // Object.entries forgets that the names are those of the makers.
  const { [name as keyof typeof MAKERS]: make } = MAKERS;
  const signed: Signed = make(BYTES);
  return [name, signed, signs] as const;
});

async function judge(
  { scheme, request, using }: Signed,
  changes: Partial<SignedRequest> = {},
  secrets = using.secrets,
) {
  const certificates = JSON.stringify(Buffer.from(request.body).toString());
  // A certificate stands at the address that was signed with, and nowhere else.
  const fetchText = async (url: string) => {
    if (!certificates.includes(url)) throw new BadInput('no such page');
    return using.fetchText(url);
  };
  const verdict = await scheme({ ...request, ...changes }, { ...using, secrets, fetchText });
  return verdict.status === 'genuine' ? 'genuine' : verdict.because;
}

async function onceOf({ scheme, request, using }: Signed, secrets: readonly string[]) {
  const verdict = await scheme(request, { ...using, secrets });
  return verdict.status === 'genuine' ? verdict.once : undefined;
}

const flippedBit = (bytes: Uint8Array, where: number, bit: number) =>
  Uint8Array.from(bytes, (byte, at) => (at === where % bytes.length ? byte ^ (1 << bit) : byte));
const flipped = (text: string, from: number, where: number, bit: number) =>
  text.slice(0, from) + Buffer.from(flippedBit(Buffer.from(text.slice(from), 'latin1'), where, bit)).toString('latin1');

describe.each(SCHEMES)('%s', (_name, signed, signs) => {
  const { request, using, other } = signed;

  test('believes what is signed, by any of several secrets', async () => {
    const [own = ''] = using.secrets;
    expect(await judge(signed)).toBe('genuine');
    expect(await judge(signed, {}, [own, other])).toBe('genuine');
    expect(await judge(signed, {}, [other, own])).toBe('genuine');
    expect(await judge(signed, {}, [other])).toBe('noMatch');
    expect(await judge(signed, {}, [])).toBe('noMatch');
  });

  // Else a request that somebody had kept would be a new one as soon as a secret is replaced.
  test('knows a request again whichever secret is the first', async () => {
    const [own = ''] = using.secrets;
    const before = await onceOf(signed, [own]);
    expect(before).toBeDefined();
    expect(await onceOf(signed, [own, other])).toBe(before);
    expect(await onceOf(signed, [other, own])).toBe(before);
  });

  test('refuses a body, a header and an address of which one bit is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 7 }), async (where, bit) => {
        if (signs.body) expect(await judge(signed, { body: flippedBit(request.body, where, bit) })).not.toBe('genuine');
        if (signs.url) expect(await judge(signed, { url: flipped(request.url, 0, where, bit) })).not.toBe('genuine');
        for (const [header, from] of Object.entries(signs.headers)) {
          // Of Stripe's header what comes last, v0, proves nothing.
          const [value = '', rest = ''] = (request.headers[header] ?? '').split(/(?=,v0=)/);
          const headers = { ...request.headers, [header]: flipped(value, from, where, bit) + rest };
          expect(await judge(signed, { headers })).not.toBe('genuine');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('refuses a request without one of its headers, and with one that came twice', async () => {
    for (const header of Object.keys(signs.headers)) {
      const { [header]: value, ...rest } = request.headers;
      expect(await judge(signed, { headers: rest })).toBe('incomplete');
      expect(await judge(signed, { headers: { ...rest, [header]: '' } })).toBe('incomplete');
      // A list of signatures that came twice is a longer list, of which one fits.
      if (/^(webhook|svix)-signature$/.test(header)) continue;
      for (const joined of [`${value},${value}`, `${value}, ${value}`]) {
        expect(await judge(signed, { headers: { ...rest, [header]: joined } })).not.toBe('genuine');
      }
    }
  });

  test('answers whatever comes, and never throws', async () => {
    const own = [
      ...Object.values(request.headers),
      Buffer.from(request.body).toString(),
      'Basic ',
      'Bearer ',
      't=',
      'v1=',
      'v1,',
    ];
    const aText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        ...own,
        String(1_790_000_000),
        'NaN',
        '9'.repeat(400),
        'e30.e30.e30',
        'eyJhbGciOiJIUzI1NiJ9.e30.',
      ),
      fc.tuple(fc.constantFrom(...own), fc.nat(), fc.string({ maxLength: 3 })).map(([text, at, more]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + more + text.slice(place + more.length);
      }),
      fc.base64String({ maxLength: 40 }),
    );
    const aBody = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      aText.map((text) => Buffer.from(text)),
      fc.constantFrom(...ODD_JSON).map((text) => Buffer.from(text)),
      fc.constant(request.body),
    );
    const names = [...Object.keys(signs.headers), 'content-type', '__proto__', 'x-shopify-topic'];
    const someHeaders = fc
      .array(fc.tuple(fc.constantFrom(...names), aText), { maxLength: 3 })
      .map((all) => Object.fromEntries(all));
    const aUrl = fc.oneof(fc.constant(request.url), aText);
    await fc.assert(
      fc.asyncProperty(aUrl, someHeaders, aBody, fc.boolean(), async (url, headers, body, onTop) => {
        const all = onTop ? { ...request.headers, ...headers } : headers;
        expect(await judge(signed, { url, headers: all, body })).toMatch(/^(genuine|incomplete|stale|noMatch)$/);
      }),
      { numRuns: FUZZED },
    );
  });

  test('does not work with a secret that is none, whatever comes, and does not repeat it', async () => {
    for (const secret of ['', 'one\ntwo:three', '\u0000:\u0000']) {
      const refusal = judge(signed, { headers: {}, body: new Uint8Array() }, [...using.secrets, secret]);
      await expect(refusal).rejects.toThrow(BadDefinition);
      if (secret !== '') await expect(refusal).rejects.not.toThrow(secret);
    }
  });
});

// Of each scheme that reads a time as text, the place where it stands.
const DATED: readonly [keyof typeof MAKERS, (request: SignedRequest, time: string) => Partial<SignedRequest>][] = [
  ['standard-webhooks', ({ headers }, time) => ({ headers: { ...headers, 'webhook-timestamp': time } })],
  ['svix', ({ headers }, time) => ({ headers: { ...headers, 'svix-timestamp': time } })],
  [
    'stripe',
    ({ headers }, time) => ({
      headers: { ...headers, 'stripe-signature': headers['stripe-signature']?.replace(/t=\d+/, `t=${time}`) ?? '' },
    }),
  ],
  ['sendgrid', ({ headers }, time) => ({ headers: { ...headers, 'x-twilio-email-event-webhook-timestamp': time } })],
  [
    'mailgun',
    ({ body }, time) => ({
      body: Buffer.from(
        Buffer.from(body)
          .toString()
          .replace(/"timestamp":"\d+"/, `"timestamp":"${time}"`),
      ),
    }),
  ],
];
const TIMES = [
  '',
  '0',
  '-1790000000',
  '+1790000000',
  '1790000000.0',
  '1790000000.5',
  '1.79e9',
  '0x6ab13b80',
  ' 1790000000',
  '01790000000',
  '١٧٩٠٠٠٠٠٠٠',
  'NaN',
  'Infinity',
  '-Infinity',
  '1'.repeat(13),
  '9'.repeat(400),
  '1790000000000',
];
test.each(DATED)('%s has no odd ways to write a time', async (name, dated) => {
  const signed = MAKERS[name](BYTES);
  expect(await judge(signed, dated(signed.request, '1790000000'))).toBe('genuine');
  for (const time of TIMES) expect(await judge(signed, dated(signed.request, time))).toMatch(/^(stale|incomplete)$/);
});
