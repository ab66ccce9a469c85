import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifetimeValue, VALUE_HORIZON } from '#core/model/customer-value';
import { type CustomerFigures, fitShop } from '#core/model/fit-shop';
import { ShopModelSchema } from '#core/model/shop-model';
import { createShopSample } from '#core/model/shop-sample';
import { tierOf } from '#core/model/value-tier';
import { DaySchema, InstantSchema } from '#core/time';
import { simulatedShop } from '../../support/simulated-shop.ts';

const AT = { until: DaySchema.parse('2026-07-06'), fittedAt: InstantSchema.parse('2026-07-06T08:00:00.000Z') };
const TIMING = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const SPEND = { p: 6.25, q: 3.74, gamma: 15.44 };
const FIRST_ORDER = 20;

function aShop(seed: number, customers: number): CustomerFigures[] {
  return simulatedShop(seed, customers, TIMING, SPEND).map((summary) => ({
    ...summary,
    orders: summary.repeats + 1,
    spent: FIRST_ORDER + summary.repeats * (summary.repeatSpend ?? 0),
  }));
}

describe('a shop that orders as the models say', () => {
  const shop = aShop(11, 4_000);
  const model = fitShop(shop, AT);

  test('is fitted, and its model can be stored as it is', () => {
    expect(model).toMatchObject({ ...AT, customers: 4_000, timing: { status: 'fitted' }, spend: { status: 'fitted' } });
    expect(ShopModelSchema.parse(JSON.parse(JSON.stringify({ ...model, version: 1 })))).toEqual({
      ...model,
      version: 1,
    });
  });

  test('placed about as many repeat orders as the model expects', () => {
    const seen = shop.reduce((sum, { repeats }) => sum + repeats, 0);
    expect(model.repeats?.seen).toBe(seen);
    expect(Math.abs((model.repeats?.expected ?? 0) / seen - 1)).toBeLessThan(0.05);
  });

  test('has its tiers by what customers will bring: 5, 15, 30 and 50 of a hundred', () => {
    const { timing, spend, value } = model;
    if (timing.status !== 'fitted' || spend.status !== 'fitted' || value === undefined) throw new Error('no fit');
    expect(value.by).toBe('expectedValue');
    const models = { timing: timing.model, spend: spend.model };
    const tiers = shop.map((one) => tierOf(lifetimeValue(one, models, VALUE_HORIZON) ?? 0, value.floors));
    const held = ['top', 'high', 'middle', 'low'].map((tier) => tiers.filter((one) => one === tier).length);
    expect(held).toEqual([200, 600, 1_200, 2_000]);
  });

  test('teaches the same whether it is read from a list or from a sample in flat memory', () => {
    const sample = createShopSample(shop.length);
    for (const one of shop) sample.add(one);
    expect(fitShop(sample, AT)).toEqual(model);
  });
});

describe('a shop too small for models', () => {
  const unfit = { status: 'unfit', because: 'tooFewRepeatCustomers' };

  test('is ranked by what was spent, and scored', () => {
    const once = { repeats: 0, recency: 0, repeatSpend: undefined, orders: 1 };
    const model = fitShop(
      [3, 1, 2].map((age) => ({ ...once, age, spent: 10 * age })),
      AT,
    );
    expect(model).toEqual({
      ...AT,
      ...{ customers: 3, repeatCustomers: 0, orders: 3, timing: unfit, spend: unfit },
      value: { by: 'spent', floors: { top: 30, high: 30, middle: 20 } },
      scores: { recency: [-14, -14, -7, -7], frequency: [1, 1, null, null], money: [20, 20, 30, 30] },
    });
  });

  test('without a customer has neither tiers nor scores', () => {
    expect(fitShop([], AT)).toEqual({
      ...AT,
      customers: 0,
      repeatCustomers: 0,
      orders: 0,
      timing: unfit,
      spend: unfit,
    });
  });
});

test('where a few spend without bound, and a mean order has no value, customers are ranked by what they spent', () => {
  const spend = { p: 6, q: 0.5, gamma: 15 };
  const shop = simulatedShop(5, 2_000, TIMING, spend).map((one) => ({ ...one, orders: one.repeats + 1, spent: 5 }));
  const model = fitShop(shop, AT);
  expect(model).toMatchObject({ timing: { status: 'fitted' }, spend: { status: 'fitted' }, value: { by: 'spent' } });
});

test('whatever a shop is like, it is fitted or not, and everybody in it is ranked', () => {
  const customer = fc
    .record({
      repeats: fc.integer({ min: 0, max: 6 }),
      first: fc.integer({ min: 0, max: 400 }),
      gap: fc.integer({ min: 0, max: 60 }),
      spent: fc.constantFrom(0, 0.01, 20, 20, 20, 5_000),
    })
    .map(({ repeats, first, gap, spent }): CustomerFigures => {
      const age = (first + repeats * gap) / 7;
      const recency = (repeats * gap) / 7;
      return { repeats, recency, age, repeatSpend: repeats === 0 ? undefined : spent, orders: repeats + 1, spent };
    });
  fc.assert(
    fc.property(fc.array(customer, { minLength: 1, maxLength: 80 }), (shop) => {
      const model = fitShop(shop, AT);
      expect(ShopModelSchema.safeParse({ ...model, version: 1 }).error).toBeUndefined();
      expect(model.customers).toBe(shop.length);
      expect(model.value).toBeDefined();
    }),
    { numRuns: 40 },
  );
});

test('a full sample takes nobody more', () => {
  const sample = createShopSample(1);
  const figures = { repeats: 1, recency: 2, age: 3, repeatSpend: 4, orders: 5, spent: 6 };
  expect([sample.add(figures), sample.add(figures), sample.size]).toEqual([true, false, 1]);
  expect([...sample]).toEqual([figures]);
});
