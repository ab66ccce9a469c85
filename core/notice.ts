// What do we answer to a customer's own words? A short text about the words themselves, with no marketing in it.
import type { ConsentRecord } from '#core/consent';
import { contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import type { CustomerId, EnrollmentId, TouchId } from '#core/ids';
import { languageOfLocale, noticeText } from '#core/notice-words';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { epochOf, type Instant, SECOND_MS } from '#core/time';

/** A text of ours in answer to a customer's own: no marketing in it, so no consent is asked. */
export type Notice = {
  readonly customerId: CustomerId;
  readonly to: string;
  readonly text: string;
  /** US dollars: the most that one part may cost. */
  readonly maxPrice: number;
  /** The message that was answered, where it is known. */
  readonly inReplyTo?: { readonly enrollmentId: EnrollmentId; readonly touchId: TouchId };
};

export interface Notices {
  /** Sends a service message by SMS. What becomes of it is never waited for, and nothing is tried again. */
  send(notice: Notice): Promise<{ readonly status: 'accepted' | 'throttled' | 'refused' | 'ambiguous' }>;
}

export type Reply = Extract<Response, { kind: 'replied' }>;
/** What is known when a reply has been obeyed: the row from before or after it, and every yes and no of before and since. */
export type Replied = {
  readonly reply: Reply;
  readonly customer: Customer;
  readonly records: readonly ConsentRecord[];
  readonly shop: Shop;
  readonly now: Instant;
};

/**
 * `due` once under the name `once`, whoever shares the number. `notNew`: it was so before, or has been changed since.
 * `provider`: whoever carries the texts answers such words.
 */
export type NoticeAnswer =
  | { readonly status: 'due'; readonly notice: Notice; readonly once: string }
  | { readonly status: 'none'; readonly because: 'otherWords' | 'provider' | 'late' | 'unreachable' | 'notNew' };

/** 47 CFR 64.1200(a)(12): a confirmation is sent within five minutes of the no. */
const CONFIRMED_WITHIN_MS = 5 * 60 * SECOND_MS;
/** A question is answered for as long as whoever asked may still wait. */
const HELPED_WITHIN_MS = 60 * 60 * SECOND_MS;
/** `2026-07-01T14` of an instant: help is given once an hour, so that two machines cannot talk for ever. */
const HOUR_DIGITS = 13;

/** Is a text due in answer to this reply, and which? At most one for each no or yes that changes something (CMP-26). */
export function noticeFor({ reply, customer, records, shop, now }: Replied): NoticeAnswer {
  const none = (because: Extract<NoticeAnswer, { status: 'none' }>['because']) =>
    ({ status: 'none', because }) as const;
  const { meaning, at, enrollmentId, touchId, channel } = reply;
  if (channel !== 'sms' || meaning === 'other') return none('otherWords');
  if (reply.answered === true && shop.keywords === 'provider') return none('provider');
  if (epochOf(now) - epochOf(at) > (meaning === 'help' ? HELPED_WITHIN_MS : CONFIRMED_WITHIN_MS)) return none('late');
  const contact = contactFor(customer, 'sms');
  // A number that bounced, or whose owner complained, is left alone.
  if (contact === undefined || customer.suppression.sms !== undefined) return none('unreachable');
  const after = customerAfter(customer, reply, shop.timeZone) ?? customer;
  if (meaning !== 'help' && !isNews(reply, customer, after, records)) return none('notNew');
  const answered = enrollmentId === undefined || touchId === undefined ? undefined : { enrollmentId, touchId };
  const notice: Notice = {
    customerId: customer.customerId,
    to: contact.address,
    text: noticeText(meaning, reply.language ?? languageOfLocale(shop.locale), shop),
    maxPrice: shop.smsMaxPrice,
    ...(answered === undefined ? {} : { inReplyTo: answered }),
  };
  return { status: 'due', notice, once: `${meaning}#${meaning === 'help' ? at.slice(0, HOUR_DIGITS) : at}` };
}

/** Does this reply stand now, and did the opposite, or nothing, stand before it? */
function isNews({ meaning, at }: Reply, known: Customer, after: Customer, records: readonly ConsentRecord[]): boolean {
  const says = meaning === 'stop' ? 'withdrawn' : 'granted';
  const [was, stands] = [known.consent.sms, after.consent.sms];
  if (stands?.state !== says || stands.at !== at) return false;
  if (was?.state === says && was.at !== at) return false;
  // The row of a reply that comes again has it already; the records know what was before.
  const before = records.findLast(
    (record) => record.channel === 'sms' && record.purpose === 'marketing' && record.at < at,
  );
  return before?.state !== says;
}
