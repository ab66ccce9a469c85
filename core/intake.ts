// How many may enter a sequence on a day, and who comes first? So that years of sleeping customers do not wake at once.
import * as z from 'zod';
import type { CustomerId, SequenceName } from '#core/ids';
import { type Day, dayNumberOf } from '#core/time';

/** The first in line: who has been silent for longest, or who is worth most. */
export const TURNS = ['oldest', 'most valuable'] as const;

/** A worker keeps a line of so many in memory and writes it down within seconds; a larger number holds nobody back. */
export const MOST_A_DAY = 100_000;

/**
 * `limit per day: { customers: 500, first: most valuable, from: 50 }`. Whoever is held out counts too: were the holdout free,
 * all of it would enter on the first day and be watched in another season than those who are written to, so that the lift
 * would compare two seasons.
 */
export const IntakeLimitSchema = z
  .strictObject({
    customers: z
      .int()
      .positive()
      .max(MOST_A_DAY, `at most ${MOST_A_DAY} a day can be limited; without limit per day everybody enters at once`),
    first: z.enum(TURNS).default('oldest'),
    /** The limit of the first day, which doubles each day until it is `customers`. */
    from: z.int().positive().optional(),
  })
  .refine(({ customers, from }) => from === undefined || from <= customers, {
    path: ['from'],
    error: 'the first day takes more than the others; from is where the limit begins, customers where it ends',
  });
export type IntakeLimit = z.infer<typeof IntakeLimitSchema>;

/** After so many days in which nobody entered, a ramp begins anew: mailbox providers forget a sender in about a month. */
export const RAMP_REMEMBERED_DAYS = 14;

/**
 * How many may enter on a day. `before`: how many did on the last day before it on which anybody did; a ramp doubles that, also
 * towards a limit that was raised since. It goes by who really entered: a trickle of one a day warms nobody up.
 */
export function intakeAfter({ customers, from }: IntakeLimit, before: number | undefined): number {
  return from === undefined ? customers : Math.min(customers, Math.max(from, 2 * (before ?? 0)));
}

/** Somebody who would enter; the smallest rank has the first turn. */
export type InLine = { readonly customerId: CustomerId; readonly rank: number };

/** The largest rank, and a fixed number of digits to sort ranks as text: both exact in a double. */
export const MOST_RANK = 999_999_999_999_999;

/** The rank by silence: the day of the last sign of life, since 1970. */
export function rankBySilence(episode: Day): number {
  return Math.min(Math.max(dayNumberOf(episode), 0), MOST_RANK);
}

/** The rank by value, in cents: the higher the value, the smaller the rank. */
export function rankByValue(cents: number): number {
  return MOST_RANK - Math.min(Math.max(Math.round(cents), 0), MOST_RANK);
}

/** Whose turn is before whose? Equal ranks go by id, so that every worker sees the same line. */
export function byTurn(one: InLine, other: InLine): number {
  return one.rank - other.rank || (one.customerId < other.customerId ? -1 : one.customerId > other.customerId ? 1 : 0);
}

/** Keeps the first of all that were offered, in bounded memory; whoever is offered twice stands at the better place. */
export type Line = {
  /** False when so many were before them already that their turn is certainly not among the first. */
  offer(one: InLine): boolean;
  /** All that are kept, in the order of their turns. */
  first(): readonly InLine[];
};

/** A line of `most` that nobody stands in yet. It holds twice as many at most, and sorts them whenever it is full. */
export function createLine(most: number): Line {
  let kept: InLine[] = [];
  let last: InLine | undefined;
  function shorten(): void {
    const best = new Map<CustomerId, InLine>();
    for (const one of kept.sort(byTurn)) if (!best.has(one.customerId)) best.set(one.customerId, one);
    kept = [...best.values()].slice(0, most);
    last = kept.length === most ? kept.at(-1) : undefined;
  }
  return {
    offer(one) {
      if (last !== undefined && byTurn(one, last) >= 0) return false;
      kept.push(one);
      if (kept.length >= 2 * most) shorten();
      return true;
    },
    first() {
      shorten();
      return [...kept];
    },
  };
}

/** The line of those who would enter a sequence on one day of the shop. */
export type IntakeDay = { readonly sequence: SequenceName; readonly day: Day };

export interface Intake {
  /** Puts customers in line. Putting them there again changes nothing. `segment`: the part of the scan that found them. */
  line(at: IntakeDay & { readonly segment: number }, customers: readonly InLine[]): Promise<void>;
  /** Notes that a part of the day's scan came to its end. `complete`: now all have; said again, it answers the same. */
  finish(at: IntakeDay & { readonly segment: number; readonly segments: number }): Promise<'waiting' | 'complete'>;
  /** The first `most` customers in line, of all parts, in the order of their turns, each once. */
  first(at: IntakeDay, most: number): Promise<readonly CustomerId[]>;
  /**
   * Lets one more customer in, unless `most` are in on that day already. There is no way back; an answer that is lost may cost
   * a place, so that too few enter, never too many.
   */
  admit(at: IntakeDay, most: number): Promise<'admitted' | 'full'>;
  /** How many were let in on that day. */
  entered(at: IntakeDay): Promise<number>;
  /**
   * How many were let in on the last day before this one on which anybody was. Undefined when there was none within
   * RAMP_REMEMBERED_DAYS.
   */
  before(at: IntakeDay): Promise<number | undefined>;
}
