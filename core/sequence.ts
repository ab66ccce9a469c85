// What marketers write: an ordered list of touches with a goal, and for whom.
import * as z from 'zod';
import { type Channel, ChannelSchema } from '#core/channel';
import { type ActivityKind, ActivityKindSchema } from '#core/customer';
import { DormancyWindowSchema } from '#core/dormancy';
import {
  IncentiveNameSchema,
  MessageNameSchema,
  SegmentNameSchema,
  SequenceNameSchema,
  TouchIdSchema,
} from '#core/ids';
import { IncentiveSchema } from '#core/incentive';
import { SegmentSchema } from '#core/segment';
import { ShopSchema } from '#core/shop';
import { type Duration, DurationSchema, type TimeOfDay, TimeOfDaySchema, WholeDaysSchema } from '#core/time';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WeekdaySchema = z.enum(WEEKDAYS);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The jitter spreads a touch over at most an hour, so touches closer than that could change places. */
const LEAST_GAP_MS = HOUR_MS;
/** A journey is one Step Functions execution, which may last a year; the rest is room for windows and weekends. */
const LONGEST_JOURNEY_DAYS = 330;

/** `mon-sat`, `sat-mon` or a list `[mon, wed, fri]`, answered as ISO weekday numbers. */
const WeekdaysSchema = z
  .union([z.array(WeekdaySchema).min(1), z.string()])
  .transform((written, context): readonly number[] => {
    if (typeof written !== 'string') return [...new Set(written.map((day) => WEEKDAYS.indexOf(day) + 1))].sort();
    const [from, to = from, more] = written
      .split('-')
      .map((name) => WEEKDAYS.indexOf(name.trim().toLowerCase() as never));
    if (more === undefined && from !== undefined && from >= 0 && to !== undefined && to >= 0) {
      const length = ((to - from + 7) % 7) + 1;
      return Array.from({ length }, (_, step) => ((from + step) % 7) + 1).sort();
    }
    context.addIssue({ code: 'custom', message: `"${written}" are not weekdays; write mon-sat or [mon, wed, fri]` });
    return z.NEVER;
  });

const LEAST_WINDOW_MINUTES = 60;

const HoursSchema = z.string().transform((written, context): { from: TimeOfDay; to: TimeOfDay } => {
  const [from, to, more] = written.split('-').map((time) => TimeOfDaySchema.safeParse(time.trim()));
  if (
    more === undefined &&
    from?.success &&
    to?.success &&
    minutesOf(to.data) - minutesOf(from.data) >= LEAST_WINDOW_MINUTES
  ) {
    return { from: from.data, to: to.data };
  }
  context.addIssue({
    code: 'custom',
    message: `"${written}" is no send window; write "09:00-20:00", at least 1 hour, within one day`,
  });
  return z.NEVER;
});

/** When messages may leave, in the customer's own time zone: from inclusive, to exclusive, ISO weekdays. */
export const SendWindowSchema = z
  .strictObject({ between: HoursSchema, days: WeekdaysSchema.default([1, 2, 3, 4, 5, 6, 7]) })
  .transform(({ between, days }) => ({ ...between, days }));
export type SendWindow = z.infer<typeof SendWindowSchema>;

const ShareSchema = z.string().transform((written, context): number => {
  const percent = Number(/^(\d{1,2}(?:\.\d{1,2})?)\s*%$/.exec(written.trim())?.[1] ?? Number.NaN);
  if (percent <= 50) return percent / 100;
  context.addIssue({ code: 'custom', message: `"${written}" is not a share; write it like 10%, at most 50%` });
  return z.NEVER;
});

const ZERO: Duration = { days: 0, milliseconds: 0 };

export const TouchSchema = z
  .strictObject({
    id: TouchIdSchema,
    after: DurationSchema.optional(),
    channel: ChannelSchema,
    message: MessageNameSchema,
    incentive: IncentiveNameSchema.optional(),
  })
  .transform((touch) => ({ ...touch, after: touch.after ?? ZERO }));
export type Touch = z.infer<typeof TouchSchema>;

/** One sequence as it stands in `workflows/sequences/<name>.yaml`. */
export const SequenceSchema = z
  .strictObject({
    name: SequenceNameSchema,
    describe: z.string().min(1).max(200),
    for: z.strictObject({ dormant: DormancyWindowSchema, segment: SegmentNameSchema.optional() }),
    goal: ActivityKindSchema,
    'stops on': z.array(ActivityKindSchema).min(1).optional(),
    holdout: ShareSchema.default(0.1),
    reentry: z.strictObject({ after: WholeDaysSchema }).optional(),
    send: SendWindowSchema,
    'close after': DurationSchema,
    touches: z.array(TouchSchema).min(1).max(20),
  })
  .transform(({ for: audience, 'stops on': stopsOn, 'close after': closeAfter, ...rest }) => ({
    ...rest,
    dormant: audience.dormant,
    segment: audience.segment,
    stopsOn: stopsOn ?? kindsThatMeet(rest.goal),
    closeAfter,
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
export const PublishedSequenceSchema = z.object({
  sequence: SequenceSchema,
  segment: SegmentSchema.optional(),
  messages: z.record(MessageNameSchema, MessageSchema),
  incentives: z.record(IncentiveNameSchema, IncentiveSchema),
  shop: ShopSchema,
});
export type PublishedSequence = z.infer<typeof PublishedSequenceSchema>;
export type PublishedFile = z.input<typeof PublishedSequenceSchema>;

/** A published sequence with its version, 1 for the first. */
export type SequenceVersion = PublishedSequence & { readonly version: number };

/** Which signs of life meet a goal: an order is also a visit. */
export function kindsThatMeet(goal: ActivityKind): readonly ActivityKind[] {
  return goal === 'visit' ? ['visit', 'order'] : ['order'];
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

function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function lengthOf(duration: Duration): number {
  return duration.days * DAY_MS + duration.milliseconds;
}
