import { expect, test } from 'vitest';
import { type CalendarName, isHoliday } from '#core/law/holidays';
import { DaySchema, plusDays } from '#core/time';

function holidaysOf(calendar: CalendarName, year: number): readonly string[] {
  const first = DaySchema.parse(`${year}-01-01`);
  return Array.from({ length: 365 }, (_, day) => plusDays(first, day)).filter((day) => isHoliday(day, calendar));
}

// opm.gov lists the days on which they are kept; those that fall on a weekend count themselves besides.
test('the federal holidays of 2026', () => {
  const days = '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'.split(' ');
  expect(holidaysOf('federal', 2026)).toEqual(days.map((day) => `2026-${day}`));
});

test('a New Year’s Day on a Saturday is kept on the last day of the old year', () => {
  expect(holidaysOf('federal', 2021)).toContain('2021-12-31');
});

test('the French holidays of 2026, which are kept on their own days', () => {
  const days = '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'.split(' ');
  expect(holidaysOf('france', 2026)).toEqual(days.map((day) => `2026-${day}`));
});

test.each([
  ['louisiana', '2026-02-17'],
  ['louisiana', '2026-04-03'],
  ['louisiana', '2026-11-27'],
  ['rhodeIsland', '2026-05-04'],
  ['rhodeIsland', '2026-08-10'],
  ['utah', '2026-07-24'],
] as const)('%s keeps %s too', (calendar, day) => {
  expect(isHoliday(DaySchema.parse(day), calendar)).toBe(true);
  expect(isHoliday(DaySchema.parse(day), 'federal')).toBe(false);
});

// Easter Sundays after the table of the US Naval Observatory: the Monday after each is a French holiday.
test.each(['2024-04-01', '2025-04-21', '2027-03-29', '2030-04-22', '2038-04-26'])('%s is Easter Monday', (day) => {
  expect(isHoliday(DaySchema.parse(day), 'france')).toBe(true);
});
