// What does Shopify tell? Orders, and what customers said about being written to.
// Topics and payloads: shopify.dev, "Webhooks"; the consents left the customer topics with version 2025-01 (its changelog).
import type { Provider, Reading, ReadWith } from '#adapters/webhooks/provider';
import { objectOf } from '#adapters/webhooks/reading/body';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { type Fields, fieldsIn, listIn } from '#adapters/webhooks/reading/json';
import { centsIn, codeAmong, isShopsMoney, shopIdOf, toldOf } from '#adapters/webhooks/reading/shop-news';
import { untold } from '#adapters/webhooks/reading/telling';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { shopifyScheme } from '#adapters/webhooks/signatures/body-hmac';
import type { Channel } from '#core/channel';
import type { Said } from '#core/response';
import { epochOf } from '#core/time';
import type { Told } from '#core/told';

/** What an order, a customer or a consent comes to. */
type Reader = (event: Fields, using: ReadWith) => readonly Told[];

const TOPICS: Readonly<Record<string, Reader>> = {
  // The same order twice is one: a shop may connect either topic, or both.
  'orders/create': orderIn,
  'orders/paid': orderIn,
  'customers/create': consentsIn,
  'customers/update': consentsIn,
  'customers_email_marketing_consent/update': emailConsentIn,
  'customers_marketing_consent/update': smsConsentIn,
};
/** What there is nothing to learn from: an order is known when it is placed, and stays a sign of life when it is taken back. */
const SILENT = ['orders/updated', 'orders/edited', 'orders/cancelled', 'orders/fulfilled', 'orders/delete'];

export const shopify: Provider = { called: 'Shopify', scheme: shopifyScheme, read };

function read({ headers, body }: SignedRequest, using: ReadWith): Reading {
  const topic = headers['x-shopify-topic']?.toLowerCase() ?? '';
  const event = objectOf(body);
  if (event === undefined) return { status: 'unreadable', because: 'expected a JSON object, as Shopify sends' };
  const reader = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (reader !== undefined) return { status: 'read', told: reader(event, using) };
  const because = SILENT.includes(topic) ? 'notAnAnswer' : 'unknownKind';
  return { status: 'read', told: [untold(because, topic.replaceAll('/', '.'))] };
}

function orderIn(order: Fields, { receivedAt, currency }: ReadWith): readonly Told[] {
  const id = exactIdOf(order);
  if (order.test === true) return [untold('notAnAnswer', 'order')];
  if (typeof order.cancelled_at === 'string') return [untold('notAnAnswer', 'order')];
  if (id === undefined) return [untold('unreadable', 'order')];
  const customer = fieldsIn(order.customer);
  // Orders that were brought along from another shop are as old as they say, and were not placed today.
  const dates = [order.created_at, order.processed_at].map(msOfText).filter((date) => !Number.isNaN(date));
  // total_price is in the shop's currency; what the customer saw stands elsewhere (presentment_currency).
  const cents = isShopsMoney(order.currency, currency) ? centsIn(order.total_price) : undefined;
  const said: Said = {
    kind: 'order',
    responseId: `shopify-order-${id}`,
    at: instantOr(receivedAt, Math.min(...dates)),
    cents: cents ?? 0,
    ...codeAmong(listIn(order.discount_codes).map(({ code }) => code)),
  };
  const email = [order.email, order.contact_email, customer.email];
  return [toldOf(said, { email, phone: [order.phone, customer.phone] })];
}

/** Numbers of more than 15 digits lose their last ones in JSON; the id of the other API has them all. */
function exactIdOf({ id, admin_graphql_api_id: global }: Fields): string | undefined {
  const [, exact] = (typeof global === 'string' && /^gid:\/\/shopify\/Order\/(\d{1,40})$/.exec(global)) || [];
  return exact ?? shopIdOf(id);
}

/** A customer, of a version before 2025-01: what was last said on each channel stands in it, whatever else changed. */
function consentsIn(customer: Fields, using: ReadWith): readonly Told[] {
  const told = [
    ...consentIn('email', customer.email_marketing_consent, customer.id, customer.email, using),
    ...consentIn('sms', customer.sms_marketing_consent, customer.id, customer.phone, using),
  ];
  return told.length === 0 ? [untold('notAnAnswer', 'customer')] : told;
}

function emailConsentIn(event: Fields, using: ReadWith): readonly Told[] {
  const told = consentIn('email', event.email_marketing_consent, event.customer_id, event.email_address, using);
  return told.length === 0 ? [untold('notAnAnswer', 'consent')] : told;
}

function smsConsentIn(event: Fields, using: ReadWith): readonly Told[] {
  const { id = event.customer_id } = event;
  const told = consentIn('sms', event.sms_marketing_consent, id, event.phone, using);
  return told.length === 0 ? [untold('notAnAnswer', 'consent')] : told;
}

/**
 * A yes counts from the instant that it has itself, and not without one, as it could be older than a no. A no without one counts
 * from now. Not asked yet, waiting for a confirmation, redacted, invalid: nobody has said anything.
 */
function consentIn(
  channel: Channel,
  value: unknown,
  customer: unknown,
  address: unknown,
  { receivedAt }: ReadWith,
): readonly Told[] {
  const { state, consent_updated_at: since, opt_in_level: level } = fieldsIn(value);
  const id = shopIdOf(customer);
  const saidAt = msOfText(since);
  const word = typeof state === 'string' ? state.toLowerCase() : '';
  if (id === undefined || (word !== 'unsubscribed' && word !== 'subscribed')) return [];
  const at = instantOr(receivedAt, saidAt);
  if (word === 'subscribed' && epochOf(at) !== saidAt) return [];
  const about = { responseId: `shopify-${channel}-${word}-${id}-${at}`, at, channel };
  const how = level === 'confirmed_opt_in' || level === 'single_opt_in' ? `, ${level.replaceAll('_', ' ')}` : '';
  const said: Said =
    word === 'subscribed'
      ? { kind: 'consented', ...about, source: `Shopify${how}` }
      : { kind: 'unsubscribed', ...about, source: 'Shopify' };
  return [toldOf(said, channel === 'email' ? { email: [address] } : { phone: [address] })];
}
