import { describe, expect, test } from 'vitest';
import { statedBy } from '#adapters/files/stated';

const stated = (words: Record<string, string | undefined>) => statedBy(words, (name) => `--${name}`);

test('what is stated is understood, and what is not is left to the file or to its preset', () => {
  expect(
    stated({
      preset: 'hubspot',
      columns: 'customer_id=ID, amount=Total',
      dates: 'dd/mm/yyyy',
      decimal: 'comma',
      delimiter: 'tab',
      country: 'de',
    }),
  ).toEqual({
    preset: 'hubspot',
    columns: { customer_id: 'ID', amount: 'Total' },
    dates: 'dd/mm/yyyy',
    decimal: 'comma',
    delimiter: '\t',
    country: 'DE',
  });
  expect(stated({ preset: undefined, dates: undefined })).toEqual({});
});

test.each([
  [',', ','],
  [';', ';'],
  ['semicolon', ';'],
  ['comma', ','],
])('what stands between cells may be named or shown: %s', (word, sign) => {
  expect(stated({ delimiter: word })).toEqual({ delimiter: sign });
});

describe('what nobody knows is refused', () => {
  test.each([
    [{ decimals: 'comma' }, /^--decimals: nothing is known under this name; did you mean "decimal"\? \(preset, /],
    [{ preset: 'shopfy' }, /^--preset: "shopfy" is none of shopify, .*; did you mean "shopify"\?$/],
    [{ dates: 'dd.mm.yy' }, /^--dates: "dd\.mm\.yy" is none of yyyy-mm-dd, .*; did you mean "dd\.mm\.yyyy"\?$/],
    [{ decimal: ',' }, /^--decimal: "," is none of point, comma/],
    [{ delimiter: '|' }, /^--delimiter: "\|" is none of comma, semicolon, tab$/],
    [{ country: 'Germany' }, /^--country: "Germany" is no country; write its two letters, like US or DE/],
    [{ columns: 'amount' }, /^--columns: "amount" is not a pair; write it like /],
  ])('%j', (words, message) => {
    expect(() => stated(words)).toThrow(message);
  });
});
