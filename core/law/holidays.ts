// Is this a public holiday on which a law allows no marketing messages?
import { DAY_MS, type Day, DaySchema, dayNumberOf, dayOfNumber } from '#core/time';

/**
 * A date of every year (`07-04`), a weekday of a month (`3 mon 01`, `last mon 05`, ISO names) or days from Easter Sunday
 * (`easter-2`).
 */
type Holiday = string;

/** The federal holidays (5 U.S.C. 6103(a)). */
const FEDERAL: readonly Holiday[] = [
  '01-01',
  '3 mon 01',
  '3 mon 02',
  'last mon 05',
  '06-19',
  '07-04',
  '1 mon 09',
  '2 mon 10',
  '11-11',
  '4 thu 11',
  '12-25',
];

/**
 * Holidays by calendar. `observed`: one that falls on a Saturday is also kept on the Friday before, one on a Sunday on the
 * Monday after (5 U.S.C. 6103(b)); what the states do differs, so both days count.
 */
const CALENDARS = {
  federal: { observed: true, holidays: FEDERAL },
  // Mardi Gras, Good Friday and the day after Thanksgiving besides.
  louisiana: { observed: true, holidays: [...FEDERAL, 'easter-47', 'easter-2', '4 thu 11 +1'] },
  // Rhode Island Independence Day and Victory Day besides.
  rhodeIsland: { observed: true, holidays: [...FEDERAL, '05-04', '2 mon 08'] },
  // Pioneer Day besides.
  utah: { observed: true, holidays: [...FEDERAL, '07-24'] },
  // Code du travail, art. L3133-1.
  france: {
    observed: false,
    holidays: [
      '01-01',
      'easter+1',
      '05-01',
      '05-08',
      'easter+39',
      'easter+50',
      '07-14',
      '08-15',
      '11-01',
      '11-11',
      '12-25',
    ],
  },
} as const satisfies Readonly<Record<string, { observed: boolean; holidays: readonly Holiday[] }>>;
export type CalendarName = keyof typeof CALENDARS;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** 1 January 1970 was a Thursday. */
const THURSDAY = 4;

/** Every message asks, and the answer for a year never changes. */
const known = new Map<string, ReadonlySet<Day>>();

/** Is this day a holiday of the calendar, or kept as one? */
export function isHoliday(day: Day, calendar: CalendarName): boolean {
  const year = Number(day.slice(0, 4));
  const key = `${calendar} ${year}`;
  let days = known.get(key);
  if (days === undefined) {
    // New Year's Day of the next year may be kept on the last Friday of this one.
    days = new Set([year - 1, year, year + 1].flatMap((one) => holidaysOf(calendar, one)));
    known.set(key, days);
  }
  return days.has(day);
}

function holidaysOf(calendar: CalendarName, year: number): readonly Day[] {
  const { observed, holidays } = CALENDARS[calendar];
  return holidays.flatMap((holiday) => {
    const on = numberOf(holiday, year);
    const weekday = weekdayOf(on);
    const kept = !observed ? [] : weekday === 6 ? [on - 1] : weekday === 7 ? [on + 1] : [];
    return [on, ...kept].map(dayOfNumber);
  });
}

/** The day of a holiday in a year, since 1970. */
function numberOf(holiday: Holiday, year: number): number {
  const [, fromEaster] = /^easter([+-]\d+)$/.exec(holiday) ?? [];
  if (fromEaster !== undefined) return easterOf(year) + Number(fromEaster);
  const [, which, name = '', month, more] = /^(\d|last) (\w{3}) (\d\d)(?: \+(\d))?$/.exec(holiday) ?? [];
  if (which === undefined) return dayNumberOf(DaySchema.parse(`${year}-${holiday}`));
  const weekday = WEEKDAYS.indexOf(name) + 1;
  // The last one of a month is a week before the first of the next; only May has one here.
  const [first, weeks] =
    which === 'last' ? [`${String(Number(month) + 1).padStart(2, '0')}-01`, -1] : [`${month}-01`, Number(which) - 1];
  const start = dayNumberOf(DaySchema.parse(`${year}-${first}`));
  return start + ((weekday - weekdayOf(start) + 7) % 7) + weeks * 7 + Number(more ?? 0);
}

function weekdayOf(day: number): number {
  return ((((day + THURSDAY - 1) % 7) + 7) % 7) + 1;
}

/** Easter Sunday of the Gregorian calendar, by the "anonymous" computus (Nature, 20 April 1876; Meeus, ch. 8). */
function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const date = ((h + l - 7 * m + 114) % 31) + 1;
  return Date.UTC(year, month - 1, date) / DAY_MS;
}
