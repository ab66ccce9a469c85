import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shopifyScheme, woocommerceScheme } from '#adapters/webhooks/signatures/body-hmac';
import { judged, onceOf } from '../../../support/judged.ts';

// Neither publishes a vector. Shopify's second is of a third party (sqlpage/SQLPage, its tests of sqlpage.hmac);
// the other two were made with openssl: printf '…' | openssl dgst -sha256 -hmac … -binary | base64.
const VECTORS = [
  [
    'Shopify',
    shopifyScheme,
    'x-shopify-hmac-sha256',
    'shpss_test',
    '{"id":1}',
    '1GxccvotnkOedTjSm8S0m/VA3yAUKshyqT52ccNYHj4=',
  ],
  [
    'Shopify, by SQLPage',
    shopifyScheme,
    'x-shopify-hmac-sha256',
    'test-webhook-secret',
    '{"id":1234567890,"email":"customer@example.com","total_price":"123.45"}',
    'QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=',
  ],
  [
    'WooCommerce',
    woocommerceScheme,
    'x-wc-webhook-signature',
    'with a space & more',
    '{"id":1}',
    'DZtLxBPbMNBkAH2NpsoVqKOguKfLTD/Zs26rY5I8umw=',
  ],
] as const;

describe.each(VECTORS)('%s', (_name, scheme, header, secret, body, signature) => {
  const judge = (given: string, { told = body as string, secrets = [secret] as readonly string[] } = {}) =>
    judged(scheme, { headers: { [header]: given }, body: told, secrets });

  test('signs the body', async () => {
    expect(await judge(signature)).toBe('genuine');
    expect(await judge(signature, { secrets: ['other', secret] })).toBe('genuine');
    expect(await judge(signature, { secrets: [secret, 'other'] })).toBe('genuine');
  });

  test('signs nothing else', async () => {
    expect(await judge(signature, { secrets: ['other'] })).toBe('noMatch');
    expect(await judge(signature, { secrets: [] })).toBe('noMatch');
    expect(await judge(signature, { told: `${body} ` })).toBe('noMatch');
    expect(await judge(`${signature},${signature}`)).toBe('noMatch');
    expect(await judge(`${signature}=`)).toBe('noMatch');
    expect(await judge(signature.slice(0, -1))).toBe('noMatch');
    expect(await judge('')).toBe('incomplete');
  });

  test('an id in a header makes no new request of an old one: it is not signed', async () => {
    const once = (id: string) =>
      onceOf(scheme, {
        headers: { [header]: signature, 'x-shopify-webhook-id': id, 'x-wc-webhook-delivery-id': id },
        body,
        secrets: [secret],
      });
    expect(await once('one')).toBeDefined();
    expect(await once('other')).toBe(await once('one'));
  });
});

test('the same order about two topics is two requests', async () => {
  const body = '{"id":1}';
  const signature = createHmac('sha256', 'shpss_test').update(body).digest('base64');
  const once = (topic: string) =>
    onceOf(shopifyScheme, {
      headers: { 'x-shopify-hmac-sha256': signature, 'x-shopify-topic': topic },
      body,
      secrets: ['shpss_test'],
    });
  expect(await once('orders/create')).not.toBe(await once('orders/paid'));
  expect(await once('orders/create')).toBe(await once('orders/create'));
  // The topic is read in any case, and is not signed: in capitals it would be one more request.
  expect(await once('Orders/CREATE')).toBe(await once('orders/create'));
});

// Shopify's consent_updated_at may be null, and then the second no is byte for byte the first.
test('CMP-18: a no without a date counts again after a yes: it is known by the id of its delivery', async () => {
  const body = '{"customer_id":7,"email_marketing_consent":{"state":"unsubscribed","consent_updated_at":null}}';
  const signature = createHmac('sha256', 'shpss_test').update(body).digest('base64');
  const once = (delivery: object, at = 0, topic = 'customers_email_marketing_consent/update') =>
    onceOf(shopifyScheme, {
      headers: { 'x-shopify-hmac-sha256': signature, 'x-shopify-topic': topic, ...delivery },
      body,
      secrets: ['shpss_test'],
      at,
    });
  const [first, second] = [{ 'x-shopify-webhook-id': 'one' }, { 'x-shopify-webhook-id': 'two' }];
  expect(await once(second)).not.toBe(await once(first));
  expect(await once(first, 7_200)).toBe(await once(first));
  expect(await once({}, 7_200)).not.toBe(await once({}));
  expect(await once(second, 0, 'orders/create')).toBe(await once(first, 0, 'orders/create'));
});
