import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDates, DATE_FORMS, type DateForm } from '#adapters/files/dates';
import { DaySchema, dayOf, InstantSchema, instantOf, TimeZoneSchema } from '#core/time';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const dates = (form: DateForm = 'yyyy-mm-dd') => createDates(form, NEW_YORK, undefined);

describe('a day', () => {
  test.each([
    ['yyyy-mm-dd', '2025-04-03'],
    ['yyyy/mm/dd', '2025/04/03'],
    ['dd.mm.yyyy', '03.04.2025'],
    ['dd.mm.yyyy', '3.4.2025'],
    ['dd/mm/yyyy', '03/04/2025'],
    ['dd-mm-yyyy', '03-04-2025'],
    ['mm/dd/yyyy', '04/03/2025'],
    ['mm/dd/yyyy', '4/3/2025 11:59 PM'],
    ['mm-dd-yyyy', '04-03-2025'],
    ['dd.mm.yyyy', '2025-04-03'],
    ['yyyy-mm-dd', '2025-04-03 08:15:30'],
    ['yyyy-mm-dd', '2025-04-03T08:15'],
  ] as const)('in the form %s is %s', (form, written) => {
    expect(dates(form).dayOf(written)).toBe('2025-04-03');
  });

  test('of an instant with an offset is that of the shop, without one the date counts', () => {
    const read = dates();
    expect(read.dayOf('2025-04-03T03:59:00Z')).toBe('2025-04-02');
    expect(read.dayOf('2025-04-03T04:00:00.000Z')).toBe('2025-04-03');
    expect(read.dayOf('2025-04-03 01:00:00 +0900')).toBe('2025-04-02');
    expect(read.dayOf('2025-04-02 23:30:00 -04:00')).toBe('2025-04-02');
    expect(read.dayOf('2025-04-03 03:00')).toBe('2025-04-03');
  });

  test('is the one of the time zone on every instant, changes of the clock included', () => {
    const read = dates();
    const from = Date.UTC(1971, 0, 1, 5);
    void fc.assert(
      fc.property(fc.integer({ min: from / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }), (minute) => {
        const instant = instantOf(minute * 60_000);
        expect(read.dayOf(instant)).toBe(dayOf(instant, NEW_YORK));
      }),
      { numRuns: 300 },
    );
  });

  test.each(['0000-01-01', '1900-01-01', '1970-01-01 00:00:00', '9999-12-31', '9999-12-31 23:59:59'])(
    'is none in %s, which systems write where they know of none',
    (written) => {
      expect(dates().dayOf(written)).toBeUndefined();
      expect(dates().instantOf(written)).toBeUndefined();
      expect(dates().isNone(written)).toBe(true);
      expect(dates().complaint(written)).toMatch(/^lies (before 1971|in the future); write the day/);
    },
  );

  test('lies after the latest one only where a time is meant, and that is told', () => {
    const read = createDates('yyyy-mm-dd', NEW_YORK, DaySchema.parse('2026-03-02'));
    expect(read.dayOf('2026-03-02')).toBe('2026-03-02');
    expect(read.dayOf('2026-03-03T04:59:00Z')).toBe('2026-03-02');
    expect(read.dayOf('2026-03-03T05:00:00Z')).toBeUndefined();
    expect(read.dayOf('2026-03-03')).toBeUndefined();
    expect(read.complaint('2026-03-03T05:00:00Z')).toMatch(/^lies in the future; /);
    expect(read.instantOf('2026-03-03')).toBe('2026-03-03T05:00:00.000Z');
  });

  test('and instant are of four digits in every zone, whatever is written', () => {
    const years = fc.constantFrom('0000', '0001', '1969', '1970', '1971', '2025', '9998', '9999');
    const times = fc.constantFrom(
      '',
      ' 00:00',
      ' 23:59:59',
      'T23:59:59Z',
      ' 00:00 +14',
      ' 23:59 -1200',
      ' 00:00 +99:59',
    );
    const zones = fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Berlin', 'UTC');
    void fc.assert(
      fc.property(years, fc.constantFrom('-01-01', '-12-31'), times, zones, (year, day, time, zone) => {
        const read = createDates('yyyy-mm-dd', TimeZoneSchema.parse(zone), undefined);
        const written = `${year}${day}${time}`;
        expect(read.dayOf(written) ?? '2025-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(InstantSchema.safeParse(read.instantOf(written) ?? '2025-01-01T00:00:00.000Z').success).toBe(true);
      }),
    );
  });

  test.each([
    '2025-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-04-03 25:00',
    '2025-04',
    'yesterday',
    '2025-04-03x',
    '0',
    '',
  ])('is none in "%s"', (written) => {
    expect(dates().dayOf(written)).toBeUndefined();
  });

  test('is never guessed: a date that fits another form is refused, and the forms that it fits are named', () => {
    const read = dates();
    expect(read.dayOf('03/04/2025')).toBeUndefined();
    expect(read.complaint('03/04/2025')).toBe(
      'not a date like 2026-03-31; if the file writes dates so, say --dates dd/mm/yyyy or mm/dd/yyyy',
    );
    expect(read.complaint('31.04.2025')).toBe('not a date like 2026-03-31');
    expect(read.complaint('2025-04-31')).toBe('no such date');
    expect(dates('mm/dd/yyyy').dayOf('31/03/2025')).toBeUndefined();
  });

  test('is itself in every form', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    void fc.assert(
      fc.property(day, fc.constantFrom(...DATE_FORMS), (date, form) => {
        const iso = date.toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = iso.split('-');
        expect(dates(form).dayOf(form.replace('yyyy', y).replace('mm', m).replace('dd', d))).toBe(iso);
      }),
    );
  });
});

describe('an instant', () => {
  test.each([
    ['2025-02-03 10:15:00+00:00', '2025-02-03T10:15:00.000Z'],
    ['2025-02-03T10:15:00Z', '2025-02-03T10:15:00.000Z'],
    ['2025-02-03 10:15 -0500', '2025-02-03T15:15:00.000Z'],
    ['2025-02-03 10:15', '2025-02-03T15:15:00.000Z'],
    ['2025-02-03 12:00 AM', '2025-02-03T05:00:00.000Z'],
    ['2025-02-03', '2025-02-03T05:00:00.000Z'],
  ])('in %s is %s: without an offset the time is that of the shop', (written, instant) => {
    expect(dates().instantOf(written)).toBe(instant);
  });

  test('is none where there is no such time', () => {
    expect(dates().instantOf('2025-02-03 13:00 PM')).toBeUndefined();
    expect(dates().instantOf('soon')).toBeUndefined();
  });
});
