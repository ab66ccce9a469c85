// Journeys without a state machine: the legs of an enrollment straight on the timeline, for tests and the time machine.
import { createJourneyTally, type JourneyDescription, type JourneyStatistics } from '#adapters/memory/journey-tally';
import type { Cancel, Timeline } from '#adapters/memory/timeline';
import type { EnrollmentId } from '#core/ids';
import type { EnrollmentKey, JourneyInput, Journeys } from '#core/ports';
import { epochOf, type Instant, instantOf, SECOND_MS } from '#core/time';

/** What a journey puts on the touch queue when it enters a leg. */
export type TouchMessage = EnrollmentKey & {
  readonly leg: number;
  readonly token: string;
  readonly expiresAt: Instant;
};

/** What a journey that broke puts on the parked queue: what it ran on, and the name of the fault. */
export type ParkedMessage = JourneyInput & { readonly error: string };
/** A queue and what goes on it. */
export type JourneyMessage = [queue: 'touch', message: TouchMessage] | [queue: 'parked', message: ParkedMessage];

type Parts = {
  readonly timeline: Timeline;
  /** There is no transport here that could fail: what this throws ends the step that called it. */
  readonly deliver: (...message: JourneyMessage) => Promise<void>;
  readonly newToken: () => string;
};

export interface MemoryJourneys extends Journeys {
  statistics(): JourneyStatistics;
  describe(name: EnrollmentId): Promise<JourneyDescription | undefined>;
}

type Open = {
  readonly input: JourneyInput;
  readonly startedAt: Instant;
  readonly transitions: number;
  readonly cancel: Cancel;
};

/** How long the closing leg waits before it asks again, and how long any other leg lasts at least; in seconds. */
const CLOSING_PATIENCE_SECONDS = 3_600;
const LEAST_SECONDS = 1;
/** The states that a journey still enters when it breaks: it is parked, and it fails. */
const BREAKING_TRANSITIONS = 2;
/** The longest life of an execution: 1 year, a hard quota of Step Functions. */
const LIFE_MS = 365 * 24 * 3_600 * SECOND_MS;

/** Journeys that behave, and cost, as the state machine makes them. */
export function createMemoryJourneys({ timeline, deliver, newToken }: Parts): MemoryJourneys {
  const open = new Map<string, Open>();
  const described = new Map<EnrollmentId, JourneyDescription>();
  const tally = createJourneyTally();

  async function enter(input: JourneyInput, before: Pick<Open, 'startedAt' | 'transitions'>): Promise<void> {
    const { enrollmentId, customerId, leg } = input;
    const expiresAt = input.until[leg];
    if (expiresAt === undefined) throw new RangeError(`journey ${enrollmentId} has no leg ${leg}`);
    const token = newToken();
    const transitions = before.transitions + 1;
    const lifeEnds = epochOf(before.startedAt) + LIFE_MS;
    const legEnds = epochOf(timeline.now()) + secondsOf(input, expiresAt, timeline.now()) * SECOND_MS;
    const cancel = timeline.at(instantOf(Math.min(legEnds, lifeEnds)), async () => {
      const journey = take(token);
      if (journey === undefined) return;
      if (legEnds < lifeEnds) await enter({ ...input, leg: withinPlan(leg + 1, input.until) }, journey);
      else end(journey, 'timedOut');
    });
    open.set(token, { input, startedAt: before.startedAt, transitions, cancel });
    described.set(enrollmentId, { status: 'open', transitions });
    await deliver('touch', { enrollmentId, customerId, leg, token, expiresAt });
  }

  function take(token: string): Open | undefined {
    const journey = open.get(token);
    open.delete(token);
    journey?.cancel();
    return journey;
  }

  function end({ input, transitions }: Open, status: 'succeeded' | 'failed' | 'timedOut'): void {
    described.set(input.enrollmentId, { status, transitions });
    tally.count({ status, transitions });
  }

  return {
    async start(input) {
      if (described.has(input.enrollmentId)) return;
      await enter(input, { startedAt: timeline.now(), transitions: 0 });
    },
    async succeed(token) {
      const journey = take(token);
      if (journey === undefined) return 'movedOn';
      end(journey, 'succeeded');
      return 'done';
    },
    async replan(token, { leg, until }) {
      const journey = take(token);
      if (journey === undefined) return 'movedOn';
      await enter({ ...journey.input, until, leg: withinPlan(leg, until) }, journey);
      return 'done';
    },
    async park(token, error) {
      const journey = take(token);
      if (journey === undefined) return 'movedOn';
      end({ ...journey, transitions: journey.transitions + BREAKING_TRANSITIONS }, 'failed');
      await deliver('parked', { ...journey.input, error });
      return 'done';
    },
    statistics: () => tally.statistics(open.size),
    describe: async (name) => described.get(name),
  };
}

/** How long a leg lasts: rounded up to the whole second, as AWS counts, so that nothing is early. */
function secondsOf({ leg, until }: JourneyInput, expiresAt: Instant, now: Instant): number {
  const least = leg === until.length - 1 ? CLOSING_PATIENCE_SECONDS : LEAST_SECONDS;
  return Math.max(least, Math.ceil((epochOf(expiresAt) - epochOf(now)) / SECOND_MS));
}

function withinPlan(leg: number, until: readonly Instant[]): number {
  return Math.max(0, Math.min(leg, until.length - 1));
}
