// After a stop nobody is written to in one great wave, nor outside the window.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CustomerIdSchema } from '#core/ids';
import { isOpen } from '#core/opening';
import { resumptionOf } from '#core/resumption';
import { PublishedSequenceSchema } from '#core/sequence';
import { dayOf, daysBetween, epochOf, InstantSchema, TimeZoneSchema } from '#core/time';
import { aPublishedFile } from '../support/builders.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const { sequence } = PublishedSequenceSchema.parse(aPublishedFile({ sequence: { send: { between: '09:00-17:00' } } }));
const PEOPLE = Array.from({ length: 1_000 }, (_, index) => CustomerIdSchema.parse(`c${index}`));

test.each([
  ['before the window opens', '2026-07-01T06:00:00.000Z'],
  ['in the middle of it', '2026-07-01T16:00:00.000Z'],
  ['minutes before its last call', '2026-07-01T20:40:00.000Z'],
  ['at night', '2026-07-02T02:00:00.000Z'],
])('of those held until %s no hour has more than a fifth', (_when, ends) => {
  const hours = new Map<string, number>();
  for (const customerId of PEOPLE) {
    const hour = resumptionOf(sequence, customerId, InstantSchema.parse(ends), NEW_YORK).slice(0, 13);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  expect(Math.max(...hours.values())).toBeLessThan(PEOPLE.length / 5);
});

test('everybody goes on inside the window, after the stop, at the same instant whenever it is asked, and soon', () => {
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.constantFrom(...PEOPLE), (date, customerId) => {
      const ends = InstantSchema.parse(date.toISOString());
      const goesOn = resumptionOf(sequence, customerId, ends, NEW_YORK);
      expect(resumptionOf(sequence, customerId, ends, NEW_YORK)).toBe(goesOn);
      expect(epochOf(goesOn)).toBeGreaterThanOrEqual(epochOf(ends));
      expect(isOpen(goesOn, sequence.send, NEW_YORK)).toBe(true);
      expect(daysBetween(dayOf(ends, NEW_YORK), dayOf(goesOn, NEW_YORK))).toBeLessThanOrEqual(6);
    }),
  );
});
