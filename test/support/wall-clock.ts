// What a clock on the wall shows: a second opinion on time zones, from the runtime's own calendar.
import type { SendWindow } from '#core/send-window';
import type { Instant, TimeZone } from '#core/time';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<TimeZone, Intl.DateTimeFormat>();

/** The time of day (`HH:MM`) and the ISO weekday of an instant in a zone. */
function wallClock(instant: Instant, zone: TimeZone): { time: string; weekday: number } {
  const options = { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', options);
  clocks.set(zone, clock);
  const parts = Object.fromEntries(clock.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
  return { time: `${parts.hour}:${parts.minute}`, weekday: WEEKDAYS.indexOf(parts.weekday ?? '') + 1 };
}

/** Does the wall clock show a time and weekday of the window? `from` inclusive, `to` exclusive. */
export function showsOpen(instant: Instant, { from, to, days }: SendWindow, zone: TimeZone): boolean {
  const { time, weekday } = wallClock(instant, zone);
  return from <= time && time < to && days.includes(weekday);
}
