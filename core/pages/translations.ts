// In which words does a page speak a language?
import type { Language } from '#core/language';
import type { Words } from '#core/pages/words';
import { GERMAN } from '#core/pages/words-de';
import { ENGLISH } from '#core/pages/words-en';
import { SPANISH } from '#core/pages/words-es';
import { FRENCH } from '#core/pages/words-fr';

/** A language without words does not compile. */
const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN, fr: FRENCH, es: SPANISH };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}
