// How long is anything kept? What happened for a span of ours, customers for as long as the shop says.
import type { Customer } from '#core/customer';
import type { Shop } from '#core/shop';
import { type Day, dayOf, daysBetween, type Instant, plusDays, type TimeZone } from '#core/time';

/** Days that the journal remembers what happened: a year, and a month to look at its end. */
export const JOURNAL_DAYS = 400;
/** Days for which the opt-out of a message must work after it left (CASL s. 11(2); CAN-SPAM has 30, 15 U.S.C. 7704(a)(3)). */
const OPT_OUT_DAYS = 60;

/** What a row is judged by: the shop's rule and its calendar. Without a rule, nobody is ever outdated. */
type KeptBy = Pick<Shop, 'keepDays' | 'timeZone'>;

/** The newest day that is too long ago, in the shop's calendar: whoever was last heard of then, or before, is outdated. */
export function lastOutdatedDay(keepDays: number, today: Day): Day {
  return plusDays(today, -keepDays - 1);
}

/**
 * Has nothing been heard of this customer for longer than the shop keeps anybody (GDPR Art. 5(1)(e))? Then no sequence takes
 * them any more. Nobody of whom nothing has a date is outdated: nobody can say how long that is.
 */
export function isOutdated(customer: Customer, { keepDays, timeZone }: KeptBy, today: Day): boolean {
  if (keepDays === undefined) return false;
  const heard = lastHeardDay(customer, timeZone);
  return heard !== undefined && heard <= lastOutdatedDay(keepDays, today);
}

/**
 * May the row of somebody who is outdated be deleted? Not while an enrollment has or watches them, nor while a message may
 * still be answered with a no: without the row, nobody could tell whose address that is about.
 */
export function isErasable(customer: Customer, keptBy: KeptBy, now: Instant): boolean {
  const today = dayOf(now, keptBy.timeZone);
  const { open, watched, recentTouches } = customer;
  if (!isOutdated(customer, keptBy, today)) return false;
  if ([open, watched].some((one) => one !== undefined && one.until > now)) return false;
  return recentTouches.every(({ at }) => daysBetween(dayOf(at, keptBy.timeZone), today) > OPT_OUT_DAYS);
}

/**
 * The last day on which anything was heard of a customer: a sign of life of any kind, a word about being written to, an
 * answer, a pause. A consent whose file does not say when it was given has the day of that import: it counts only where
 * nothing else has a day.
 */
function lastHeardDay(customer: Customer, zone: TimeZone): Day | undefined {
  const { activity, consent, declined = {}, chosen = {}, away, pausedAt } = customer;
  const consents = Object.values(consent).filter((one) => one !== undefined);
  const dated = consents.filter(({ undated }) => undated !== true).map(({ at }) => at);
  const said = [...dated, ...Object.values(declined), ...Object.values(chosen), away?.at, pausedAt];
  const daysOf = (instants: readonly (Instant | undefined)[]) =>
    instants.flatMap((at) => (at === undefined ? [] : [dayOf(at, zone)]));
  const known = [...Object.values(activity).map(({ last }) => last), ...daysOf(said)];
  return (known.length > 0 ? known : daysOf(consents.map(({ at }) => at))).sort().at(-1);
}
