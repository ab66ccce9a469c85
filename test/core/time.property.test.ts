import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Day,
  dayOf,
  daysBetween,
  InstantSchema,
  instantAt,
  instantOf,
  plusDays,
  plusDuration,
  TimeOfDaySchema,
  TimeZoneSchema,
  wallClock,
} from '#core/time';

const DAY_MS = 86_400_000;
const zones = fc
  .constantFrom(
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Cairo',
    'UTC',
  )
  .map((name) => TimeZoneSchema.parse(name));
const instants = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2030, 11, 31) }).map(instantOf);
const days = instants.map((instant) => dayOf(instant, TimeZoneSchema.parse('UTC')));
const noon = TimeOfDaySchema.parse('12:00');
const isLeftOut = (day: Day, zone: string) => zone === 'Pacific/Apia' && day === '2011-12-30';

test('counting days forward and back is one arithmetic', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
      const other = plusDays(day, count);
      expect(daysBetween(day, other)).toBe(count);
      expect(plusDays(other, -count)).toBe(day);
      const utc = TimeZoneSchema.parse('UTC');
      const weekdayOf = (one: Day) => wallClock(instantAt(one, noon, utc), utc).weekday;
      expect(Math.abs(weekdayOf(other) - weekdayOf(day) - count) % 7).toBe(0);
    }),
  );
});

test('noon of a day, in any zone, is on that day and at noon', () => {
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      fc.pre(!isLeftOut(day, zone));
      const instant = instantAt(day, noon, zone);
      expect(dayOf(instant, zone)).toBe(day);
      expect(wallClock(instant, zone).time).toBe('12:00');
    }),
  );
});

test('some days later is on the day so many days later, give or take the hour that the clocks change by', () => {
  fc.assert(
    fc.property(instants, zones, fc.integer({ min: 0, max: 400 }), (instant, zone, count) => {
      const after = plusDuration(instant, { days: count, milliseconds: 0 }, zone);
      const target = plusDays(dayOf(instant, zone), count);
      fc.pre(!isLeftOut(target, zone));
      expect(InstantSchema.parse(after) >= instant).toBe(true);
      expect(dayOf(after, zone)).toBe(target);
      const drift = Math.abs(Date.parse(after) - Date.parse(instant) - count * DAY_MS);
      expect(drift).toBeLessThanOrEqual(zone === 'Pacific/Apia' ? 26 * 3_600_000 : 2 * 3_600_000);
    }),
  );
});
