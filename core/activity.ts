// What counts as a sign of life, and what we keep of each kind of it: a bounded summary, never the raw stream.
import * as z from 'zod';
import { DAY_SET, daysIn, holdsDay, REMEMBERED_DAYS, sizeOf, withDay } from '#core/day-set';
import { nameSchema } from '#core/ids';
import { CentsSchema } from '#core/money';
import { type Day, DaySchema } from '#core/time';

/**
 * The kinds that every shop has. A click is one that a person made: an open never counts (mailboxes open mail by
 * themselves), nor does a click that the provider takes for a machine's. A reply is any but a no.
 */
export const KNOWN_KINDS = ['order', 'visit', 'app-open', 'login', 'click', 'reply', 'renewal', 'support'] as const;

/** A kind of ours, or one that the company names in shop.yaml. */
export const ActivityKindSchema = nameSchema(
  'a kind of activity has lower-case letters, digits and single hyphens, like store-visit',
)
  .max(30)
  // Editors offer these where a sequence names a kind.
  .meta({ examples: [...KNOWN_KINDS] });
export type ActivityKind = z.infer<typeof ActivityKindSchema>;

/** A row keeps so many kinds of the company's own at most, beside those that every shop has. */
export const MOST_OWN_KINDS = 8;
export const MOST_KINDS = KNOWN_KINDS.length + MOST_OWN_KINDS;

/** Has a row room for one more kind? The kinds that every shop has always find room. */
export function hasRoomFor(kind: ActivityKind, kept: Readonly<Record<ActivityKind, unknown>>): boolean {
  if (Object.hasOwn(kept, kind) || isKnownKind(kind)) return true;
  return Object.keys(kept).filter((one) => !isKnownKind(one)).length < MOST_OWN_KINDS;
}

/** Is this a kind that every shop has? */
export function isKnownKind(kind: ActivityKind): boolean {
  return KNOWN_KINDS.some((known) => known === kind);
}

/** Of these every single one counts, with its money; of all others a day counts once, and no money is kept. */
const COUNTED_SINGLY: readonly ActivityKind[] = ['order', 'renewal'];

/** Which activities are signs of the same: whoever orders has also visited, opened the app and logged in. */
const MET_BY_ORDER: readonly ActivityKind[] = ['visit', 'app-open', 'login'];

/** What we keep of one kind of activity. Days are calendar days of the shop's time zone. */
export const ActivitySummarySchema = z.object({
  first: DaySchema,
  last: DaySchema,
  /** Orders and renewals; of every other kind the days that had one. */
  count: z.int().positive(),
  /** Minor units: all of it, and that of the first day, which the models leave out. */
  spent: CentsSchema,
  spentFirst: CentsSchema.optional(),
  /** Days that had one: what the models call transactions. */
  days: z.int().positive().optional(),
  /** The newest days, as core/day-set.ts packs them: they tell what comes late from what comes twice. */
  recent: z.string().regex(DAY_SET).default(''),
});
export type ActivitySummary = z.infer<typeof ActivitySummarySchema>;

/** One activity; `cents` is 0 where no money changed hands. */
export type Activity = { readonly day: Day; readonly cents: number };

/** Does every single activity of this kind count, so that a duplicate must be told by its id? */
export function isCountedSingly(kind: ActivityKind): boolean {
  return COUNTED_SINGLY.includes(kind);
}

/** Which signs of life meet a goal: an order is also a visit. */
export function kindsThatMeet(goal: ActivityKind): readonly ActivityKind[] {
  return MET_BY_ORDER.includes(goal) ? [goal, 'order'] : [goal];
}

/**
 * The summary after one more activity; the same one when it adds nothing. In whatever order they come the summary is the same,
 * as long as none comes later than REMEMBERED_DAYS active days after its own.
 */
export function withActivity(
  summary: ActivitySummary | undefined,
  kind: ActivityKind,
  activity: Activity,
): ActivitySummary {
  const { day } = activity;
  // Of what counts once a day, which money is seen would depend on which comes first.
  const cents = isCountedSingly(kind) ? activity.cents : 0;
  if (summary === undefined)
    return { first: day, last: day, count: 1, spent: cents, spentFirst: cents, days: 1, recent: withDay('', day) };
  const known = knowsDay(summary, day);
  if (known !== 'no' && !isCountedSingly(kind)) return summary;
  const before = day < summary.first ? 0 : spentOnFirstDay(summary);
  return {
    first: day < summary.first ? day : summary.first,
    last: day > summary.last ? day : summary.last,
    count: summary.count + 1,
    spent: summary.spent + cents,
    spentFirst: day <= summary.first ? before + cents : before,
    days: activeDays(summary) + (known === 'no' ? 1 : 0),
    recent: withDay(memoryOf(summary), day),
  };
}

/** The days that had one. A row of before they were counted has as many as its activities, or one. */
export function activeDays({ first, last, count, days }: ActivitySummary): number {
  return days ?? (first === last ? 1 : count);
}

/** Minor units of the first day. A row of before they were kept has the mean of its days. */
export function spentOnFirstDay(summary: ActivitySummary): number {
  return summary.spentFirst ?? Math.round(summary.spent / activeDays(summary));
}

/** Has this day been counted? `forgotten`: the row remembers less than it has counted, so it cannot tell. */
export function knowsDay(summary: ActivitySummary, day: Day): 'yes' | 'no' | 'forgotten' {
  const { first, last } = summary;
  if (day === first || day === last) return 'yes';
  if (day < first || day > last) return 'no';
  const memory = memoryOf(summary);
  const held = holdsDay(memory, day);
  const isWhole = sizeOf(memory) >= Math.min(REMEMBERED_DAYS, activeDays(summary));
  return held === 'no' && !isWhole ? 'forgotten' : held;
}

/** The newest days that had one, oldest first. */
export function recentDays(summary: ActivitySummary): readonly Day[] {
  return daysIn(memoryOf(summary));
}

/** A row of before days were remembered knows its first and its last. */
function memoryOf({ first, last, recent }: ActivitySummary): string {
  return recent === '' ? withDay(withDay('', first), last) : recent;
}
