// From which day of silence on is this customer dormant by her own clock?

import type { BgNbd, Timing } from '#core/model/bg-nbd';
import { DAYS_A_WEEK } from '#core/model/order-summary';
import { returnProbability } from '#core/model/personal-clock';

/**
 * When `dormant: personal` holds: an order within `weeks`, or within `gaps` of her own gaps where that is longer, is at most as
 * likely as `chance`, and she has been silent for at least `atLeastDays`, so that nobody is called dormant in the days after an
 * order because most never order again.
 */
type PersonalRule = {
  readonly chance: number;
  readonly weeks: number;
  readonly gaps: number;
  readonly atLeastDays: number;
};

/**
 * Half is the chance at which calling somebody lapsed is as often right as wrong; nine months (39 weeks) is how long the rule has
 * been held against real orders (docs/decisions/0018-the-personal-clock.md). Whoever orders once a year has not left because no
 * order is likely within nine months, so she is given two of her own gaps.
 */
export const PERSONAL_RULE: PersonalRule = { chance: 0.5, weeks: 39, gaps: 2, atLeastDays: 30 };

/** Nobody's clock is slower than this: some ten years. */
const MOST_DAYS = 3_650;

/**
 * After how many whole days of silence she becomes dormant. It depends on her orders and the model only; more silence never
 * lessens the verdict.
 */
export function dormantAfterDays({ repeats, recency }: Pick<Timing, 'repeats' | 'recency'>, model: BgNbd): number {
  const weeks = weeksGiven({ repeats, recency }, model);
  const isDormant = (days: number) =>
    returnProbability({ repeats, recency, age: recency + days / DAYS_A_WEEK }, model, weeks) <= PERSONAL_RULE.chance;
  let [low, high] = [PERSONAL_RULE.atLeastDays, MOST_DAYS];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isDormant(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many weeks she is given to order again: her own gap is what her orders and those of all others together expect. */
export function weeksGiven({ repeats, recency }: Pick<Timing, 'repeats' | 'recency'>, { r, alpha }: BgNbd): number {
  const { weeks, gaps } = PERSONAL_RULE;
  return Math.max(weeks, (gaps * (alpha + recency)) / (r + repeats));
}
