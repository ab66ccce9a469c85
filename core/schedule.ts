// When each touch is due: the customer's time zone, the send window, DST, jitter and the stage's time scale.
import * as z from 'zod';
import { type CustomerId, drawOf, TouchIdSchema } from '#core/ids';
import { isLawful, lawfulFrom, lawfulRoom, type SmsLaw } from '#core/law/sms-law';
import { isOpen, openingFrom, roomAfter } from '#core/opening';
import type { Sequence, Touch } from '#core/sequence';
import {
  epochOf,
  type Instant,
  InstantSchema,
  instantOf,
  plusDuration,
  plusMilliseconds,
  type TimeZone,
} from '#core/time';

/** Touches are spread over this long, so that the opening of a window is no stampede on the sending rate. */
const SPREAD_MS = 60 * 60_000;
/** How long the closing leg waits for its answer before it asks again. */
const PATIENCE_MS = 60 * 60_000;

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
  /** When the law lets SMS leave, where the customer may be; left out where nobody needs to know. */
  readonly smsLaw?: SmsLaw;
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
    const opening = openingFor(touch, asked, facts);
    // Spread once, and again where many meet at an opening; a touch that may start at once does.
    const wantsSpread = opening > asked || !isSpread;
    dues.push(opening > start && wantsSpread ? spread(touch, opening, facts) : opening);
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

/** An SMS waits for the law too. Where law and window leave it no hour, it is skipped when its turn comes, with that reason. */
function openingFor({ channel }: Touch, asked: Instant, { sequence: { send }, zone, smsLaw }: PlanFacts): Instant {
  const lawful = channel === 'sms' && smsLaw !== undefined ? lawfulFrom(asked, smsLaw, send, zone) : undefined;
  return lawful ?? openingFrom(asked, send, zone);
}

function spread({ channel }: Touch, base: Instant, { sequence, zone, customerId, smsLaw }: PlanFacts): Instant {
  const law = channel === 'sms' ? smsLaw : undefined;
  const lawful = law === undefined ? SPREAD_MS : lawfulRoom(base, law);
  const room = Math.min(SPREAD_MS, roomAfter(base, sequence.send, zone), Math.max(0, lawful));
  const jittered = plusMilliseconds(base, Math.floor(drawOf('jitter', sequence.name, customerId) * room));
  const isFine = isOpen(jittered, sequence.send, zone) && (law === undefined || isLawful(jittered, law));
  return isFine ? jittered : base;
}
