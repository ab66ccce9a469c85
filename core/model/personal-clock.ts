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

/** After how many weeks of silence gapShare reaches `share` (0 up to, not including, 1). Age plays no part in it. */
export function silenceAtGapShare(
  { repeats, recency }: Pick<Timing, 'repeats' | 'recency'>,
  share: number,
  { r, alpha }: BgNbd,
): number {
  return (alpha + recency) * Math.expm1(-Math.log1p(-share) / (r + repeats));
}

/** After how many weeks of silence aliveProbability has fallen to `chance` (over 0, under 1). Infinite without a repeat order. */
export function silenceAtAliveProbability(
  timing: Pick<Timing, 'repeats' | 'recency'>,
  chance: number,
  model: BgNbd,
): number {
  const { repeats } = timing;
  if (repeats === 0) return Number.POSITIVE_INFINITY;
  const stillSilent = (model.a / (model.b + repeats - 1)) * (chance / (1 - chance));
  return stillSilent >= 1 ? 0 : silenceAtGapShare(timing, 1 - stillSilent, model);
}

/** How likely does she order at least once in the coming weeks? */
export function returnProbability(timing: Timing, model: BgNbd, weeks: number): number {
  const { r, alpha } = model;
  const waits = -Math.expm1((r + timing.repeats) * Math.log((alpha + timing.age) / (alpha + timing.age + weeks)));
  return aliveProbability(timing, model) * waits;
}

/** Weeks until the next order of a customer who is alive: half of such customers order sooner than `median`. */
export type NextOrder = {
  readonly median: number;
  /** Undefined where it is infinite: a habit of r + x <= 1 orders says too little. */
  readonly mean: number | undefined;
};

/** When would she order next, if she is still a customer? From today; the wait is Lomax (r + x, alpha + T). */
export function nextOrderIfAlive({ repeats, age }: Timing, { r, alpha }: BgNbd): NextOrder {
  const shape = r + repeats;
  return {
    median: (alpha + age) * Math.expm1(Math.LN2 / shape),
    mean: shape > 1 ? (alpha + age) / (shape - 1) : undefined,
  };
}
