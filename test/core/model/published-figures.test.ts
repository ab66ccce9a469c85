// The figures that the models' authors printed, from the orders that they used.
import { beforeAll, describe, expect, test } from 'vitest';
import { type BgNbdFit, fitBgNbd } from '#core/model/bg-nbd';
import { expectedOrders } from '#core/model/expected-orders';
import { expectedOrderValue, fitGammaGamma, type GammaGammaFit } from '#core/model/gamma-gamma';
import { type OrderSummary, summaryOf } from '#core/model/order-summary';
import { aliveProbability } from '#core/model/personal-clock';
import { CALIBRATION_END, isThere, ordersOf, SAMPLE_FILE } from '../../support/simulated-shop.ts';

/** Table 2 of Fader, Hardie & Lee (2005), as printed. */
const PRINTED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/** The customer of the authors' worked example: 2 repeat orders, the last after 30.43 of 38.86 weeks. */
const EXAMPLE = { repeats: 2, recency: 30.43, age: 38.86 };

describe.skipIf(!isThere(SAMPLE_FILE))('the 2,357 customers of the published sample, first 39 weeks', () => {
  let summaries: OrderSummary[];
  let timing: BgNbdFit & { status: 'fitted' };
  let spend: GammaGammaFit & { status: 'fitted' };
  beforeAll(() => {
    summaries = ordersOf(SAMPLE_FILE).flatMap((orders) => summaryOf(orders, CALIBRATION_END) ?? []);
    timing = fitted(fitBgNbd(summaries));
    spend = fitted(fitGammaGamma(summaries));
  });

  test('946 of them ordered again', () => {
    expect([summaries.length, timing.repeatCustomers, spend.repeatCustomers]).toEqual([2357, 946, 946]);
  });

  test('BG/NBD: r = 0.243, alpha = 4.414, a = 0.793, b = 2.426, LL = -9582.4', () => {
    const { r, alpha, a, b } = timing.model;
    expect([r, alpha, a, b].map((value) => value.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(timing.logLikelihood.toFixed(1)).toBe('-9582.4');
  });

  test('gamma-gamma: p = 6.25, q = 3.74, gamma = 15.44', () => {
    const { p, q, gamma } = spend.model;
    expect([p, q, gamma].map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.44']);
  });

  test('amounts in cents give the same p and q, and a gamma a hundred times as large', () => {
    const inCents = summaries.map(({ repeats, repeatSpend = 0 }) => ({ repeats, repeatSpend: repeatSpend * 100 }));
    const { p, q, gamma } = fitted(fitGammaGamma(inCents)).model;
    expect([p, q, gamma / 100].map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.44']);
  });

  test("who never ordered again is expected to spend the shop's mean", () => {
    const { p, q, gamma } = spend.model;
    expect(expectedOrderValue({ repeats: 0, repeatSpend: undefined }, spend.model)).toBeCloseTo(
      (p * gamma) / (q - 1),
      9,
    );
    expect(((p * gamma) / (q - 1)).toFixed(2)).toBe('35.17');
  });
});

test("the authors' example customer is expected to order 1.226 times in the next 39 weeks", () => {
  expect(expectedOrders(EXAMPLE, PRINTED, 39).toFixed(3)).toBe('1.226');
});

test("the authors' example customer is still a customer with a chance of 0.7266", () => {
  expect(aliveProbability(EXAMPLE, PRINTED).toFixed(4)).toBe('0.7266');
});

function fitted<Fit extends { status: string }>(fit: Fit): Fit & { status: 'fitted' } {
  if (fit.status !== 'fitted') throw new Error('the published sample gave no fit');
  return fit as Fit & { status: 'fitted' };
}
