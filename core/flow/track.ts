// What an app tracked, and who it says its customers are: each put where it is safe.
import type { Contacts } from '#core/contact';
import type { GatherServices } from '#core/flow/gather';
import { heardOf, isUndated } from '#core/flow/take-in';
import type { CustomerId } from '#core/ids';
import { type Known, mergedProfile } from '#core/known';
import type { Clock, Responses } from '#core/ports';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';
import type { CallReading, Tracked } from '#core/tracked';

/** What stands in the place of a file's name, should anybody ask where a profile came from. */
const TOLD_BY = 'tracking API';

type TakeTrackedServices = {
  readonly clock: Clock;
  readonly responses: Responses;
  readonly contacts: Pick<Contacts, 'keyOf'>;
  readonly imports: GatherServices['imports'];
};

/** What taking calls in needs besides. */
export type TrackServices = TakeTrackedServices & {
  /** Does the caller know a write key of this stage? Header names in lower case, the body byte for byte. */
  verify(request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  }): Promise<{ readonly status: 'genuine' | 'refused' }>;
  /** Reads a call by the last word of its address. */
  read(call: string, body: Uint8Array, receivedAt: Instant): CallReading;
};

/** How many were put onto each queue, and of the rest how many for which reason. */
export type TrackAnswer = {
  readonly status: 'takenIn';
  readonly heard: number;
  readonly profiles: number;
  readonly left: Readonly<Record<string, number>>;
};

/**
 * Puts what was told on the queue of responses, and who somebody is on that of imports. Throws TryAgain when a queue does not take
 * all of it: sent again as a whole, nothing counts twice, as each response has its id.
 */
export async function takeTracked(services: TakeTrackedServices, messages: readonly Tracked[]): Promise<TrackAnswer> {
  const left: Record<string, number> = {};
  const told: Told[] = [];
  const profiles = new Map<CustomerId, Known>();
  for (const message of messages) {
    if (message.status === 'nothing') left[message.because] = (left[message.because] ?? 0) + 1;
    else if (message.status !== 'profile') told.push(message);
    else profiles.set(message.known.customerId, together(profiles.get(message.known.customerId), message.known));
  }
  const now = services.clock.now();
  const all = told.flatMap((one) => heardOf(one, services.contacts.keyOf));
  const heard = all.filter((one) => !isUndated(one, now));
  if (heard.length < all.length) left.undated = all.length - heard.length;
  if (profiles.size > 0) await services.imports.put(oneByOne(profiles.values()), TOLD_BY);
  if (heard.length > 0) await services.responses.put(heard);
  return { status: 'takenIn', heard: heard.length, profiles: profiles.size, left };
}

/** Messages of one request are in order, those of the import queue are not: nobody may stand in it twice. */
function together(earlier: Known | undefined, later: Known): Known {
  if (earlier?.profile === undefined || later.profile === undefined) return later;
  return { ...later, profile: mergedProfile(earlier.profile, later.profile) };
}

async function* oneByOne(all: Iterable<Known>): AsyncGenerator<Known> {
  yield* all;
}
