// A clock that jumps from one planned thing to the next: months pass in milliseconds, in the same order every time.
import type { Clock } from '#core/ports';
import { type Instant, later } from '#core/time';

type Planned = { readonly at: Instant; readonly order: number; readonly run: () => Promise<void>; cancelled: boolean };

/** Takes a planned thing off the timeline; harmless when it has happened already. */
export type Cancel = () => void;

export interface Timeline extends Clock {
  /** Plans something for an instant; a past instant means as soon as possible. Same instant: in the order of planning. */
  at(instant: Instant, run: () => Promise<void>): Cancel;
  /** Lets everything planned up to and including `end` happen, one thing after the other, then stands at `end`. */
  runUntil(end: Instant): Promise<void>;
  /** When the next planned thing is due; undefined when nothing is. */
  next(): Instant | undefined;
}

/** A timeline that stands at `start`. What throws in a planned thing ends `runUntil` with that fault. */
export function createTimeline(start: Instant): Timeline {
  let now = start;
  let order = 0;
  const heap: Planned[] = [];

  function discardCancelled(): void {
    while (heap[0]?.cancelled) pop(heap);
  }

  return {
    now: () => now,
    at(instant, run) {
      const planned: Planned = { at: later(instant, now), order: order++, run, cancelled: false };
      push(heap, planned);
      return () => {
        planned.cancelled = true;
      };
    },
    async runUntil(end) {
      for (discardCancelled(); heap[0] !== undefined && heap[0].at <= end; discardCancelled()) {
        const planned = pop(heap);
        if (planned.at > now) now = planned.at;
        await planned.run();
      }
      if (end > now) now = end;
    },
    next() {
      discardCancelled();
      return heap[0]?.at;
    },
  };
}

// A binary heap: a month of ten thousand journeys has far too many timers to sort at every step.
function before(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Planned[], planned: Planned): void {
  let index = heap.push(planned) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parent)) return;
    index = parent;
  }
}

function pop(heap: Planned[]): Planned {
  const top = heap[0] as Planned;
  const last = heap.pop() as Planned;
  if (heap.length > 0) heap[0] = last;
  for (let index = 0; ; ) {
    const left = 2 * index + 1;
    const child = left + 1 < heap.length && before(heap[left + 1] as Planned, heap[left] as Planned) ? left + 1 : left;
    if (child >= heap.length || !swapIfBefore(heap, child, index)) return top;
    index = child;
  }
}

function swapIfBefore(heap: Planned[], index: number, other: number): boolean {
  const one = heap[index] as Planned;
  const two = heap[other] as Planned;
  if (!before(one, two)) return false;
  heap[index] = two;
  heap[other] = one;
  return true;
}
