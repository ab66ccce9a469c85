import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BgNbd, Timing } from '#core/model/bg-nbd';
import { expectedOrders } from '#core/model/expected-orders';
import { aliveProbability, gapShare, nextOrderIfAlive, returnProbability } from '#core/model/personal-clock';
import { dormantAfterDays, PERSONAL_RULE, weeksGiven } from '#core/model/personal-dormancy';

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const models: fc.Arbitrary<BgNbd> = fc.record({
  r: positive(0.05, 20),
  alpha: positive(0.05, 200),
  a: positive(0.05, 20),
  b: positive(0.05, 20),
});
const habits = fc.oneof(
  fc.constant({ repeats: 0, recency: 0 }),
  fc.record({ repeats: fc.integer({ min: 1, max: 500 }), recency: positive(1 / 7, 300) }),
);
const silences = positive(0, 500);
const silent = (habit: Pick<Timing, 'repeats' | 'recency'>, silence: number): Timing => ({
  ...habit,
  age: habit.recency + silence,
});
const ROUNDING = 1e-9;

describe('whatever the model and the customer', () => {
  test('chances lie between 0 and 1, and expected orders are finite and not negative', () => {
    fc.assert(
      fc.property(models, habits, silences, positive(0, 200), (model, habit, silence, weeks) => {
        const timing = silent(habit, silence);
        for (const chance of [
          aliveProbability(timing, model),
          gapShare(timing, model),
          returnProbability(timing, model, weeks),
        ]) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
        expect(expectedOrders(timing, model, weeks)).toBeGreaterThanOrEqual(0);
        expect(expectedOrders(timing, model, weeks)).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
  });

  test('more silence never makes a customer likelier to be there, nor to return, nor to order more', () => {
    fc.assert(
      fc.property(models, habits, silences, positive(0, 100), (model, habit, silence, more) => {
        const [sooner, later] = [silent(habit, silence), silent(habit, silence + more)];
        expect(aliveProbability(later, model)).toBeLessThanOrEqual(aliveProbability(sooner, model) + ROUNDING);
        expect(returnProbability(later, model, 39)).toBeLessThanOrEqual(
          returnProbability(sooner, model, 39) + ROUNDING,
        );
        expect(gapShare(later, model)).toBeGreaterThanOrEqual(gapShare(sooner, model) - ROUNDING);
        const orders = expectedOrders(sooner, model, 39);
        expect(expectedOrders(later, model, 39)).toBeLessThanOrEqual(orders + ROUNDING * Math.max(1, orders));
      }),
    );
  });

  test('more weeks to come never bring fewer orders, and no weeks bring none', () => {
    fc.assert(
      fc.property(
        models,
        habits,
        silences,
        positive(0, 100),
        positive(0, 100),
        (model, habit, silence, weeks, more) => {
          const timing = silent(habit, silence);
          const orders = expectedOrders(timing, model, weeks + more);
          expect(expectedOrders(timing, model, weeks)).toBeLessThanOrEqual(orders + ROUNDING * Math.max(1, orders));
          expect(expectedOrders(timing, model, 0)).toBeCloseTo(0, 7);
        },
      ),
    );
  });

  test('she becomes dormant on one day and stays so', () => {
    fc.assert(
      fc.property(models, habits, fc.integer({ min: 0, max: 1_000 }), (model, habit, days) => {
        const from = dormantAfterDays(habit, model);
        expect(from).toBeGreaterThanOrEqual(PERSONAL_RULE.atLeastDays);
        fc.pre(days !== from && days >= PERSONAL_RULE.atLeastDays && from < 3_650);
        const chance = returnProbability(silent(habit, days / 7), model, weeksGiven(habit, model));
        if (days > from) expect(chance).toBeLessThanOrEqual(PERSONAL_RULE.chance + ROUNDING);
        else expect(chance).toBeGreaterThan(PERSONAL_RULE.chance - ROUNDING);
      }),
    );
  });
});

const SHOP: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

test('expected orders add up the orders of each rate and each chance of leaving', () => {
  // By hand: E[orders in t] of a customer alive now, by the integral of E[(1 - e^(-rate p t)) / p] over both posteriors.
  const timing = { repeats: 3, recency: 20, age: 26 };
  const weeks = 30;
  const alive = aliveProbability(timing, SHOP);
  const shape = SHOP.r + timing.repeats;
  const scale = SHOP.alpha + timing.age;
  const [a, b] = [SHOP.a, SHOP.b + timing.repeats];
  const [STEPS, weight] = [200_000, { sum: 0, orders: 0 }];
  for (let step = 0; step < STEPS; step += 1) {
    // p = u^4 makes the density's peak at 0 harmless.
    const u = (step + 0.5) / STEPS;
    const p = u ** 4;
    const density = p ** (a - 1) * (1 - p) ** (b - 1) * 4 * u ** 3;
    weight.sum += density;
    weight.orders += (density * (1 - (scale / (scale + p * weeks)) ** shape)) / p;
  }
  expect(expectedOrders(timing, SHOP, weeks)).toBeCloseTo((alive * weight.orders) / weight.sum, 6);
});

test('beside a = 1, where the published formula divides by nothing, expected orders do not jump', () => {
  const timing = { repeats: 3, recency: 20, age: 26 };
  const at = (a: number) => expectedOrders(timing, { ...SHOP, a }, 30);
  expect(at(1)).toBeCloseTo((at(1 + 1e-4) + at(1 - 1e-4)) / 2, 6);
});

test('customers with many orders, for whom the published formula overflows, get a finite answer', () => {
  expect(expectedOrders({ repeats: 400, recency: 300, age: 301 }, SHOP, 52)).toBeGreaterThan(10);
});

test('half of those who are there order before the median', () => {
  const median = nextOrderIfAlive({ repeats: 5, recency: 20, age: 21 }, SHOP);
  const waits = 1 - ((SHOP.alpha + 21) / (SHOP.alpha + 21 + median)) ** (SHOP.r + 5);
  expect(waits).toBeCloseTo(0.5, 12);
});
