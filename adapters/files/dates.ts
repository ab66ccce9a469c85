// Which calendar day or instant does a cell name? The form is stated; a date that fits two forms is never guessed.
import {
  DAY_MS,
  type Day,
  DaySchema,
  dayNumberOf,
  dayOf,
  dayOfNumber,
  type Instant,
  instantAt,
  instantOf,
  TimeOfDaySchema,
  type TimeZone,
  wallClock,
} from '#core/time';

/** How files write dates; a time of day may follow, and an offset. `yyyy-mm-dd` is understood beside every other. */
export const DATE_FORMS = [
  'yyyy-mm-dd',
  'yyyy/mm/dd',
  'dd.mm.yyyy',
  'dd/mm/yyyy',
  'dd-mm-yyyy',
  'mm/dd/yyyy',
  'mm-dd-yyyy',
] as const;
export type DateForm = (typeof DATE_FORMS)[number];

type Read = { readonly day: Day; readonly time: string; readonly offset: string | undefined };

/** A time, with seconds that nobody needs, AM or PM, and an offset, each of them or none. */
const TIME =
  /^(?:[T ,]\s*(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?([AP])\.?M\.?)?)?(?:\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/i;
const PARTS: Readonly<Record<DateForm, RegExp>> = {
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?!\d)/,
  'yyyy/mm/dd': /^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})(?!\d)/,
  'dd.mm.yyyy': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})(?!\d)/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})(?!\d)/,
  'dd-mm-yyyy': /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<y>\d{4})(?!\d)/,
  'mm/dd/yyyy': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})(?!\d)/,
  'mm-dd-yyyy': /^(?<m>\d{1,2})-(?<d>\d{1,2})-(?<y>\d{4})(?!\d)/,
};
const PLAIN = /^\d{4}-\d{2}-\d{2}$/;
/** Systems write years like 0000, 1900, 1970 and 9999 where they know of none. */
const EARLIEST = '1971-01-01';
const LATEST = '9998-12-31';
const MOST_REMEMBERED = 50_000;

/** Reads the dates of a file whose form and time zone are stated. `latest`: no day lies after it; times may. */
export function createDates(form: DateForm, zone: TimeZone, latest: Day | undefined) {
  const last = latest ?? LATEST;
  const offsets = new Map<number, number | undefined>();

  /** Minutes that the zone is ahead of UTC on a whole UTC day; undefined when it changes on it. */
  function offsetOn(dayNumber: number): number | undefined {
    if (offsets.has(dayNumber)) return offsets.get(dayNumber);
    if (offsets.size >= MOST_REMEMBERED) offsets.clear();
    const [first, last] = [dayNumber * DAY_MS, (dayNumber + 1) * DAY_MS].map((epoch) => offsetAt(epoch, zone));
    const offset = first === last ? first : undefined;
    offsets.set(dayNumber, offset);
    return offset;
  }

  // Most days have one offset, and arithmetic is a hundred times as fast as asking the time zone.
  function dayIn(epoch: number): Day {
    const offset = offsetOn(Math.floor(epoch / DAY_MS));
    if (offset === undefined) return dayOf(instantOf(epoch), zone);
    return dayOfNumber(Math.floor((epoch + offset * 60_000) / DAY_MS));
  }

  function dayNamed(written: string): Day | undefined {
    if (form !== 'yyyy-mm-dd' || !PLAIN.test(written)) {
      const read = readIn(form, written);
      if (read === undefined || !isKnown(read.day)) return undefined;
      return read.offset === undefined ? read.day : dayIn(epochOfRead(read, read.offset));
    }
    const day = DaySchema.safeParse(written);
    return day.success && isKnown(day.data) ? day.data : undefined;
  }

  return {
    /** The day that a cell names: an instant with an offset falls on a day of the zone, without one its date counts. */
    dayOf(written: string): Day | undefined {
      const day = dayNamed(written);
      return day === undefined || day > last ? undefined : day;
    },
    /** The instant that a cell names; a date alone is the beginning of its day. */
    instantOf(written: string): Instant | undefined {
      const read = readIn(form, written);
      if (read === undefined || !isKnown(read.day)) return undefined;
      if (read.offset !== undefined) return instantOf(epochOfRead(read, read.offset));
      return instantAt(read.day, TimeOfDaySchema.parse(read.time), zone);
    },
    /** Is it how a system writes that it knows of no time? */
    isNone(written: string): boolean {
      const year = yearIn(form, written);
      return year !== undefined && (year < EARLIEST.slice(0, 4) || year > LATEST.slice(0, 4));
    },
    /** Why a cell names no day, and what may help; the cell itself is not repeated, as a shifted one may be anything. */
    complaint(written: string): string {
      const day = readIn(form, written)?.day;
      if (day !== undefined && day < EARLIEST)
        return 'lies before 1971; write the day on which it was, or leave the row out';
      if (day !== undefined && (dayNamed(written) ?? day) > last)
        return 'lies in the future; write the day on which it was, or leave the row out';
      if (PARTS[form].test(written) && TIME.test(written.replace(PARTS[form], ''))) return 'no such date';
      const others = DATE_FORMS.filter((other) => other !== form && readIn(other, written) !== undefined);
      if (others.length === 0) return `not a date like ${exampleOf(form)}`;
      return `not a date like ${exampleOf(form)}; if the file writes dates so, say --dates ${others.join(' or ')}`;
    },
  };
}

export type Dates = ReturnType<typeof createDates>;

function isKnown(day: Day): boolean {
  return day >= EARLIEST && day <= LATEST;
}

/** Of what has the shape of a date and time, be it one or not. */
function yearIn(form: DateForm, written: string): string | undefined {
  const found = PARTS[form].exec(written) ?? PARTS['yyyy-mm-dd'].exec(written);
  return found !== null && TIME.test(written.slice(found[0].length)) ? found.groups?.y : undefined;
}

function readIn(form: DateForm, written: string): Read | undefined {
  const found = PARTS[form].exec(written) ?? PARTS['yyyy-mm-dd'].exec(written);
  const { y = '', m = '', d = '' } = found?.groups ?? {};
  const rest = TIME.exec(written.slice(found?.[0].length));
  const day = DaySchema.safeParse(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
  if (found === null || rest === null || !day.success) return undefined;
  const [, hour = '0', minute = '00', half, offset] = rest;
  const time = `${hourOf(Number(hour), half).padStart(2, '0')}:${minute}`;
  return TimeOfDaySchema.safeParse(time).success ? { day: day.data, time, offset } : undefined;
}

/** 12 AM is midnight, 12 PM noon; 13 PM is nothing. */
function hourOf(hour: number, half: string | undefined): string {
  if (half === undefined) return String(hour);
  if (hour < 1 || hour > 12) return 'none';
  return String((hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0));
}

function epochOfRead({ day, time }: Read, offset: string): number {
  const [, sign = '', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return dayNumberOf(day) * DAY_MS + (hour * 60 + minute - ahead) * 60_000;
}

function offsetAt(epoch: number, zone: TimeZone): number {
  const instant = instantOf(epoch);
  const [hour = 0, minute = 0] = wallClock(instant, zone).time.split(':').map(Number);
  return dayNumberOf(dayOf(instant, zone)) * 24 * 60 + hour * 60 + minute - epoch / 60_000;
}

function exampleOf(form: DateForm): string {
  return form.replace('yyyy', '2026').replace('mm', '03').replace('dd', '31');
}
