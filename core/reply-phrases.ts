// Where in a reply does one of many phrases stand?
import { foldedText, type ReplyToken } from '#core/reply-text';

/** Nothing about it needs to be folded. */
const IS_PLAIN = /^[a-z]+$/;

type Element = {
  readonly any: boolean;
  /** Met by every word that is written like a name. */
  readonly name: boolean;
  readonly words: ReadonlySet<string>;
  readonly stems: readonly string[];
  /** Words that count only where the sentence ends with them. */
  readonly lastWords: ReadonlySet<string>;
  /** Met by the end of the sentence. */
  readonly end: boolean;
  /** May be met behind a comma, wherever other words may not. */
  readonly afterComma: boolean;
  readonly optional: boolean;
};
export type Phrase<About> = { readonly elements: readonly Element[]; readonly about: About };
export type Found<About> = { readonly at: number; readonly end: number; readonly about: About };
/** Groups of words that stand for each other, by name. */
export type WordGroups = ReadonlyMap<string, readonly string[]>;
/** Phrases by the first word that they may begin with. */
export type Phrases<About> = {
  readonly byWord: ReadonlyMap<string, readonly Phrase<About>[]>;
  readonly byStem: readonly Phrase<About>[];
};

/**
 * Reads a phrase: words with blanks between them. `a/b` is either, `a?` may be missing, `_` is any word, `@` is every name, `ab*` is every
 * word that begins with ab, `<texts>` is every word of that group, `a$` is a at the end of a sentence and `$` that end.
 * `,a` is an a that a comma may stand before, even where phrases end at commas. Umlauts are also found as "ae", "oe" and "ue".
 */
export function phraseOf<About>(text: string, groups: WordGroups, about: About): Phrase<About> {
  return { elements: text.split(' ').map((part) => elementOf(part, groups)), about };
}

/** Puts phrases where they are found by their beginning. */
export function phrasesOf<About>(phrases: readonly Phrase<About>[]): Phrases<About> {
  const byWord = new Map<string, Phrase<About>[]>();
  const byStem: Phrase<About>[] = [];
  for (const phrase of phrases) {
    const first = phrase.elements[0];
    if (first === undefined || first.any || first.name || first.optional || first.stems.length > 0) byStem.push(phrase);
    else {
      for (const word of [...first.words, ...first.lastWords]) {
        const beginning = byWord.get(word);
        if (beginning === undefined) byWord.set(word, [phrase]);
        else beginning.push(phrase);
      }
    }
  }
  return { byWord, byStem };
}

/** The words of groups, by their names. */
export function groupsOf(groups: Readonly<Record<string, string>>): WordGroups {
  return new Map(Object.entries(groups).map(([name, list]) => [`<${name}>`, wordsIn(list)]));
}

/** Every spelling of the words in a list, as they are compared. */
export function wordsIn(list: string): readonly string[] {
  return list
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => (IS_PLAIN.test(word) ? word : [word, withoutUmlauts(word)].map(foldedText)));
}

function withoutUmlauts(word: string): string {
  return word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
}

/**
 * The longest phrase that begins at a token, if one does. Work is bounded by the phrases, not by the reply. Across a
 * comma only where `acrossCommas`, across the end of a sentence never.
 */
export function phraseAt<About>(
  phrases: Phrases<About>,
  tokens: readonly ReplyToken[],
  at: number,
  acrossCommas: boolean,
): Found<About> | undefined {
  const word = tokens[at]?.word;
  if (word === undefined) return undefined;
  let found: Found<About> | undefined;
  for (const candidates of [phrases.byWord.get(word) ?? [], phrases.byStem]) {
    for (const { elements, about } of candidates) {
      const end = endOf(elements, 0, tokens, at, at, acrossCommas);
      if (end !== undefined && end > (found?.end ?? at)) found = { at, end, about };
    }
  }
  return found;
}

function endOf(
  elements: readonly Element[],
  index: number,
  tokens: readonly ReplyToken[],
  start: number,
  at: number,
  acrossCommas: boolean,
): number | undefined {
  const element = elements[index];
  if (element === undefined) return at;
  const isOver = at > start && isCutOff(tokens[at], acrossCommas || element.afterComma);
  if (!isOver && isMetAt(element, tokens, at)) {
    const end = endOf(elements, index + 1, tokens, start, at + 1, acrossCommas);
    if (end !== undefined) return end;
  }
  const mayBeSkipped = element.optional || (element.end && (isOver || tokens[at] === undefined));
  return mayBeSkipped ? endOf(elements, index + 1, tokens, start, at, acrossCommas) : undefined;
}

function isMetAt({ any, name, words, stems, lastWords }: Element, tokens: readonly ReplyToken[], at: number): boolean {
  const { word, isName = false } = tokens[at] ?? {};
  if (word === undefined) return false;
  if (any || (name && isName) || words.has(word) || stems.some((stem) => word.startsWith(stem))) return true;
  return lastWords.has(word) && isCutOff(tokens[at + 1], false);
}

function isCutOff(token: ReplyToken | undefined, acrossCommas: boolean): boolean {
  return token === undefined || token.after === 'break' || (token.after === 'comma' && !acrossCommas);
}

function elementOf(part: string, groups: WordGroups): Element {
  const optional = part.endsWith('?');
  const afterComma = part.startsWith(',');
  const all = part.slice(afterComma ? 1 : 0, optional ? -1 : undefined).split('/');
  const words = all.flatMap((word) => groups.get(word) ?? wordsIn(word));
  return {
    any: all.includes('_'),
    name: all.includes('@'),
    words: new Set(words.filter((word) => /^[^$*_@]+$/.test(word))),
    stems: words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)),
    lastWords: new Set(words.filter((word) => /.\$$/.test(word)).map((word) => word.slice(0, -1))),
    end: all.includes('$'),
    afterComma,
    optional,
  };
}
