// Which day does a segment mean: a date, or one that lies so many days back?
import type { FieldValue } from '#core/customer';
import { type Day, DaySchema, WholeDaysSchema } from '#core/time';

/** A day as a segment writes it: `2026-01-31`, or `90 days ago`. */
export type DayWant = { readonly day: Day } | { readonly daysAgo: number };

/** A century: nothing that a row knows of is older. */
export const MOST_DAYS_AGO = 36_500;
const AGO = /\s+ago\s*$/i;
const DAY_LENGTH = '2026-01-31'.length;
const DASH = '-'.charCodeAt(0);
const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];

/** The day that a text means; undefined when it means none. */
export function dayWantOf(written: string): DayWant | undefined {
  if (!AGO.test(written)) {
    const day = DaySchema.safeParse(written.trim());
    return day.success ? { day: day.data } : undefined;
  }
  const days = WholeDaysSchema.safeParse(written.replace(AGO, ''));
  return days.success && days.data <= MOST_DAYS_AGO ? { daysAgo: days.data } : undefined;
}

/** Does the first day come before the second, whatever today is? Undefined when that depends on today. */
export function comesBefore(one: DayWant, other: DayWant): boolean | undefined {
  if ('day' in one && 'day' in other) return one.day < other.day;
  return 'daysAgo' in one && 'daysAgo' in other ? one.daysAgo > other.daysAgo : undefined;
}

/** Is this value a day? Asked of every row, so it looks at the letters itself; a day that no calendar has harms nobody. */
export function isDayText(value: FieldValue | undefined): value is string {
  if (typeof value !== 'string' || value.length !== DAY_LENGTH) return false;
  for (let place = 0; place < DAY_LENGTH; place += 1) {
    const letter = value.charCodeAt(place);
    const isRight = place === 4 || place === 7 ? letter === DASH : letter >= ZERO && letter <= NINE;
    if (!isRight) return false;
  }
  return true;
}
