// Do our service texts say what they must, in one SMS part, and nothing that sells?
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LANGUAGES, type Language } from '#core/language';
import { type AnsweredMeaning, languageOfLocale, noticeText } from '#core/notice-words';
import { meaningOfReply } from '#core/reply-meaning';
import { ShopSchema } from '#core/shop';
import { smsLengthOf } from '#core/sms-length';

const SHIPPED = ShopSchema.parse(parse(readFileSync(new URL('../../workflows/shop.yaml', import.meta.url), 'utf8')));
const MEANINGS: readonly AnsweredMeaning[] = ['stop', 'start', 'help'];
const ALL = MEANINGS.flatMap((meaning) => LANGUAGES.map((language) => [meaning, language] as const));
const SELLING = /%|\$|€|offer|sale|discount|angebot|rabatt|offre|promo|oferta|descuento|http|www|come back|miss you/i;

describe.each(ALL)('the answer to %s in %s', (meaning, language) => {
  const text = noticeText(meaning, language, SHIPPED);

  test('CMP-27: begins with the name of the shop', () => {
    expect(text.startsWith(`${SHIPPED.name}: `)).toBe(true);
  });

  test('is one part in the SMS alphabet, for the shipped shop', () => {
    expect(smsLengthOf(text)).toMatchObject({ encoding: 'gsm', parts: 1 });
  });

  test('stays in the SMS alphabet for the longest name that a shop may have', () => {
    const long = noticeText(meaning, language, { ...SHIPPED, name: 'x'.repeat(60) });
    expect(smsLengthOf(long).encoding).toBe('gsm');
    expect(smsLengthOf(long).parts).toBeLessThanOrEqual(2);
  });

  test('CMP-26: sells nothing', () => {
    expect(text).not.toMatch(SELLING);
  });
});

test.each(LANGUAGES)('CMP-27: help in %s says how to stop, and where to ask', (language) => {
  const text = noticeText('help', language, SHIPPED);
  expect(text).toMatch(/\bSTOP\b/);
  expect(text).toContain('hello@shop.example.com');
  const { replyTo: _none, ...without } = SHIPPED;
  expect(noticeText('help', language, { ...without, replyTo: undefined })).toContain(SHIPPED.website);
});

test.each(LANGUAGES)('every word that a text in %s asks for is understood', (language) => {
  const texts = MEANINGS.map((meaning) => noticeText(meaning, language, SHIPPED)).join(' ');
  const asked = texts.match(/\b(?:STOP|START|HELP|HILFE|AIDE|AYUDA)\b/g) ?? [];
  const meanings = new Set(asked.map(meaningOfReply));
  expect(meanings).toEqual(new Set(MEANINGS));
});

test.each<[string, Language]>([
  ['en-US', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['fr_CA', 'fr'],
  ['ES-mx', 'es'],
  ['it-IT', 'en'],
  ['', 'en'],
])('a shop of the locale %j answers in %s', (locale, language) => {
  expect(languageOfLocale(locale)).toBe(language);
});
