// How long is anything kept? The journal for a span of ours, customers for as long as the shop says.
import type { Customer } from '#core/customer';
import type { Shop } from '#core/shop';
import { type Day, dayOf, daysBetween, type Instant, type TimeZone } from '#core/time';

/** Days that the journal remembers what happened, and receipts the requests that told it: a year, and a month to look at its end. */
export const JOURNAL_DAYS = 400;

/** What a row is judged by: the shop's rule and its calendar. Without a rule, nobody is kept for too long. */
type KeptBy = Pick<Shop, 'keepDays' | 'timeZone'>;

/**
 * The last day, in the shop's calendar, on which anything was heard of a customer: a sign of life of any kind, a word about
 * being written to, an answer, a pause. Undefined where nothing has a date: then nobody can say how long it is.
 */
export function lastHeardDay(customer: Customer, zone: TimeZone): Day | undefined {
  const { activity, consent, declined = {}, chosen = {}, away, pausedAt } = customer;
  const said: readonly (Instant | undefined)[] = [
    ...Object.values(consent).map((one) => one?.at),
    ...Object.values(declined),
    ...Object.values(chosen),
    away?.at,
    pausedAt,
  ];
  const days = [
    ...Object.values(activity).map(({ last }) => last),
    ...said.flatMap((at) => (at === undefined ? [] : [dayOf(at, zone)])),
  ];
  return days.sort().at(-1);
}

/**
 * Is it time to delete this customer, and not to write to them any more (GDPR Art. 5(1)(e))? The last day that is kept is
 * still kept. Nobody whom an enrollment has is deleted under its hands.
 */
export function isOutdated(
  customer: Customer,
  { keepDays, timeZone }: KeptBy,
  { now, today }: { readonly now: Instant; readonly today: Day },
): boolean {
  if (keepDays === undefined) return false;
  if (customer.open !== undefined && customer.open.until > now) return false;
  const heard = lastHeardDay(customer, timeZone);
  return heard !== undefined && daysBetween(heard, today) > keepDays;
}
