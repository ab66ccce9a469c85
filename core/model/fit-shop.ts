// What do the orders of a shop's customers teach? All models at once, and where the tiers and scores of the shop begin.

import { type BgNbd, fitBgNbd } from '#core/model/bg-nbd';
import { lifetimeValue, VALUE_HORIZON } from '#core/model/customer-value';
import { expectedOrders } from '#core/model/expected-orders';
import { expectedOrderValue, fitGammaGamma } from '#core/model/gamma-gamma';
import type { Fitted, Unfit } from '#core/model/maximum-likelihood';
import { type OrderSummary, silentDaysOf } from '#core/model/order-summary';
import { scoreFloors } from '#core/model/rfm';
import type { NewShopModel, SpendFit, TimingFit } from '#core/model/shop-model';
import { tierFloors } from '#core/model/value-tier';
import type { Day, Instant } from '#core/time';

/** One customer with an order: what the models ask, and all orders and money (major units) so far, which are scored. */
export type CustomerFigures = OrderSummary & { readonly orders: number; readonly spent: number };

/** Somebody who has only begun to order. */
const AT_FIRST_ORDER = { repeats: 0, recency: 0, age: 0, repeatSpend: undefined };

/**
 * The models of a shop with these customers, as known at the end of the day `until`. The customers are read several times
 * over. They are ranked by the present value of their orders to come where both models fit and a mean order has a value,
 * otherwise by what they spent so far.
 */
export function fitShop(
  customers: Iterable<CustomerFigures>,
  { until, fittedAt }: { readonly until: Day; readonly fittedAt: Instant },
): NewShopModel {
  const seen = countsOf(customers);
  const timing = stored(fitBgNbd(customers));
  const spend = stored(fitGammaGamma(customers));
  return {
    ...{ fittedAt, until, customers: seen.customers, repeatCustomers: seen.repeatCustomers, orders: seen.orders },
    ...{ timing, spend },
    ...(timing.status === 'fitted'
      ? { repeats: { seen: seen.repeats, expected: repeatsExpected(customers, timing.model) } }
      : {}),
    ...floorsOf(customers, seen.customers, { timing, spend }),
  };
}

type Counts = {
  readonly customers: number;
  readonly repeatCustomers: number;
  readonly orders: number;
  readonly repeats: number;
};

function countsOf(figures: Iterable<CustomerFigures>): Counts {
  let [customers, repeatCustomers, orders, repeats] = [0, 0, 0, 0];
  for (const one of figures) {
    customers += 1;
    if (one.repeats > 0) repeatCustomers += 1;
    orders += one.orders;
    repeats += one.repeats;
  }
  return { customers, repeatCustomers, orders, repeats };
}

/** What is stored of a fit. */
function stored<Model>(fit: Fitted<Model> | Unfit) {
  return fit.status === 'unfit' ? fit : { status: fit.status, model: fit.model, logLikelihood: fit.logLikelihood };
}

/** As many as the model would have expected of each on the day of the first order. */
function repeatsExpected(customers: Iterable<CustomerFigures>, timing: BgNbd): number {
  let expected = 0;
  for (const { age } of customers) expected += expectedOrders(AT_FIRST_ORDER, timing, age);
  return expected;
}

function floorsOf(
  customers: Iterable<CustomerFigures>,
  count: number,
  fits: { readonly timing: TimingFit; readonly spend: SpendFit },
): Pick<NewShopModel, 'value' | 'scores'> {
  const figures = (figureOf: (one: CustomerFigures) => number) => columnOf(customers, count, figureOf);
  const spent = figures((one) => one.spent);
  const expectedValueOf = expectedValues(fits);
  const floors = tierFloors(expectedValueOf === undefined ? spent : figures(expectedValueOf));
  const recency = scoreFloors(figures((one) => -silentDaysOf(one)));
  const frequency = scoreFloors(figures((one) => one.orders));
  const money = scoreFloors(spent);
  if (floors === undefined || recency === undefined || frequency === undefined || money === undefined) return {};
  const by = expectedValueOf === undefined ? 'spent' : 'expectedValue';
  return { value: { by, floors }, scores: { recency, frequency, money } };
}

/** Undefined where no value can be told, or not of everybody: whoever never ordered again is worth the shop's mean order. */
function expectedValues({
  timing,
  spend,
}: {
  readonly timing: TimingFit;
  readonly spend: SpendFit;
}): ((one: OrderSummary) => number) | undefined {
  if (timing.status === 'unfit' || spend.status === 'unfit') return undefined;
  if (expectedOrderValue(AT_FIRST_ORDER, spend.model) === undefined) return undefined;
  const models = { timing: timing.model, spend: spend.model };
  return (one) => lifetimeValue(one, models, VALUE_HORIZON) ?? 0;
}

function columnOf(
  customers: Iterable<CustomerFigures>,
  count: number,
  figureOf: (one: CustomerFigures) => number,
): Float64Array {
  const column = new Float64Array(count);
  let at = 0;
  for (const one of customers) {
    column[at] = figureOf(one);
    at += 1;
  }
  return column;
}
