// When does a provider say that something happened? Each writes time in a way of its own.
import { epochOf, type Instant, instantOf, SECOND_MS } from '#core/time';

/** `2026-07-01T14:00:01.25Z`, `2026-07-01 14:00:01 +0000`, `2026-07-01 14:00:01`: with any offset, without one in UTC. */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?\s*(?:(Z)|([+-]\d{2}):?(\d{2}))?$/;
/** Before 1971 there are only "no date" values, like zero. */
const EARLIEST_MS = Date.UTC(1971, 0, 1);

/** Milliseconds since 1970 of a written date; NaN when it is none. */
export function msOfText(text: unknown): number {
  const found = typeof text === 'string' && text.length < 50 ? WRITTEN.exec(text) : null;
  if (found === null) return Number.NaN;
  const [, day, time, fraction = '', , hours, minutes] = found;
  // Date.parse is exact on three decimals only; some providers write seven.
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  return Date.parse(`${day}T${time}.${millis}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
}

/** Milliseconds since 1970 of seconds since then, as a number or as its digits; NaN when it is neither. */
export function msOfSeconds(seconds: unknown): number {
  if (typeof seconds === 'number') return Math.trunc(seconds * SECOND_MS);
  return typeof seconds === 'string' && /^\d{9,11}(\.\d{1,9})?$/.test(seconds)
    ? Math.trunc(Number(seconds) * SECOND_MS)
    : Number.NaN;
}

/** The instant that a provider names, if it can be believed: nothing happened after we heard of it. */
export function instantOr(receivedAt: Instant, milliseconds: number): Instant {
  const isBelievable = milliseconds >= EARLIEST_MS && milliseconds <= epochOf(receivedAt);
  return isBelievable ? instantOf(milliseconds) : receivedAt;
}
