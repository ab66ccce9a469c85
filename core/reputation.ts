// How many call our mail spam, and what follows: warn, take in nobody new, send nothing.
import * as z from 'zod';
import { DAY_MS, type Day, type Instant, InstantSchema, later, plusDays, plusMilliseconds } from '#core/time';

/**
 * `warned`: somebody should look. `paused`: nobody new is enrolled. `stopped`: besides, nothing promotional leaves, by SMS
 * neither: anger does not keep to a channel.
 */
export const MET_LEVELS = ['warned', 'paused', 'stopped'] as const;
export const BREAKER_LEVELS = ['closed', ...MET_LEVELS] as const;
export type BreakerLevel = (typeof BREAKER_LEVELS)[number];

/** When the rate was last seen at or above each threshold, at the moment of a complaint. */
export const BreakerSchema = z.object({
  warned: InstantSchema.exactOptional(),
  paused: InstantSchema.exactOptional(),
  stopped: InstantSchema.exactOptional(),
});
export type Breaker = z.infer<typeof BreakerSchema>;

/**
 * What share of the mail of the newest days may be complained about, whenever the complaint came. Gmail and Yahoo ask senders to stay below 0.10% and never to
 * reach 0.30% (support.google.com/a/answer/81126). Gmail measures per day, and helps a sender again after 7 days in a row
 * below it (answer/14229414).
 */
const THRESHOLDS = { warned: 0.0008, paused: 0.001, stopped: 0.003 } as const;
/** The mail of so many days is judged, each by the complaints about this very mail: a pause in sending changes no rate. */
export const WATCHED_DAYS = 7;
/**
 * Fewer prove nothing: in a shop that mails 300 people a week, one angry person is 0.33%. Three within a week are no chance
 * there (at a true rate of 0.1%, once in 278 weeks), and a shop with 3,000 mails a week meets 0.10% by its third all the same.
 */
export const LEAST_COMPLAINTS = 3;
/**
 * To stop everything takes more: with 1,500 mails a week and a true rate of 0.05%, three come once in 24 weeks, six
 * once in 7,000. A campaign at 1% has six after some 600 mails.
 */
export const LEAST_TO_STOP = 6;
/** A level stays for so long after it was last met, and then steps down one level, not all. */
const CALM_MS = 7 * DAY_MS;

/** Complaints for each email that left; where no mail is known there is nothing to judge. */
export function rateOf(days: readonly DayOfMail[]): number {
  const sent = days.reduce((sum, day) => sum + day.sent, 0);
  const complaints = days.reduce((sum, day) => sum + day.complaints, 0);
  return sent === 0 ? 0 : Math.min(1, complaints / sent);
}

/**
 * Which day's mail may a complaint of now still be held against? The newest days', and none that a stop has paid for: what
 * trickles in about the mail before it neither makes it longer nor begins another.
 */
export function isJudged(mailDay: Day, today: Day, breaker: Breaker): boolean {
  if (mailDay < plusDays(today, 1 - WATCHED_DAYS)) return false;
  return breaker.stopped === undefined || mailDay > breaker.stopped.slice(0, 10);
}

/** The thresholds that these days are at or above, each with the instant of the complaint that is judged. */
export function metBy(days: readonly DayOfMail[], at: Instant): Breaker {
  const complaints = days.reduce((sum, day) => sum + day.complaints, 0);
  if (complaints < LEAST_COMPLAINTS) return {};
  const rate = rateOf(days);
  const met = MET_LEVELS.filter((level) => rate >= THRESHOLDS[level]);
  const enough = met.filter((level) => level !== 'stopped' || complaints >= LEAST_TO_STOP);
  return Object.fromEntries(enough.map((level) => [level, at]));
}

/**
 * The level now. Each level lasts a week from when it was last met, and a week from the end of the one above it: after a stop,
 * the journeys that wait go on first, and only a week later new ones begin. So no level is ever left twice within a week.
 */
export function levelAt(breaker: Breaker, now: Instant): BreakerLevel {
  const ends = endsOf(breaker);
  return MET_LEVELS.findLast((level) => now < (ends[level] ?? '')) ?? 'closed';
}

/** Until when the level of now lasts; undefined while the breaker is closed. */
export function levelEnds(breaker: Breaker, now: Instant): Instant | undefined {
  const level = levelAt(breaker, now);
  return level === 'closed' ? undefined : endsOf(breaker)[level];
}

/** When promotional messages may leave again; undefined when they may now. */
export function stoppedUntil(breaker: Breaker, now: Instant): Instant | undefined {
  const { stopped } = endsOf(breaker);
  return stopped !== undefined && now < stopped ? stopped : undefined;
}

/** May nobody new be taken in at this level? */
export function keepsOut(level: BreakerLevel): boolean {
  return level === 'paused' || level === 'stopped';
}

function endsOf(breaker: Breaker): Breaker {
  const ends: Breaker = {};
  let above: Instant | undefined;
  for (const level of MET_LEVELS.toReversed()) {
    const starts = [breaker[level], above].filter((one) => one !== undefined);
    if (starts.length === 0) continue;
    above = plusMilliseconds(starts.reduce(later), CALM_MS);
    ends[level] = above;
  }
  return ends;
}

/** Of each threshold the later instant. */
export function latest(one: Breaker, other: Breaker): Breaker {
  const met: Breaker = { ...one };
  for (const level of MET_LEVELS) {
    const [known, said] = [one[level], other[level]];
    if (said !== undefined && (known === undefined || said > known)) met[level] = said;
  }
  return met;
}

/** Emails that left on a day, and those of them that somebody has complained about since. */
export type DayOfMail = { readonly sent: number; readonly complaints: number };

export interface Reputation {
  /** Counts one email of this day. */
  countSent(day: Day): Promise<void>;
  /** Counts one complaint about mail of this day; the same response twice is one. */
  countComplaint(day: Day, responseId: string): Promise<void>;
  /** The days from `from` on that had mail or complaints (strongly consistent). */
  days(from: Day): Promise<readonly DayOfMail[]>;
  /** When each threshold was last met; may be a minute old. */
  breaker(): Promise<Breaker>;
  /** Notes that thresholds were met; of two instants the later stays. */
  trip(breaker: Breaker): Promise<void>;
}
