import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmountSchema, CentsSchema, centsOf, moneyText } from '#core/money';

describe('an amount as people write it', () => {
  test.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12.50', 1250],
    [' 0.07 ', 7],
    ['0', 0],
    ['1.15', 115],
    ['999999999999.99', 99_999_999_999_999],
    [19.95, 1995],
    [20, 2000],
    [0.29, 29],
  ])('%j is %i cents', (written, cents) => {
    expect(AmountSchema.parse(written)).toBe(cents);
  });

  test.each(['', 'free', '-1', '1,50', '1.234', '.5', '1.', '$20', '1e3', '1234567890123'])(
    '"%s" is refused with a way to write it',
    (written) => {
      expect(centsOf(written)).toBeUndefined();
      expect(AmountSchema.safeParse(written).error?.issues[0]?.message).toBe(
        `"${written}" is not an amount of money; write it like 20 or 19.95`,
      );
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 0.1 + 0.2])('the number %d is refused', (written) => {
    expect(AmountSchema.safeParse(written).success).toBe(false);
  });

  test('loses no cent on the way in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (cents) => {
        const digits = String(cents).padStart(3, '0');
        expect(centsOf(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).toBe(cents);
      }),
    );
  });
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('%d are no cents', (cents) => {
  expect(CentsSchema.safeParse(cents).success).toBe(false);
});

test.each([
  [1250, 'USD', 'en-US', '$12.50'],
  [1200, 'USD', 'en-US', '$12'],
  [5, 'USD', 'en-US', '$0.05'],
  [123_456_700, 'USD', 'en-US', '$1,234,567'],
  [1250, 'EUR', 'de-DE', '12,50\u00a0€'],
  [0, 'GBP', 'en-GB', '£0'],
])('%i cents of %s in %s read %s', (cents, currency, locale, text) => {
  expect(moneyText(cents, { currency, locale })).toBe(text);
});
