// Was a request signed just now? Providers tell the time of it in seconds since 1970.
import { epochOf, type Instant, SECOND_MS } from '#core/time';

/** How far a request may be from now, before or after: what the libraries of Standard Webhooks and Stripe allow. */
const TOLERANCE_SECONDS = 300;

/** Seconds since 1970, whole. */
export function unixSecondsOf(now: Instant): number {
  return Math.floor(epochOf(now) / SECOND_MS);
}

/** Whether a number of seconds, as text, is within 5 minutes of now. Only the plain way to write it counts: digits alone. */
export function isRecent(seconds: string, now: Instant): boolean {
  const time = Number(seconds);
  return Number.isSafeInteger(time) && `${time}` === seconds && isWithin(time, unixSecondsOf(now));
}

/** Whether two times in seconds are at most 5 minutes apart. */
export function isWithin(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE_SECONDS;
}
