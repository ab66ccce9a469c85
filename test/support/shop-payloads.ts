// What Shopify, WooCommerce and Stripe really send, with the odd fields of their documentation; shortened where nobody looks.
// Shopify: shopify.dev, "Webhooks", sample of orders/create; WooCommerce: REST API v3, "Retrieve an order"; Stripe: API
// reference, "The Event object", "The Checkout Session object", "The Invoice object".
import type { SignedRequest } from '#adapters/webhooks/signature';
import { InstantSchema } from '#core/time';

export const RECEIVED_AT = InstantSchema.parse('2026-07-03T15:00:00.000Z');
export const USING = { receivedAt: RECEIVED_AT, currency: 'USD' };
type Overrides = Readonly<Record<string, unknown>>;

/** A request with this body; a text is sent as it is. */
export function aSignedRequest(body: unknown, headers: Readonly<Record<string, string>> = {}): SignedRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { url: 'https://hooks.shop.example/webhooks/shop', headers, body: Buffer.from(text) };
}

export function aShopifyOrder(overrides: Overrides = {}) {
  return {
    id: 450789469,
    admin_graphql_api_id: 'gid://shopify/Order/450789469',
    app_id: null,
    browser_ip: '203.0.113.7',
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: null,
    confirmed: true,
    contact_email: 'Ada@Customer.example',
    created_at: '2026-07-03T10:15:42-04:00',
    currency: 'USD',
    current_total_price: '42.00',
    discount_codes: [{ code: '7k3m-9qxt-2hba', amount: '4.20', type: 'percentage' }],
    email: 'Ada@Customer.example',
    financial_status: 'paid',
    name: '#1001',
    note_attributes: [],
    order_number: 1001,
    phone: null,
    presentment_currency: 'CAD',
    processed_at: '2026-07-03T10:15:41-04:00',
    source_name: 'web',
    test: false,
    total_price: '42.00',
    total_price_set: {
      shop_money: { amount: '42.00', currency_code: 'USD' },
      presentment_money: { amount: '57.12', currency_code: 'CAD' },
    },
    customer: { id: 115310627, email: 'ada@customer.example', phone: '+12025550123', tags: '' },
    line_items: [{ id: 866550311, price: '46.20', product_id: null, quantity: 1, title: 'A hat' }],
    ...overrides,
  };
}

/** `customers_email_marketing_consent/update`, of versions since 2025-01. */
export function aShopifyEmailConsent(consent: Overrides = {}) {
  return {
    customer_id: 706405506930370,
    email_address: 'ada@customer.example',
    email_marketing_consent: {
      state: 'unsubscribed',
      opt_in_level: 'single_opt_in',
      consent_updated_at: '2026-07-02T08:00:00-04:00',
      ...consent,
    },
  };
}

/** `customers_marketing_consent/update`, which is about SMS. */
export function aShopifySmsConsent(consent: Overrides = {}) {
  return {
    id: 706405506930370,
    phone: '+12025550123',
    sms_marketing_consent: {
      state: 'subscribed',
      opt_in_level: 'confirmed_opt_in',
      consent_updated_at: '2026-07-02T08:00:00-04:00',
      consent_collected_from: 'SHOPIFY',
      ...consent,
    },
  };
}

export function aWooOrder(overrides: Overrides = {}) {
  return {
    id: 727,
    parent_id: 0,
    number: '727',
    order_key: 'wc_order_58d2d042d1d',
    created_via: 'checkout',
    status: 'processing',
    currency: 'USD',
    date_created: '2026-07-03T16:28:02',
    date_created_gmt: '2026-07-03T14:28:02',
    date_paid: null,
    discount_total: '4.20',
    total: '29.35',
    customer_id: 26,
    customer_ip_address: '203.0.113.7',
    billing: { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@customer.example', phone: '(202) 555-0123' },
    meta_data: [{ id: 13106, key: '_download_permissions_granted', value: 'yes' }],
    coupon_lines: [
      { id: 11, code: 'summer', discount: '1.00', discount_tax: '0', meta_data: [] },
      { id: 12, code: '7k3m-9qxt-2hba', discount: '3.20', discount_tax: '0', meta_data: [] },
    ],
    _links: { self: [{ href: 'https://shop.example/wp-json/wc/v3/orders/727' }] },
    ...overrides,
  };
}

export function aStripeEvent(type: string, object: Overrides, overrides: Overrides = {}) {
  return {
    id: 'evt_1NG8Du2eZvKYlo2CUI79vXWy',
    object: 'event',
    api_version: '2025-03-31.basil',
    created: Date.parse('2026-07-03T14:00:00Z') / 1_000,
    data: { object },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    ...overrides,
  };
}

export function aStripeSession(overrides: Overrides = {}) {
  return {
    id: 'cs_live_a1o3Ky7bRCXbnKNUYrGFS1JSmBFYLCxQ8zEk6gtmYfCPsyGAiJJfLNFwGm',
    object: 'checkout.session',
    amount_subtotal: 4_200,
    amount_total: 4_200,
    client_reference_id: null,
    currency: 'usd',
    customer: null,
    customer_details: { address: null, email: 'Ada@customer.example', name: null, phone: null, tax_ids: [] },
    customer_email: null,
    discounts: [],
    invoice: null,
    metadata: {},
    mode: 'payment',
    payment_intent: 'pi_3RgRPqEEXQJo9EEO1a43uB5g',
    payment_status: 'paid',
    status: 'complete',
    ...overrides,
  };
}

export function aStripeInvoice(overrides: Overrides = {}) {
  return {
    id: 'in_1QsrCT2NivGZCNxWCqneEbJy',
    object: 'invoice',
    amount_due: 999,
    amount_paid: 999,
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    currency: 'usd',
    customer: 'cus_RmQ2KmdnpWFXIL',
    customer_email: 'ada@customer.example',
    customer_name: null,
    customer_phone: null,
    metadata: {},
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: 'sub_FGoiRaWHZUF01V' },
      type: 'subscription_details',
    },
    status: 'paid',
    ...overrides,
  };
}

export function aStripePayment(overrides: Overrides = {}) {
  return {
    id: 'pi_3RgRPqEEXQJo9EEO1a43uB5g',
    object: 'payment_intent',
    amount: 4_200,
    amount_received: 4_200,
    currency: 'usd',
    metadata: {},
    receipt_email: null,
    status: 'succeeded',
    ...overrides,
  };
}
