// One customer on one version of a sequence: a union by status, and the only legal steps between its states.
import * as z from 'zod';
import { ActivityKindSchema } from '#core/activity';
import { AwaySchema } from '#core/away';
import { ChannelSchema } from '#core/channel';
import {
  CustomerIdSchema,
  EnrollmentIdSchema,
  ResponseIdSchema,
  SequenceNameSchema,
  type TouchId,
  TouchIdSchema,
} from '#core/ids';
import { OfferSchema } from '#core/incentive';
import { CentsSchema } from '#core/money';
import { type Outcome, OutcomeSchema, StopReasonSchema } from '#core/outcome';
import { type JourneyPlan, LegSchema } from '#core/schedule';
import { DaySchema, type Instant, InstantSchema, TimeZoneSchema } from '#core/time';

export const SKIP_REASONS = [
  'stopped',
  'stale',
  'paused',
  'noConsent',
  'suppressed',
  'noAddress',
  'budgetExhausted',
  'quietHours',
] as const;
export const FAIL_REASONS = ['refused', 'unrenderable'] as const;
export const UNKNOWN_REASONS = ['ambiguous', 'interrupted'] as const;

/** What became of one touch. `unknown` may still turn into `sent` when the provider tells us so. */
export const TouchRecordSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('sent'),
    at: InstantSchema,
    channel: ChannelSchema,
    providerId: z.string().max(200),
    /** SMS parts; 1 for an email. */
    parts: z.int().positive(),
  }),
  z.object({ status: z.literal('skipped'), at: InstantSchema, channel: ChannelSchema, because: z.enum(SKIP_REASONS) }),
  z.object({
    status: z.literal('failed'),
    at: InstantSchema,
    channel: ChannelSchema,
    because: z.enum(FAIL_REASONS),
    detail: z.string().max(200),
  }),
  z.object({
    status: z.literal('unknown'),
    at: InstantSchema,
    channel: ChannelSchema,
    because: z.enum(UNKNOWN_REASONS),
  }),
]);
export type TouchRecord = z.infer<typeof TouchRecordSchema>;

const GoalResponseSchema = z.object({
  responseId: ResponseIdSchema,
  at: InstantSchema,
  cents: CentsSchema,
  /** What the redeemed incentive took off this order; 0 when none was. */
  discount: CentsSchema,
});
export type GoalResponse = z.infer<typeof GoalResponseSchema>;

const Opened = {
  enrollmentId: EnrollmentIdSchema,
  customerId: CustomerIdSchema,
  sequence: SequenceNameSchema,
  version: z.int().positive(),
  /** The day of the last sign of life before this silence. */
  episode: DaySchema,
  enrolledAt: InstantSchema,
  /** How far the lift is measured, for enrolled and held-out customers alike; fixed at enrollment. */
  watchedUntil: InstantSchema,
  /** Counts every change; a save names the revision it read. */
  revision: z.int().nonnegative(),
  /** The first response that met the goal. */
  goal: GoalResponseSchema.optional(),
  /** Why the customer had been away, as they answered to a message of this enrollment. */
  away: AwaySchema.exactOptional(),
};

const Journeying = {
  ...Opened,
  timeZone: TimeZoneSchema,
  /** The last sign of life of each kind at enrollment: anything later means that the customer came back. */
  seen: z.record(ActivityKindSchema, DaySchema),
  /** When the outcome is settled at the latest. */
  closeAt: InstantSchema,
  legs: z.array(LegSchema).min(1).max(200),
  /** The highest leg that was claimed, -1 before the first; and when each was. */
  claimed: z.int().min(-1),
  claims: z.record(z.string(), InstantSchema),
  /** Who claimed the newest leg: a word that no other attempt has, so that nobody gives back what another has claimed. */
  claimant: z.string().min(1).max(64).exactOptional(),
  touches: z.record(TouchIdSchema, TouchRecordSchema),
  offers: z.record(TouchIdSchema, OfferSchema),
};

const TokenSchema = z.object({ value: z.string().min(1).max(2048), leg: z.int().nonnegative() });
export const StopSchema = z.object({
  at: InstantSchema,
  because: StopReasonSchema,
  response: ResponseIdSchema.optional(),
});
export type Stop = z.infer<typeof StopSchema>;

export const EnrollmentSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('heldOut'), ...Opened }),
  z.object({ status: z.literal('active'), ...Journeying, token: TokenSchema.optional() }),
  z.object({ status: z.literal('stopped'), ...Journeying, token: TokenSchema.optional(), stop: StopSchema }),
  z.object({
    status: z.literal('closed'),
    ...Journeying,
    stop: StopSchema.optional(),
    outcome: OutcomeSchema,
    closedAt: InstantSchema,
  }),
]);
export type Enrollment = z.infer<typeof EnrollmentSchema>;
export type Active = Extract<Enrollment, { status: 'active' }>;
export type Stopped = Extract<Enrollment, { status: 'stopped' }>;
export type Closed = Extract<Enrollment, { status: 'closed' }>;
export type Running = Active | Stopped;

/** Does a journey of this enrollment still run? */
export function isRunning(enrollment: Enrollment): enrollment is Running {
  return enrollment.status === 'active' || enrollment.status === 'stopped';
}

/** May a touch's record be written? The first word stands, but `unknown` gives way to knowledge. */
export function maySettle(existing: TouchRecord | undefined): boolean {
  return existing === undefined || existing.status === 'unknown';
}

/**
 * The enrollment with the rest of its plan replaced: new legs get the numbers after the newest claim, whose own leg ends
 * `at` this instant. A journey whose due instants differ from these runs an older plan and must be given ours.
 */
export function replanned<E extends Running>(enrollment: E, plan: JourneyPlan, at: Instant): E {
  const entered = enrollment.legs.slice(0, enrollment.claimed + 1);
  const legs = entered.map((leg, index) => (index === enrollment.claimed ? { ...leg, until: at } : leg));
  return { ...enrollment, closeAt: plan.closeAt, legs: [...legs, ...plan.legs] };
}

/** What a journey must be told to run the enrollment's plan from its next leg on. */
export function planToRun(enrollment: Running): { leg: number; until: Instant[] } {
  return { leg: enrollment.claimed + 1, until: enrollment.legs.map((leg) => leg.until) };
}

/** No more touches from here on. */
export function stopped(enrollment: Active, stop: Stop): Stopped {
  return { ...enrollment, status: 'stopped', stop };
}

/** The outcome is settled: once, for good. The token is forgotten, because nothing may use it again. */
export function closed(enrollment: Running, outcome: Outcome, at: Instant): Closed {
  const { token: _used, ...rest } = enrollment;
  return { ...rest, status: 'closed', outcome, closedAt: at };
}

/** Touches whose leg began before `leg` and of which nothing is known: a crash, or a queue that was too slow. */
export function unsettledBefore(enrollment: Running, leg: number): readonly { touch: TouchId; wasClaimed: boolean }[] {
  return enrollment.legs.slice(0, leg).flatMap((past, index) => {
    if (past.does !== 'touch' || enrollment.touches[past.touch] !== undefined) return [];
    const comesLater = enrollment.legs
      .slice(index + 1)
      .some((next) => next.does === 'touch' && next.touch === past.touch);
    return comesLater ? [] : [{ touch: past.touch, wasClaimed: enrollment.claims[index] !== undefined }];
  });
}
