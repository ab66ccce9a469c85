import { describe, expect, test } from 'vitest';
import { placeOfNumber, US_PLACE_NAMES, US_PLACES, usPlaceNamed, zonesOf } from '#core/law/area-codes';
import { TimeZoneSchema } from '#core/time';

const codes = US_PLACE_NAMES.flatMap((name) => US_PLACES[name].pieces.flatMap(([, written]) => written.split(' ')));

test('every area code is three digits as the numbering plan has them, and stands once', () => {
  for (const code of codes) expect(code).toMatch(/^[2-9][0-8]\d$/);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(placeOfNumber(`+1${code}5550100`), code).toBeTypeOf('object');
});

test('all fifty states, the District of Columbia and five territories are there, in time zones that exist', () => {
  expect(US_PLACE_NAMES).toHaveLength(50 + 1 + 5);
  for (const zone of US_PLACE_NAMES.flatMap(zonesOf)) expect(TimeZoneSchema.safeParse(zone).success, zone).toBe(true);
});

describe('a number', () => {
  test.each([
    ['+12125550100', 'NY', ['America/New_York']],
    ['+13105550100', 'CA', ['America/Los_Angeles']],
    ['+18505550100', 'FL', ['America/New_York', 'America/Chicago']],
    ['+19155550100', 'TX', ['America/Denver']],
    ['+12085550100', 'ID', ['America/Denver', 'America/Los_Angeles']],
    ['+19285550100', 'AZ', ['America/Phoenix', 'America/Denver']],
    ['+17875550100', 'PR', ['America/Puerto_Rico']],
  ])('%s is of %s', (phone, place, zones) => {
    expect(placeOfNumber(phone)).toEqual({ place, zones });
  });

  test.each(['+18005550100', '+18885550100', '+15005550100', '+19005550100', '+12115550100'])(
    '%s may be anywhere in the US',
    (phone) => {
      expect(placeOfNumber(phone)).toBe('anywhere in the US');
    },
  );

  test.each(['+14165550100', '+18765550100', '+447700900123', '+33612345678', ''])('%s is elsewhere', (phone) => {
    expect(placeOfNumber(phone)).toBe('elsewhere');
  });
});

test.each([
  ['FL', 'FL'],
  ['florida', 'FL'],
  [' New  York ', 'NY'],
  ['US-TX', 'TX'],
  ['Washington', 'WA'],
  ['Washington, D.C.', 'DC'],
  ['Bayern', undefined],
  ['', undefined],
])('a state that was written as "%s" is %s', (written, place) => {
  expect(usPlaceNamed(written)).toBe(place);
});
