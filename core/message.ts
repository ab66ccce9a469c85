// The words of a touch as they leave: one renderer for preview, simulation and send.
import { Liquid, type Template } from 'liquidjs';
import type { Customer } from '#core/customer';
import { type Incentive, incentiveText, type Offer } from '#core/incentive';
import { moneyText } from '#core/money';
import type { Message, PublishedSequence, Touch } from '#core/sequence';
import type { Shop } from '#core/shop';
import { type Day, daysBetween, epochOf, type Instant, type TimeZone } from '#core/time';

/** What goes to a sender: everything rendered, nothing left to decide. `from` and `replyTo` are the shop's. */
export type RenderedEmail = {
  readonly channel: 'email';
  readonly from: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};
/** `maxPrice`: US dollars that one part may cost at most. */
export type RenderedSms = { readonly channel: 'sms'; readonly text: string; readonly maxPrice: number };
export type Rendered = RenderedEmail | RenderedSms;

/** A message that cannot be rendered for this customer, and the line and column of its source if known. */
export type Unrenderable = {
  readonly status: 'unrenderable';
  readonly problem: string;
  readonly line?: number;
  readonly column?: number;
};

export type MessageFacts = {
  readonly customer: Customer;
  readonly shop: Shop;
  readonly timeZone: TimeZone;
  readonly today: Day;
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
  readonly surveyUrl: string;
  readonly incentive: { readonly terms: Incentive; readonly offer: Offer } | undefined;
};

// No clock, no files, no unknown names. Output is escaped in HTML; customer fields are data and never parsed as Liquid.
const STRICT = {
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  dynamicPartials: false,
  // Not the machine's own: the words of a message must not depend on it, and asking for it takes 10 ms.
  locale: 'en-US',
};
// A hostile or broken message must not hang a sender: limits far above any honest message.
const LIMITS = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 20_000_000 };
const HTML = new Liquid({ ...STRICT, ...LIMITS, outputEscape: 'escape' });
const TEXT = new Liquid({ ...STRICT, ...LIMITS });

/** The words that a message may use. A name that may be missing for some customers needs `| default:`. */
export function messageVariables(facts: MessageFacts): Record<string, unknown> {
  const { customer, shop, incentive } = facts;
  const last = customer.activity.order?.last;
  return {
    customer: {
      ...(customer.firstName === undefined ? {} : { first_name: customer.firstName }),
      ...(customer.lastName === undefined ? {} : { last_name: customer.lastName }),
      orders: customer.activity.order?.count ?? 0,
      spent: moneyText(customer.activity.order?.spent ?? 0, shop),
      ...(last === undefined ? {} : { days_since_order: daysBetween(last, facts.today) }),
      fields: customer.fields,
    },
    shop: { name: shop.name, website: shop.website, address: shop.address },
    unsubscribe_url: facts.unsubscribeUrl,
    preferences_url: facts.preferencesUrl,
    survey_url: facts.surveyUrl,
    ...(incentive === undefined ? {} : { incentive: incentiveVariables(incentive.terms, incentive.offer, facts) }),
  };
}

/** The message of a touch for one customer; an unknown or missing name is an answer, not a half-filled message. */
export function renderMessage(
  published: PublishedSequence,
  touch: Touch,
  facts: MessageFacts,
): { status: 'rendered'; message: Rendered } | Unrenderable {
  const message = published.messages[touch.message];
  const variables = messageVariables(facts);
  try {
    return { status: 'rendered', message: renderFor(touch.channel, message, variables, facts.shop) };
  } catch (fault) {
    return unrenderable(fault);
  }
}

/** Renders one piece of a message; HTML escapes what customers wrote. Throws liquidjs's errors, with line and column. */
export function renderPiece(source: string, kind: 'html' | 'text', variables: Record<string, unknown>): string {
  const engine = kind === 'html' ? HTML : TEXT;
  return engine.renderSync(parsed(engine, source), variables) as string;
}

/** What went wrong in liquidjs's own words, with the place in the source. */
export function unrenderable(fault: unknown): Unrenderable {
  const { message, token } = fault as { message?: string; token?: { getPosition?: () => [number, number] } };
  const [line, column] = token?.getPosition?.() ?? [];
  const problem = (message ?? 'the message cannot be rendered').replace(/, (file|line):.*$/s, '');
  return {
    status: 'unrenderable',
    problem,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

function renderFor(
  channel: Touch['channel'],
  message: Message | undefined,
  variables: Record<string, unknown>,
  shop: Shop,
): Rendered {
  if (channel === 'sms') {
    const text = renderPiece(needed(message?.sms, 'sms.txt'), 'text', variables).trim();
    return { channel, text, maxPrice: shop.smsMaxPrice };
  }
  const { subject, preview, html, text } = needed(message?.email, 'email.mjml and email.txt');
  const words = { ...variables, preview: renderPiece(preview, 'text', variables) };
  return {
    channel,
    from: shop.emailFrom,
    ...(shop.replyTo === undefined ? {} : { replyTo: shop.replyTo }),
    // A header is one line: a name with a line break in it must not become a header of its own.
    subject: renderPiece(subject, 'text', words).replace(/\s+/g, ' ').trim(),
    html: renderPiece(html, 'html', words),
    text: renderPiece(text, 'text', words),
  };
}

function needed<T>(piece: T | undefined, file: string): T {
  if (piece !== undefined) return piece;
  throw new Error(`the message has no ${file}`);
}

function incentiveVariables(terms: Incentive, offer: Offer, { shop, timeZone }: MessageFacts): Record<string, string> {
  const expires = dateText(offer.expiresAt, shop.locale, timeZone);
  return { code: offer.code, words: incentiveText(terms, shop), expires_on: expires };
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The date of an instant in a zone, in the long words of a locale: `July 1, 1998`. */
function dateText(instant: Instant, locale: string, zone: TimeZone): string {
  const key = `${locale} ${zone}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone });
  dateFormats.set(key, format);
  return format.format(epochOf(instant));
}

// Parsing costs ten times rendering; a published message never changes, so its text is its key.
const parsedBy = new Map<Liquid, Map<string, Template[]>>();
const MOST_CACHED = 500;

function parsed(engine: Liquid, source: string): Template[] {
  const cache = parsedBy.get(engine) ?? new Map<string, Template[]>();
  parsedBy.set(engine, cache);
  const known = cache.get(source);
  if (known !== undefined) return known;
  if (cache.size >= MOST_CACHED) cache.clear();
  const template = engine.parse(source);
  cache.set(source, template);
  return template;
}
