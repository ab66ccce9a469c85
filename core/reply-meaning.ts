// What does a reply mean to say?
import type { Language } from '#core/language';
import type { ReplyMeaning } from '#core/reply-kind';
import { lexicon, type Spoken } from '#core/reply-lexicon';
import { type Phrases, phraseAt } from '#core/reply-phrases';
import { lettersOf, type ReplyToken, tokensOf, withoutQuotation } from '#core/reply-text';
import { STOP_SIGNS } from '#core/reply-words-more';

export type ReplyReading = {
  readonly meaning: ReplyMeaning;
  /** The language that gave the meaning away; absent for words that many share, such as STOP. */
  readonly language?: Language;
  /** Nothing but a word that AWS and Twilio answer themselves, unless told otherwise. */
  readonly keyword: boolean;
};

/** What AWS and Twilio both act on and answer (their lists of opt-out keywords), however it is written. */
const PROVIDERS_WORDS = new Set(['stop', 'unsubscribe', 'cancel', 'end', 'quit', 'arret', 'help']);
/** One or two words in capitals, with nothing behind them but signs. */
const LOUD_END = /(?<![\p{L}\p{N}])((?:\p{Lu}{2,}[ -])?(\p{Lu}{3,}))[^\p{L}\p{N}?？]*$/u;
/** Words that a stop behind them is denied by, or belongs to. */
const NOT_AN_END = new Set(
  'dont not never cant wont didnt doesnt no non to bus train tram pit truck metro subway nicht nie kein pas jamais sans nunca sin'.split(
    ' ',
  ),
);
/** Longer is no word with decoration around it. */
const MOST_LETTERS = 60;
/** Characters: six times the longest SMS that AWS takes. What is longer is no reply by SMS, and is read as far as that. */
const MOST_READ = 10_000;
/** Words: longer replies say what they are about. */
const MOST_SHORT = 5;

/** What a reply to an SMS means. */
export function meaningOfReply(words: string): ReplyMeaning {
  return readReply(words).meaning;
}

/**
 * What a reply to an SMS means, and in which language it says so. 47 CFR 64.1200(a)(10): the named words are a no whatever
 * their case and punctuation, and so is everything that a reasonable person would take for one; in doubt it is one. A yes
 * is only a word for it. Never throws. The work grows with the length of the reply and no faster.
 */
export function readReply(text: string): ReplyReading {
  const all = text.slice(0, MOST_READ);
  const letters = lettersOf(all);
  const keyword = PROVIDERS_WORDS.has(letters);
  const said = (meaning: ReplyMeaning, language: Spoken): ReplyReading => ({
    meaning,
    keyword,
    ...(language === undefined ? {} : { language }),
  });
  if (isOne(lexicon().stop, letters)) return said('stop', lexicon().stop.get(letters));
  if (isOne(lexicon().start, letters)) return said('start', lexicon().start.get(letters));
  const words = withoutQuotation(all);
  const tokens = tokensOf(words);
  if (tokens.length === 0) return said(hasStopSign(words) ? 'stop' : 'other', undefined);

  const stop =
    sentencesOf(tokens)
      .map((sentence) => alone(lexicon().stopOrSlip, sentence))
      .find(Boolean) ??
    loudEnd(words) ??
    whole(lexicon().wholeStop, tokens) ??
    first(lexicon().surely, tokens);
  const rest = withoutHarmless(tokens);
  const no = stop ?? first(lexicon().anywhere, rest) ?? shortNo(rest, words);
  if (no !== undefined) return said('stop', no.language ?? politeLanguage(tokens));
  const start = alone(lexicon().start, tokens);
  if (start !== undefined) return said('start', start.language ?? politeLanguage(tokens));
  const help = alone(lexicon().help, tokens) ?? whole(lexicon().wholeHelp, tokens);
  return help === undefined ? said('other', undefined) : said('help', help.language ?? politeLanguage(tokens));
}

type Hit = { readonly language: Spoken };

/** One word, however often, with anything between its letters. */
function isOne(list: ReadonlyMap<string, Spoken>, letters: string): boolean {
  if (letters.length > MOST_LETTERS) return false;
  for (let length = 3; length <= letters.length; length += 1) {
    const word = letters.slice(0, length);
    if (letters.length % length === 0 && list.has(word) && word.repeat(letters.length / length) === letters)
      return true;
  }
  return false;
}

/** Nothing but such words and what may stand beside them. */
function alone(list: ReadonlyMap<string, Spoken>, tokens: readonly ReplyToken[]): Hit | undefined {
  const named = tokens.filter(({ word }) => list.has(word));
  if (named.length === 0 || !tokens.every(({ word }) => list.has(word) || isBeside(word))) return undefined;
  return { language: named.map(({ word }) => list.get(word)).find((language) => language !== undefined) };
}

/**
 * "I already bought one STOP": a word for it that the rest of the reply is no part of, as its capitals tell. Not in a
 * question, and not where it is denied.
 */
function loudEnd(words: string): Hit | undefined {
  const end = words.slice(-MOST_LETTERS);
  const [all, both = '', last = ''] = LOUD_END.exec(end) ?? [];
  if (all === undefined) return undefined;
  const { stop } = lexicon();
  const said = [both, last].find((one) => stop.has(lettersOf(one)));
  const rest = words.slice(0, words.length - all.length + both.length - (said ?? '').length);
  const before = tokensOf(rest.slice(-MOST_LETTERS)).at(-1)?.word ?? '';
  if (said === undefined || !/\p{Ll}/u.test(rest) || NOT_AN_END.has(before)) return undefined;
  return { language: stop.get(lettersOf(said)) };
}

/** "I get five of these a day. Enough." */
function sentencesOf(tokens: readonly ReplyToken[]): readonly (readonly ReplyToken[])[] {
  const starts = tokens.flatMap(({ after }, at) => (at === 0 || after === 'break' ? [at] : []));
  return starts.map((start, index) => tokens.slice(start, starts[index + 1]));
}

function isBeside(word: string): boolean {
  return lexicon().beside.has(word) || /^\p{N}+$/u.test(word);
}

/** The whole reply, without the courtesies around it. */
function whole(phrases: Phrases<Spoken>, tokens: readonly ReplyToken[]): Hit | undefined {
  const from = tokens.findIndex(({ word }) => !lexicon().polite.has(word));
  const to = tokens.findLastIndex(({ word }) => !lexicon().polite.has(word)) + 1;
  const core = (end: number) => tokens.slice(from, end).map(({ word }) => ({ word, after: 'nothing' as const }));
  for (const said of [core(to), core(tokens.length)]) {
    const found = phraseAt(phrases, said, 0, true);
    if (found?.end === said.length && said.length > 0) return { language: found.about };
  }
  return undefined;
}

function first(phrases: Phrases<Spoken>, tokens: readonly ReplyToken[]): Hit | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    const found = phraseAt(phrases, tokens, at, true);
    if (found !== undefined) return { language: found.about };
  }
  return undefined;
}

/**
 * A few words of refusal, and none of an order, a visit or a day: whatever else they say, nobody will be sorry to be left
 * alone. A question is none.
 */
function shortNo(tokens: readonly ReplyToken[], words: string): Hit | undefined {
  if (tokens.length > MOST_SHORT || /[?？]/.test(words)) return undefined;
  if (tokens.some(({ word }) => word === '' || lexicon().ordinary.has(word))) return undefined;
  const refusal = tokens.find(({ word }) => lexicon().refusing.has(word));
  return refusal === undefined ? undefined : { language: lexicon().refusing.get(refusal.word) };
}

/** The reply with nothing where something harmless stood: "don't stop" leaves no "stop". */
function withoutHarmless(tokens: readonly ReplyToken[]): readonly ReplyToken[] {
  const rest = [...tokens];
  for (let at = 0; at < rest.length; ) {
    const found = phraseAt(lexicon().harmless, tokens, at, false);
    for (let index = at; index < (found?.end ?? at); index += 1) rest[index] = { word: '', after: 'break' };
    at = found?.end ?? at + 1;
  }
  return rest;
}

/** "STOP bitte" is said in German. */
function politeLanguage(tokens: readonly ReplyToken[]): Spoken {
  return tokens.map(({ word }) => lexicon().beside.get(word)).find((language) => language !== undefined);
}

function hasStopSign(words: string): boolean {
  return [...words].some((sign) => STOP_SIGNS.has(sign));
}
