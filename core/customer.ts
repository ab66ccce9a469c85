// A person we may win back: the lean row that the scan reads, and the only ways it may change.
import * as z from 'zod';
import { type ActivityKind, ActivityKindSchema, ActivitySummarySchema, MOST_KINDS } from '#core/activity';
import { AwaySchema } from '#core/away';
import { CHANNEL_NEEDS, CHANNELS, type Channel, ChannelSchema } from '#core/channel';
import {
  CustomerIdSchema,
  EnrollmentIdSchema,
  ResponseIdSchema,
  SequenceNameSchema,
  type TopicName,
  TopicNameSchema,
} from '#core/ids';
import { OutcomeSchema } from '#core/outcome';
import { type Day, DaySchema, type Instant, InstantSchema, TimeZoneSchema } from '#core/time';

/** As many characters of what a customer agreed to are kept. */
export const MOST_WORDING = 500;

/** Leave to write on one channel, with its proof: when it was given or taken back, where, and in which words. */
export const ConsentSchema = z.object({
  state: z.enum(['granted', 'withdrawn']),
  at: InstantSchema,
  source: z.string().min(1).max(120),
  wording: z.string().max(MOST_WORDING).optional(),
  /** The customer's own word, whose date can be relied on; a list's is often that of its import. */
  own: z.literal(true).exactOptional(),
  /** Whoever brought it did not say when it was said: `at` is when we learned of it, and it was said then or before. */
  undated: z.literal(true).exactOptional(),
});

export type Consent = z.infer<typeof ConsentSchema>;

/** Why an address must not be written to, whatever the consent says. */
export const SuppressionSchema = z.object({
  because: z.enum(['hard bounce', 'complaint', 'soft bounces']),
  at: InstantSchema,
});
export type Suppression = z.infer<typeof SuppressionSchema>;

/** Messages in a row that came back for now, on one channel: how many, and when the first did. */
const SoftBouncesSchema = z.object({ count: z.int().positive(), since: InstantSchema });

/** Beyond this a number loses digits on its way through a store. */
const MOST_FIELD = 1e15;

/** Values that a profile field may have. */
export const FieldValueSchema = z.union([
  z.string().max(200),
  z.number().min(-MOST_FIELD).max(MOST_FIELD),
  z.boolean(),
]);
export type FieldValue = z.infer<typeof FieldValueSchema>;

/** Why a dormant customer was not enrolled. */
export const NOT_ADMITTED = [
  'outdated',
  'alreadyEnrolled',
  'reentry',
  'paused',
  'declinedTopic',
  'suppressed',
  'noReachableChannel',
] as const;

/** The last decision about one sequence, so that tomorrow's scan need not ask again. */
export const AdmissionSchema = z.object({
  episode: DaySchema,
  decision: z.enum(['enrolled', 'heldOut', ...NOT_ADMITTED]),
  at: InstantSchema,
  /** When the customer last entered this sequence, as enrolled or held out. */
  enteredAt: InstantSchema.optional(),
  /** How the last enrollment on it that has ended did end. */
  outcome: OutcomeSchema.optional(),
});
export type Admission = z.infer<typeof AdmissionSchema>;

const RecentTouchSchema = z.object({ at: InstantSchema, channel: ChannelSchema });
export type RecentTouch = z.infer<typeof RecentTouchSchema>;

/** How many response ids a row remembers to recognise a duplicate; a provider repeats itself within minutes. */
export const REMEMBERED_RESPONSES = 8;
/** How many past touches a row remembers for frequency caps. */
export const REMEMBERED_TOUCHES = 6;

export const CustomerSchema = z.object({
  customerId: CustomerIdSchema,
  /** Counts every saved change; a save names the one it read. */
  revision: z.int().nonnegative(),
  firstName: z.string().min(1).max(80).optional(),
  lastName: z.string().min(1).max(80).optional(),
  email: z.string().min(3).max(254).optional(),
  /** E.164, e.g. +12025550123. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  timeZone: TimeZoneSchema.optional(),
  consent: z.partialRecord(ChannelSchema, ConsentSchema),
  suppression: z.partialRecord(ChannelSchema, SuppressionSchema),
  softBounces: z.partialRecord(ChannelSchema, SoftBouncesSchema).optional(),
  /** Topics that the customer does not want, and since when. */
  declined: z.record(TopicNameSchema, InstantSchema).optional(),
  /** Topics that the customer chose again, and since when: an older word that comes late does not take that back. */
  chosen: z.record(TopicNameSchema, InstantSchema).optional(),
  /** The customer wants nothing before this instant. */
  pausedUntil: InstantSchema.optional(),
  /** When they last said so, or that the pause is over. */
  pausedAt: InstantSchema.optional(),
  /** The newest answer to "why have you been away?". */
  away: AwaySchema.optional(),
  activity: z
    .record(ActivityKindSchema, ActivitySummarySchema)
    .refine((kinds) => Object.keys(kinds).length <= MOST_KINDS, `at most ${MOST_KINDS} kinds of activity are kept`),
  fields: z.record(z.string().max(40), FieldValueSchema),
  admissions: z.record(SequenceNameSchema, AdmissionSchema),
  /** The newest enrollment, held out or not, and how far its customer is watched for the lift, however early it ends. */
  watched: z.object({ enrollmentId: EnrollmentIdSchema, until: InstantSchema }).optional(),
  /** The enrollment that has this customer now: one at a time. Forgotten once `until` has passed. */
  open: z.object({ enrollmentId: EnrollmentIdSchema, until: InstantSchema }).optional(),
  recentTouches: z.array(RecentTouchSchema).max(REMEMBERED_TOUCHES),
  recentResponses: z.array(ResponseIdSchema).max(REMEMBERED_RESPONSES),
});
export type Customer = z.infer<typeof CustomerSchema>;

/** Whether a channel may be used for this customer, or the first thing that stands against it. */
export type Reach =
  | { readonly may: true }
  | { readonly may: false; readonly because: 'noAddress' | 'suppressed' | 'noConsent' };

/** May we write to this customer on this channel? Address, then suppression, then consent. */
export function reachOf(customer: Customer, channel: Channel): Reach {
  if (customer[CHANNEL_NEEDS[channel].contact] === undefined) return { may: false, because: 'noAddress' };
  if (customer.suppression[channel] !== undefined) return { may: false, because: 'suppressed' };
  if (customer.consent[channel]?.state !== 'granted') return { may: false, because: 'noConsent' };
  return { may: true };
}

/** The channels on which this customer may be written to. */
export function reachableChannels(customer: Customer): readonly Channel[] {
  return CHANNELS.filter((channel) => reachOf(customer, channel).may);
}

/** Has the customer asked for quiet, and is it not over yet? */
export function isPaused({ pausedUntil }: Pick<Customer, 'pausedUntil'>, now: Instant): boolean {
  return pausedUntil !== undefined && now < pausedUntil;
}

/** Has the customer said that they do not want this topic? Of no topic nobody can say so. */
export function hasDeclined({ declined }: Pick<Customer, 'declined'>, topic: TopicName | undefined): boolean {
  return topic !== undefined && declined?.[topic] !== undefined;
}

/** The last day on which the customer gave any of these signs of life; undefined when they never did. */
export function lastActivityDay(customer: Customer, kinds: readonly ActivityKind[]): Day | undefined {
  let last: Day | undefined;
  for (const kind of kinds) {
    const day = customer.activity[kind]?.last;
    if (day !== undefined && (last === undefined || day > last)) last = day;
  }
  return last;
}

/** A row without history, consent or contact points. */
export function newCustomer(customerId: Customer['customerId']): Customer {
  return {
    customerId,
    revision: 0,
    consent: {},
    suppression: {},
    activity: {},
    fields: {},
    admissions: {},
    recentTouches: [],
    recentResponses: [],
  };
}
