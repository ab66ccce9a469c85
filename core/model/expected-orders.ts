// How many orders will this customer place in the weeks to come? Apart from the personal clock, which needs no special function.
import hyp2f1 from '@stdlib/math-base-special-hyp2f1';
import type { BgNbd, Timing } from '#core/model/bg-nbd';
import { aliveProbability } from '#core/model/personal-clock';

/** At a = 1 the formula divides nothing by nothing, and 2F1 has a case of its own, which overflows, where r - a is whole. */
const TOO_NEAR = 1e-8;
/** So far beside these points the answer is right to seven digits. */
const BESIDE = 1e-7;

/**
 * How many orders will she place in the coming weeks, leaving taken into account? Fader, Hardie & Lee (2005), equation 10,
 * after Euler's transformation of 2F1 (DLMF 15.8.1): the published form overflows for customers with many orders.
 */
export function expectedOrders(timing: Timing, model: BgNbd, weeks: number): number {
  const { alpha, b } = model;
  const a = Math.abs(model.a - 1) < TOO_NEAR ? 1 + BESIDE : model.a;
  const r = Math.abs(model.r - a - Math.round(model.r - a)) < TOO_NEAR ? model.r + 2 * BESIDE : model.r;
  const { repeats, age } = timing;
  const elapsed = alpha + age;
  const share = weeks / (elapsed + weeks);
  const stays = (elapsed / (elapsed + weeks)) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + repeats - 1, share);
  return Math.max(0, ((a + b + repeats - 1) / (a - 1)) * (1 - stays)) * aliveProbability(timing, model);
}
