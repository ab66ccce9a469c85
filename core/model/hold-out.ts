// Which rule would have told the lapsed from the others? Rules are judged on what customers did afterwards.
import type { BgNbd, Timing } from '#core/model/bg-nbd';
import { type DatedOrder, silenceOf, summaryOf } from '#core/model/order-summary';
import { aliveProbability, gapShare, returnProbability } from '#core/model/personal-clock';
import { dormantAfterDays } from '#core/model/personal-dormancy';
import type { Day } from '#core/time';

const DAYS_A_WEEK = 7;
/** Days are whole, weeks are sevenths: half a day keeps rounding from moving anybody over a window's edge. */
const HALF_A_DAY = 0.5;

/** A customer at the end of the fitted time, and whether an order came in the time held out. */
export type HeldOutCustomer = { readonly timing: Timing; readonly cameBack: boolean };

/** Everybody who had ordered by the end of a day, as known then, and whether she ordered after it. */
export function heldOut(histories: Iterable<readonly DatedOrder[]>, until: Day): HeldOutCustomer[] {
  return [...histories].flatMap((orders) => {
    const timing = summaryOf(orders, until);
    return timing === undefined ? [] : [{ timing, cameBack: orders.some(({ day }) => day > until) }];
  });
}

/** A way to tell who has lapsed. */
export type LapseRule = { readonly name: string; readonly flags: (timing: Timing) => boolean };

/**
 * How a rule did. Precision: the share of those it flagged who never came back; recall: the share of those who never came
 * back whom it flagged; f1: their harmonic mean; accuracy: the share of all whom it judged rightly. Undefined: 0 / 0.
 */
export type Judgement = {
  readonly rule: string;
  readonly flagged: number;
  readonly flaggedAndLapsed: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number | undefined;
  readonly accuracy: number | undefined;
};

/** The table of the rules on these customers, in the order of the rules. Lapsed means: no order in the time held out. */
export function judgeRules(customers: readonly HeldOutCustomer[], rules: readonly LapseRule[]): Judgement[] {
  const lapsed = customers.filter(({ cameBack }) => !cameBack).length;
  return rules.map(({ name, flags }) => {
    const marked = customers.filter(({ timing }) => flags(timing));
    const right = marked.filter(({ cameBack }) => !cameBack).length;
    const innocent = customers.length - lapsed - (marked.length - right);
    return {
      rule: name,
      flagged: marked.length,
      flaggedAndLapsed: right,
      precision: shareOf(right, marked.length),
      recall: shareOf(right, lapsed),
      f1: shareOf(2 * right, marked.length + lapsed),
      accuracy: shareOf(right + innocent, customers.length),
    };
  });
}

/**
 * How well a figure ranks the lapsed above those who came back, whatever the threshold: the chance that a lapsed customer has the
 * higher figure than one who came back, ties counting half (area under the ROC curve). 0.5 is a coin. Undefined when
 * everybody lapsed or nobody did.
 */
export function rankingPower(
  customers: readonly HeldOutCustomer[],
  figure: (timing: Timing) => number,
): number | undefined {
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
  return shareOf(wins, lapsed * returnedBelow);
}

/** Everybody silent for at least so many days has lapsed. */
export function windowRule(days: number): LapseRule {
  return { name: `silent ${days} days`, flags: (timing) => silenceOf(timing) * DAYS_A_WEEK >= days - HALF_A_DAY };
}

/** Whoever is rather gone than not, by a chance of still being a customer. */
export function aliveRule(chance: number, model: BgNbd): LapseRule {
  return { name: `P(alive) <= ${chance}`, flags: (timing) => aliveProbability(timing, model) <= chance };
}

/** Whoever has been silent for longer than such a share of her own gaps. */
export function gapRule(share: number, model: BgNbd): LapseRule {
  return { name: `gap share >= ${share}`, flags: (timing) => gapShare(timing, model) >= share };
}

/** Whoever orders within so many weeks with at most this chance. */
export function returnRule(chance: number, model: BgNbd, weeks: number): LapseRule {
  return {
    name: `P(order in ${weeks} weeks) <= ${chance}`,
    flags: (timing) => returnProbability(timing, model, weeks) <= chance,
  };
}

/** Whoever is dormant by her own clock. */
export function personalRule(model: BgNbd): LapseRule {
  return {
    name: 'personal',
    flags: (timing) => silenceOf(timing) * DAYS_A_WEEK >= dormantAfterDays(timing, model) - HALF_A_DAY,
  };
}

function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
