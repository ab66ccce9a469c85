// How do this shop's customers order, and how do they leave? The BG/NBD model and its fit.
//
// Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, Marketing Science 24(2), 2005: while alive a customer orders
// at a rate of her own, rates being gamma (r, alpha) in the shop; after each order she leaves with a chance of her own,
// chances being beta (a, b).
import { type Fitted, fittedTo, type Maximum, maximise, type Unfit } from '#core/model/maximum-likelihood';
import type { OrderSummary } from '#core/model/order-summary';

/** Times are weeks, as in OrderSummary: r / alpha is the mean number of orders a week of a customer who is alive. */
export type BgNbd = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number };

/** What the model asks of a customer. */
export type Timing = Pick<OrderSummary, 'repeats' | 'recency' | 'age'>;

/** A fit and how good it is. Errors are standard errors of the parameters. */
export type BgNbdFit = (Fitted<BgNbd> & { readonly customers: number; readonly repeatCustomers: number }) | Unfit;

/** Three or four parameters cannot be told from the habits of fewer people than this. */
export const LEAST_REPEAT_CUSTOMERS = 30;

/** The parameters under which this shop's orders are most likely; whoever ordered once only is part of it. */
export function fitBgNbd(timings: Iterable<Timing>): BgNbdFit {
  const groups = alike(timings);
  const customers = customersIn(groups);
  const repeatCustomers = customersIn(groups.filter(({ repeats }) => repeats > 0));
  if (repeatCustomers < LEAST_REPEAT_CUSTOMERS) return { status: 'unfit', because: 'tooFewRepeatCustomers' };
  const found: Maximum = maximise(
    {
      customers,
      logLikelihood: (values) => sumOverCustomers(groups, modelOf(values)).logLikelihood,
      gradient: (values) => sumOverCustomers(groups, modelOf(values)).gradient,
    },
    startsFor(groups),
  );
  if (found.status === 'unfit') return found;
  return { ...fittedTo(found, modelOf), customers, repeatCustomers };
}

/**
 * The logarithm of the odds that she has left after her last order: (a / (b + x - 1)) ((alpha + T) / (alpha + t_x))^(r + x).
 * Without a repeat order the model holds nobody for gone.
 */
export function logOddsOfHavingLeft({ repeats, recency, age }: Timing, { r, alpha, a, b }: BgNbd): number {
  if (repeats === 0) return Number.NEGATIVE_INFINITY;
  return Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + recency));
}

type Group = Timing & { readonly customers: number };

/**
 * Customers of the same counts and times are one term of the sum: whoever ordered once differs by age only. In order, so that the
 * same customers give the same sums to the last digit, however they come.
 */
function alike(timings: Iterable<Timing>): Group[] {
  const groups = new Map<string, Timing & { customers: number }>();
  for (const { repeats, recency, age } of timings) {
    const key = `${repeats} ${recency} ${age}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { repeats, recency, age, customers: 1 });
    else group.customers += 1;
  }
  return [...groups.values()].sort(
    (one, other) => one.repeats - other.repeats || one.recency - other.recency || one.age - other.age,
  );
}

function customersIn(groups: readonly Group[]): number {
  return groups.reduce((sum, { customers }) => sum + customers, 0);
}

function sumOverCustomers(groups: readonly Group[], model: BgNbd): { logLikelihood: number; gradient: number[] } {
  const { r, alpha, a, b } = model;
  const most = groups.reduce((highest, { repeats }) => Math.max(highest, repeats), 0);
  // Ratios of gamma functions whose arguments differ by a whole number are products: no gamma function is needed.
  const [ofR, ofB, ofBoth] = [rising(r, most), rising(b, most), rising(a + b, most)];
  let [logLikelihood, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  for (const group of groups) {
    const { repeats, recency, age, customers } = group;
    const at = (table: Float64Array) => table[repeats] ?? 0;
    const logOdds = logOddsOfHavingLeft(group, model);
    const gone = 1 / (1 + Math.exp(-logOdds));
    const logStretch = Math.log((alpha + age) / (alpha + recency));
    const survived = r * Math.log(alpha / (alpha + age)) - repeats * Math.log(alpha + age);
    logLikelihood += customers * (at(ofR.logs) + at(ofB.logs) - at(ofBoth.logs) + survived + softplus(logOdds));
    byR += customers * (at(ofR.slopes) + Math.log(alpha / (alpha + age)) + gone * logStretch);
    byAlpha +=
      customers *
      (r / alpha - (r + repeats) / (alpha + age) + gone * (r + repeats) * gapOf(alpha + age, alpha + recency));
    byA += customers * (gone / a - at(ofBoth.slopes));
    byB += customers * (at(ofB.slopes) - at(ofBoth.slopes) - (repeats === 0 ? 0 : gone / (b + repeats - 1)));
  }
  return { logLikelihood, gradient: [byR, byAlpha, byA, byB] };
}

function gapOf(longer: number, shorter: number): number {
  return 1 / longer - 1 / shorter;
}

/** ln(1 + e^value), without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/** For each n up to `most`: ln(gamma(from + n) / gamma(from)), and its derivative by `from`. */
function rising(from: number, most: number): { readonly logs: Float64Array; readonly slopes: Float64Array } {
  const [logs, slopes] = [new Float64Array(most + 1), new Float64Array(most + 1)];
  for (let n = 1; n <= most; n += 1) {
    logs[n] = (logs[n - 1] ?? 0) + Math.log(from + n - 1);
    slopes[n] = (slopes[n - 1] ?? 0) + 1 / (from + n - 1);
  }
  return { logs, slopes };
}

/** Even and uneven shops, quick and slow to leave, around the shop's own mean rate. */
function startsFor(groups: readonly Group[]): number[][] {
  const orders = groups.reduce((sum, { repeats, customers }) => sum + customers * repeats, 0);
  const weeks = groups.reduce((sum, { age, customers }) => sum + customers * age, 0);
  const starts: number[][] = [];
  for (const r of [0.25, 1, 4]) {
    for (const quicker of [1, 3]) {
      for (const leaving of [0.05, 0.2, 0.5]) {
        for (const alike of [1, 4]) {
          starts.push([r, (r * weeks) / (orders * quicker), leaving * alike, (1 - leaving) * alike]);
        }
      }
    }
  }
  return starts;
}

function modelOf([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd {
  return { r, alpha, a, b };
}
