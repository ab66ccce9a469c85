// How many customers came back, how many more than without us, and at what cost. A pure fold over enrollments.
import * as z from 'zod';
import { type Away, AwayReasonSchema } from '#core/away';
import { CHANNELS, ChannelSchema } from '#core/channel';
import type { Enrollment } from '#core/enrollment';
import { type SequenceName, SequenceNameSchema } from '#core/ids';
import type { Offer } from '#core/incentive';
import { OUTCOMES, OutcomeSchema } from '#core/outcome';
import type { Shop } from '#core/shop';
import { type Instant, InstantSchema } from '#core/time';

const CountSchema = z.int().nonnegative();
/** People whose watched span is over, how many of them met the goal in it, and their money in minor units. */
const ArmSchema = z.object({ people: CountSchema, back: CountSchema, cents: CountSchema });
type Arm = z.infer<typeof ArmSchema>;

const TouchCountsSchema = z.object({
  sent: CountSchema,
  skipped: CountSchema,
  failed: CountSchema,
  unknown: CountSchema,
  parts: CountSchema,
});

export const SequenceReportSchema = z.object({
  sequence: SequenceNameSchema,
  version: z.int().positive(),
  asOf: InstantSchema,
  enrolled: CountSchema,
  heldOut: CountSchema,
  running: CountSchema,
  outcomes: z.record(OutcomeSchema, CountSchema),
  touches: z.record(ChannelSchema, TouchCountsSchema),
  treated: ArmSchema,
  holdout: ArmSchema,
  /** Codes that were promised, and the most that they can cost: what the budgets count. */
  offers: z.object({ count: CountSchema, cents: CountSchema }),
  discountCents: CountSchema,
  /** Customers who answered why they had been away, by their newest answer; a figure of before they were asked has none. */
  away: z.partialRecord(AwayReasonSchema, CountSchema).default({}),
  /** US dollars paid for messages, at the prices of the shop file. */
  sendingCost: z.number().nonnegative(),
});
export type SequenceReport = z.infer<typeof SequenceReportSchema>;

/** The difference that we made, in share of customers: 0.03 is three more in a hundred. */
export type Lift =
  | {
      readonly status: 'measured' | 'unclear';
      readonly difference: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly status: 'tooEarly' };

/** A report with nothing in it yet. */
export function emptyReport(sequence: SequenceName, version: number, asOf: Instant): SequenceReport {
  const none = { sent: 0, skipped: 0, failed: 0, unknown: 0, parts: 0 };
  return {
    sequence,
    version,
    asOf,
    enrolled: 0,
    heldOut: 0,
    running: 0,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as SequenceReport['outcomes'],
    touches: Object.fromEntries(CHANNELS.map((channel) => [channel, none])) as SequenceReport['touches'],
    treated: { people: 0, back: 0, cents: 0 },
    holdout: { people: 0, back: 0, cents: 0 },
    offers: { count: 0, cents: 0 },
    discountCents: 0,
    away: {},
    sendingCost: 0,
  };
}

/** The report with one more enrollment counted. */
export function counted(report: SequenceReport, enrollment: Enrollment, costs: Shop['costs']): SequenceReport {
  if (enrollment.status === 'heldOut') {
    return { ...report, heldOut: report.heldOut + 1, holdout: inArm(report.holdout, enrollment, report.asOf) };
  }
  const touches = { ...report.touches };
  let sendingCost = report.sendingCost;
  for (const record of Object.values(enrollment.touches)) {
    const parts = record.status === 'sent' ? record.parts : 0;
    const counts = touches[record.channel];
    touches[record.channel] = { ...counts, [record.status]: counts[record.status] + 1, parts: counts.parts + parts };
    sendingCost += parts * costs[record.channel];
  }
  const closed = enrollment.status === 'closed';
  return {
    ...report,
    enrolled: report.enrolled + 1,
    running: report.running + (closed ? 0 : 1),
    outcomes: closed
      ? { ...report.outcomes, [enrollment.outcome]: report.outcomes[enrollment.outcome] + 1 }
      : report.outcomes,
    touches,
    treated: inArm(report.treated, enrollment, report.asOf),
    offers: withOffers(report.offers, enrollment.offers),
    discountCents: report.discountCents + (enrollment.goal?.discount ?? 0),
    away: withAnswer(report.away, enrollment.away),
    sendingCost,
  };
}

/** How much more often did enrolled customers come back than held-out ones? 95% interval by Newcombe's score method (1998). */
export function liftOf({ treated, holdout }: Pick<SequenceReport, 'treated' | 'holdout'>): Lift {
  if (treated.people === 0 || holdout.people === 0) return { status: 'tooEarly' };
  const one = wilson(treated);
  const other = wilson(holdout);
  const difference = one.share - other.share;
  const low = difference - Math.hypot(one.share - one.low, other.high - other.share);
  const high = difference + Math.hypot(one.high - one.share, other.share - other.low);
  return { status: low > 0 || high < 0 ? 'measured' : 'unclear', difference, low, high };
}

function withOffers(sum: SequenceReport['offers'], offers: Readonly<Record<string, Offer>>): SequenceReport['offers'] {
  const worths = Object.values(offers).map(({ worth }) => worth);
  return { count: sum.count + worths.length, cents: worths.reduce((all, one) => all + one, sum.cents) };
}

function withAnswer(counts: SequenceReport['away'], answer: Away | undefined): SequenceReport['away'] {
  return answer === undefined ? counts : { ...counts, [answer.reason]: (counts[answer.reason] ?? 0) + 1 };
}

/** Both arms are judged alike: only once the whole span is over, and only by what happened in it. */
function inArm(arm: Arm, { watchedUntil, goal }: Enrollment, asOf: Instant): Arm {
  if (watchedUntil > asOf) return arm;
  const back = goal !== undefined && goal.at <= watchedUntil;
  return { people: arm.people + 1, back: arm.back + (back ? 1 : 0), cents: arm.cents + (back ? goal.cents : 0) };
}

// The normal quantile of a two-sided 95% interval.
const Z = 1.959964;

function wilson({ people, back }: Arm): { share: number; low: number; high: number } {
  const share = back / people;
  const centre = share + Z ** 2 / (2 * people);
  const spread = Z * Math.sqrt((share * (1 - share)) / people + Z ** 2 / (4 * people ** 2));
  const scale = 1 + Z ** 2 / people;
  return { share, low: (centre - spread) / scale, high: (centre + spread) / scale };
}

export interface Figures {
  /** The newest report of each sequence version. */
  put(report: SequenceReport): Promise<void>;
  all(): Promise<readonly SequenceReport[]>;
}
