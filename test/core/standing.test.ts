import { describe, expect, test } from 'vitest';
import { PublishedSequenceSchema } from '#core/sequence';
import { standingOf } from '#core/standing';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const published = { ...PublishedSequenceSchema.parse(aPublishedFile({ sequence: { holdout: '0%' } })), version: 1 };
const given = { shop: published.shop, timeZone: TimeZoneSchema.parse('America/New_York') };
const IN_JUNE = InstantSchema.parse('2026-06-01T12:00:00.000Z');
/** In the window of `gentle`: 121 days after the last order. */
const IN_AUGUST = InstantSchema.parse('2026-08-01T12:00:00.000Z');

describe('for each channel', () => {
  const linesFor = (overrides: Parameters<typeof aCustomer>[0]) =>
    standingOf({ ...given, live: [], now: IN_JUNE, customer: aCustomer(overrides) });

  test('the consent is told with where and when it was given or taken back, on the clock of the customer', () => {
    const no = { state: 'withdrawn', at: '2025-05-04T02:00:00.000Z', source: 'customers file' } as const;
    const yes = { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' } as const;
    expect(linesFor({ consent: { email: yes, sms: no } })).toEqual([
      'Email: yes (checkout, Jan 10, 2025).',
      'SMS: no (customers file, May 3, 2025).',
    ]);
  });

  test('what nobody ever said, an address that is not there and a suppression are told too', () => {
    const suppression = { email: { because: 'hard bounce', at: '2026-02-01T12:00:00.000Z' } } as const;
    expect(linesFor({ suppression, phone: undefined, consent: {} })).toEqual([
      'Email: no consent is known; suppressed since Feb 1, 2026 (hard bounce).',
      'SMS: no consent is known; there is no phone number.',
    ]);
    expect(linesFor({ email: undefined })[0]).toBe('Email: yes (checkout, Jan 10, 2025); there is no address.');
  });

  test.each([
    ['mail of ada@customer.example, 2025-05-03', 'mail of an address 2025-05-03'],
    ['SMS from +1 202 555 0123 at noon', 'SMS from a number at noon'],
    ['call of 12025550123', 'call of a number'],
  ])('no address and no number of the source "%s" is repeated', (source, told) => {
    const consent = { email: { state: 'granted', at: '2025-05-03T12:00:00.000Z', source } } as const;
    expect(linesFor({ consent })[0]).toBe(`Email: yes (${told}, May 3, 2025).`);
  });
});

describe('for each live sequence', () => {
  const SILENCE = 'last order 121 days ago, window 90 to 365 days';
  const linesAt = (now: typeof IN_JUNE, overrides: Parameters<typeof aCustomer>[0] = {}, live = published) =>
    standingOf({ ...given, live: [live], now, customer: aCustomer(overrides) }).slice(2);

  test('a customer whom it does not want is told why', () => {
    expect(linesAt(IN_JUNE)).toEqual(['Not for gentle now: last order 60 days ago, window 90 to 365 days.']);
    const segment = { all: [{ field: 'orders', 'at least': 9 }] };
    const picky = { ...published, segment };
    expect(linesAt(IN_AUGUST, {}, picky)).toEqual([`Not for gentle now: not in its segment; ${SILENCE}.`]);
  });

  test('one in its window whom no scan has seen yet would be found by the next', () => {
    expect(linesAt(IN_AUGUST)).toEqual([`Would be found for gentle by the next scan: ${SILENCE}.`]);
    expect(linesAt(IN_AUGUST, { consent: {} })).toEqual([
      `Would be found for gentle by the next scan but not enrolled, as there is no channel with an address and consent: ${SILENCE}.`,
    ]);
    const half = { ...published, sequence: { ...published.sequence, holdout: 1 } };
    expect(linesAt(IN_AUGUST, {}, half)).toEqual([
      `Would be found for gentle by the next scan and held out: ${SILENCE}.`,
    ]);
  });

  test('one whom it took or refused in this silence has that in the story already', () => {
    const at = '2026-07-01T14:00:00.000Z';
    const admitted = (decision: 'enrolled' | 'noReachableChannel', episode = '2026-04-02') => ({
      admissions: { gentle: { episode, decision, at } },
    });
    expect(linesAt(IN_AUGUST, admitted('enrolled'))).toEqual([]);
    expect(linesAt(IN_AUGUST, { ...admitted('noReachableChannel'), consent: {} })).toEqual([]);
    // Refused then, and reachable by now; or taken in an earlier silence.
    for (const before of [admitted('noReachableChannel'), admitted('enrolled', '2025-01-10')])
      expect(linesAt(IN_AUGUST, before)).toEqual([`Would be found for gentle by the next scan: ${SILENCE}.`]);
  });
});
