import { describe, expect, test } from 'vitest';
import { woocommerce } from '#adapters/webhooks/providers/woocommerce';
import { aSignedRequest, aWooOrder, RECEIVED_AT, USING } from '../../../support/shop-payloads.ts';

function told(topic: string, body: unknown) {
  const reading = woocommerce.read(aSignedRequest(body, { 'x-wc-webhook-topic': topic }), USING);
  if (reading.status !== 'read') throw new Error(reading.because);
  return reading.told;
}

describe('an order', () => {
  test('is an order of whoever has its address, at an instant of UTC, with the code that can be ours', () => {
    expect(told('order.created', aWooOrder())).toEqual([
      {
        status: 'ofContact',
        contact: { kind: 'email', address: 'ada@customer.example' },
        said: {
          kind: 'order',
          responseId: 'woocommerce-order-727',
          at: '2026-07-03T14:28:02.000Z',
          cents: 2_935,
          code: '7k3m-9qxt-2hba',
        },
      },
    ]);
  });

  test.each(['processing', 'completed', 'on-hold'])(
    'counts as placed when it is %s, and is one order however often',
    (status) => {
      const order = aWooOrder({ status });
      expect(told('order.updated', order)).toEqual(told('order.created', aWooOrder()));
    },
  );

  test.each(['pending', 'failed', 'cancelled', 'refunded', 'trash', 'checkout-draft', 'something-new'])(
    'that is %s is not placed',
    (status) => {
      expect(told('order.updated', aWooOrder({ status }))).toEqual([
        { status: 'nothing', because: 'notAnAnswer', kind: 'order' },
      ]);
    },
  );

  test('without an address goes by a number that names its country', () => {
    const billing = { email: '', phone: '+1 (202) 555-0123' };
    expect(told('order.created', aWooOrder({ billing }))).toMatchObject([
      { contact: { kind: 'phone', address: '+12025550123' } },
    ]);
  });

  test('of nobody, or with a number of no country, is nobody’s', () => {
    const billing = { email: 'none', phone: '(202) 555-0123' };
    expect(told('order.created', aWooOrder({ billing }))).toMatchObject([{ because: 'nobody' }]);
  });

  test('in another currency counts, and its money does not', () => {
    expect(told('order.created', aWooOrder({ currency: 'EUR' }))).toMatchObject([{ said: { cents: 0 } }]);
  });

  test('without a date was placed by the time we heard of it', () => {
    expect(told('order.created', aWooOrder({ date_created_gmt: null }))).toMatchObject([{ said: { at: RECEIVED_AT } }]);
  });

  test.each([{ id: undefined }, { status: undefined }])('without %j cannot be read', (overrides) => {
    expect(told('order.created', aWooOrder(overrides))).toMatchObject([{ because: 'unreadable' }]);
  });
});

describe('the greeting of a new webhook', () => {
  test('is known without a signature, and tells nothing', () => {
    const greeting = aSignedRequest('webhook_id=142', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(woocommerce.isGreeting?.(greeting)).toBe(true);
    expect(woocommerce.read(greeting, USING)).toMatchObject({ status: 'read', told: [{ because: 'notAnAnswer' }] });
  });

  test.each(['', 'webhook_id=', 'webhook_id=1&order=2', '{"id":727}', `webhook_id=${'1'.repeat(40)}`])(
    '%j is none',
    (body) => {
      expect(woocommerce.isGreeting?.(aSignedRequest(body))).toBe(false);
    },
  );
});

test.each(['customer.created', 'product.updated', 'action.woocommerce_add_to_cart', 'order.deleted', ''])(
  'the topic "%s" is left alone',
  (topic) => {
    expect(told(topic, aWooOrder())).toMatchObject([{ status: 'nothing', because: 'unknownKind' }]);
  },
);

test.each(['', 'null', '[]', '{', 'webhook_id=x'])('the body %j is not what WooCommerce sends', (body) => {
  expect(woocommerce.read(aSignedRequest(body, { 'x-wc-webhook-topic': 'order.created' }), USING).status).toBe(
    'unreadable',
  );
});
