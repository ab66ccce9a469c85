import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Reading } from '#adapters/webhooks/provider';
import { PROVIDERS } from '#adapters/webhooks/registry';
import type { SignedRequest } from '#adapters/webhooks/signature';
import {
  aShopifyEmailConsent,
  aShopifyOrder,
  aShopifySmsConsent,
  aStripeInvoice,
  aStripePayment,
  aStripeSession,
  aWooOrder,
} from '../../support/shop-payloads.ts';
import { aChange, anyJson, changed, everyStrange, wordsIn } from '../../support/strange-bodies.ts';
import {
  ADA,
  BARE_PHONE,
  formRequest,
  jsonRequest,
  OUR_QUERY,
  RECEIVED_AT,
} from '../../support/webhook-samples/sample.ts';
import { SAMPLES } from '../../support/webhook-samples/samples.ts';
import { flawsOf } from '../../support/well-formed.ts';

/** Of each kind of body that is left to chance, for each provider. */
const BODIES = 1_500;
/** What the issue asks of a run, over all providers. */
const FEWEST_BODIES = 100_000;
let read = 0;

/** What a provider makes of a request. Throws, and so fails the test, only where the reader does. */
function readingOf(name: string, request: SignedRequest): Reading {
  const provider = PROVIDERS[name];
  if (provider === undefined) throw new Error(`no provider ${name}`);
  read += 1;
  return provider.read(request, { receivedAt: RECEIVED_AT, currency: 'USD' });
}

/** What shops and payment systems send. */
const SHOPS: Readonly<Record<string, readonly unknown[]>> = {
  shopify: [aShopifyOrder(), aShopifyEmailConsent(), aShopifySmsConsent()],
  stripe: [aStripeSession(), aStripeInvoice(), aStripePayment()],
  woocommerce: [aWooOrder()],
};

/** The content of every example of a provider, as a value that can be changed. */
function contentsOf(name: string): readonly unknown[] {
  const ofShop = SHOPS[name];
  if (ofShop !== undefined) return ofShop;
  return (SAMPLES[name] ?? []).map(({ request }) => {
    const text = new TextDecoder().decode(request.body) || (request.url.split('?')[1] ?? '');
    return text.startsWith('{') || text.startsWith('[')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text));
  });
}

/** As JSON, as a form where it can be one, and with the headers by which shops say what it is about. */
function requestsOf(value: unknown, form: boolean): SignedRequest {
  const headers = {
    'x-shopify-topic': 'orders/create',
    'x-wc-webhook-topic': 'order.created',
    'x-wc-webhook-resource': 'order',
  };
  const isFlat = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (form && isFlat) {
    const fields = Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'string' ? one : (JSON.stringify(one) ?? ''),
    ]);
    return formRequest(Object.fromEntries(fields), { query: OUR_QUERY });
  }
  return { ...jsonRequest(value ?? null, { query: OUR_QUERY, headers }) };
}

/** Neither in what is said of a customer of ours, nor in anything that is kept. */
function leaksIn(reading: Reading): readonly string[] {
  if (reading.status === 'unreadable') return [];
  const kept = reading.told.map((told) => {
    if (told.status === 'ofContact') return told.said.responseId;
    return told.status === 'nothing'
      ? told.kind
      : `${told.response.responseId} ${'link' in told.response ? told.response.link : ''}`;
  });
  return kept.filter((one) => one.includes('@') || one.includes(BARE_PHONE) || one.includes(ADA));
}

const isSound = (name: string, request: SignedRequest): void => {
  const reading = readingOf(name, request);
  const flaws = [...flawsOf(reading), ...leaksIn(reading)];
  // Not expect: it would be asked a hundred thousand times.
  if (flaws.length > 0) throw new Error(flaws.join('; '));
};

describe.each(Object.keys(PROVIDERS))('%s', (name) => {
  const contents = contentsOf(name);

  test('answers well to every example with every place in it strange, one at a time', () => {
    for (const content of contents) {
      for (const strange of everyStrange(content)) isSound(name, requestsOf(strange, false));
    }
  });

  test('answers well to every example with a few things in it changed', () => {
    const aBody = fc.tuple(
      fc.constantFrom(...contents),
      fc.array(aChange, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(aBody, ([content, changes, form]) => {
        isSound(name, requestsOf(changes.reduce(changed, content), form));
      }),
      { numRuns: BODIES },
    );
  });

  test('answers well to any JSON made of its own words', () => {
    fc.assert(
      fc.property(anyJson(wordsIn(contents)), fc.boolean(), (value, form) => {
        isSound(name, requestsOf(value, form));
      }),
      { numRuns: BODIES },
    );
  });

  test('answers well to any bytes, and to its examples with bytes lost, doubled or turned', () => {
    const bytes = contents.map((content) => jsonRequest(content).body);
    const aCut = fc.record({ at: fc.nat(2_000), length: fc.nat(8), put: fc.uint8Array({ maxLength: 6 }) });
    const broken = fc
      .tuple(fc.constantFrom(...bytes), fc.array(aCut, { minLength: 1, maxLength: 3 }))
      .map(([body, cuts]) =>
        cuts.reduce(
          (whole, { at, length, put }) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + length)]),
          Buffer.from(body),
        ),
      );
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: broken }, fc.uint8Array({ maxLength: 200 })), (body) => {
        isSound(name, { url: `https://shop.example/webhooks/${name}`, headers: {}, body });
      }),
      { numRuns: BODIES },
    );
  });

  test.each([
    ['lists, a hundred thousand deep', `${'['.repeat(1e5)}${']'.repeat(1e5)}`],
    ['objects, a hundred thousand deep', `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`],
    ['an event whose fields are deep', `[{"event":${'['.repeat(1e5)}${']'.repeat(1e5)},"type":"x","data":{}}]`],
    ['our ids, deep', `{"event":"spamreport","winback_customer":${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}}`],
    [
      'a million letters',
      JSON.stringify({ event: 'x'.repeat(1e6), RecordType: 'x'.repeat(1e6), Body: 'x'.repeat(1e6) }),
    ],
    ['a hundred thousand fields', `{${Array.from({ length: 1e5 }, (_, n) => `"k${n}":${n}`).join(',')}}`],
    ['a hundred thousand parameters', Array.from({ length: 1e5 }, (_, n) => `k${n}=${n}`).join('&')],
    ['JSON that does not end', '{"event-data":{"event":"failed","user-variables":{'],
    ['a byte order mark', `\ufeff${JSON.stringify({ type: 'email.bounced', data: {} })}`],
    ['UTF-16', Buffer.from(JSON.stringify({ RecordType: 'Bounce' }), 'utf16le').toString('latin1')],
    ['nothing', ''],
    ['blanks', '  \r\n\t '],
    ['markup', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'],
  ])('answers well to %s', (_what, text) => {
    isSound(name, { ...jsonRequest({}), body: new TextEncoder().encode(text) });
  });
});

test('no body gives an object what it did not have', () => {
  expect(Object.getOwnPropertyNames({})).toEqual([]);
  expect('winback_customer' in {}).toBe(false);
});

afterAll(() => {
  expect(read).toBeGreaterThanOrEqual(FEWEST_BODIES);
});
