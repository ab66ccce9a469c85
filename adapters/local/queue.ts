// A queue on the timeline with the manners of SQS: at least once, redelivered when a handler fails, dead letters at the end.
import type { Timeline } from '#adapters/memory/timeline';
import { describeFault } from '#core/errors';
import { plusMilliseconds } from '#core/time';

/** As the deployed queues have it: a failed message comes back after this long, this many times. */
const VISIBILITY_MS = 60_000;
const MOST_RECEIVES = 5;

export type DeadLetter = { readonly queue: string; readonly problem: string };

/** A function that puts a message on the queue; it is handled as soon as the timeline comes to it, or so much later. */
export function createQueue<T>(
  name: string,
  timeline: Timeline,
  handle: (message: T) => Promise<unknown>,
  onDead: (letter: DeadLetter) => void,
): (message: T, laterMs?: number) => void {
  function deliver(message: T, receives: number): () => Promise<void> {
    return async () => {
      try {
        await handle(message);
      } catch (fault) {
        const { message: problem, retryable } = describeFault(fault);
        if (!retryable || receives >= MOST_RECEIVES) onDead({ queue: name, problem });
        else timeline.at(plusMilliseconds(timeline.now(), VISIBILITY_MS), deliver(message, receives + 1));
      }
    };
  }
  return (message, laterMs = 0) => {
    timeline.at(plusMilliseconds(timeline.now(), laterMs), deliver(message, 1));
  };
}
