// May this touch go out now? Ordered rules; the first with an objection speaks, and always gives its reason.
import type { ActivityKind } from '#core/activity';
import { type Customer, hasDeclined, isPaused, type RecentTouch, reachOf } from '#core/customer';
import type { Active, Running, SKIP_REASONS } from '#core/enrollment';
import { isLawful, lawfulFrom, smsLaw } from '#core/law/sms-law';
import { isOpen, openingFrom } from '#core/opening';
import type { StopReason } from '#core/outcome';
import { type Breaker, stoppedUntil } from '#core/reputation';
import { resumptionOf } from '#core/resumption';
import { stageTime, storyTime } from '#core/schedule';
import { type Sequence, type Touch, touchOf } from '#core/sequence';
import type { FrequencyCap } from '#core/shop';
import { DAY_MS, type Duration, type Instant, later, plusDuration } from '#core/time';

export const HOLD_REASONS = ['complaints', 'frequencyCap', 'sendWindow', 'lawCap', 'quietHours'] as const;

export type Clearance =
  | { readonly say: 'send' }
  | { readonly say: 'hold'; readonly until: Instant; readonly because: (typeof HOLD_REASONS)[number] }
  | { readonly say: 'skip'; readonly because: (typeof SKIP_REASONS)[number] }
  | { readonly say: 'stop'; readonly because: StopReason };

export type ClearanceFacts = {
  readonly now: Instant;
  readonly timeScale: number;
  readonly enrollment: Active;
  readonly customer: Customer;
  readonly sequence: Sequence;
  readonly touch: Touch;
  /** When the next leg begins: later than this, the touch's turn is over. */
  readonly turnEnds: Instant;
  readonly cap: FrequencyCap | undefined;
  /** When too many complained; left out where nobody counts. */
  readonly breaker?: Breaker;
  /** Whether the touch's incentive, if it has one, found room in its budget. */
  readonly incentive: 'none' | 'reserved' | 'exhausted';
};

/** Exact hours and no calendar day. */
const ONE_DAY: Duration = { days: 0, milliseconds: DAY_MS };

type Rule = (facts: ClearanceFacts) => Clearance | undefined;

/**
 * Does what we know of the customer stand against any further touch? Read from the row and not from a single response,
 * so that duplicates, crashes and any order of arrival give the same answer.
 */
export function reasonToStop(customer: Customer, enrollment: Running, sequence: Sequence): StopReason | undefined {
  const saidNo = Object.values(customer.consent).some(
    (one) => one?.state === 'withdrawn' && one.at >= enrollment.enrolledAt,
  );
  const complained = Object.values(customer.suppression).some(
    (one) => one?.because === 'complaint' && one.at >= enrollment.enrolledAt,
  );
  // Who declined the topic before would not have been admitted: it was since.
  if (saidNo || complained || hasDeclined(customer, sequence.topic)) return 'optedOut';
  return hasComeBack(customer, enrollment.seen, sequence.stopsOn) ? 'cameBack' : undefined;
}

/** Has the customer given one of these signs of life on a later day than we had seen? */
export function hasComeBack(customer: Customer, seen: Running['seen'], kinds: readonly ActivityKind[]): boolean {
  return kinds.some((kind) => {
    const last = customer.activity[kind]?.last;
    const before = seen[kind];
    return last !== undefined && (before === undefined || last > before);
  });
}

const standing: Rule = ({ customer, enrollment, sequence }) => {
  const because = reasonToStop(customer, enrollment, sequence);
  return because === undefined ? undefined : { say: 'stop', because };
};

/** Nothing has reached the customer and nothing can: that is no lapse. Whoever got a message is only skipped from here on. */
const unreachable: Rule = ({ customer, enrollment, sequence }) => {
  if (sentTouches(enrollment).length > 0) return undefined;
  const ahead = enrollment.legs
    .slice(enrollment.claimed)
    .flatMap((leg) => (leg.does === 'touch' ? [touchOf(sequence, leg.touch)] : []));
  const hope = ahead.some((touch) => touch !== undefined && reachOf(customer, touch.channel).may);
  return hope ? undefined : { say: 'stop', because: 'unreachable' };
};

const stale: Rule = ({ now, turnEnds }) => (now >= turnEnds ? { say: 'skip', because: 'stale' } : undefined);

/** Skipped and not put off: after a pause that was asked for, everything that had piled up would come at once. */
const paused: Rule = ({ now, customer }) => (isPaused(customer, now) ? { say: 'skip', because: 'paused' } : undefined);

const reach: Rule = ({ customer, touch }) => {
  const answer = reachOf(customer, touch.channel);
  return answer.may ? undefined : { say: 'skip', because: answer.because };
};

const budget: Rule = ({ incentive }) =>
  incentive === 'exhausted' ? { say: 'skip', because: 'budgetExhausted' } : undefined;

/** A mailbox provider's memory is no longer because a stage is fast: the end of a stop is told by the stage's clock. */
const complaints: Rule = ({ now, breaker = {}, enrollment, sequence, timeScale }) => {
  const ends = stoppedUntil(breaker, now);
  if (ends === undefined) return undefined;
  const { customerId, timeZone } = enrollment;
  const goesOn = resumptionOf(sequence, customerId, storyTime(ends, { ...enrollment, timeScale }), timeZone);
  return { say: 'hold', because: 'complaints', until: later(ends, stageTime(goesOn, { ...enrollment, timeScale })) };
};

const frequencyCap: Rule = ({ cap, ...facts }) => {
  const until = cap === undefined ? undefined : freeAt(cap, facts, touchesOf(facts));
  return until === undefined ? undefined : { say: 'hold', because: 'frequencyCap', until };
};

const sendWindow: Rule = ({ now, enrollment, sequence, timeScale }) => {
  const story = storyTime(now, { ...enrollment, timeScale });
  if (isOpen(story, sequence.send, enrollment.timeZone)) return undefined;
  const opening = openingFrom(story, sequence.send, enrollment.timeZone);
  return { say: 'hold', because: 'sendWindow', until: later(now, stageTime(opening, { ...enrollment, timeScale })) };
};

/** Wherever the customer may be, however strict the law is there; the send window has had its say before. */
const quietHours: Rule = (facts) => {
  const { now, customer, enrollment, sequence, touch, timeScale } = facts;
  if (touch.channel !== 'sms') return undefined;
  const law = smsLaw(customer);
  if (law.mostADay !== undefined) {
    const messages = touchesOf(facts).filter(({ channel }) => channel === 'sms');
    const until = freeAt({ messages: law.mostADay, in: ONE_DAY }, facts, messages);
    if (until !== undefined) return { say: 'hold', because: 'lawCap', until };
  }
  const story = storyTime(now, { ...enrollment, timeScale });
  if (isLawful(story, law)) return undefined;
  const opening = lawfulFrom(story, law, sequence.send, enrollment.timeZone);
  if (opening === undefined) return { say: 'skip', because: 'quietHours' };
  return { say: 'hold', because: 'quietHours', until: later(now, stageTime(opening, { ...enrollment, timeScale })) };
};

// Order is precedence: a customer's own word first, then what cannot be, then what can wait.
const RULES: readonly Rule[] = [
  standing,
  unreachable,
  stale,
  paused,
  reach,
  budget,
  complaints,
  frequencyCap,
  sendWindow,
  quietHours,
];

/** The decision on one touch, from facts gathered after its claim and right before its send. */
export function clearanceOf(facts: ClearanceFacts): Clearance {
  for (const rule of RULES) {
    const objection = rule(facts);
    if (objection !== undefined) return objection;
  }
  return { say: 'send' };
}

/** The messages of this enrollment that went out, or may have. */
export function sentTouches(enrollment: Pick<Active, 'touches'>): readonly RecentTouch[] {
  return Object.values(enrollment.touches).flatMap((record) =>
    record.status === 'sent' || record.status === 'unknown' ? [{ at: record.at, channel: record.channel }] : [],
  );
}

function touchesOf({ customer, enrollment }: Pick<ClearanceFacts, 'customer' | 'enrollment'>): readonly RecentTouch[] {
  return [...customer.recentTouches, ...sentTouches(enrollment)];
}

/** When, by the stage's clock, one more message fits under the cap; undefined when it fits now. */
function freeAt(
  cap: FrequencyCap,
  { now, enrollment, timeScale }: Pick<ClearanceFacts, 'now' | 'enrollment' | 'timeScale'>,
  touches: readonly RecentTouch[],
): Instant | undefined {
  const story = (instant: Instant) => storyTime(instant, { ...enrollment, timeScale });
  const sent = touches.map(({ at }) => story(at));
  const free = capFreeAt(cap, sent, story(now), enrollment.timeZone);
  return free === undefined ? undefined : stageTime(free, { ...enrollment, timeScale });
}

/** The same by the clock of the story. */
function capFreeAt(
  cap: FrequencyCap,
  touches: readonly Instant[],
  now: Instant,
  zone: Active['timeZone'],
): Instant | undefined {
  const leaving = touches
    .map((at) => plusDuration(at, cap.in, zone))
    .filter((leaves) => leaves > now)
    .sort();
  return leaving.length < cap.messages ? undefined : leaving[leaving.length - cap.messages];
}
