// What does Stripe tell? Payments, and subscriptions that were renewed.
// Events and objects: docs.stripe.com, "Types of events", "Checkout Sessions", "Invoices"; amounts: its "Supported currencies".
import type { Provider, Reading, ReadWith } from '#adapters/webhooks/provider';
import { objectOf } from '#adapters/webhooks/reading/body';
import { instantOr, msOfSeconds } from '#adapters/webhooks/reading/instants';
import { type Fields, fieldsIn } from '#adapters/webhooks/reading/json';
import { codeAmong, isShopsMoney, type Named, sensible, shopIdOf, toldOf } from '#adapters/webhooks/reading/shop-news';
import { untold } from '#adapters/webhooks/reading/telling';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { stripeScheme } from '#adapters/webhooks/signatures/stripe';
import type { Said } from '#core/response';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

type Paid = { readonly object: Fields; readonly at: Instant; readonly currency: string | undefined };

/**
 * One payment makes three events: of the Checkout session, of the payment intent and of the charge; and one of an invoice, where
 * it is for a subscription. Counted are the session, which always knows the address, and the invoice of a subscription. A payment
 * intent counts only where the shop has written our customer into it, as those of invoices come without; it has the id of
 * its session, so that both together are one.
 */
const EVENTS: Readonly<Record<string, (paid: Paid) => Told>> = {
  'checkout.session.completed': sessionIn,
  // Money that takes days to come, like a direct debit.
  'checkout.session.async_payment_succeeded': sessionIn,
  'payment_intent.succeeded': paymentIn,
  'invoice.paid': invoiceIn,
};
const SILENT = [
  'charge.succeeded',
  'charge.updated',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
  'checkout.session.expired',
  'checkout.session.async_payment_failed',
  'payment_intent.created',
  'payment_intent.payment_failed',
];

export const stripe: Provider = { called: 'Stripe', scheme: stripeScheme, read };

function read({ body }: SignedRequest, { receivedAt, currency }: ReadWith): Reading {
  const event = objectOf(body);
  if (typeof event?.type !== 'string') return { status: 'unreadable', because: 'expected an event, as Stripe sends' };
  const { type } = event;
  const reader = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  if (reader === undefined) {
    return { status: 'read', told: [untold(SILENT.includes(type) ? 'notAnAnswer' : 'unknownKind', type)] };
  }
  // Nobody pays in test mode, and its customers have the addresses of real ones often enough.
  if (event.livemode !== true) return { status: 'read', told: [untold('notAnAnswer', type)] };
  const at = instantOr(receivedAt, msOfSeconds(event.created));
  return { status: 'read', told: [reader({ object: fieldsIn(fieldsIn(event.data).object), at, currency })] };
}

function sessionIn({ object: session, at, currency }: Paid): Told {
  const { mode, payment_status: status, payment_intent: payment } = session;
  // A subscription is told of by its invoices, and setting a card up is no payment.
  if (mode !== 'payment' || status === 'unpaid') return untold('notAnAnswer', 'checkout.session');
  const id = shopIdOf(payment) ?? shopIdOf(session.id);
  if (id === undefined) return untold('unreadable', 'checkout.session');
  const { email, phone } = fieldsIn(session.customer_details);
  const said: Said = {
    kind: 'order',
    responseId: `stripe-${id}`,
    at,
    cents: centsOf(session.amount_total, session.currency, currency),
    ...codeAmong([fieldsIn(session.metadata).winback_code]),
  };
  return toldOf(said, named(session.metadata, [email, session.customer_email], [phone]));
}

function paymentIn({ object: payment, at, currency }: Paid): Told {
  const metadata = fieldsIn(payment.metadata);
  if (typeof metadata.winback_customer !== 'string') return untold('notAnAnswer', 'payment_intent');
  const id = shopIdOf(payment.id);
  if (id === undefined) return untold('unreadable', 'payment_intent');
  const said: Said = {
    kind: 'order',
    responseId: `stripe-${id}`,
    at,
    cents: centsOf(payment.amount_received, payment.currency, currency),
    ...codeAmong([metadata.winback_code]),
  };
  return toldOf(said, named(metadata, [payment.receipt_email], []));
}

function invoiceIn({ object: invoice, at, currency }: Paid): Told {
  const id = shopIdOf(invoice.id);
  if (id === undefined) return untold('unreadable', 'invoice');
  // The subscription's own words, as of before and since the version 2025-03-31.
  const { metadata = fieldsIn(invoice.subscription_details).metadata } = fieldsIn(
    fieldsIn(invoice.parent).subscription_details,
  );
  const words = { ...fieldsIn(metadata), ...fieldsIn(invoice.metadata) };
  const whose = named(words, [invoice.customer_email], [invoice.customer_phone]);
  const cents = centsOf(invoice.amount_paid, invoice.currency, currency);
  const about = { responseId: `stripe-${id}`, at, cents };
  if (invoice.billing_reason === 'subscription_cycle')
    return toldOf({ kind: 'activity', activity: 'renewal', ...about }, whose);
  if (invoice.billing_reason === 'subscription_create')
    return toldOf({ kind: 'order', ...about, ...codeAmong([words.winback_code]) }, whose);
  // Of a change of plan, of what was used, or written by hand: also for a Checkout session, which has been counted.
  return untold('notAnAnswer', 'invoice');
}

function named(metadata: unknown, email: readonly unknown[], phone: readonly unknown[]): Named {
  return { customerId: [fieldsIn(metadata).winback_customer], email, phone };
}

/** Currencies without minor units, in which Stripe counts whole ones. */
const WHOLE = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
/** Currencies of a thousand minor units. */
const THOUSANDTHS = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** Our minor units are hundredths, whatever the currency; nothing where the amount is in another one, or cannot be right. */
function centsOf(amount: unknown, currency: unknown, shops: string | undefined): number {
  if (typeof amount !== 'number' || !isShopsMoney(currency, shops)) return 0;
  const code = typeof currency === 'string' ? currency.toUpperCase() : '';
  if (WHOLE.includes(code)) return sensible(amount * 100) ?? 0;
  return sensible(THOUSANDTHS.includes(code) ? Math.round(amount / 10) : amount) ?? 0;
}
