import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAmounts } from '#adapters/files/amounts';

const dollars = createAmounts('point', 'USD');
const euros = createAmounts('comma', 'EUR');

describe('an amount', () => {
  test.each([
    ['20', 2_000],
    ['19.95', 1_995],
    ['0.5', 50],
    ['19.9500', 1_995],
    ['1,234.50', 123_450],
    ['$1,234.50', 123_450],
    ['$ 5', 500],
    ['USD 5.00', 500],
    ['5.00 USD', 500],
    ["1'234.50", 123_450],
    ['1 234', 123_400],
    ['1,234', 123_400],
    ['10000000', 1_000_000_000],
  ])('with a point: %s', (written, cents) => {
    expect(dollars(written)).toEqual({ cents });
  });

  test.each([
    ['20', 2_000],
    ['19,95', 1_995],
    ['1.234,50 €', 123_450],
    ['€ 1.234,50', 123_450],
    ['1 234,50', 123_450],
    ['1\u202F234,50 EUR', 123_450],
    ['1.234', 123_400],
  ])('with a comma: %s', (written, cents) => {
    expect(euros(written)).toEqual({ cents });
  });

  test.each([
    [
      dollars,
      '12,50',
      'not an amount of money; write it like 20 or 19.95, or say --decimal comma if the whole file writes it so',
    ],
    [
      euros,
      '12.50',
      'not an amount of money; write it like 20 or 19,95, or say --decimal point if the whole file writes it so',
    ],
    [
      dollars,
      '1.999',
      'not an amount of money; write it like 20 or 19.95, or say --decimal comma if the whole file writes it so',
    ],
    [dollars, '1,23,456', 'not an amount of money; write it like 20 or 19.95'],
    [dollars, '5e3', 'not an amount of money; write it like 20 or 19.95'],
    [dollars, '10000000.01', 'more than 10000000 cannot be right; write what was paid, or leave the row out'],
    [euros, '999.999.999,00', 'more than 10000000 cannot be right; write what was paid, or leave the row out'],
    [dollars, 'NaN', 'not an amount of money; write it like 20 or 19.95'],
    [dollars, 'ten', 'not an amount of money; write it like 20 or 19.95'],
    [dollars, '-5', 'a negative amount is a refund and no order; leave the row out'],
    [dollars, '($5.00)', 'a negative amount is a refund and no order; leave the row out'],
    [dollars, '€5.00', 'not an amount in USD'],
    [dollars, 'CAD 5.00', 'not an amount in USD'],
  ] as const)('is none: %#', (amountOf, written, reason) => {
    expect(amountOf(written)).toEqual({ reason });
  });

  test('is what a country writes for it, whatever the sum', () => {
    const cents = fc.integer({ min: 0, max: 999_999_999 });
    void fc.assert(
      fc.property(cents, (sum) => {
        const written = (locale: string, currency: string) =>
          new Intl.NumberFormat(locale, { style: 'currency', currency }).format(sum / 100);
        expect(dollars(written('en-US', 'USD'))).toEqual({ cents: sum });
        expect(euros(written('de-DE', 'EUR'))).toEqual({ cents: sum });
        expect(euros(written('fr-FR', 'EUR'))).toEqual({ cents: sum });
        expect(createAmounts('point', 'CHF')(written('de-CH', 'CHF'))).toEqual({ cents: sum });
      }),
    );
  });
});
