// How is one thing that a provider tells said in our words: what, of whom, when, and under which id?
import { createHash } from 'node:crypto';
import type { Ours } from '#adapters/webhooks/reading/our-tags';
import type { Channel } from '#core/channel';
import type { Contact } from '#core/contact';
import { readReply } from '#core/reply-meaning';
import type { Response, Said } from '#core/response';
import type { Instant } from '#core/time';
import type { Told, UntoldBecause } from '#core/told';

/** What happened, before it is said of whom. */
export type Happened =
  | { readonly kind: 'sent' | 'delivered' | 'failed' | 'opened'; readonly parts?: number }
  | { readonly kind: 'clicked'; readonly link?: string; readonly automated?: true }
  | { readonly kind: 'bounced'; readonly permanent: boolean }
  | { readonly kind: 'complained' }
  | { readonly kind: 'unsubscribed'; readonly source: string }
  | Pick<Extract<Response, { kind: 'replied' }>, 'kind' | 'meaning' | 'language' | 'answered'>;

export type News = {
  readonly happened: Happened;
  readonly provider: string;
  readonly channel: Channel;
  /** The provider's ids that make this one thing and no other; what happened is added. */
  readonly ids: readonly unknown[];
  readonly at: Instant;
  readonly ours: Ours | undefined;
  readonly contact: Contact | undefined;
  /** The provider's id of the message, where the response has room for it. */
  readonly providerId?: unknown;
};

/** Of somebody without our ids only this is of use: what says yes, no or something in words. We know none of their touches. */
const TOLD_OF_CONTACT: readonly Happened['kind'][] = ['bounced', 'complained', 'unsubscribed', 'replied'];

/** Ids are made of these characters. Neither an address nor a number can be written with them and pass for an id. */
const PLAIN_ID = /^(?=.*[A-Za-z])[A-Za-z0-9._=:-]{1,64}$/;
/** Digits of a digest: enough that no two ids, and no two links of a message, ever meet. */
const ID_DIGITS = 32;
const LINK_DIGITS = 16;

/** This holds for the address or number that was written to, and our customer may have another one by now. */
const TOLD_OF_ADDRESS: readonly Happened['kind'][] = ['bounced', 'complained', 'unsubscribed'];

/** What is told: of our customer where the message carries our ids, else of whoever has the address. */
export function tellOf(news: News): Told {
  const { happened, ours, contact } = news;
  if (ours !== undefined) {
    const about = contact !== undefined && TOLD_OF_ADDRESS.includes(happened.kind) ? { contact } : {};
    return { status: 'ofCustomer', response: { ...saidOf(news), ...ours } as Response, ...about };
  }
  if (contact === undefined || !TOLD_OF_CONTACT.includes(happened.kind)) return untold('nobody', happened.kind);
  return { status: 'ofContact', contact, said: saidOf(news) };
}

function saidOf(news: News): Said {
  const { provider, channel, ids, at, providerId } = news;
  const happened = channel === 'email' ? withoutYes(news.happened) : news.happened;
  const what = happened.kind === 'bounced' && !happened.permanent ? 'bounced.soft' : happened.kind;
  const responseId = [provider, ...ids.map(idOf), what].join('.');
  const hasRoom = ['sent', 'delivered', 'failed', 'opened', 'clicked'].includes(happened.kind);
  const named = hasRoom && providerId !== undefined ? { providerId: idOf(providerId) } : {};
  // The compiler forgets which member of the union was spread; the tests parse every answer with ResponseSchema.
  return { ...happened, channel, responseId, at, ...named } as Said;
}

/** An id of a provider's that can go anywhere: digested where it could be long, or an address, or a number. */
export function idOf(id: unknown): string {
  if (typeof id === 'string' && PLAIN_ID.test(id)) return id;
  return digestOf(typeof id === 'object' ? '' : String(id), ID_DIGITS);
}

/** Tells one link of a message from another, and nothing of what stands in it. */
export function linkOf(url: unknown): { readonly link: string } | Record<never, never> {
  return typeof url === 'string' && url !== '' ? { link: digestOf(url, LINK_DIGITS) } : {};
}

function digestOf(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** What became of an SMS, with the parts that it had if they are told: a positive whole number, or its digits. */
export function inParts(happened: Happened, parts: unknown): Happened {
  const count = Number(typeof parts === 'number' || typeof parts === 'string' ? parts : Number.NaN);
  const isOne = happened.kind === 'sent' || happened.kind === 'delivered' || happened.kind === 'failed';
  return isOne && Number.isSafeInteger(count) && count > 0 ? { ...happened, parts: count } : happened;
}

/** Many times the longest SMS. Of a mail that is longer, what somebody wants stands at its beginning. */
const MOST_WORDS = 5_000;

/** Anybody can write a mail in somebody's name, so no yes is taken from there. A no is: in doubt a message less. */
function withoutYes(happened: Happened): Happened {
  return happened.kind === 'replied' && happened.meaning === 'start' ? { kind: 'replied', meaning: 'other' } : happened;
}

/** What somebody wrote back. The words go no further. `answered`: whoever carries the message has replied to it already. */
export function replyOf(words: string, { answered = false } = {}): Extract<Happened, { kind: 'replied' }> {
  const { meaning, language } = readReply(words.slice(0, MOST_WORDS));
  const understood = { meaning, ...(language === undefined ? {} : { language }) };
  return { kind: 'replied', ...understood, ...(answered ? { answered } : {}) };
}

/** A provider's word for a kind of event; anything else that stands in its place could be somebody's address. */
const KIND_WORD = /^(?!.*\d{7})[A-Za-z][A-Za-z0-9_. -]{0,59}$/;

/** Nothing is told, and why. `kind` as the provider calls it. */
export function untold(because: UntoldBecause, kind: unknown): Told {
  return { status: 'nothing', because, kind: typeof kind === 'string' && KIND_WORD.test(kind) ? kind : 'unnamed' };
}
