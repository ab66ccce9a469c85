// What do the models say of one customer? Her own clock, her value and her scores, from her row and what the last fit learned.
import { type ActivitySummary, activeDays, spentOnFirstDay } from '#core/activity';
import type { Customer } from '#core/customer';
import { lifetimeValue, VALUE_HORIZON } from '#core/model/customer-value';
import type { CustomerFigures } from '#core/model/fit-shop';
import { DAYS_A_WEEK, type OrderSummary, silentDaysOf } from '#core/model/order-summary';
import { aliveProbability, gapShare, nextOrderIfAlive } from '#core/model/personal-clock';
import { dormantAfterDays } from '#core/model/personal-dormancy';
import { type RfmScore, scoreByFloors } from '#core/model/rfm';
import type { ShopModel } from '#core/model/shop-model';
import { tierOf, type ValueTier } from '#core/model/value-tier';
import { type Day, daysBetween } from '#core/time';

const CENTS = 100;

/**
 * A customer's own clock on a day. `alive`: the chance that she is still a customer; `gapShare`: the share of her own gaps that is
 * shorter than her silence (both 0 to 1); `dormantAfterDays`: of silence; `nextOrderDays`: if she is still a customer, half of
 * those like her order within so many days from the day asked for; `model`: the version of the fit.
 */
export type Ticking = {
  readonly status: 'ticking';
  readonly alive: number;
  readonly gapShare: number;
  readonly dormantAfterDays: number;
  readonly nextOrderDays: number;
  readonly model: number;
};

/** `thin`: there is too little to go by, and a window must do. */
export type PersonalClock =
  | Ticking
  | { readonly status: 'thin'; readonly because: 'noModel' | 'unfit' | 'noRepeatOrder' | 'neverOrdered' };

/** What a customer is worth, in major units: the orders to come, or, where that cannot be told, what was spent so far. */
export type CustomerValue = {
  readonly by: 'expectedValue' | 'spent';
  readonly amount: number;
  readonly tier: ValueTier;
};

/** What the models ask of a customer, from the orders that her row keeps; money in major units. Undefined before a first order. */
export function orderSummaryOf(order: ActivitySummary | undefined, today: Day): OrderSummary | undefined {
  if (order === undefined || order.first > today) return undefined;
  const repeats = activeDays(order) - 1;
  const recency = daysBetween(order.first, order.last) / DAYS_A_WEEK;
  return {
    repeats,
    recency,
    // An order may be dated a day ahead of us; silence is never negative.
    age: Math.max(recency, daysBetween(order.first, today) / DAYS_A_WEEK),
    repeatSpend: repeats === 0 ? undefined : (order.spent - spentOnFirstDay(order)) / repeats / CENTS,
  };
}

/** Her own clock on a day. Whoever ordered on one day only has none: there the model cannot tell who has left. */
export function clockOf(customer: Customer, model: ShopModel | undefined, today: Day): PersonalClock {
  if (model === undefined) return { status: 'thin', because: 'noModel' };
  if (model.timing.status === 'unfit') return { status: 'thin', because: 'unfit' };
  const summary = orderSummaryOf(customer.activity.order, today);
  if (summary === undefined) return { status: 'thin', because: 'neverOrdered' };
  if (summary.repeats === 0) return { status: 'thin', because: 'noRepeatOrder' };
  const timing = model.timing.model;
  return {
    status: 'ticking',
    alive: aliveProbability(summary, timing),
    gapShare: gapShare(summary, timing),
    dormantAfterDays: dormantAfterDays(summary, timing),
    nextOrderDays: nextOrderIfAlive(summary, timing) * DAYS_A_WEEK,
    model: model.version,
  };
}

/** What she is worth, and her tier in the shop. Undefined while nothing was fitted to a shop with orders. */
export function worthOf(customer: Customer, model: ShopModel | undefined, today: Day): CustomerValue | undefined {
  if (model?.value === undefined) return undefined;
  const { by, floors } = model.value;
  const figures = figuresOf(customer, today);
  if (figures === undefined) return { by, amount: 0, tier: 'low' };
  const amount = by === 'spent' ? figures.spent : expectedValue(figures, model);
  return amount === undefined ? undefined : { by, amount, tier: tierOf(amount, floors) };
}

/** Her scores of recency, frequency and money. Undefined for whoever never ordered, and while nothing was fitted. */
export function scoresOf(customer: Customer, model: ShopModel | undefined, today: Day): RfmScore | undefined {
  const figures = figuresOf(customer, today);
  if (model?.scores === undefined || figures === undefined) return undefined;
  const { recency, frequency, money } = model.scores;
  return {
    recency: scoreByFloors(-silentDaysOf(figures), recency),
    frequency: scoreByFloors(figures.orders, frequency),
    money: scoreByFloors(figures.spent, money),
  };
}

/** What a fit learns from her. Undefined before a first order. */
export function figuresOf({ activity: { order } }: Customer, today: Day): CustomerFigures | undefined {
  const summary = orderSummaryOf(order, today);
  if (order === undefined || summary === undefined) return undefined;
  return { ...summary, orders: order.count, spent: order.spent / CENTS };
}

function expectedValue(summary: OrderSummary, { timing, spend }: ShopModel): number | undefined {
  if (timing.status === 'unfit' || spend.status === 'unfit') return undefined;
  return lifetimeValue(summary, { timing: timing.model, spend: spend.model }, VALUE_HORIZON);
}
