// What will this customer bring, and to which tier does that put her?
import type { BgNbd } from '#core/model/bg-nbd';
import { expectedOrders } from '#core/model/expected-orders';
import { expectedOrderValue, type GammaGamma } from '#core/model/gamma-gamma';
import type { OrderSummary } from '#core/model/order-summary';

const WEEKS_A_YEAR = 365.25 / 7;
/** Orders are discounted in steps of four weeks, from the middle of each: near enough to each on its own day. */
const STEP_WEEKS = 4;

export type ValueModels = { readonly timing: BgNbd; readonly spend: GammaGamma };

/** How far ahead value is counted, and what a year of waiting costs: 0.1 makes 110 next year worth 100 today. */
export type Horizon = { readonly weeks: number; readonly yearlyDiscount: number };

/** A year of orders to come; waiting a year for money costs a tenth of it. */
export const VALUE_HORIZON: Horizon = { weeks: 52, yearlyDiscount: 0.1 };

/**
 * The present value of the orders to come within the horizon: expected orders x expected order value, discounted, in the money
 * unit of the spend model. Undefined where the spend model has no mean (q <= 1) and she has too few orders of her own.
 */
export function lifetimeValue(summary: OrderSummary, models: ValueModels, horizon: Horizon): number | undefined {
  const orderValue = expectedOrderValue(summary, models.spend);
  if (orderValue === undefined) return undefined;
  let [until, ordered, discounted] = [0, 0, 0];
  while (until < horizon.weeks) {
    const from = until;
    until = Math.min(from + STEP_WEEKS, horizon.weeks);
    const orders = expectedOrders(summary, models.timing, until);
    const years = (from + until) / 2 / WEEKS_A_YEAR;
    discounted += (orders - ordered) / (1 + horizon.yearlyDiscount) ** years;
    ordered = orders;
  }
  return discounted * orderValue;
}
