// Is this customer dormant on this day, and why do we think so?
import type { ActivityKind } from '#core/activity';
import { type Customer, lastActivityDay } from '#core/customer';
import type { DormancyPart, DormancyRule, SegmentWindow, Window } from '#core/dormancy-rule';
import type { SegmentName } from '#core/ids';
import { clockOf } from '#core/insight';
import { isInNamed, type JudgedBy } from '#core/segment-membership';
import { type Day, daysBetween } from '#core/time';

/** Which window was used. `model`: the version of the fit that the customer's own clock goes by. */
export type WindowSource =
  | { readonly from: 'sequence' | 'shop' }
  | { readonly from: 'segment'; readonly segment: SegmentName }
  | { readonly from: 'clock'; readonly model: number };

/** One silence against one window. `last` is undefined when there never was such a sign of life. */
export type Measured = Window & {
  readonly by: readonly ActivityKind[];
  readonly last: Day | undefined;
  readonly silentDays: number | undefined;
  readonly source: WindowSource;
};

type Judged = { readonly silentDays: number; readonly measured: readonly Measured[] };

/**
 * The verdict on one customer on one day, with the facts that it rests on. `episode` names the silence by the day of its last
 * sign of life; of several silences that must all hold, the newest.
 */
export type Dormancy =
  | ({ readonly status: 'dormant'; readonly episode: Day } & Judged)
  | ({ readonly status: 'active' | 'tooLong'; readonly episode: Day } & Judged)
  | { readonly status: 'neverActive'; readonly measured: readonly Measured[] };

type Verdict = { readonly status: Dormancy['status']; readonly measured: Measured };

/** Is this customer dormant on this day (of the shop's time zone)? Whole calendar days since the last activity decide. */
export function dormancyOf(customer: Customer, rule: DormancyRule, by: JudgedBy): Dormancy {
  const verdicts = rule.parts.map((part) => {
    const measured = measure(customer, part, by);
    return { status: statusOf(measured), measured };
  });
  return rule.join === 'any' ? anyOf(verdicts) : allOf(verdicts);
}

/** Who never gave one sign of life is silent in it for ever, as long as there was another. */
function allOf(verdicts: readonly Verdict[]): Dormancy {
  const measured = verdicts.map((verdict) => verdict.measured);
  const newest = measured
    .filter(({ last }) => last !== undefined)
    .sort(byLast)
    .at(-1);
  if (newest?.last === undefined || newest.silentDays === undefined) return { status: 'neverActive', measured };
  const failing =
    verdicts.find(({ status }) => status === 'active') ??
    verdicts.find(({ status }) => status === 'tooLong') ??
    verdicts.find(({ status, measured: { until } }) => status === 'neverActive' && until !== undefined);
  const status = failing === undefined ? 'dormant' : failing.status === 'active' ? 'active' : 'tooLong';
  return { status, episode: newest.last, silentDays: newest.silentDays, measured };
}

/** The first silence that counts, in the order of the rule: another sign of life does not begin it anew. */
function anyOf(verdicts: readonly Verdict[]): Dormancy {
  const found =
    verdicts.find(({ status }) => status === 'dormant') ??
    verdicts.find(({ status }) => status === 'active') ??
    verdicts.find(({ status }) => status === 'tooLong');
  const last = found?.measured.last;
  const silentDays = found?.measured.silentDays;
  if (found === undefined || found.status === 'neverActive' || last === undefined || silentDays === undefined)
    return { status: 'neverActive', measured: verdicts.map(({ measured }) => measured) };
  const told = found.status === 'dormant' ? [found] : verdicts;
  return { status: found.status, episode: last, silentDays, measured: told.map(({ measured }) => measured) };
}

function measure(customer: Customer, part: DormancyPart, by: JudgedBy): Measured {
  const kinds = part.kind === 'window' ? part.by : (['order'] as const);
  const last = lastActivityDay(customer, kinds);
  const silentDays = last === undefined ? undefined : daysBetween(last, by.today);
  return { ...windowFor(customer, part, by), by: kinds, last, silentDays };
}

function windowFor(customer: Customer, part: DormancyPart, by: JudgedBy): Window & { readonly source: WindowSource } {
  const until = part.kind === 'window' ? part.until : (part.until ?? by.shopWindow?.until);
  if (part.kind === 'personal') {
    const clock = clockOf(customer, by.model, by.today);
    if (clock.status === 'ticking')
      return { after: clock.dormantAfterDays, until, source: { from: 'clock', model: clock.model } };
  }
  const own = part.perSegment.find(({ segment }) => isInNamed(customer, segment, by));
  if (own !== undefined) return ofSegment(own, { until });
  if (part.kind === 'window') return windowOf(part, { from: 'sequence' });
  // Nothing to go by: nobody is dormant. A sequence with a personal clock is not published without a shop's window.
  const after = by.shopWindow?.after ?? Number.POSITIVE_INFINITY;
  return { after, until, source: { from: 'shop' } };
}

/** A segment's window without an end of its own ends where the others do. */
function ofSegment(own: SegmentWindow, { until }: Pick<Window, 'until'>): Window & { readonly source: WindowSource } {
  return windowOf({ after: own.after, until: own.until ?? until }, { from: 'segment', segment: own.segment });
}

function windowOf({ after, until }: Window, source: WindowSource): Window & { readonly source: WindowSource } {
  return { after, until, source };
}

function statusOf({ silentDays, after, until }: Measured): Dormancy['status'] {
  if (silentDays === undefined) return 'neverActive';
  if (silentDays < after) return 'active';
  return until !== undefined && silentDays >= until ? 'tooLong' : 'dormant';
}

function byLast(one: Measured, other: Measured): number {
  return (one.last ?? '') < (other.last ?? '') ? -1 : 1;
}
