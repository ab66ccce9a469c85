import { beforeAll, describe, expect, test } from 'vitest';
import { type BgNbd, fitBgNbd, type Timing } from '#core/model/bg-nbd';
import {
  aliveRule,
  gapRule,
  type HeldOutCustomer,
  judgeRules,
  type LapseRule,
  personalRule,
  windowAsKeen,
  windowRule,
} from '#core/model/hold-out';
import { silenceOf } from '#core/model/order-summary';
import { aliveProbability, gapShare, returnProbability } from '#core/model/personal-clock';
import { type FollowedCustomer, followed, HELD_OUT_WEEKS, isThere, WHOLE_FILE } from '../../support/simulated-shop.ts';

const silentFor = (weeks: number, cameBack: boolean) => ({
  timing: { repeats: 1, recency: 10, age: 10 + weeks },
  cameBack,
});
const FOUR = [silentFor(1, true), silentFor(2, false), silentFor(3, true), silentFor(4, false)];

test('a rule is judged by whom it flagged, whom it missed and whom it left alone', () => {
  expect(judgeRules(FOUR, [windowRule(21), windowRule(14)])).toEqual([
    { rule: 'silent 21 days', flagged: 2, flaggedAndLapsed: 1, precision: 0.5, recall: 0.5, f1: 0.5, accuracy: 0.5 },
    { rule: 'silent 14 days', flagged: 3, flaggedAndLapsed: 2, precision: 2 / 3, recall: 1, f1: 0.8, accuracy: 0.75 },
  ]);
});

test('the window that is as keen as a rule is the longest that finds as many of the lapsed', () => {
  const [early] = judgeRules(FOUR, [windowRule(10)]);
  if (early === undefined) throw new Error('not judged');
  expect(windowAsKeen(FOUR, early)).toMatchObject({ rule: 'silent 14 days', flaggedAndLapsed: 2, precision: 2 / 3 });
  expect(windowAsKeen(FOUR, { ...early, flaggedAndLapsed: 0 })?.rule).toBe('silent 3650 days');
});

test('before a second order nobody has a clock of her own, and the window holds', () => {
  const timing = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  const { flags } = personalRule(timing, 90);
  const once = (days: number) => ({ repeats: 0, recency: 0, age: days / 7 });
  expect([89, 90].map((days) => flags(once(days)))).toEqual([false, true]);
  const weekly = (days: number) => ({ repeats: 8, recency: 8, age: 8 + days / 7 });
  expect([29, 89].map((days) => flags(weekly(days)))).toEqual([false, true]);
});

test('what was asked of nobody has no answer', () => {
  const [none] = judgeRules([], [windowRule(30)]);
  expect(none).toMatchObject({
    flagged: 0,
    precision: undefined,
    recall: undefined,
    f1: undefined,
    accuracy: undefined,
  });
});

/** The chance that a lapsed customer has the higher figure than one who came back, ties counting half (area under the ROC curve). */
function rankingPower(customers: readonly HeldOutCustomer[], figure: (timing: Timing) => number): number {
  const byFigure = Map.groupBy(customers, ({ timing }) => figure(timing));
  let [returnedBelow, lapsed, wins] = [0, 0, 0];
  for (const value of Float64Array.from(byFigure.keys()).sort()) {
    const tied = byFigure.get(value) ?? [];
    const gone = tied.filter(({ cameBack }) => !cameBack).length;
    const back = tied.length - gone;
    wins += gone * (returnedBelow + back / 2);
    lapsed += gone;
    returnedBelow += back;
  }
  return wins / (lapsed * returnedBelow);
}

describe.skipIf(!isThere(WHOLE_FILE))('23,570 customers, fitted on 39 weeks, judged on the 39 weeks after', () => {
  let everybody: FollowedCustomer[];
  let again: FollowedCustomer[];
  let model: BgNbd;
  beforeAll(() => {
    everybody = followed(WHOLE_FILE);
    again = everybody.filter(({ timing }) => timing.repeats > 0);
    const fit = fitBgNbd(everybody.map(({ timing }) => timing));
    if (fit.status !== 'fitted') throw new Error('no fit');
    model = fit.model;
  });
  const windows = [30, 60, 90, 120, 150, 180, 210, 240, 270].map(windowRule);
  const bestF1 = (customers: FollowedCustomer[], rules: Parameters<typeof judgeRules>[1]) =>
    Math.max(...judgeRules(customers, rules).map(({ f1 = 0 }) => f1));
  const returning = (chance: number): LapseRule => ({
    name: `P(order in ${HELD_OUT_WEEKS} weeks) <= ${chance}`,
    flags: (timing) => returnProbability(timing, model, HELD_OUT_WEEKS) <= chance,
  });
  const power = (customers: FollowedCustomer[], figure: (timing: Timing) => number) =>
    rankingPower(customers, figure).toFixed(3);

  test('16,512 of them never ordered again, 4,458 of them although they had ordered more than once', () => {
    const lapsed = (customers: FollowedCustomer[]) => customers.filter(({ cameBack }) => !cameBack).length;
    expect([everybody.length, lapsed(everybody), again.length, lapsed(again)]).toEqual([23_570, 16_512, 9_451, 4_458]);
  });

  test('half a chance of an order finds repeat customers who lapsed better than any window', () => {
    expect(bestF1(again, [returning(0.5)])).toBeGreaterThan(bestF1(again, windows) + 0.01);
    expect(bestF1(everybody, [returning(0.5)])).toBeGreaterThan(bestF1(everybody, windows));
  });

  test('the clock with a window before a second order is more precise than a window that finds as many', () => {
    const rule = personalRule(model, 90);
    for (const [customers, gain] of [
      [everybody, 0.008],
      [again, 0.02],
    ] as const) {
      const [own] = judgeRules(customers, [rule]);
      if (own === undefined) throw new Error('not judged');
      expect(own.precision).toBeGreaterThan((windowAsKeen(customers, own)?.precision ?? 1) + gain);
    }
  });

  test('at the same recall it is as precise as windows or more so, but for long silences', () => {
    const [early, window60] = judgeRules(again, [returning(0.5), windowRule(60)]);
    expect(early?.recall).toBeGreaterThan(window60?.recall ?? 1);
    expect(early?.precision).toBeGreaterThan(window60?.precision ?? 1);
    const [late, window180] = judgeRules(again, [returning(0.2), windowRule(180)]);
    expect(late?.recall).toBeLessThan(window180?.recall ?? 0);
    expect(late?.precision).toBeLessThan(window180?.precision ?? 0);
  });

  test('among all customers plain silence ranks better: those who ordered once are told apart by nothing else', () => {
    expect(power(everybody, silenceOf)).toBe('0.759');
    expect(power(everybody, (timing) => -returnProbability(timing, model, HELD_OUT_WEEKS))).toBe('0.747');
    expect(power(again, silenceOf)).toBe('0.711');
    expect(power(again, (timing) => -returnProbability(timing, model, HELD_OUT_WEEKS))).toBe('0.723');
  });

  test('the chance of being there and the share of gaps tell the lapsed worse than silence does', () => {
    expect(power(again, (timing) => -aliveProbability(timing, model))).toBe('0.700');
    expect(power(again, (timing) => gapShare(timing, model))).toBe('0.638');
    expect(bestF1(everybody, [aliveRule(0.5, model), gapRule(0.96, model)])).toBeLessThan(0.3);
  });
});
