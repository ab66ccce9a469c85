// What do the models know of a customer? Counts and times of her orders, and what a repeat order of hers is worth.
import { type Day, daysBetween } from '#core/time';

export const DAYS_A_WEEK = 7;

/** One order: its calendar day in the shop's time zone, and its amount in whatever money unit the caller keeps to. */
export type DatedOrder = { readonly day: Day; readonly amount: number };

/**
 * A customer's orders up to a day, as Fader, Hardie & Lee (2005) count them: all orders of one day are one transaction, the
 * first transaction only starts the clock. Times are weeks.
 */
export type OrderSummary = {
  /** Transactions after the first: x. */
  readonly repeats: number;
  /** From the first transaction to the last: t_x. 0 when there was no repeat. */
  readonly recency: number;
  /** From the first transaction to the day of asking: T. */
  readonly age: number;
  /** Mean amount of the repeat transactions; undefined when there was none. */
  readonly repeatSpend: number | undefined;
};

/**
 * What the models know of a customer at the end of a day. Orders may come in any order; those after `asOf` are not counted.
 * Undefined when she had not ordered yet.
 */
export function summaryOf(orders: Iterable<DatedOrder>, asOf: Day): OrderSummary | undefined {
  const spentByDay = new Map<Day, number>();
  for (const { day, amount } of orders) {
    if (day <= asOf) spentByDay.set(day, (spentByDay.get(day) ?? 0) + amount);
  }
  let [first, last, spent]: [Day | undefined, Day | undefined, number] = [undefined, undefined, 0];
  for (const [day, amount] of spentByDay) {
    if (first === undefined || day < first) first = day;
    if (last === undefined || day > last) last = day;
    spent += amount;
  }
  if (first === undefined || last === undefined) return undefined;
  const repeats = spentByDay.size - 1;
  return {
    repeats,
    recency: daysBetween(first, last) / DAYS_A_WEEK,
    age: daysBetween(first, asOf) / DAYS_A_WEEK,
    repeatSpend: repeats === 0 ? undefined : (spent - (spentByDay.get(first) ?? 0)) / repeats,
  };
}

/** How long she has been silent: from the last transaction to the day of asking, in weeks. */
export function silenceOf({ age, recency }: Pick<OrderSummary, 'age' | 'recency'>): number {
  return age - recency;
}

/** The same in whole days. */
export function silentDaysOf(summary: Pick<OrderSummary, 'age' | 'recency'>): number {
  return Math.round(silenceOf(summary) * DAYS_A_WEEK);
}
