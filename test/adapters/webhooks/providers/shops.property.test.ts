// Whatever a shop, or whoever has its secret, may send: no fault, nothing but responses that we take, and no address in them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Provider } from '#adapters/webhooks/provider';
import { readCall } from '#adapters/webhooks/providers/segment';
import { shopify } from '#adapters/webhooks/providers/shopify';
import { stripe } from '#adapters/webhooks/providers/stripe';
import { woocommerce } from '#adapters/webhooks/providers/woocommerce';
import { KnownSchema } from '#core/known';
import { ResponseSchema } from '#core/response';
import type { Tracked } from '#core/tracked';
import {
  aShopifyEmailConsent,
  aShopifyOrder,
  aShopifySmsConsent,
  aSignedRequest,
  aStripeEvent,
  aStripeInvoice,
  aStripePayment,
  aStripeSession,
  aWooOrder,
  RECEIVED_AT,
  USING,
} from '../../../support/shop-payloads.ts';

const RUNS = 1_500;
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    '',
    -1,
    0,
    1e308,
    1e21,
    '9'.repeat(300),
    '\u0000',
    '<script>',
    '{{ 7 | times: 7 }}',
    [],
    {},
  ),
  fc.constantFrom<unknown>('ada@customer.example', '+12025550123', { email: 'ada@customer.example' }, ['+12025550123']),
);

/** A payload in which any fields, some of them deep inside, are something else or are gone. */
function mangled(whole: object): fc.Arbitrary<object> {
  const paths = pathsIn(whole);
  const change = fc.record({ path: fc.constantFrom(...paths), to: odd });
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy: Record<string, unknown> = structuredClone({ ...whole });
    for (const { path, to } of changes) put(copy, path, to);
    return copy;
  });
}

function pathsIn(value: object, before: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = [...before, name];
    return typeof inner === 'object' && inner !== null ? [path, ...pathsIn(inner, path)] : [path];
  });
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], to: unknown): void {
  const inner = into[name];
  if (rest.length === 0) into[name] = structuredClone(to);
  // The cast: an object has named fields, and nothing is said of them.
  else if (typeof inner === 'object' && inner !== null) put(inner as Record<string, unknown>, rest, to);
}

function expectLawful(told: readonly Tracked[]): void {
  for (const one of told) {
    if (one.status === 'profile') expect(KnownSchema.parse(one.known)).toEqual(one.known);
    if (one.status === 'nothing') expect(one.kind).toMatch(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/);
    const response =
      one.status === 'ofCustomer'
        ? one.response
        : one.status === 'ofContact'
          ? { ...one.said, customerId: 'somebody' }
          : undefined;
    if (response === undefined) continue;
    expect(ResponseSchema.parse(response)).toEqual(response);
    expect(response.at <= RECEIVED_AT).toBe(true);
    expect(response.responseId).not.toMatch(/@|\+1202/);
  }
}

const requests: readonly (readonly [string, Provider, Readonly<Record<string, string>>, object])[] = [
  ['an order of Shopify', shopify, { 'x-shopify-topic': 'orders/create' }, aShopifyOrder()],
  [
    'a no by Shopify',
    shopify,
    { 'x-shopify-topic': 'customers_email_marketing_consent/update' },
    aShopifyEmailConsent(),
  ],
  ['a yes by Shopify', shopify, { 'x-shopify-topic': 'customers_marketing_consent/update' }, aShopifySmsConsent()],
  ['an order of WooCommerce', woocommerce, { 'x-wc-webhook-topic': 'order.updated' }, aWooOrder()],
  ['a session of Stripe', stripe, {}, aStripeEvent('checkout.session.completed', aStripeSession())],
  ['an invoice of Stripe', stripe, {}, aStripeEvent('invoice.paid', aStripeInvoice())],
  [
    'a payment of Stripe',
    stripe,
    {},
    aStripeEvent('payment_intent.succeeded', aStripePayment({ metadata: { winback_customer: 'c1' } })),
  ],
];

test.each(requests)('%s may have anything in any field', (_what, provider, headers, whole) => {
  fc.assert(
    fc.property(mangled(whole), (body) => {
      const reading = provider.read(aSignedRequest(body, headers), USING);
      if (reading.status === 'read') expectLawful(reading.told);
    }),
    { numRuns: RUNS },
  );
});

test.each(requests)('%s may be any bytes', (_what, provider, headers) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(bytes, (body) => {
      const reading = provider.read({ ...aSignedRequest('', headers), body }, USING);
      if (reading.status === 'read') expectLawful(reading.told);
    }),
    { numRuns: RUNS },
  );
});

test('the same request read again tells the same', () => {
  for (const [, provider, headers, whole] of requests)
    fc.assert(
      fc.property(mangled(whole), (body) => {
        const request = aSignedRequest(body, headers);
        expect(provider.read(request, USING)).toEqual(provider.read(request, USING));
      }),
      { numRuns: 100 },
    );
});

test('a call of the tracking API may have anything in any field', () => {
  const message = {
    userId: '1001',
    messageId: 'm1',
    type: 'track',
    event: 'Order Completed',
    timestamp: '2026-07-03T14:00:00Z',
    originalTimestamp: '2026-07-03T14:00:00Z',
    sentAt: '2026-07-03T14:00:01Z',
    properties: {
      order_id: '5',
      total: 42,
      revenue: 40,
      currency: 'USD',
      coupon: '7K3M-9QXT-2HBA',
      email: 'a@b.example',
    },
    traits: { firstName: 'Ada', email: 'ada@customer.example', phone: '+12025550123', plan: 'premium' },
    context: { active: true, timezone: 'Europe/Berlin', traits: { email: 'ada@customer.example' } },
  };
  const call = fc.constantFrom('track', 'identify', 'page', 'screen', 'batch', 'group', 'constructor');
  const using = { receivedAt: RECEIVED_AT, shop: { currency: 'USD', activities: ['store-visit'] } };
  const body = fc.oneof(mangled(message), mangled({ ...message, type: 'identify' }));
  fc.assert(
    fc.property(call, fc.array(body, { maxLength: 3 }), odd, (name, batch, sentAt) => {
      const [first = {}] = batch;
      const all = name === 'batch' ? { batch, sentAt } : first;
      const reading = readCall(name, Buffer.from(JSON.stringify(all)), using);
      if (reading.status === 'read') expectLawful(reading.messages);
    }),
    { numRuns: RUNS },
  );
});
