import { describe, expect, test } from 'vitest';
import { shopify } from '#adapters/webhooks/providers/shopify';
import {
  aShopifyEmailConsent,
  aShopifyOrder,
  aShopifySmsConsent,
  aSignedRequest,
  RECEIVED_AT,
  USING,
} from '../../../support/shop-payloads.ts';

const ADA = { kind: 'email', address: 'ada@customer.example' };
const PHONE = { kind: 'phone', address: '+12025550123' };

function told(topic: string, body: unknown, using: Parameters<typeof shopify.read>[1] = USING) {
  const reading = shopify.read(aSignedRequest(body, { 'x-shopify-topic': topic }), using);
  if (reading.status !== 'read') throw new Error(reading.because);
  return reading.told;
}

describe('an order', () => {
  test('is an order of whoever has its address, in the money of the shop, with its code', () => {
    expect(told('orders/create', aShopifyOrder())).toEqual([
      {
        status: 'ofContact',
        contact: ADA,
        said: {
          kind: 'order',
          responseId: 'shopify-order-450789469',
          at: '2026-07-03T14:15:41.000Z',
          cents: 4_200,
          code: '7k3m-9qxt-2hba',
        },
      },
    ]);
  });

  test('is the same order when it is told as paid', () => {
    const order = aShopifyOrder();
    expect(told('orders/paid', { ...order, financial_status: 'paid' })).toEqual(told('orders/create', order));
  });

  test('whose number JSON cannot hold has all of its digits', () => {
    const [one] = told('orders/create', {
      ...aShopifyOrder({ id: 820982911946154508n.toString() }),
      admin_graphql_api_id: 'gid://shopify/Order/820982911946154508',
    });
    expect(one).toMatchObject({ said: { responseId: 'shopify-order-820982911946154508' } });
  });

  test('brought along from another shop is as old as it was there', () => {
    const order = aShopifyOrder({ processed_at: '2024-05-01T09:00:00+02:00' });
    expect(told('orders/create', order)).toMatchObject([{ said: { at: '2024-05-01T07:00:00.000Z' } }]);
  });

  test.each([
    ['of the customer', { email: '', contact_email: null }, ADA],
    [
      'of a till that asked for a number',
      { email: '', contact_email: null, customer: null, phone: '+1 202 555 0123' },
      PHONE,
    ],
    [
      'of a customer with a number only',
      { email: null, contact_email: null, customer: { phone: '+12025550123' } },
      PHONE,
    ],
  ])('goes by the contact %s', (_whose, overrides, contact) => {
    expect(told('orders/create', aShopifyOrder(overrides))).toMatchObject([{ status: 'ofContact', contact }]);
  });

  test('of nobody is nobody’s', () => {
    const order = aShopifyOrder({ email: null, contact_email: null, customer: null });
    expect(told('orders/create', order)).toEqual([{ status: 'nothing', because: 'nobody', kind: 'order' }]);
  });

  test.each([
    ['a test', { test: true }],
    ['cancelled already', { cancelled_at: '2026-07-03T10:20:00-04:00' }],
  ])('that is %s is none', (_what, overrides) => {
    expect(told('orders/create', aShopifyOrder(overrides))).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test('with several codes has the one that can be ours', () => {
    const codes = [{ code: 'WELCOME' }, { code: null }, { code: '7K3M 9QXT 2HBA' }];
    expect(told('orders/create', aShopifyOrder({ discount_codes: codes }))).toMatchObject([
      { said: { code: '7K3M 9QXT 2HBA' } },
    ]);
  });

  test.each([
    ['no codes', { discount_codes: [] }],
    ['codes that are no list', { discount_codes: 'WELCOME' }],
    ['a code without end', { discount_codes: [{ code: 'X'.repeat(41) }] }],
  ])('with %s has none', (_what, overrides) => {
    expect(told('orders/create', aShopifyOrder(overrides))[0]).not.toHaveProperty('said.code');
  });

  test.each([
    ['of another currency', { currency: 'EUR' }],
    ['that nobody pays', { total_price: '99999999999.00' }],
    ['that is no amount', { total_price: 'a lot' }],
    ['that is missing', { total_price: undefined }],
  ])('with money %s counts, and its money does not', (_what, overrides) => {
    expect(told('orders/create', aShopifyOrder(overrides))).toMatchObject([{ said: { kind: 'order', cents: 0 } }]);
  });

  test('has all of its money where the currency of the shop is not known', () => {
    const using = { receivedAt: RECEIVED_AT };
    expect(told('orders/create', aShopifyOrder({ currency: 'EUR' }), using)).toMatchObject([
      { said: { cents: 4_200 } },
    ]);
  });

  test('without a date, or with one that cannot be, was placed by the time we heard of it', () => {
    const order = aShopifyOrder({ created_at: null, processed_at: 'yesterday' });
    expect(told('orders/create', order)).toMatchObject([{ said: { at: RECEIVED_AT } }]);
  });

  test('without an id cannot be told from another', () => {
    const order = aShopifyOrder({ id: null, admin_graphql_api_id: undefined });
    expect(told('orders/create', order)).toMatchObject([{ because: 'unreadable' }]);
  });
});

describe('what a customer said about being written to', () => {
  test('by email, a no: obeyed from the instant it was said', () => {
    expect(told('customers_email_marketing_consent/update', aShopifyEmailConsent())).toEqual([
      {
        status: 'ofContact',
        contact: ADA,
        said: {
          kind: 'unsubscribed',
          responseId: 'shopify-email-unsubscribed-706405506930370-2026-07-02T12:00:00.000Z',
          at: '2026-07-02T12:00:00.000Z',
          channel: 'email',
          source: 'Shopify',
        },
      },
    ]);
  });

  test('by SMS, a yes: with how it was given', () => {
    expect(told('customers_marketing_consent/update', aShopifySmsConsent())).toMatchObject([
      {
        status: 'ofContact',
        contact: PHONE,
        said: {
          kind: 'consented',
          channel: 'sms',
          source: 'Shopify, confirmed opt in',
          at: '2026-07-02T12:00:00.000Z',
        },
      },
    ]);
  });

  test('of a version before 2025 stands in the customer, for both channels', () => {
    const customer = {
      id: 706405506930370,
      email: 'ada@customer.example',
      phone: '+12025550123',
      email_marketing_consent: aShopifyEmailConsent().email_marketing_consent,
      sms_marketing_consent: aShopifySmsConsent().sms_marketing_consent,
    };
    for (const topic of ['customers/create', 'customers/update'])
      expect(told(topic, customer)).toMatchObject([
        { contact: ADA, said: { kind: 'unsubscribed', channel: 'email' } },
        { contact: PHONE, said: { kind: 'consented', channel: 'sms' } },
      ]);
  });

  test('a no without a date is obeyed from now on', () => {
    const consent = aShopifyEmailConsent({ consent_updated_at: null });
    expect(told('customers_email_marketing_consent/update', consent)).toMatchObject([{ said: { at: RECEIVED_AT } }]);
  });

  test.each([null, 'last week', '2031-01-01T00:00:00Z'])('a yes of the date %j is none', (consent_updated_at) => {
    const consent = aShopifySmsConsent({ consent_updated_at });
    expect(told('customers_marketing_consent/update', consent)).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test.each(['not_subscribed', 'pending', 'redacted', 'invalid', 'SOMETHING_NEW', null])('%j says nothing', (state) => {
    const consent = aShopifyEmailConsent({ state });
    expect(told('customers_email_marketing_consent/update', consent)).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test('a customer who changed something else says nothing', () => {
    const customer = { id: 1, email: 'ada@customer.example', first_name: 'Ada' };
    expect(told('customers/update', customer)).toMatchObject([{ because: 'notAnAnswer' }]);
  });
});

test.each([
  ['orders/updated', 'notAnAnswer', 'orders.updated'],
  ['orders/cancelled', 'notAnAnswer', 'orders.cancelled'],
  ['products/update', 'unknownKind', 'products.update'],
  ['constructor', 'unknownKind', 'constructor'],
  ['', 'unknownKind', 'unnamed'],
  ['Ada <ada@customer.example>', 'unknownKind', 'unnamed'],
])('the topic "%s" is left alone', (topic, because, kind) => {
  expect(told(topic, aShopifyOrder())).toEqual([{ status: 'nothing', because, kind }]);
});

test.each(['', 'null', '[]', '"order"', '{', 'webhook_id=1'])('the body %j is not what Shopify sends', (body) => {
  expect(shopify.read(aSignedRequest(body, { 'x-shopify-topic': 'orders/create' }), USING).status).toBe('unreadable');
});
