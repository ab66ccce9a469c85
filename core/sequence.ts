// What marketers write: an ordered list of touches with a goal, and for whom.
import * as z from 'zod';
import { ActivityKindSchema, kindsThatMeet } from '#core/activity';
import { type Channel, ChannelSchema } from '#core/channel';
import { DormancyRuleSchema, isPersonal, segmentsOf } from '#core/dormancy-rule';
import {
  type IncentiveName,
  IncentiveNameSchema,
  MessageNameSchema,
  type SegmentName,
  SegmentNameSchema,
  SequenceNameSchema,
  TopicNameSchema,
  TouchIdSchema,
} from '#core/ids';
import { IncentiveSchema } from '#core/incentive';
import { IntakeLimitSchema } from '#core/intake';
import { VALUE_TIERS, type ValueTier } from '#core/model/value-tier';
import { SegmentSchema } from '#core/segment';
import { SendWindowSchema } from '#core/send-window';
import { ShopSchema } from '#core/shop';
import { type Duration, DurationSchema, WholeDaysSchema } from '#core/time';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The jitter spreads a touch over at most an hour, so touches closer than that could change places. */
const LEAST_GAP_MS = HOUR_MS;
/** A journey is one Step Functions execution, which may last a year; the rest is room for windows and weekends. */
const LONGEST_JOURNEY_DAYS = 330;

const ShareSchema = z.string().transform((written, context): number => {
  const percent = Number(/^(\d{1,2}(?:\.\d{1,2})?)\s*%$/.exec(written.trim())?.[1] ?? Number.NaN);
  if (percent <= 50) return percent / 100;
  context.addIssue({ code: 'custom', message: `"${written}" is not a share; write it like 10%, at most 50%` });
  return z.NEVER;
});

const ZERO: Duration = { days: 0, milliseconds: 0 };

/** One incentive for everybody, or one for each value tier that gets any: `incentive: { top: fifteen-off, high: ten-off }`. */
const TouchIncentiveSchema = z.union([
  IncentiveNameSchema,
  z
    .partialRecord(z.enum(VALUE_TIERS), IncentiveNameSchema)
    .refine(
      (tiers) => Object.keys(tiers).length > 0,
      `name the incentive of a tier at least: ${VALUE_TIERS.join(', ')}`,
    ),
]);

export const TouchSchema = z
  .strictObject({
    id: TouchIdSchema,
    after: DurationSchema.optional(),
    channel: ChannelSchema,
    message: MessageNameSchema,
    incentive: TouchIncentiveSchema.optional(),
  })
  .transform((touch) => ({ ...touch, after: touch.after ?? ZERO }));
export type Touch = z.infer<typeof TouchSchema>;

/** One sequence as it stands in `workflows/sequences/<name>.yaml`. */
export const SequenceSchema = z
  .strictObject({
    name: SequenceNameSchema,
    describe: z.string().min(1).max(200),
    for: z.strictObject({ dormant: DormancyRuleSchema, segment: SegmentNameSchema.optional() }),
    /** What it is about, of the shop's topics: whoever does not want that is left alone. */
    topic: TopicNameSchema.optional(),
    goal: ActivityKindSchema,
    'stops on': z.array(ActivityKindSchema).min(1).optional(),
    holdout: ShareSchema.default(0.1),
    reentry: z.strictObject({ after: WholeDaysSchema }).optional(),
    'limit per day': IntakeLimitSchema.optional(),
    send: SendWindowSchema,
    'close after': DurationSchema,
    touches: z.array(TouchSchema).min(1).max(20),
  })
  .transform(({ for: audience, 'stops on': stopsOn, 'close after': closeAfter, 'limit per day': limit, ...rest }) => ({
    ...rest,
    dormant: audience.dormant,
    segment: audience.segment,
    stopsOn: stopsOn ?? kindsThatMeet(rest.goal),
    closeAfter,
    limit,
  }))
  .superRefine((sequence, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const ids = sequence.touches.map((touch) => touch.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        complain(['touches', index, 'id'], `two touches have the id "${id}"; ids must differ`);
    });
    sequence.touches.forEach((touch, index) => {
      if (index > 0 && lengthOf(touch.after) < LEAST_GAP_MS) {
        complain(
          ['touches', index, 'after'],
          'a touch needs after: of at least 1 hour, counted from the touch before it',
        );
      }
    });
    if (!kindsThatMeet(sequence.goal).every((kind) => sequence.stopsOn.includes(kind))) {
      complain(
        ['stops on'],
        `what meets the goal must also stop the sequence: add ${kindsThatMeet(sequence.goal).join(' and ')}`,
      );
    }
    if (lengthOf(sequence.closeAfter) < DAY_MS)
      complain(['close after'], 'leave at least 1 day for the last touch to work');
    const days =
      [sequence.closeAfter, ...sequence.touches.map((touch) => touch.after)].reduce(
        (sum, one) => sum + lengthOf(one),
        0,
      ) / DAY_MS;
    if (days > LONGEST_JOURNEY_DAYS)
      complain(
        ['touches'],
        `the sequence lasts ${Math.round(days)} days; at most ${LONGEST_JOURNEY_DAYS} are possible`,
      );
  });
export type Sequence = z.infer<typeof SequenceSchema>;
export type SequenceFile = z.input<typeof SequenceSchema>;

/** The words of one message, ready to render: MJML is already HTML, Liquid is not yet filled in. */
export const MessageSchema = z.object({
  email: z.object({ subject: z.string(), preview: z.string(), html: z.string(), text: z.string() }).optional(),
  sms: z.string().optional(),
});
export type Message = z.infer<typeof MessageSchema>;

/**
 * Everything that a journey of one version needs, published as one thing that never changes. Stored as it was written
 * and parsed again at every read, so that one schema judges files and records alike.
 */
export const PublishedSequenceSchema = z
  .object({
    sequence: SequenceSchema,
    /** All segments that the sequence names, and those that they name. */
    segments: z.record(SegmentNameSchema, SegmentSchema).default({}),
    messages: z.record(MessageNameSchema, MessageSchema),
    incentives: z.record(IncentiveNameSchema, IncentiveSchema),
    shop: ShopSchema,
  })
  .superRefine(({ sequence, segments, shop }, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    // A segment that got lost would let everybody in.
    const missing = segmentsNamedBy(sequence).find((name) => segments[name] === undefined);
    if (missing !== undefined) complain(['segments'], `the segment "${missing}" is not there`);
    if (sequence.topic !== undefined && shop.topics[sequence.topic] === undefined)
      complain(['sequence', 'topic'], `shop.yaml has no topic "${sequence.topic}"`);
    if (isPersonal(sequence.dormant) && shop.dormant === undefined)
      complain(['shop', 'dormant'], 'a personal clock needs a window to fall back to');
  });
export type PublishedSequence = z.infer<typeof PublishedSequenceSchema>;
export type PublishedFile = z.input<typeof PublishedSequenceSchema>;

/** A published sequence with its version, 1 for the first. */
export type SequenceVersion = PublishedSequence & { readonly version: number };

/** The segments that a sequence names itself, each once. */
export function segmentsNamedBy({ segment, dormant }: Pick<Sequence, 'segment' | 'dormant'>): readonly SegmentName[] {
  return [...new Set([...(segment === undefined ? [] : [segment]), ...segmentsOf(dormant)])];
}

/** The incentives that a touch may offer, each once. */
export function incentivesOf({ incentive }: Pick<Touch, 'incentive'>): readonly IncentiveName[] {
  if (incentive === undefined) return [];
  return typeof incentive === 'string' ? [incentive] : [...new Set(Object.values(incentive))];
}

/** The incentive of a touch for a customer of this value tier; whose tier is not known gets what the lowest gets. */
export function incentiveFor(
  { incentive }: Pick<Touch, 'incentive'>,
  tier: ValueTier | undefined,
): IncentiveName | undefined {
  return typeof incentive === 'object' ? incentive[tier ?? 'low'] : incentive;
}

/** The touch with an id; undefined when the sequence has none. */
export function touchOf(sequence: Sequence, touchId: string): Touch | undefined {
  return sequence.touches.find((touch) => touch.id === touchId);
}

/** The touches that go by a channel, of a sequence as it was written or as it was read. */
export function touchesBy<T extends { readonly channel: Channel }>(
  channel: Channel,
  { touches }: { readonly touches: readonly T[] },
): readonly T[] {
  return touches.filter((touch) => touch.channel === channel);
}

function lengthOf(duration: Duration): number {
  return duration.days * DAY_MS + duration.milliseconds;
}
