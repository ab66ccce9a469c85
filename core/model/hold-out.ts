// Which rule would have told the lapsed from the others? Rules are judged on what customers did afterwards.
import type { BgNbd, Timing } from '#core/model/bg-nbd';
import { type DatedOrder, silentDaysOf, summaryOf } from '#core/model/order-summary';
import { aliveProbability, gapShare } from '#core/model/personal-clock';
import { dormantAfterDays } from '#core/model/personal-dormancy';
import type { Day } from '#core/time';

/** Ten years: longer than anybody holds orders out. */
const LONGEST_WINDOW_DAYS = 3_650;

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
 * The longest window that finds as many of the lapsed as another rule did: of two rules that miss no more than each other, the
 * more precise is better, whatever weight somebody gives to either mistake.
 */
export function windowAsKeen(
  customers: readonly HeldOutCustomer[],
  { flaggedAndLapsed }: Judgement,
): Judgement | undefined {
  const judged = (days: number) => judgeRules(customers, [windowRule(days)])[0];
  let [low, high] = [0, LONGEST_WINDOW_DAYS];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((judged(middle)?.flaggedAndLapsed ?? 0) >= flaggedAndLapsed) low = middle;
    else high = middle - 1;
  }
  return judged(low);
}

/** Everybody silent for at least so many days has lapsed. */
export function windowRule(days: number): LapseRule {
  return { name: `silent ${days} days`, flags: (timing) => silentDaysOf(timing) >= days };
}

/** Whoever is rather gone than not, by a chance of still being a customer. */
export function aliveRule(chance: number, model: BgNbd): LapseRule {
  return { name: `P(alive) <= ${chance}`, flags: (timing) => aliveProbability(timing, model) <= chance };
}

/** Whoever has been silent for longer than such a share of her own gaps. */
export function gapRule(share: number, model: BgNbd): LapseRule {
  return { name: `gap share >= ${share}`, flags: (timing) => gapShare(timing, model) >= share };
}

/** Whoever is dormant by her own clock; before a second order nobody has one, and this window holds. */
export function personalRule(model: BgNbd, fallbackDays: number): LapseRule {
  const afterDays = (timing: Timing) => (timing.repeats === 0 ? fallbackDays : dormantAfterDays(timing, model));
  return { name: 'personal', flags: (timing) => silentDaysOf(timing) >= afterDays(timing) };
}

function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
