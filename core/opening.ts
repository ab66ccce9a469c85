// Is a window open at this instant, and when does it open next? By the clock on a wall somewhere.
import type { SendWindow } from '#core/send-window';
import { dayOf, epochOf, type Instant, instantAt, plusDays, type TimeZone, wallClock } from '#core/time';

/** Nothing is planned into the last minutes of a window: a queue that is a little late must not miss it. */
export const LAST_CALL_MS = 15 * 60_000;
/** A window opens on at least one weekday; one week more covers an opening that a DST change or a holiday swallows. */
export const MOST_DAYS_TO_OPENING = 15;

/** Is this instant inside the window, in this time zone? */
export function isOpen(instant: Instant, window: SendWindow, zone: TimeZone): boolean {
  const { time, weekday } = wallClock(instant, zone);
  return window.from <= time && time < window.to && window.days.includes(weekday);
}

/** The first instant, this one or later, at which something may be planned into the window. */
export function openingFrom(instant: Instant, window: SendWindow, zone: TimeZone): Instant {
  if (isOpen(instant, window, zone) && roomAfter(instant, window, zone) > 0) return instant;
  const today = dayOf(instant, zone);
  for (let ahead = 0; ahead < MOST_DAYS_TO_OPENING; ahead += 1) {
    const opening = instantAt(plusDays(today, ahead), window.from, zone);
    if (opening >= instant && isOpen(opening, window, zone) && roomAfter(opening, window, zone) > 0) return opening;
  }
  throw new RangeError(`no opening of ${window.from}-${window.to} within ${MOST_DAYS_TO_OPENING} days`);
}

/** Milliseconds from an instant inside a window to its last call. */
export function roomAfter(instant: Instant, window: Pick<SendWindow, 'to'>, zone: TimeZone): number {
  return epochOf(instantAt(dayOf(instant, zone), window.to, zone)) - LAST_CALL_MS - epochOf(instant);
}
