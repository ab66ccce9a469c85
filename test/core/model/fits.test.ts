import { describe, expect, test } from 'vitest';
import { fitBgNbd } from '#core/model/bg-nbd';
import { fitGammaGamma } from '#core/model/gamma-gamma';
import { maximise } from '#core/model/maximum-likelihood';
import { simulatedShop } from '../../support/simulated-shop.ts';

/** An estimate further away than this many standard errors happens once in 16,000 times. */
const FAR = 4;
const SHOPS = [
  { name: 'an uneven shop whose customers leave early', timing: { r: 0.25, alpha: 5, a: 0.8, b: 2.4 } },
  { name: 'an even shop whose customers stay', timing: { r: 2, alpha: 12, a: 0.6, b: 5 } },
  { name: 'a shop of daily needs', timing: { r: 1.2, alpha: 0.8, a: 1.1, b: 4 } },
];
const SPEND = { p: 4, q: 3.5, gamma: 25 };

describe.each(SHOPS)('$name', ({ timing }) => {
  const customers = simulatedShop(7, 8_000, timing, SPEND);

  test('is found again from how its customers order', () => {
    const fit = fitBgNbd(customers);
    if (fit.status !== 'fitted') throw new Error(`no fit: ${fit.because}`);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(fit.model[name] - timing[name]), name).toBeLessThan(FAR * fit.errors[name]);
      expect(fit.errors[name] / timing[name], name).toBeLessThan(0.5);
    }
    expect(fit.customers).toBe(8_000);
  });

  test('is found again from what its customers spend', () => {
    const fit = fitGammaGamma(customers);
    if (fit.status !== 'fitted') throw new Error(`no fit: ${fit.because}`);
    for (const name of ['p', 'q', 'gamma'] as const) {
      expect(Math.abs(fit.model[name] - SPEND[name]), name).toBeLessThan(FAR * fit.errors[name]);
    }
  });

  test('is the same in another unit of time, but for alpha', () => {
    const inDays = customers.map((customer) => ({
      ...customer,
      recency: customer.recency * 7,
      age: customer.age * 7,
    }));
    const [weeks, days] = [fitBgNbd(customers), fitBgNbd(inDays)];
    if (weeks.status !== 'fitted' || days.status !== 'fitted') throw new Error('no fit');
    expect(days.model.alpha / weeks.model.alpha).toBeCloseTo(7, 3);
    expect(days.model.r).toBeCloseTo(weeks.model.r, 4);
  });
});

describe('no fit is made up', () => {
  test('for a shop with too few repeat customers', () => {
    const few = simulatedShop(3, 40, { r: 0.2, alpha: 30, a: 1, b: 2 }, SPEND);
    expect(fitBgNbd(few)).toEqual({ status: 'unfit', because: 'tooFewRepeatCustomers' });
    expect(fitGammaGamma(few)).toEqual({ status: 'unfit', because: 'tooFewRepeatCustomers' });
    expect(fitBgNbd([])).toEqual({ status: 'unfit', because: 'tooFewRepeatCustomers' });
  });

  test('for customers who are all alike, because the spread between them has no best value', () => {
    const alike = Array.from({ length: 200 }, () => ({ repeats: 4, recency: 20, age: 21, repeatSpend: 30 }));
    expect(fitBgNbd(alike)).toEqual({ status: 'unfit', because: 'notConverged' });
    expect(fitGammaGamma(alike)).toEqual({ status: 'unfit', because: 'notConverged' });
  });

  test('where the gradient vanishes and the likelihood is least', () => {
    const valley = { customers: 1, logLikelihood: ([x = 1]: readonly number[]) => Math.log(x) ** 2 };
    const gradient = ([x = 1]: readonly number[]) => [(2 * Math.log(x)) / x, 0];
    expect(maximise({ ...valley, gradient }, [[1.1, 1]])).toEqual({ status: 'unfit', because: 'notConverged' });
  });
});
