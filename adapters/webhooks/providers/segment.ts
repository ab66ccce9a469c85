// What does somebody tell who speaks Segment's tracking API? Signs of life by track, page and screen; who somebody is by identify.
// Calls and fields: segmentio/segment-docs, "Spec" (common, track, identify, page, screen, ecommerce v2).

import { profileIn } from '#adapters/webhooks/providers/segment-traits';
import { objectOf } from '#adapters/webhooks/reading/body';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { type Fields, fieldsIn } from '#adapters/webhooks/reading/json';
import { centsIn, codeAmong, isShopsMoney, shopIdOf, toldOf } from '#adapters/webhooks/reading/shop-news';
import { idOf, untold } from '#adapters/webhooks/reading/telling';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { isKnownKind } from '#core/activity';
import type { Said } from '#core/response';
import { epochOf, type Instant } from '#core/time';
import type { CallReading, Tracked } from '#core/tracked';

export type TrackWith = {
  readonly receivedAt: Instant;
  /** The shop's currency, like USD, and its own kinds of activity. */
  readonly shop: { readonly currency: string; readonly activities: readonly string[] };
};

/** Names of the spec, and of its first version, for kinds that we call otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'order-completed': 'order',
  'completed-order': 'order',
  'application-opened': 'app-open',
  'signed-in': 'login',
  'logged-in': 'login',
  'subscription-renewed': 'renewal',
};
/** These have more to tell than their name: an order is completed, and clicks and replies are for mailboxes to tell. */
const NOT_BY_NAME = ['order', 'click', 'reply'];

/** The calls, by the last word of their address; `import` is an old name of `batch` that libraries still use. */
const ALONE = ['track', 'identify', 'page', 'screen', 'group', 'alias'];
const MANY = ['batch', 'import'];

/** The limits of the API itself ("HTTP API Source", max request size), in units of 1,024 bytes. */
const MOST_BATCH_BYTES = 500 * 1_024;
const MOST_MESSAGE_BYTES = 32 * 1_024;
const MOST_MESSAGES = 2_500;

/**
 * The request as if its write key stood in the header, where it stands in the body: so do some versions of the libraries, and the
 * first way of three that the API has ("HTTP API Source", authentication).
 */
export function withStatedKey<Request extends Pick<SignedRequest, 'headers' | 'body'>>(request: Request): Request {
  const { headers, body } = request;
  if (headers.authorization !== undefined || body.byteLength > MOST_BATCH_BYTES) return request;
  const key = objectOf(body)?.writeKey;
  if (typeof key !== 'string') return request;
  return { ...request, headers: { ...headers, authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } };
}

/** Reads a call, by its name, and a body. Never throws. */
export function readCall(call: string, body: Uint8Array, using: TrackWith): CallReading {
  const isMany = MANY.includes(call);
  const most = isMany ? MOST_BATCH_BYTES : MOST_MESSAGE_BYTES;
  if (body.byteLength > most) return { status: 'tooLarge', because: `send at most ${most} bytes at once` };
  const read = objectOf(body);
  if (read === undefined) return { status: 'unreadable', because: 'send a JSON object' };
  if (ALONE.includes(call)) return { status: 'read', messages: [readTracked({ ...read, type: call }, {}, using)] };
  if (!isMany)
    return { status: 'unreadable', because: `there is no such call; these are: ${[...ALONE, ...MANY].join(', ')}` };
  if (!Array.isArray(read.batch))
    return { status: 'unreadable', because: 'a batch has its messages in the list batch' };
  if (read.batch.length > MOST_MESSAGES)
    return { status: 'unreadable', because: `a batch has at most ${MOST_MESSAGES} messages` };
  const large = read.batch.findIndex((message) => Buffer.byteLength(textOf(message)) > MOST_MESSAGE_BYTES);
  if (large >= 0)
    return {
      status: 'unreadable',
      because: `message ${large} has more than ${MOST_MESSAGE_BYTES} bytes; nothing was taken`,
    };
  return { status: 'read', messages: read.batch.map((message) => readTracked(fieldsIn(message), read, using)) };
}

/**
 * Reads one message. `batch`: the fields around it, which hold for every message of a batch that does not say otherwise. Lenient:
 * whatever cannot be used is left out. Never throws.
 */
export function readTracked(message: Fields, batch: Fields, using: TrackWith): Tracked {
  const { type } = message;
  const context = { ...fieldsIn(batch.context), ...fieldsIn(message.context) };
  const at = happenedAt(message, batch, using.receivedAt);
  if (type === 'identify') {
    const known = profileIn(userIdOf(message), fieldsIn(message.traits), context);
    return known === undefined ? untold('nobody', type) : { status: 'profile', known };
  }
  if (type !== 'track' && type !== 'page' && type !== 'screen') {
    const isOfSpec = type === 'group' || type === 'alias';
    return untold(isOfSpec ? 'notAnAnswer' : 'unknownKind', type);
  }
  // Something that went on while nobody was there (the spec's context.active).
  if (context.active === false) return untold('notAnAnswer', type);
  const properties = fieldsIn(message.properties);
  const responseId = `segment-message-${messageIdOf(message)}`;
  const said: Said | undefined =
    type === 'track'
      ? saidBy(message.event, properties, { responseId, at }, using.shop)
      : { kind: 'visit', responseId, at };
  if (said === undefined) return untold('unknownKind', nameOf(message.event));
  const traits = [fieldsIn(message.traits), fieldsIn(context.traits), properties];
  return toldOf(said, {
    customerId: [userIdOf(message)],
    email: traits.map(({ email }) => email),
    phone: traits.map(({ phone }) => phone),
  });
}

/** A text by the spec; some libraries send the number that it is in their database. */
function userIdOf({ userId }: Fields): unknown {
  return typeof userId === 'number' ? String(userId) : userId;
}

type About = { readonly responseId: string; readonly at: Instant };

function saidBy(event: unknown, properties: Fields, about: About, shop: TrackWith['shop']): Said | undefined {
  const name = nameOf(event);
  const kind = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name;
  if (kind === undefined || (NOT_BY_NAME.includes(kind) && kind === name)) return undefined;
  // With taxes and shipping, as the other shops count; the revenue is without.
  const { total, revenue, currency, order_id: orderId, coupon } = properties;
  const cents = isShopsMoney(currency, shop.currency) ? (centsIn(total) ?? centsIn(revenue) ?? 0) : 0;
  const id = shopIdOf(orderId);
  if (kind === 'order') {
    // By the order, so that a browser and a server which both tell of it tell of one.
    const { responseId = about.responseId } = id === undefined ? {} : { responseId: `segment-order-${id}` };
    return { kind, ...about, responseId, cents, ...codeAmong([coupon]) };
  }
  if (kind === 'visit') return { kind, ...about };
  const isOurs = isKnownKind(kind) || shop.activities.includes(kind);
  return isOurs ? { kind: 'activity', activity: kind, ...about, cents: kind === 'renewal' ? cents : 0 } : undefined;
}

/** `Store Visit`, `storeVisit` and `store_visit` are `store-visit`. */
function nameOf(event: unknown): string {
  if (typeof event !== 'string' || event.length > LONGEST_NAME) return '';
  const words = event.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

const LONGEST_NAME = 100;

/** A message that has no id of its own is told from others by all that stands in it: sent again, it is the same. */
function messageIdOf(message: Fields): string {
  const { messageId } = message;
  return idOf(typeof messageId === 'string' && messageId !== '' ? messageId : `# ${textOf(message)}`);
}

/** JSON again. What is nested deeper than anybody can read is as large as nobody may send. */
function textOf(message: unknown): string {
  try {
    return JSON.stringify(message);
  } catch {
    return TOO_DEEP;
  }
}

const TOO_DEEP = '['.repeat(MOST_MESSAGE_BYTES + 1);

/** What a request is on its way at most; further apart than this, two clocks differ. */
const ON_ITS_WAY_MS = 60_000;

/**
 * When it happened by our clock: receivedAt - (sentAt - timestamp), where the sender's clock is wrong (the spec's "Timestamps").
 * Where it is right nothing is corrected, so that a message that is sent again has happened at the same instant.
 */
function happenedAt(message: Fields, batch: Fields, receivedAt: Instant): Instant {
  const told = [message.originalTimestamp, message.timestamp].map(msOf).find((ms) => !Number.isNaN(ms)) ?? Number.NaN;
  const sent = [message.sentAt, batch.sentAt].map(msOf).find((ms) => !Number.isNaN(ms));
  const skew = sent === undefined ? 0 : epochOf(receivedAt) - sent;
  return instantOr(receivedAt, Math.abs(skew) <= ON_ITS_WAY_MS ? told : told + skew);
}

/** Milliseconds since 1970; a day alone is its midnight in UTC, and `2015-2-02` is understood as the spec's own examples write. */
function msOf(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN;
  const padded = text.trim().replace(/(?<=^[\d-]{4,10})-(\d)(?=-|T|$)/g, '-0$1');
  return msOfText(/^\d{4}-\d{2}-\d{2}$/.test(padded) ? `${padded}T00:00:00Z` : padded);
}
