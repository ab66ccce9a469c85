import { describe, expect, test } from 'vitest';
import {
  DaySchema,
  DurationSchema,
  dayOf,
  daysBetween,
  epochOf,
  InstantSchema,
  instantAt,
  instantOf,
  later,
  plusDays,
  plusDuration,
  plusMilliseconds,
  TimeOfDaySchema,
  TimeZoneSchema,
  WholeDaysSchema,
  wallClock,
} from '#core/time';

const at = (text: string) => InstantSchema.parse(text);
const day = (text: string) => DaySchema.parse(text);
const zone = (text: string) => TimeZoneSchema.parse(text);
const time = (text: string) => TimeOfDaySchema.parse(text);
const days = (count: number) => ({ days: count, milliseconds: 0 });
const hours = (count: number) => ({ days: 0, milliseconds: count * 3_600_000 });

describe('calendar days keep the wall clock across a change of the clocks', () => {
  test.each([
    ['America/New_York', 'into summer', '2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', 'into winter', '2026-10-31T13:00:00.000Z', '2026-11-01T14:00:00.000Z'],
    ['Europe/Berlin', 'into summer', '2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z'],
    ['Europe/Berlin', 'into winter', '2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['Australia/Sydney', 'into winter', '2026-04-03T22:00:00.000Z', '2026-04-04T23:00:00.000Z'],
    ['Australia/Sydney', 'into summer', '2026-10-02T23:00:00.000Z', '2026-10-03T22:00:00.000Z'],
    ['Australia/Lord_Howe', 'into summer, by half an hour', '2026-10-02T22:30:00.000Z', '2026-10-03T22:00:00.000Z'],
    ['Asia/Kathmandu', 'which never changes', '2026-03-07T03:15:00.000Z', '2026-03-08T03:15:00.000Z'],
  ])('%s %s: 09:00 stays 09:00', (name, _when, from, to) => {
    expect(plusDuration(at(from), days(1), zone(name))).toBe(to);
    expect(wallClock(at(from), zone(name)).time).toBe('09:00');
    expect(wallClock(at(to), zone(name)).time).toBe('09:00');
  });

  test('hours are exact, whatever the clocks do', () => {
    expect(plusDuration(at('2026-03-07T14:00:00.000Z'), hours(24), zone('America/New_York'))).toBe(
      '2026-03-08T14:00:00.000Z',
    );
  });

  test('days come first, and the exact rest after them', () => {
    const dayAndHour = { days: 1, milliseconds: 3_600_000 };
    expect(plusDuration(at('2026-03-07T14:00:00.000Z'), dayAndHour, zone('America/New_York'))).toBe(
      '2026-03-08T14:00:00.000Z',
    );
  });

  test('a day that a zone left out is passed over: Samoa had no 30 December 2011', () => {
    const thursdayNoon = at('2011-12-29T22:00:00.000Z');
    expect(dayOf(thursdayNoon, zone('Pacific/Apia'))).toBe('2011-12-29');
    expect(plusDuration(thursdayNoon, days(1), zone('Pacific/Apia'))).toBe('2011-12-30T22:00:00.000Z');
    expect(dayOf(at('2011-12-30T22:00:00.000Z'), zone('Pacific/Apia'))).toBe('2011-12-31');
  });
});

describe('a wall-clock time on a day', () => {
  test.each([
    ['that the clocks skip moves forward', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['that they skip in Berlin moves forward', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['in a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['that comes twice is the first', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    [
      'that comes twice in the south is the first',
      'Australia/Sydney',
      '2026-04-05',
      '02:30',
      '2026-04-04T15:30:00.000Z',
    ],
    ['of a day left out is a day later', 'Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T19:00:00.000Z'],
    ['in a zone of odd minutes', 'Asia/Kathmandu', '2026-07-01', '09:00', '2026-07-01T03:15:00.000Z'],
  ])('%s', (_claim, name, on, wall, expected) => {
    expect(instantAt(day(on), time(wall), zone(name))).toBe(expected);
  });
});

test.each([
  ['2026-07-01T18:14:59.999Z', 'Asia/Kathmandu', '2026-07-01', '23:59'],
  ['2026-07-01T18:15:00.000Z', 'Asia/Kathmandu', '2026-07-02', '00:00'],
  ['2026-07-01T02:29:00.000Z', 'America/St_Johns', '2026-06-30', '23:59'],
  ['2026-07-01T10:59:00.000Z', 'Pacific/Apia', '2026-07-01', '23:59'],
  ['2026-07-01T11:00:00.000Z', 'Pacific/Apia', '2026-07-02', '00:00'],
])('%s in %s is %s, %s', (instant, name, expectedDay, expectedTime) => {
  expect(dayOf(at(instant), zone(name))).toBe(expectedDay);
  expect(wallClock(at(instant), zone(name)).time).toBe(expectedTime);
});

describe('days', () => {
  test.each([
    ['2026-07-01', '2026-07-01', 0],
    ['2026-03-07', '2026-03-09', 2],
    ['2026-10-24', '2026-10-26', 2],
    ['2024-02-28', '2024-03-01', 2],
    ['2023-02-28', '2023-03-01', 1],
    ['2023-12-31', '2024-12-31', 366],
    ['2026-07-10', '2026-07-01', -9],
  ])('from %s to %s are %i', (from, to, count) => {
    expect(daysBetween(day(from), day(to))).toBe(count);
    expect(plusDays(day(from), count)).toBe(to);
  });

  test.each([
    ['2000-02-29', 2],
    ['2026-07-01', 3],
    ['2026-07-05', 7],
    ['2026-07-06', 1],
  ])('%s is ISO weekday %i', (on, weekday) => {
    expect(wallClock(at(`${on}T12:00:00.000Z`), zone('UTC')).weekday).toBe(weekday);
  });

  test.each(['2026-02-30', '2026-13-01', '2025-02-29', '26-07-01', '2026-7-1', '01/07/2026', '2026-07-01T00:00'])(
    '%s is no day',
    (text) => {
      expect(DaySchema.safeParse(text).success).toBe(false);
    },
  );
});

describe('instants', () => {
  test('sort as text as they sort in time', () => {
    const earlier = instantOf(Date.UTC(1998, 11, 31, 23, 59, 59, 999));
    expect(earlier).toBe('1998-12-31T23:59:59.999Z');
    expect(plusMilliseconds(earlier, 1)).toBe('1999-01-01T00:00:00.000Z');
    expect(plusMilliseconds(earlier, 1) > earlier).toBe(true);
    expect(later(earlier, plusMilliseconds(earlier, 1))).toBe('1999-01-01T00:00:00.000Z');
    expect(later(earlier, plusMilliseconds(earlier, -1))).toBe(earlier);
    expect(epochOf(at('1970-01-01T00:00:01.000Z'))).toBe(1000);
  });

  test.each(['2026-07-01', '2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000+02:00', '2026-13-01T00:00:00.000Z'])(
    '%s is not of the one shape',
    (text) => {
      expect(InstantSchema.safeParse(text).success).toBe(false);
    },
  );

  test.each(['2026-02-30T00:00:00.000Z', '2026-04-31T10:00:00.000Z', '2026-07-01T24:00:00.000Z'])(
    '%s never was, so it is refused and not taken for another day',
    (text) => {
      expect(InstantSchema.safeParse(text).success).toBe(false);
    },
  );
});

test.each(['Mars/Olympus', 'Berlin', '', 'America/New York'])(
  '"%s" is no time zone, and the refusal shows one',
  (name) => {
    const parsed = TimeZoneSchema.safeParse(name);
    expect(parsed.error?.issues[0]?.message).toBe(`"${name}" is not a time zone; use a name like Europe/Berlin`);
  },
);

test.each(['9:00', '24:00', '09:60', '0900', '09:00:00'])('%s is no time of day', (text) => {
  expect(TimeOfDaySchema.safeParse(text).error?.issues[0]?.message).toBe('expected a time of day like 09:00');
});

describe('lengths of time', () => {
  test.each([
    ['90 days', days(90)],
    ['1 day', days(1)],
    ['2 weeks', days(14)],
    ['1 month', days(30)],
    ['1 year', days(365)],
    ['6 hours', hours(6)],
    ['30 minutes', hours(0.5)],
    ['  4 Days ', days(4)],
    ['4days', days(4)],
  ])('"%s"', (text, expected) => {
    expect(DurationSchema.parse(text)).toEqual(expected);
  });

  test.each(['soon', '', 'days', '4', '-4 days', '1.5 days', '4 fortnights', '100000 days', '4 days 2 hours'])(
    '"%s" is refused with ways to write it',
    (text) => {
      expect(DurationSchema.safeParse(text).error?.issues[0]?.message).toBe(
        `"${text}" is not a length of time; write it like 90 days, 2 weeks, 1 year or 6 hours`,
      );
    },
  );

  test('a word that every object knows is no unit of time', () => {
    expect(DurationSchema.safeParse('5 constructor').success).toBe(false);
  });

  test('silence is counted in whole days, so hours are refused', () => {
    expect(WholeDaysSchema.parse('2 weeks')).toBe(14);
    expect(WholeDaysSchema.safeParse('36 hours').error?.issues[0]?.message).toBe(
      'silence is counted in whole days; write it like 90 days',
    );
  });
});
