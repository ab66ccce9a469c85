// What does WooCommerce tell? Orders, once they are placed.
// Topics, headers and fields: WooCommerce REST API v3, "Webhooks" and "Orders"; the greeting: WC_Webhook::deliver_ping.
import type { Provider, Reading, ReadWith } from '#adapters/webhooks/provider';
import { objectOf } from '#adapters/webhooks/reading/body';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { type Fields, fieldsIn, listIn } from '#adapters/webhooks/reading/json';
import { centsIn, codeAmong, isShopsMoney, shopIdOf, toldOf } from '#adapters/webhooks/reading/shop-news';
import { untold } from '#adapters/webhooks/reading/telling';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { woocommerceScheme } from '#adapters/webhooks/signatures/body-hmac';
import type { Said } from '#core/response';
import type { Told } from '#core/told';

/** Most orders are created before they are paid, so their first status that counts comes with an update. */
const TOPICS = ['order.created', 'order.updated', 'order.restored'];
/** Placed: paid, or to be paid by transfer or at the door. Others are not yet placed, or taken back. */
const PLACED = ['processing', 'completed', 'on-hold'];
/** What is sent, unsigned, to an address that was just entered. */
const GREETING = /^webhook_id=\d{1,20}$/;

export const woocommerce: Provider = { called: 'WooCommerce', scheme: woocommerceScheme, read, isGreeting };

function isGreeting({ body }: SignedRequest): boolean {
  return body.byteLength <= 40 && GREETING.test(new TextDecoder().decode(body));
}

function read(request: SignedRequest, using: ReadWith): Reading {
  const topic = request.headers['x-wc-webhook-topic']?.toLowerCase() ?? '';
  if (isGreeting(request)) return { status: 'read', told: [untold('notAnAnswer', 'greeting')] };
  const event = objectOf(request.body);
  if (event === undefined) return { status: 'unreadable', because: 'expected a JSON object, as WooCommerce sends' };
  if (TOPICS.includes(topic)) return { status: 'read', told: [orderIn(event, using)] };
  return { status: 'read', told: [untold('unknownKind', topic)] };
}

function orderIn(order: Fields, { receivedAt, currency }: ReadWith): Told {
  const id = shopIdOf(order.id);
  if (typeof order.status !== 'string' || id === undefined) return untold('unreadable', 'order');
  if (!PLACED.includes(order.status)) return untold('notAnAnswer', 'order');
  const billing = fieldsIn(order.billing);
  // A shop with several currencies has each order in its own.
  const cents = isShopsMoney(order.currency, currency) ? centsIn(order.total) : undefined;
  const said: Said = {
    kind: 'order',
    responseId: `woocommerce-order-${id}`,
    // Without a zone, and in UTC; date_created has the shop's own, and does not say which.
    at: instantOr(receivedAt, msOfText(order.date_created_gmt)),
    cents: cents ?? 0,
    ...codeAmong(listIn(order.coupon_lines).map(({ code }) => code)),
  };
  return toldOf(said, { email: [billing.email], phone: [billing.phone] });
}
