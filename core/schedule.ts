// When each touch is due: the customer's time zone, the send window, DST, jitter and the stage's time scale.
import * as z from 'zod';
import { type CustomerId, drawOf, TouchIdSchema } from '#core/ids';
import type { SendWindow } from '#core/send-window';
import type { Sequence } from '#core/sequence';
import {
  dayOf,
  epochOf,
  type Instant,
  InstantSchema,
  instantAt,
  instantOf,
  plusDays,
  plusDuration,
  plusMilliseconds,
  type TimeZone,
  wallClock,
} from '#core/time';

/** Touches are spread over this long, so that the opening of a window is no stampede on the sending rate. */
const SPREAD_MS = 60 * 60_000;
/** Nothing is planned into the last minutes of a window: a queue that is a little late must not miss it. */
const LAST_CALL_MS = 15 * 60_000;
/** How long the closing leg waits for its answer before it asks again. */
const PATIENCE_MS = 60 * 60_000;
/** A window opens on at least one weekday; one week more covers an opening that a DST change swallows. */
const MOST_DAYS_TO_OPENING = 15;

/**
 * A stretch of a journey. Entering it does one thing; at `until` the next leg begins. `wait` only waits, `close`
 * settles the outcome and is always the last.
 */
export const LegSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('wait'), until: InstantSchema }),
  z.object({ does: z.literal('touch'), touch: TouchIdSchema, until: InstantSchema }),
  z.object({ does: z.literal('close'), until: InstantSchema }),
]);
export type Leg = z.infer<typeof LegSchema>;

export type JourneyPlan = { readonly legs: readonly Leg[]; readonly closeAt: Instant };

type PlanFacts = {
  readonly sequence: Sequence;
  readonly customerId: CustomerId;
  readonly zone: TimeZone;
  readonly enrolledAt: Instant;
  /** Every duration of the stage is divided by this; 1 in production. */
  readonly timeScale: number;
};

/** The whole plan of a new journey that starts now: at most one waiting leg, the touches, and the close. */
export function planJourney(facts: PlanFacts): JourneyPlan {
  return planFrom(facts, 0, facts.enrolledAt);
}

/**
 * The rest of a plan, seen from `now`: the touch at `index`, no earlier than `notBefore`, and those after it. Both are
 * instants on the stage's clock.
 */
export function planFrom(facts: PlanFacts, index: number, now: Instant, notBefore: Instant = now): JourneyPlan {
  const { sequence, zone } = facts;
  const start = storyTime(now, facts);
  const touches = sequence.touches.slice(index);
  const dues: Instant[] = [];
  let isSpread = false;
  touches.forEach((touch, position) => {
    const before = dues.at(-1) ?? start;
    const asked =
      position === 0 && notBefore > now ? storyTime(notBefore, facts) : plusDuration(before, touch.after, zone);
    const opening = openingFrom(asked, sequence.send, zone);
    // Spread once, and again where many meet at an opening; a touch that may start at once does.
    const wantsSpread = opening > asked || !isSpread;
    dues.push(opening > start && wantsSpread ? spread(opening, facts) : opening);
    isSpread ||= opening > start;
  });
  const closing = plusDuration(dues.at(-1) ?? start, sequence.closeAfter, zone);
  return legsOf(touches, dues, start, closing, facts);
}

/** The plan of someone who came back without meeting the goal: no more touches, only the wait for it and the close. */
export function planClose(facts: PlanFacts, now: Instant): JourneyPlan {
  const start = storyTime(now, facts);
  return legsOf([], [], start, plusDuration(start, facts.sequence.closeAfter, facts.zone), facts);
}

/** Is this instant inside the send window, in this time zone? */
export function isOpen(instant: Instant, window: SendWindow, zone: TimeZone): boolean {
  const { time, weekday } = wallClock(instant, zone);
  return window.from <= time && time < window.to && window.days.includes(weekday);
}

/** The first instant, this one or later, at which a touch may be planned into the send window. */
export function openingFrom(instant: Instant, window: SendWindow, zone: TimeZone): Instant {
  if (isOpen(instant, window, zone) && roomAfter(instant, window, zone) > 0) return instant;
  const today = dayOf(instant, zone);
  for (let ahead = 0; ahead < MOST_DAYS_TO_OPENING; ahead += 1) {
    const opening = instantAt(plusDays(today, ahead), window.from, zone);
    if (opening >= instant && isOpen(opening, window, zone) && roomAfter(opening, window, zone) > 0) return opening;
  }
  throw new RangeError(`no opening of ${window.from}-${window.to} within ${MOST_DAYS_TO_OPENING} days`);
}

/** What the clock of the story says when the stage's clock says `instant`: the enrollment is where both agree. */
export function storyTime(
  instant: Instant,
  { enrolledAt, timeScale }: Pick<PlanFacts, 'enrolledAt' | 'timeScale'>,
): Instant {
  return instantOf(epochOf(enrolledAt) + (epochOf(instant) - epochOf(enrolledAt)) * timeScale);
}

/** The other way round: when the stage's clock reaches an instant of the story. */
export function stageTime(
  story: Instant,
  { enrolledAt, timeScale }: Pick<PlanFacts, 'enrolledAt' | 'timeScale'>,
): Instant {
  // Rounded up: a touch must not be a moment early by the clock of the story.
  return instantOf(epochOf(enrolledAt) + Math.ceil((epochOf(story) - epochOf(enrolledAt)) / timeScale));
}

function legsOf(
  touches: Sequence['touches'],
  dues: readonly Instant[],
  start: Instant,
  closing: Instant,
  facts: PlanFacts,
): JourneyPlan {
  const stage = (story: Instant) => stageTime(story, facts);
  const closeAt = stage(closing);
  const first = dues[0] ?? closing;
  const waiting: Leg[] = first > start ? [{ does: 'wait', until: stage(first) }] : [];
  const touching = touches.map(
    ({ id }, index): Leg => ({ does: 'touch', touch: id, until: stage(dues[index + 1] ?? closing) }),
  );
  return { legs: [...waiting, ...touching, { does: 'close', until: plusMilliseconds(closeAt, PATIENCE_MS) }], closeAt };
}

function spread(base: Instant, { sequence, zone, customerId }: PlanFacts): Instant {
  const room = Math.min(SPREAD_MS, roomAfter(base, sequence.send, zone));
  const jittered = plusMilliseconds(base, Math.floor(drawOf('jitter', sequence.name, customerId) * room));
  return isOpen(jittered, sequence.send, zone) ? jittered : base;
}

/** Milliseconds from an instant inside the window to its last call. */
function roomAfter(instant: Instant, window: SendWindow, zone: TimeZone): number {
  return epochOf(instantAt(dayOf(instant, zone), window.to, zone)) - LAST_CALL_MS - epochOf(instant);
}
