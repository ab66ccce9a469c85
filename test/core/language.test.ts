import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LANGUAGES, languageOf } from '#core/language';

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
  expect(languageOf(header)).toBe(language);
});

test('whatever a browser says, it is answered in a language of ours, at once', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom('de', '-', ';', 'q=', '0.5', ',', '*', ' ')).map((all) => all.join('')),
      ),
      (header) => {
        expect(LANGUAGES).toContain(languageOf(header));
      },
    ),
    { numRuns: 2_000 },
  );
  expect(languageOf(`${'de-'.repeat(5_000)},${'a,'.repeat(50_000)}`)).toBe('en');
});
