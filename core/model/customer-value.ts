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

/** From the most to the least valuable. */
export const VALUE_TIERS = ['top', 'high', 'middle', 'low'] as const;
export type ValueTier = (typeof VALUE_TIERS)[number];

/** The best 5% of the customers, the next 15%, the next 30%; the other half is low. */
const SHARE_UP_TO = { top: 0.05, high: 0.2, middle: 0.5 } as const;

/** The least value of each tier but the low one, so that one customer's tier needs no look at the others. */
export type TierFloors = Readonly<Record<Exclude<ValueTier, 'low'>, number>>;

/**
 * Where the tiers of a shop begin. Each holds its share rounded up, so the best customer of the smallest shop is top, and
 * whoever ties with the last of a tier is in it. Undefined for a shop without customers.
 */
export function tierFloors(values: ArrayLike<number>): TierFloors | undefined {
  const sorted = Float64Array.from(values).sort().reverse();
  const floor = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const [top, high, middle] = [floor(SHARE_UP_TO.top), floor(SHARE_UP_TO.high), floor(SHARE_UP_TO.middle)];
  return top === undefined || high === undefined || middle === undefined ? undefined : { top, high, middle };
}

/** The tier of a customer of this value. */
export function tierOf(value: number, floors: TierFloors): ValueTier {
  if (value >= floors.top) return 'top';
  if (value >= floors.high) return 'high';
  return value >= floors.middle ? 'middle' : 'low';
}
