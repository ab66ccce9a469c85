// Customers' rows of a shop that orders exactly as the models say: what a fit from a store is held against.
import type { Customer } from '#core/customer';
import { type Day, plusDays } from '#core/time';
import { aCustomer } from './builders.ts';
import { simulatedShop } from './simulated-shop.ts';

/** The figures published for CDNOW. */
export const TIMING = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
export const SPEND = { p: 6.25, q: 3.74, gamma: 15.44 };

const DAYS_A_WEEK = 7;
const CENTS = 100;
const FIRST_ORDER_CENTS = 2_000;

/** Rows as they are on the day `until`, from `c0` on. Orders on one day are rare, so days and orders are as many. */
export function simulatedRows(seed: number, customers: number, until: Day): Customer[] {
  return simulatedShop(seed, customers, TIMING, SPEND).map(({ repeats, recency, age, repeatSpend = 0 }, index) => {
    const first = plusDays(until, -Math.round(age * DAYS_A_WEEK));
    const last = plusDays(first, Math.max(repeats, Math.round(recency * DAYS_A_WEEK)));
    const spent = FIRST_ORDER_CENTS + Math.round(repeats * repeatSpend * CENTS);
    const count = repeats + 1;
    const order = {
      first,
      last: last > until ? until : last,
      count,
      days: count,
      spent,
      spentFirst: FIRST_ORDER_CENTS,
    };
    return aCustomer({ customerId: `c${index}`, activity: { order } });
  });
}
