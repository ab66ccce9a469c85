// How long may a pause be, and which days are offered for it?
import {
  type Day,
  DaySchema,
  dayOf,
  type Instant,
  instantAt,
  plusDays,
  type TimeOfDay,
  type TimeZone,
} from '#core/time';

/** Two weeks, one month and three months: in days, as windows are counted everywhere here. */
const QUICK_DAYS = [14, 30, 90] as const;
/** Whoever wants to be left alone for longer wants to be left alone: there is a button for that. */
const MOST_DAYS = 365;
const MIDNIGHT = '00:00' as TimeOfDay;

/** The days on which a pause may end, seen from now: the ones offered, and the first and the last of all. */
export type PauseDays = {
  readonly quick: readonly [Day, Day, Day];
  readonly first: Day;
  readonly last: Day;
};

export function pauseDays(now: Instant, zone: TimeZone): PauseDays {
  const today = dayOf(now, zone);
  const [two, one, three] = QUICK_DAYS;
  return {
    quick: [plusDays(today, two), plusDays(today, one), plusDays(today, three)],
    first: plusDays(today, 1),
    last: plusDays(today, MOST_DAYS),
  };
}

/** When a pause ends: as the day begins in the shop's calendar. Undefined for what is no such day, or too near or far. */
export function pauseEnd(written: string, { first, last }: PauseDays, zone: TimeZone): Instant | undefined {
  const day = DaySchema.safeParse(written);
  if (!day.success || day.data < first || day.data > last) return undefined;
  return instantAt(day.data, MIDNIGHT, zone);
}
