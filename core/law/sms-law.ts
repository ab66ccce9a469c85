// Does the law of where a customer may be allow a marketing SMS at this instant, and when does it next?
import type { Customer } from '#core/customer';
import { type CalendarName, isHoliday } from '#core/law/holidays';
import type { QuietHoursRule } from '#core/law/quiet-hours-rule';
import { ANYWHERE, type Judged, smsPlaces } from '#core/law/sms-places';
import { SMS_QUIET_HOURS } from '#core/law/sms-quiet-hours';
import { LAST_CALL_MS, MOST_DAYS_TO_OPENING, openingFrom, roomAfter } from '#core/opening';
import { type SendWindow, SendWindowSchema } from '#core/send-window';
import {
  DAY_MS,
  type Day,
  dayNumberOf,
  dayOf,
  type Instant,
  instantAt,
  later,
  plusDays,
  plusMilliseconds,
  type TimeOfDay,
  type TimeZone,
  wallClock,
} from '#core/time';

type Hours = { readonly from: TimeOfDay; readonly to: TimeOfDay };

/** What is open in one time zone: the hours of each ISO weekday, if it has any, and holidays that have none. */
type ZoneWindow = {
  readonly zone: TimeZone;
  readonly week: readonly (Hours | undefined)[];
  readonly notOn: readonly CalendarName[];
};

/** All that must be open at once, in every zone where the customer may be. Without zones, no law is known. */
export type SmsLaw = {
  readonly zones: readonly ZoneWindow[];
  /** SMS that one person may get within 24 hours. */
  readonly mostADay: number | undefined;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The hours of each rule by ISO weekday, read once. */
const WEEKS: ReadonlyMap<QuietHoursRule, ZoneWindow['week']> = new Map(
  SMS_QUIET_HOURS.map((rule) => {
    const windows = rule.hours.map(({ days, from, to }) => SendWindowSchema.parse({ between: `${from}-${to}`, days }));
    return [rule, weekOf((weekday) => windows.find(({ days }) => days.includes(weekday)))];
  }),
);
const ANYWHERE_LAW = lawOf(ANYWHERE);

/**
 * The strictest law that may be meant: of the state of the number and of that of the address, in all of their time zones and
 * in the customer's own. Whose state nobody knows may live in any. A law is known for +1 numbers of the US, for French
 * numbers, and for whoever lives in an American time zone.
 */
export function smsLaw(customer: Pick<Customer, 'phone' | 'fields' | 'timeZone'>): SmsLaw {
  const { judged } = smsPlaces(customer);
  return judged === ANYWHERE ? ANYWHERE_LAW : lawOf(judged);
}

/** Is a marketing SMS allowed at this instant, in every zone in question? */
export function isLawful(instant: Instant, { zones }: SmsLaw): boolean {
  return zones.every(({ zone, week, notOn }) => {
    const { time, weekday } = wallClock(instant, zone);
    const hours = week[weekday];
    if (hours === undefined || time < hours.from || time >= hours.to) return false;
    return notOn.length === 0 || !isFree(dayOf(instant, zone), notOn);
  });
}

/**
 * The first instant, this one or later, that both the law and the send window allow, with some minutes to spare. Undefined
 * when there is none within two weeks: they leave no hour in common.
 */
export function lawfulFrom(asked: Instant, law: SmsLaw, window: SendWindow, windowZone: TimeZone): Instant | undefined {
  const last = plusMilliseconds(asked, MOST_DAYS_TO_OPENING * DAY_MS);
  let at = asked;
  while (at <= last) {
    let next = openingFrom(at, window, windowZone);
    for (const one of law.zones) {
      const opening = openingIn(one, next);
      if (opening === undefined) return undefined;
      next = later(next, opening);
    }
    if (next === at) return at;
    at = next;
  }
  return undefined;
}

/** Milliseconds from a lawful instant to the last call of the law; infinite where there is none. */
export function lawfulRoom(instant: Instant, { zones }: SmsLaw): number {
  const rooms = zones.map(({ zone, week }) => {
    const hours = week[wallClock(instant, zone).weekday];
    return hours === undefined ? 0 : roomAfter(instant, hours, zone);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...rooms);
}

function openingIn({ zone, week, notOn }: ZoneWindow, instant: Instant): Instant | undefined {
  const today = dayOf(instant, zone);
  for (let ahead = 0; ahead < MOST_DAYS_TO_OPENING; ahead += 1) {
    const day = plusDays(today, ahead);
    const hours = week[weekdayOf(day)];
    if (hours === undefined || isFree(day, notOn)) continue;
    const opening = later(instant, instantAt(day, hours.from, zone));
    if (plusMilliseconds(opening, LAST_CALL_MS) < instantAt(day, hours.to, zone)) return opening;
  }
  return undefined;
}

function isFree(day: Day, calendars: readonly CalendarName[]): boolean {
  return calendars.some((calendar) => isHoliday(day, calendar));
}

function lawOf(judged: readonly Judged[]): SmsLaw {
  const zones = new Map<TimeZone, ZoneWindow>();
  for (const { zones: theirs, rules } of judged) {
    for (const zone of theirs) {
      for (const rule of rules) {
        const { notOn } = rule;
        const week = WEEKS.get(rule) ?? [];
        const known = zones.get(zone) ?? { zone, week, notOn: [] };
        const stricter = weekOf((weekday) => intersection(known.week[weekday], week[weekday]));
        zones.set(zone, {
          zone,
          week: stricter,
          notOn: [...new Set([...known.notOn, ...(notOn === undefined ? [] : [notOn])])],
        });
      }
    }
  }
  const most = judged.flatMap(({ rules }) => rules.flatMap(({ mostADay }) => mostADay ?? []));
  return { zones: [...zones.values()], mostADay: most.length === 0 ? undefined : Math.min(...most) };
}

function intersection(one: Hours | undefined, other: Hours | undefined): Hours | undefined {
  if (one === undefined || other === undefined) return undefined;
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return from < to ? { from, to } : undefined;
}

/** By ISO weekday, so that the place 0 is empty. */
function weekOf(hoursOn: (weekday: number) => Hours | undefined): ZoneWindow['week'] {
  return [undefined, ...WEEKDAYS.map(hoursOn)];
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(day: Day): number {
  return ((dayNumberOf(day) + 3) % 7) + 1;
}
