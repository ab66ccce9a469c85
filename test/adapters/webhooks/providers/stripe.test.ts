import { describe, expect, test } from 'vitest';
import { stripe } from '#adapters/webhooks/providers/stripe';
import {
  aSignedRequest,
  aStripeEvent,
  aStripeInvoice,
  aStripePayment,
  aStripeSession,
  RECEIVED_AT,
  USING,
} from '../../../support/shop-payloads.ts';

const ADA = { kind: 'email', address: 'ada@customer.example' };
const AT = '2026-07-03T14:00:00.000Z';

function told(event: unknown, using: Parameters<typeof stripe.read>[1] = USING) {
  const reading = stripe.read(aSignedRequest(event), using);
  if (reading.status !== 'read') throw new Error(reading.because);
  return reading.told;
}
const session = (overrides = {}) => aStripeEvent('checkout.session.completed', aStripeSession(overrides));
const invoice = (overrides = {}) => aStripeEvent('invoice.paid', aStripeInvoice(overrides));
const payment = (overrides = {}) => aStripeEvent('payment_intent.succeeded', aStripePayment(overrides));

describe('a payment', () => {
  test('by Checkout is an order of whoever has its address, under the id of its payment intent', () => {
    expect(told(session())).toEqual([
      {
        status: 'ofContact',
        contact: ADA,
        said: { kind: 'order', responseId: 'stripe-pi_3RgRPqEEXQJo9EEO1a43uB5g', at: AT, cents: 4_200 },
      },
    ]);
  });

  test('is counted once, although session, payment intent, charge and invoice all tell of it', () => {
    const of = { winback_customer: 'c1' };
    const charge = aStripeEvent('charge.succeeded', { id: 'ch_1', payment_intent: aStripePayment().id, metadata: of });
    const manual = invoice({ billing_reason: 'manual' });
    const all = [session({ metadata: of }), payment({ metadata: of }), charge, manual].flatMap((event) => told(event));
    const counted = all.flatMap((one) => (one.status === 'ofCustomer' ? [one.response.responseId] : []));
    expect(new Set(counted)).toEqual(new Set(['stripe-pi_3RgRPqEEXQJo9EEO1a43uB5g']));
    expect(all.slice(2)).toMatchObject([{ because: 'notAnAnswer' }, { because: 'notAnAnswer' }]);
  });

  test('that arrives days later counts when it is there', () => {
    expect(told(session({ payment_status: 'unpaid' }))).toMatchObject([{ because: 'notAnAnswer' }]);
    const arrived = aStripeEvent('checkout.session.async_payment_succeeded', aStripeSession());
    expect(told(arrived)).toMatchObject([{ said: { kind: 'order', cents: 4_200 } }]);
  });

  test('of nothing, all of it given away, is an order all the same', () => {
    const free = session({ payment_status: 'no_payment_required', payment_intent: null, amount_total: 0 });
    expect(told(free)).toMatchObject([{ status: 'ofContact', said: { kind: 'order', cents: 0 } }]);
  });

  test('says whose it is, and with which code, in the words that the shop wrote into it', () => {
    const metadata = { winback_customer: '1001', winback_code: '7K3M-9QXT-2HBA' };
    expect(told(session({ metadata }))).toMatchObject([
      { status: 'ofCustomer', response: { customerId: '1001', code: '7K3M-9QXT-2HBA' } },
    ]);
    expect(told(payment({ metadata }))).toMatchObject([
      { status: 'ofCustomer', response: { kind: 'order', customerId: '1001', code: '7K3M-9QXT-2HBA' } },
    ]);
  });

  test('whose words name nobody who could be a customer goes by its address', () => {
    const metadata = { winback_customer: 'ada@customer.example' };
    expect(told(session({ metadata }))).toMatchObject([{ status: 'ofContact', contact: ADA }]);
  });

  test('without Checkout counts only where the shop wrote our customer into it', () => {
    expect(told(payment({ receipt_email: 'ada@customer.example' }))).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test.each(['subscription', 'setup'])('in the mode %s is left to the invoices', (mode) => {
    expect(told(session({ mode }))).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test('of nobody is nobody’s', () => {
    expect(told(session({ customer_details: null }))).toMatchObject([{ because: 'nobody' }]);
  });
});

describe('an invoice', () => {
  test('of the next cycle is a renewal', () => {
    expect(told(invoice())).toEqual([
      {
        status: 'ofContact',
        contact: ADA,
        said: {
          kind: 'activity',
          activity: 'renewal',
          responseId: 'stripe-in_1QsrCT2NivGZCNxWCqneEbJy',
          at: AT,
          cents: 999,
        },
      },
    ]);
  });

  test('of a new subscription is an order', () => {
    expect(told(invoice({ billing_reason: 'subscription_create' }))).toMatchObject([
      { said: { kind: 'order', cents: 999 } },
    ]);
  });

  test.each([
    ['since 2025-03-31', { parent: { subscription_details: { metadata: { winback_customer: '1001' } } } }],
    ['before it', { parent: undefined, subscription_details: { metadata: { winback_customer: '1001' } } }],
    ['of its own', { metadata: { winback_customer: '1001' } }],
  ])('says whose it is in the words of its subscription, %s', (_version, overrides) => {
    expect(told(invoice(overrides))).toMatchObject([{ status: 'ofCustomer', response: { customerId: '1001' } }]);
  });

  test.each(['subscription_update', 'subscription_threshold', 'manual', 'upcoming', null])(
    'because of %j is neither',
    (billing_reason) => {
      expect(told(invoice({ billing_reason }))).toMatchObject([{ because: 'notAnAnswer' }]);
    },
  );
});

describe('money', () => {
  test.each([
    ['usd', 4_200, 4_200],
    ['jpy', 4_200, 420_000],
    ['kwd', 4_205, 421],
    // Without minor units of its own, but counted in hundredths for the sake of old times (Stripe, special cases).
    ['isk', 420_000, 420_000],
    ['ugx', 420_000, 420_000],
  ])('in %s is %i, and comes to %i hundredths', (currency, amount_total, cents) => {
    const using = { receivedAt: RECEIVED_AT };
    expect(told(session({ currency, amount_total }), using)).toMatchObject([{ said: { cents } }]);
  });

  test.each([
    ['of another currency', { currency: 'jpy' }],
    ['below nothing', { amount_total: -1 }],
    ['that nobody pays', { amount_total: 10 ** 12 }],
    ['that is no number', { amount_total: '42.00' }],
  ])('%s is not counted, and the order is', (_what, overrides) => {
    expect(told(session(overrides))).toMatchObject([{ said: { kind: 'order', cents: 0 } }]);
  });
});

test('nobody pays in test mode', () => {
  const event = aStripeEvent('invoice.paid', aStripeInvoice(), { livemode: false });
  expect(told(event)).toEqual([{ status: 'nothing', because: 'notAnAnswer', kind: 'invoice.paid' }]);
});

test('an event without a date is as old as its request', () => {
  const event = aStripeEvent('invoice.paid', aStripeInvoice(), { created: 'now' });
  expect(told(event)).toMatchObject([{ said: { at: RECEIVED_AT } }]);
});

test.each([
  ['charge.succeeded', 'notAnAnswer'],
  ['invoice.payment_succeeded', 'notAnAnswer'],
  ['customer.subscription.deleted', 'unknownKind'],
  ['toString', 'unknownKind'],
])('the event %s is left alone', (type, because) => {
  expect(told(aStripeEvent(type, aStripeInvoice()))).toEqual([{ status: 'nothing', because, kind: type }]);
});

test.each(['', 'null', '[]', '{}', '{"type": 1}', '{'])('the body %j is not what Stripe sends', (body) => {
  expect(stripe.read(aSignedRequest(body), USING).status).toBe('unreadable');
});

test('an event about nothing names nobody, and is no fault', () => {
  for (const object of [null, [], 'x', {}])
    for (const type of ['invoice.paid', 'checkout.session.completed', 'payment_intent.succeeded'])
      expect(told(aStripeEvent(type, object as never))).toMatchObject([{ status: 'nothing' }]);
});
