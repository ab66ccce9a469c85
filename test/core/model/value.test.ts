import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifetimeValue } from '#core/model/customer-value';
import { expectedOrders } from '#core/model/expected-orders';
import { expectedOrderValue } from '#core/model/gamma-gamma';
import { scoreByFloors, scoreFloors } from '#core/model/rfm';
import { tierFloors, tierOf } from '#core/model/value-tier';

const MODELS = {
  timing: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  spend: { p: 6.25, q: 3.74, gamma: 15.44 },
};
const CUSTOMER = { repeats: 3, recency: 20, age: 26, repeatSpend: 40 };

describe('lifetime value', () => {
  test('without a discount is orders to come times what an order is worth', () => {
    const value = lifetimeValue(CUSTOMER, MODELS, { weeks: 50, yearlyDiscount: 0 });
    const orderValue = expectedOrderValue(CUSTOMER, MODELS.spend) ?? 0;
    expect(value).toBeCloseTo(expectedOrders(CUSTOMER, MODELS.timing, 50) * orderValue, 9);
  });

  test('loses by a discount, and by no more than a year of it in a year', () => {
    const [whole = 0, less = 0] = [0, 0.1].map((yearlyDiscount) =>
      lifetimeValue(CUSTOMER, MODELS, { weeks: 52, yearlyDiscount }),
    );
    expect(less).toBeLessThan(whole);
    expect(less).toBeGreaterThan(whole / 1.1);
  });

  test("an order is worth something between her own mean and the shop's, nearer her own the more she ordered", () => {
    const shop = (6.25 * 15.44) / 2.74;
    const [few = 0, many = 0] = [1, 30].map((repeats) =>
      expectedOrderValue({ repeats, repeatSpend: 90 }, MODELS.spend),
    );
    expect(shop).toBeLessThan(few);
    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(90);
  });

  test('is not known where the shop has no mean and the customer has too few orders', () => {
    const spend = { p: 1, q: 0.5, gamma: 10 };
    expect(expectedOrderValue({ repeats: 0, repeatSpend: undefined }, spend)).toBeUndefined();
    const once = { ...CUSTOMER, repeats: 0, repeatSpend: undefined };
    expect(lifetimeValue(once, { ...MODELS, spend }, { weeks: 52, yearlyDiscount: 0.1 })).toBeUndefined();
  });
});

describe('value tiers', () => {
  const tiersOf = (values: readonly number[]) => {
    const floors = tierFloors(values);
    return floors && values.map((value) => tierOf(value, floors));
  };

  test('hold 5, 15, 30 and 50 of a hundred', () => {
    const tiers = tiersOf(Array.from({ length: 100 }, (_, value) => value)) ?? [];
    const held = (tier: string) => tiers.filter((one) => one === tier).length;
    expect(['top', 'high', 'middle', 'low'].map(held)).toEqual([5, 15, 30, 50]);
  });

  test('give equal customers the same tier, and the smallest shops a top', () => {
    expect(tiersOf([7, 7, 7])).toEqual(['top', 'top', 'top']);
    expect(tiersOf([7])).toEqual(['top']);
    expect(tiersOf([9, 8, 1])).toEqual(['top', 'middle', 'low']);
    expect(tierFloors([])).toBeUndefined();
  });
});

describe('RFM scores', () => {
  const scoresOf = (figures: readonly number[]) => {
    const floors = scoreFloors(Float64Array.from(figures));
    return floors && figures.map((figure) => scoreByFloors(figure, floors));
  };

  test('put a fifth of the customers in each cell, the best highest', () => {
    expect(scoresOf([0, -1, -2, -3, -4, -5, -6, -7, -8, -9])).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  });

  test('spread shops that have fewer customers than cells evenly', () => {
    expect(scoresOf([5])).toEqual([3]);
    expect(scoresOf([5, 9])).toEqual([2, 4]);
    expect(scoresOf([9, 5, 7])).toEqual([5, 1, 3]);
    expect(scoreFloors(new Float64Array())).toBeUndefined();
  });

  test('leave out what nobody has: most ordered once, and nobody is put above another by chance', () => {
    expect(scoreFloors(Float64Array.from([1, 1, 1, 1, 1, 1, 1, 1, 2, 3]))).toEqual([1, 1, 2, 2]);
    expect(scoreFloors(Float64Array.from([7, 7]))).toEqual([7, 7, null, null]);
  });

  test('leave out what is no number: it has no rank, and takes nobody else theirs', () => {
    expect(scoreFloors(Float64Array.from([Number.NaN, 5, Number.NaN, 9]))).toEqual(
      scoreFloors(Float64Array.from([5, 9])),
    );
    expect(scoreFloors(Float64Array.from([Number.NaN]))).toBeUndefined();
    expect(scoresOf([5, Number.NaN, 9])).toEqual([2, 1, 4]);
  });

  test('are those of the middle of each tie, for everybody', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 60 }), (figures) => {
        const share = (figure: number) => {
          const below = figures.filter((other) => other < figure).length;
          const tied = figures.filter((other) => other === figure).length;
          return (2 * below + tied) / (2 * figures.length);
        };
        expect(scoresOf(figures)).toEqual(figures.map((figure) => 1 + Math.floor(5 * share(figure))));
      }),
    );
  });

  test('of others are those of the nearest customer below', () => {
    const floors = scoreFloors(Float64Array.from([10, 20, 30, 40, 50])) ?? [null, null, null, null];
    expect([0, 19, 20, 45, 1_000].map((figure) => scoreByFloors(figure, floors))).toEqual([1, 1, 2, 4, 5]);
  });
});
