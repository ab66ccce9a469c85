import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LANGUAGES, readingOf } from '#core/language';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-at,en;q=0.9', 'de'],
  ['fr-CA, fr;q=0.9, en;q=0.8', 'fr'],
  ['en;q=0.1, es-419;q=0.2', 'es'],
  ['ja, zh-Hant;q=0.9, fr;q=0.3', 'fr'],
  ['de;q=0, fr;q=0.001', 'fr'],
  ['de;q=0', 'en'],
  ['*', 'en'],
  ['pl, *;q=0.5, es;q=0.4', 'en'],
  ['fr, de', 'fr'],
  ['fr;q=0.5, de;q=0.5', 'fr'],
  ['fr ; q=0.5 , de ; q=0.6', 'de'],
  ['de;q=2, fr;q=x, es', 'es'],
  ['deutsch, fry, e', 'en'],
  ['de;q=0.9;level=1, es;q=0.1', 'es'],
  [';;;,,,=,q=1', 'en'],
])('a browser that says %j is answered in %s', (header, language) => {
  expect(readingOf(header).language).toBe(language);
});

test.each([
  ['en-GB, en;q=0.9, de-AT;q=0.8', 'GB'],
  ['en-us', 'US'],
  ['es-419', '419'],
  ['en-Latn-IE;q=0.8', 'IE'],
  ['de;q=0.9, en-GB;q=0.5', undefined],
  ['pl-PL, *;q=0.1', undefined],
  ['en-USA, en-x', undefined],
  ['en-u-ca-buddhist', undefined],
  ['en-x-ab', undefined],
  [undefined, undefined],
])('a browser that says %j is of the region %s', (header, region) => {
  expect(readingOf(header).region).toBe(region);
});

test('whatever a browser says, it is answered in a language of ours, at once', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom('de', '-', ';', 'q=', '0.5', ',', '*', ' ')).map((all) => all.join('')),
      ),
      (header) => {
        const { language, region = 'none' } = readingOf(header);
        expect(LANGUAGES).toContain(language);
        expect(region).toMatch(/^([A-Z]{2}|\d{3}|none)$/);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(readingOf(`${'de-'.repeat(5_000)},${'a,'.repeat(50_000)}`)).toEqual({ language: 'en' });
});
