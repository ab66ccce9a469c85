// What is an order of this customer worth? The gamma-gamma model of spend and its fit.
//
// Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013: amounts of one customer are gamma (p, nu), the nu of the
// shop's customers are gamma (q, gamma), and spend has nothing to do with how often somebody orders.
import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { LEAST_REPEAT_CUSTOMERS } from '#core/model/bg-nbd';
import { type Fitted, fittedTo, maximise, type Unfit } from '#core/model/maximum-likelihood';
import type { OrderSummary } from '#core/model/order-summary';

/** Amounts are in the unit of the amounts it was fitted to: gamma grows with it, p and q do not. */
export type GammaGamma = { readonly p: number; readonly q: number; readonly gamma: number };

/** What the model asks of a customer. */
export type Spend = Pick<OrderSummary, 'repeats' | 'repeatSpend'>;

export type GammaGammaFit = (Fitted<GammaGamma> & { readonly repeatCustomers: number }) | Unfit;

type Seen = { readonly repeats: number; readonly mean: number };

/** The parameters under which what repeat orders brought is most likely; customers whose repeats brought nothing are left out. */
export function fitGammaGamma(spends: Iterable<Spend>): GammaGammaFit {
  const seen: Seen[] = [];
  for (const { repeats, repeatSpend = 0 } of spends) {
    if (repeats > 0 && repeatSpend > 0) seen.push({ repeats, mean: repeatSpend });
  }
  // The same customers give the same sums to the last digit, however they come.
  seen.sort((one, other) => one.repeats - other.repeats || one.mean - other.mean);
  if (seen.length < LEAST_REPEAT_CUSTOMERS) return { status: 'unfit', because: 'tooFewRepeatCustomers' };
  const found = maximise(
    {
      customers: seen.length,
      logLikelihood: (values) => logLikelihoodOf(seen, modelOf(values)),
      gradient: (values) => gradientOf(seen, modelOf(values)),
    },
    startsFor(seen),
  );
  if (found.status === 'unfit') return found;
  return { ...fittedTo(found, modelOf), repeatCustomers: seen.length };
}

/**
 * What her next order is worth on average: p (gamma + x m) / (p x + q - 1) for a mean of m over x repeats, that is, her own mean
 * drawn towards the shop's the less she has ordered; the shop's mean for whoever never ordered again. Undefined where q is so
 * small that the shop's mean is infinite.
 */
export function expectedOrderValue(
  { repeats, repeatSpend = 0 }: Spend,
  { p, q, gamma }: GammaGamma,
): number | undefined {
  const orders = repeatSpend > 0 ? repeats : 0;
  const below = p * orders + q - 1;
  return below > 0 ? (p * (gamma + orders * repeatSpend)) / below : undefined;
}

/** The density of each customer's mean given how many repeats it is of, in logarithms. */
function logLikelihoodOf(seen: readonly Seen[], { p, q, gamma }: GammaGamma): number {
  const constant = q * Math.log(gamma) - gammaln(q);
  return seen.reduce((sum, { repeats, mean }) => {
    const shape = p * repeats;
    const total = repeats * mean;
    const ratio = gammaln(shape + q) - gammaln(shape);
    return sum + constant + ratio + shape * Math.log(total) - Math.log(mean) - (shape + q) * Math.log(gamma + total);
  }, 0);
}

function gradientOf(seen: readonly Seen[], { p, q, gamma }: GammaGamma): number[] {
  const digammaOfQ = digamma(q);
  let [byP, byQ, byGamma] = [0, 0, 0];
  for (const { repeats, mean } of seen) {
    const shape = p * repeats;
    const total = repeats * mean;
    const whole = digamma(shape + q);
    byP += repeats * (whole - digamma(shape) + Math.log(total / (gamma + total)));
    byQ += whole - digammaOfQ + Math.log(gamma / (gamma + total));
    byGamma += q / gamma - (shape + q) / (gamma + total);
  }
  return [byP, byQ, byGamma];
}

/**
 * Orders alike and unlike in a customer, customers alike and unlike in the shop, around the shop's own mean, and around its
 * geometric mean, which a few who spend without bound do not move.
 */
function startsFor(seen: readonly Seen[]): number[][] {
  const mean = seen.reduce((sum, { mean }) => sum + mean, 0) / seen.length;
  const typical = Math.exp(seen.reduce((sum, { mean }) => sum + Math.log(mean), 0) / seen.length);
  const around = (middle: number, qs: readonly number[], scale: (q: number) => number) =>
    [1, 4, 16].flatMap((p) => qs.map((q) => [p, q, (middle * scale(q)) / p]));
  return [...around(mean, [1.5, 4, 16], (q) => q - 1), ...around(typical, [0.5, 1, 2], (q) => q)];
}

function modelOf([p = 0, q = 0, gamma = 0]: readonly number[]): GammaGamma {
  return { p, q, gamma };
}
