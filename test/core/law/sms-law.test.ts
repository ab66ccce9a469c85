import { describe, expect, test } from 'vitest';
import { isLawful, lawfulFrom, smsLaw } from '#core/law/sms-law';
import { SendWindowSchema } from '#core/send-window';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer } from '../../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const NINE_TO_EIGHT = SendWindowSchema.parse({ between: '09:00-20:00' });
const lawAt = (overrides: Parameters<typeof aCustomer>[0]) => smsLaw(aCustomer({ timeZone: undefined, ...overrides }));
const nextFor = (asked: string, overrides: Parameters<typeof aCustomer>[0], window = NINE_TO_EIGHT) =>
  lawfulFrom(at(asked), lawAt(overrides), window, NEW_YORK);

// Wednesday, 1 July 2026: New York is four hours behind UTC.
test.each([
  ['at 08:00 sharp', '2026-07-01T12:00:00.000Z', true],
  ['a moment before', '2026-07-01T11:59:59.999Z', false],
  ['in its last minute', '2026-07-02T00:59:59.999Z', true],
  ['at 21:00 sharp', '2026-07-02T01:00:00.000Z', false],
])('CMP-22: the federal window, %s', (_when, instant, lawful) => {
  expect(isLawful(at(instant), lawAt({ phone: '+12125550100' }))).toBe(lawful);
});

describe('CMP-24: of a customer who may be anywhere in the US', () => {
  const tollFree = { phone: '+18005550100' };

  test('only those hours remain in which it is day for every state and law: 14:00 to 17:00 in New York in summer', () => {
    expect(nextFor('2026-07-01T04:00:00.000Z', tollFree)).toBe('2026-07-01T18:00:00.000Z');
    expect(isLawful(at('2026-07-01T20:59:59.999Z'), lawAt(tollFree))).toBe(true);
    expect(isLawful(at('2026-07-01T21:00:00.000Z'), lawAt(tollFree))).toBe(false);
  });

  test('and 13:00 to 17:00 in winter, because Hawaii has no summer time', () => {
    expect(nextFor('2026-12-02T04:00:00.000Z', tollFree)).toBe('2026-12-02T18:00:00.000Z');
    expect(isLawful(at('2026-12-02T21:59:59.999Z'), lawAt(tollFree))).toBe(true);
    expect(isLawful(at('2026-12-02T22:00:00.000Z'), lawAt(tollFree))).toBe(false);
  });

  test('weekends and holidays are closed: after Wednesday before Independence Day comes Thursday, then Monday', () => {
    expect(nextFor('2026-07-02T21:00:00.000Z', tollFree)).toBe('2026-07-06T18:00:00.000Z');
  });

  test('a time zone alone is no state, and a given state is', () => {
    expect(lawAt({ ...tollFree, timeZone: 'America/New_York' })).toEqual(lawAt(tollFree));
    expect(lawAt({ ...tollFree, fields: { region: 'New York' } })).toEqual(lawAt({ phone: '+12125550100' }));
  });
});

describe('CMP-23: where the signs differ', () => {
  test('the strictest of number, address and time zone wins', () => {
    const customer = { phone: '+12125550100', fields: { state: 'FL' }, timeZone: 'America/Los_Angeles' };
    // 08:00 in Los Angeles is 11:00 in New York; 20:00 in New York is the end, as Florida says.
    expect(nextFor('2026-07-01T10:00:00.000Z', customer)).toBe('2026-07-01T15:00:00.000Z');
    expect(isLawful(at('2026-07-01T23:59:00.000Z'), lawAt(customer))).toBe(true);
    expect(isLawful(at('2026-07-02T00:00:00.000Z'), lawAt(customer))).toBe(false);
  });

  test.each(['state', 'region', 'province'])('an address in the field %s counts', (field) => {
    expect(lawAt({ phone: '+12125550100', fields: { [field]: 'Connecticut' } })).toEqual(
      lawAt({ phone: '+18605550100' }),
    );
  });

  test('an Italian in MS has no law of Mississippi', () => {
    const italian = { phone: '+393451234567', fields: { state: 'MS' }, timeZone: 'Europe/Rome' };
    expect(lawAt(italian).zones).toEqual([]);
  });

  test('a customer without a number may be asked about and gets no answer that could hurt', () => {
    expect(lawAt({ phone: undefined }).zones).toEqual([]);
  });
});

test('French numbers: working days from 8 to 22, whatever the shop’s own window is', () => {
  const french = { phone: '+33612345678' };
  const law = lawAt(french);
  // Saturday 22:00 in Paris, Bastille Day on a Tuesday.
  expect(isLawful(at('2026-07-04T19:59:00.000Z'), law)).toBe(true);
  expect(isLawful(at('2026-07-04T20:00:00.000Z'), law)).toBe(false);
  expect(isLawful(at('2026-07-05T12:00:00.000Z'), law)).toBe(false);
  expect(isLawful(at('2026-07-14T12:00:00.000Z'), law)).toBe(false);
});

describe('the send window and the law', () => {
  test('wait for each other', () => {
    const afternoon = SendWindowSchema.parse({ between: '15:30-20:00', days: 'mon, wed'.split(', ') });
    expect(nextFor('2026-07-01T21:00:00.000Z', { phone: '+18005550100' }, afternoon)).toBe('2026-07-06T19:30:00.000Z');
  });

  test('that leave no hour in common never open', () => {
    const morning = SendWindowSchema.parse({ between: '09:00-11:00' });
    expect(nextFor('2026-07-01T10:00:00.000Z', { phone: '+18005550100' }, morning)).toBeUndefined();
    const sundays = SendWindowSchema.parse({ between: '09:00-20:00', days: 'sun' });
    expect(nextFor('2026-07-01T10:00:00.000Z', { phone: '+16015550100' }, sundays)).toBeUndefined();
  });
});

test('Florida, Oklahoma and Maryland allow three within a day, and whoever may live there too', () => {
  expect(lawAt({ phone: '+13055550100' }).mostADay).toBe(3);
  expect(lawAt({ phone: '+18005550100' }).mostADay).toBe(3);
  expect(lawAt({ phone: '+12125550100' }).mostADay).toBeUndefined();
});
