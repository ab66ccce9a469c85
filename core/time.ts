// The only arithmetic on time. Instants are UTC strings of one fixed shape, so that comparing text compares time.
// The functions of temporal-polyfill and not its classes: a bundle keeps only those that are called.
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { toString as dateString } from 'temporal-polyfill/fns/PlainDate';
import { create as dateTimeOf, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime';
import { addDays, dayOfWeek, toPlainDate, type Record as Zoned } from 'temporal-polyfill/fns/ZonedDateTime';
import * as z from 'zod';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DIGIT_ZERO = 48;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const SECOND_MS = 1_000;
/** Exact hours, and no day of the calendar. */
export const DAY_MS = 24 * HOUR_MS;
export const DAY_SECONDS = 86_400;

/** A point in time: ISO 8601, UTC, exactly three decimals, e.g. `1998-07-01T14:00:00.000Z`. Sorts as text. */
export const InstantSchema = z
  .string()
  .regex(INSTANT, { error: 'expected an instant like 1998-07-01T14:00:00.000Z', abort: true })
  .refine((text) => isRealInstant(text), 'no such instant')
  .brand<'Instant'>();
export type Instant = z.infer<typeof InstantSchema>;

/** A calendar day, e.g. `1998-07-01`, in whichever time zone the owner of the value says. Sorts as text. */
export const DaySchema = z
  .string()
  .regex(DAY, { error: 'expected a date like 1998-07-01', abort: true })
  .refine((text) => isRealDay(text), 'no such date')
  .brand<'Day'>();
export type Day = z.infer<typeof DaySchema>;

/** An IANA time zone that this runtime knows, e.g. `America/New_York`. */
export const TimeZoneSchema = z
  .string()
  .refine(isTimeZone, {
    error: (issue) => `"${String(issue.input)}" is not a time zone; use a name like Europe/Berlin`,
  })
  .brand<'TimeZone'>();
export type TimeZone = z.infer<typeof TimeZoneSchema>;

/** A wall-clock time of day, `HH:MM`, 24 hours. */
export const TimeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day like 09:00')
  .brand<'TimeOfDay'>();
export type TimeOfDay = z.infer<typeof TimeOfDaySchema>;

/** A length of time: whole days are calendar days (DST-proof), the rest is exact. */
export type Duration = { readonly days: number; readonly milliseconds: number };

const UNITS: ReadonlyMap<string, Duration> = new Map(
  Object.entries({
    minute: { days: 0, milliseconds: MINUTE_MS },
    hour: { days: 0, milliseconds: HOUR_MS },
    day: { days: 1, milliseconds: 0 },
    week: { days: 7, milliseconds: 0 },
    // Windows are counted in whole days, so a month is 30 of them and a year 365, whatever the calendar says.
    month: { days: 30, milliseconds: 0 },
    year: { days: 365, milliseconds: 0 },
  }),
);

/** Lengths of time as people write them: `90 days`, `1 year`, `2 weeks`, `6 hours`, `30 minutes`. */
export const DurationSchema = z.string().transform((text, context): Duration => {
  const [, count = '', unit = ''] = /^\s*(\d{1,5})\s*([a-z]+?)s?\s*$/i.exec(text) ?? [];
  const one = UNITS.get(unit.toLowerCase());
  if (one !== undefined && count !== '') return multiply(one, Number(count));
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a length of time; write it like 90 days, 2 weeks, 1 year or 6 hours`,
  });
  return z.NEVER;
});

/** A length of time that must be whole days, answered as their number. */
export const WholeDaysSchema = DurationSchema.transform((duration, context): number => {
  if (duration.milliseconds === 0) return duration.days;
  context.addIssue({ code: 'custom', message: 'silence is counted in whole days; write it like 90 days' });
  return z.NEVER;
});

function multiply(duration: Duration, count: number): Duration {
  return { days: duration.days * count, milliseconds: duration.milliseconds * count };
}

// Asked for every date of every row that is read, so it is arithmetic and not a Date.
function isRealInstant(text: string): boolean {
  return isRealDay(text) && numberAt(text, 11) < 24 && numberAt(text, 14) < 60 && numberAt(text, 17) < 60;
}

function isRealDay(text: string): boolean {
  const [month, day] = [numberAt(text, 5), numberAt(text, 8)];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(Number(text.slice(0, 4)), month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The two digits that begin at an index. */
function numberAt(text: string, index: number): number {
  return (text.charCodeAt(index) - DIGIT_ZERO) * 10 + text.charCodeAt(index + 1) - DIGIT_ZERO;
}

// Asking the runtime costs more than all the rest of reading a row, and there are some 600 zones in all. The first
// question takes 10 ms, so UTC, which every runtime knows, is not asked for.
const knownZones = new Set<string>(['UTC']);

function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  knownZones.add(name);
  return true;
}

/** The instant of a number of milliseconds since 1970. */
export function instantOf(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString() as Instant;
}

/** Milliseconds since 1970. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `milliseconds` later (earlier when negative). */
export function plusMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantOf(epochOf(instant) + milliseconds);
}

/** The instant a duration later: calendar days keep the wall-clock time of the zone, across DST changes. */
export function plusDuration(instant: Instant, duration: Duration, zone: TimeZone): Instant {
  if (duration.days === 0) return plusMilliseconds(instant, duration.milliseconds);
  const shifted = addDays(zoned(instant, zone), duration.days);
  return instantOf(shifted.epochMilliseconds + duration.milliseconds);
}

/** The calendar day on which an instant falls in a zone. */
export function dayOf(instant: Instant, zone: TimeZone): Day {
  return dateString(toPlainDate(zoned(instant, zone))) as Day;
}

/** What the clock and the calendar on the wall show in a zone: the time of day, and the weekday from 1 = Monday to 7 (ISO 8601). */
export function wallClock(instant: Instant, zone: TimeZone): { time: TimeOfDay; weekday: number } {
  const at = zoned(instant, zone);
  const { hour, minute } = at;
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return { time: time as TimeOfDay, weekday: dayOfWeek(at) };
}

/** The instant of a wall-clock time; a time that a DST change skips moves forward, one that it repeats is the first. */
export function instantAt(day: Day, time: TimeOfDay, zone: TimeZone): Instant {
  const [year, month, date] = [Number(day.slice(0, 4)), numberAt(day, 5), numberAt(day, 8)];
  const wall = dateTimeOf(year, month, date, numberAt(time, 0), numberAt(time, 3));
  return instantOf(toZonedDateTime(wall, zone).epochMilliseconds);
}

/** The day `count` days later (earlier when negative). */
export function plusDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumberOf(day) + count);
}

/** How many whole calendar days lie from one day to another; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Days since 1 January 1970. */
export function dayNumberOf(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), numberAt(day, 5) - 1, numberAt(day, 8)) / DAY_MS;
}

/** The day so many days after 1 January 1970. */
export function dayOfNumber(days: number): Day {
  return new Date(days * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** The later of two instants. */
export function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

function zoned(instant: Instant, zone: TimeZone): Zoned {
  return toZonedDateTimeISO(fromEpochMilliseconds(epochOf(instant)), zone);
}
