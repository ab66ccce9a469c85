// How late is this customer by her own habit: is she still with us, and when would she order next?
//
// All of it follows from BG/NBD. Whoever ordered x times again by t_x, and was alive then, has a rate that is gamma
// (r + x, alpha + t_x); waits at such a rate are Lomax (Pareto II), so an alive customer stays silent longer than s with
// chance S(s) = ((alpha + t_x) / (alpha + t_x + s))^(r + x).
import { type BgNbd, logOddsOfHavingLeft, type Timing } from '#core/model/bg-nbd';

/**
 * Is she still a customer? A chance from 0 to 1: S / (S + a / (b + x - 1)) (Fader, Hardie & Lee, Computing P(alive) Using the
 * BG/NBD Model, 2008). 1 for whoever ordered once only: there the model cannot tell, so ask gapShare.
 */
export function aliveProbability(timing: Timing, model: BgNbd): number {
  return 1 / (1 + Math.exp(logOddsOfHavingLeft(timing, model)));
}

/**
 * Which share of the gaps that this customer would leave between orders, if she went on as before, is shorter than her
 * present silence? 0.96: silent for longer than 96% of her own gaps. It is 1 - S(T - t_x).
 */
export function gapShare({ repeats, recency, age }: Timing, { r, alpha }: BgNbd): number {
  return -Math.expm1((r + repeats) * Math.log((alpha + recency) / (alpha + age)));
}

/** How likely does she order at least once in the coming weeks? */
export function returnProbability(timing: Timing, model: BgNbd, weeks: number): number {
  const { r, alpha } = model;
  const waits = -Math.expm1((r + timing.repeats) * Math.log((alpha + timing.age) / (alpha + timing.age + weeks)));
  return aliveProbability(timing, model) * waits;
}

/**
 * In how many weeks from today does half of those who are like her, and still customers, order again? The wait is Lomax
 * (r + x, alpha + T), and this is its median.
 */
export function nextOrderIfAlive({ repeats, age }: Timing, { r, alpha }: BgNbd): number {
  return (alpha + age) * Math.expm1(Math.LN2 / (r + repeats));
}
