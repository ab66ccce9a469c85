import { expect, test } from 'vitest';
import { AWAY_REASONS } from '#core/away';
import { LANGUAGES } from '#core/language';
import { dayText, localeOfDays } from '#core/pages/dates';
import { wordsIn } from '#core/pages/translations';
import { DaySchema } from '#core/time';

/** Every sentence of a language by its path, with the shop and the day filled in. */
function sentencesOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, value('SHOP', 'LAST')]];
    return sentencesOf(value, at);
  });
}

test.each(LANGUAGES)('every page has words in %s, none of them empty or with loose ends', (language) => {
  for (const [path, sentence] of sentencesOf(wordsIn(language))) {
    expect.soft(sentence.length, path).toBeGreaterThan(1);
    expect.soft(sentence, path).not.toMatch(/^\s|\s$| {2}|undefined|[{}<>]|\s[.,]/);
  }
});

test.each(LANGUAGES)('the words in %s name the shop wherever those in English do', (language) => {
  const names = (of: 'en' | typeof language) =>
    sentencesOf(wordsIn(of))
      .filter(([, sentence]) => sentence.includes('SHOP'))
      .map(([path]) => path);
  expect(names(language)).toEqual(names('en'));
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('nothing in %s was left in English', (language) => {
  const english = new Map(sentencesOf(wordsIn('en')));
  const same = sentencesOf(wordsIn(language)).filter(([path, sentence]) => sentence === english.get(path));
  // "Pause" and "SMS" are words of these languages too, and "No" is Spanish.
  expect(same.map(([, sentence]) => sentence).filter((sentence) => !['No', 'SMS'].includes(sentence))).toEqual([]);
});

test('German, French and Spanish are formal', () => {
  const all = (language: 'de' | 'fr' | 'es') =>
    sentencesOf(wordsIn(language))
      .map(([, sentence]) => sentence)
      .join('\n');
  expect(all('de')).not.toMatch(/\b(du|dich|dir|dein\w*)\b/i);
  expect(all('fr')).not.toMatch(/\b(tu|toi|ton|tes)\b/i);
  expect(all('es')).not.toMatch(/\b(tú|tu|tus|ti|elige|pulsa|quieres)\b/i);
  expect(all('fr').match(/[^\u00a0][?!:;](?=\s|$)/g)).toBeNull();
});

test('CMP-21: whoever ticks SMS reads that it is marketing, that no purchase depends on it, and how to end it', () => {
  for (const language of LANGUAGES) {
    const terms = wordsIn(language).preferences.channels.terms.sms('Ada & Sons');
    expect(terms).toMatch(/marketing|Werbe|publicitaires|publicitarios/);
    expect(terms).toMatch(/buy|Kauf|achat|comprar/);
    expect(terms).toContain('STOP');
    // As much as a consent keeps of its wording, with the longest name of a shop.
    expect(wordsIn(language).preferences.channels.terms.sms('x'.repeat(60)).length).toBeLessThan(450);
  }
});

test('each reason to be away has its own button', () => {
  for (const language of LANGUAGES)
    expect(new Set(Object.values(wordsIn(language).survey.answers)).size).toBe(AWAY_REASONS.length);
});

test.each([
  ['en-GB', '1 July 2026'],
  ['en-US', 'July 1, 2026'],
  ['de', '1. Juli 2026'],
  ['fr', '1 juillet 2026'],
  ['es-419', '1 de julio de 2026'],
] as const)('a day in %s reads %s, and never breaks over two lines', (locale, text) => {
  expect(dayText(DaySchema.parse('2026-07-01'), locale)).toBe(text.replaceAll(' ', '\u00a0'));
});

test('days are written as in the country of the reader, or else as in the emails of the shop', () => {
  expect(localeOfDays({ language: 'en', region: 'GB' }, 'en-US')).toBe('en-GB');
  expect(localeOfDays({ language: 'en' }, 'en-AU')).toBe('en-AU');
  expect(localeOfDays({ language: 'en' }, 'de-DE')).toBe('en');
  expect(localeOfDays({ language: 'de' }, 'en-US')).toBe('de');
});
