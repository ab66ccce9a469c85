import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesContact, withoutContacts } from '#core/contacts-in-text';

test.each([
  ['ada@shop.example asked', 'an address asked'],
  ['call +1 (202) 555-0123 now', 'call a number now'],
  ['call (512) 555-0170 now', 'call a number now'],
  ['my number (555-0170)', 'my number (a number)'],
  ...['12025550123', '512-555-0170', '512.555.0170', '512 - 555 - 0170', '555-0170', '(+1 512) 5550170'].map(aNumber),
  ...['0171 2345678', '0511 / 12 34 56', '01.12.20.26.45', '+49 30', '512\u00a0555\u20110170', '030\n555 01 70'].map(
    aNumber,
  ),
  ...['202·555·0101', '202_555_0101', '555−0170', '２０２５５５０１０１', '٠١٢٣٤٥٦٧٨٩'].map(aNumber),
  ...['ada@shop.example', 'ada @ shop.example', 'ada@ shop.example', 'ada＠shop.example', '@ada'].map(anAddress),
  ...['ada (at) shop.example', 'ada[at]shop[dot]example', 'ada at shop dot example'].map(anAddress),
  // Seven digits that are none, for the sake of those that are.
  ['order 1234567 in 2024 2025', 'order a number in a number'],
])('what looks like an address or a number is left out: %s', (text, told) => {
  expect(withoutContacts(text)).toBe(told);
  expect(namesContact(text)).toBe(true);
});

test.each([
  ...['checkout 2025-05-03', 'on 22.11.2026', '10/5/2026, noon', 'form 2 2025-05-03 14:30', '2026-11-22T10:20:30Z'],
  ...['+1 for that', 'I gave +10 points', '2+2=4', 'I paid @ the store', 'meet me at the store', 'half ½ price™'],
  ...['order 123456', 'paid 1,234.50, not 10,720.75', 'gold'],
])('dates, amounts, short numbers and words stay: %s', (text) => {
  expect(withoutContacts(text)).toBe(text);
  expect(namesContact(text)).toBe(false);
});

test.each([
  ['2026-11-22 512-555-0170', '2026-11-22 a number'],
  ['512-555-0170 2026-11-22', 'a number 2026-11-22'],
  ['512-2026-11-22', 'a number'],
])('a date beside a number stays, and one that digits are joined to is part of a number: %s', (text, told) => {
  expect(withoutContacts(text)).toBe(told);
});

describe('for all texts', () => {
  // Without 0, 1 and 2 there is no date among them.
  const digit = fc.constantFrom(...'3456789');
  const between = fc.string({ unit: fc.constantFrom(...' ().-/\u00a0\u2011'), maxLength: 3 });

  test('no digit is left of seven or more, whatever three characters stand between them', () => {
    fc.assert(
      fc.property(digit, fc.array(fc.tuple(between, digit), { minLength: 6, maxLength: 14 }), (first, others) => {
        expect(withoutContacts(`call ${first}${others.flat().join('')}, please`)).toBe('call a number, please');
      }),
    );
  });

  test('what was masked names nobody any more', () => {
    const unit = fc.constantFrom(...'0122569+()-./ @ab\n', '2026-11-22', '555-0170');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(namesContact(withoutContacts(text))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

// Reading on to the end from each of so many characters would take longer than a test may.
test.each(['a', '(', '123456....', '2026-11-22 '])('a text of 100,000 characters is read through once: %s…', (part) => {
  const text = part.repeat(100_000 / part.length);
  expect(withoutContacts(text)).toBe(text);
});

test('a number is as long as its digits go on', () => {
  expect(withoutContacts('5-'.repeat(50_000))).toBe('a number-');
});

function anAddress(text: string): [string, string] {
  return [text, 'an address'];
}

function aNumber(text: string): [string, string] {
  return [text, 'a number'];
}
