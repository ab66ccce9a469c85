// In which value tier is each customer of a shop, and by which figure were they ranked?
import { type BgNbdFit, fitBgNbd } from '#core/model/bg-nbd';
import {
  type Horizon,
  lifetimeValue,
  type TierFloors,
  tierFloors,
  tierOf,
  type ValueTier,
} from '#core/model/customer-value';
import { fitGammaGamma } from '#core/model/gamma-gamma';
import { type DatedOrder, summaryOf } from '#core/model/order-summary';
import type { Day } from '#core/time';

/** A year of orders to come; waiting a year for money costs a tenth of it. */
export const VALUE_HORIZON: Horizon = { weeks: 52, yearlyDiscount: 0.1 };

type Unfit = Extract<BgNbdFit, { status: 'unfit' }>['because'];

/** `expectedValue`: present value of the orders to come. `spent`: money so far, and why nothing better could be said. */
export type TierFigure =
  | { readonly by: 'expectedValue' }
  | { readonly by: 'spent'; readonly because: Unfit | 'noMeanSpend' };

export type ShopTiers = TierFigure & { readonly tiers: readonly ValueTier[] };

/**
 * The tier of each customer by her orders up to the end of a day, in the order of the customers. Ranked by expected value where
 * both models fit this shop, otherwise by what was spent so far.
 */
export function shopTiers(customers: readonly (readonly DatedOrder[])[], endOf: Day): ShopTiers {
  const expected = expectedValues(customers, endOf);
  if (expected.by === 'expectedValue') return { by: expected.by, tiers: ranked(expected.values) };
  const spent = customers.map((orders) =>
    orders.reduce((sum, { day, amount }) => (day <= endOf ? sum + amount : sum), 0),
  );
  return { ...expected, tiers: ranked(spent) };
}

type Expected =
  | { readonly by: 'expectedValue'; readonly values: readonly number[] }
  | Extract<TierFigure, { by: 'spent' }>;

function expectedValues(customers: readonly (readonly DatedOrder[])[], endOf: Day): Expected {
  const known = customers.map((orders) => summaryOf(orders, endOf));
  const summaries = known.filter((summary) => summary !== undefined);
  const timing = fitBgNbd(summaries);
  if (timing.status === 'unfit') return { by: 'spent', because: timing.because };
  const spend = fitGammaGamma(summaries);
  if (spend.status === 'unfit') return { by: 'spent', because: spend.because };
  const models = { timing: timing.model, spend: spend.model };
  const values: number[] = [];
  for (const summary of known) {
    const value = summary === undefined ? 0 : lifetimeValue(summary, models, VALUE_HORIZON);
    if (value === undefined) return { by: 'spent', because: 'noMeanSpend' };
    values.push(value);
  }
  return { by: 'expectedValue', values };
}

function ranked(values: readonly number[]): readonly ValueTier[] {
  const floors: TierFloors | undefined = tierFloors(values);
  return floors === undefined ? [] : values.map((value) => tierOf(value, floors));
}
