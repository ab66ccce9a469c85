// All words and phrases by which replies are understood, as they are looked up.
import type { Language } from '#core/language';
import { groupsOf, type Phrases, phraseOf, phrasesOf, wordsIn } from '#core/reply-phrases';
import { foldedText } from '#core/reply-text';
import type { ReplyWords } from '#core/reply-words';
import { GERMAN } from '#core/reply-words-de';
import { ENGLISH } from '#core/reply-words-en';
import { SPANISH } from '#core/reply-words-es';
import { FRENCH } from '#core/reply-words-fr';
import { SHARED } from '#core/reply-words-more';

/** The language that gives something away; undefined where several share it. */
export type Spoken = Language | undefined;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Read with one slip of the finger as well: whatever is said in one word, where nothing else is written so. */
const SLIPPING = 'stop unsubscribe abmelden abbestellen désabonner désinscrire cancelar desuscribir'.split(' ');
/** One slip away from these, and meant as they stand. */
const REAL_WORDS = 'anmelden shop step top sop slop stow atop stomp strop swop stoop sto stopp stops'.split(' ');

const LISTS: readonly ReplyWords[] = [SHARED, ENGLISH, GERMAN, FRENCH, SPANISH];

/** What one slip of the finger makes of a word, without the words that there are. */
function slipsOf(word: string): ReadonlyMap<string, Spoken> {
  const slips = new Map<string, Spoken>();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    slips.set(before + after.slice(1), undefined);
    slips.set(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2), undefined);
    for (const letter of LETTERS) {
      slips.set(before + letter + after, undefined);
      slips.set(before + letter + after.slice(1), undefined);
    }
  }
  for (const real of REAL_WORDS) slips.delete(real);
  return slips;
}

/** Every word of a list with the language that it belongs to; a word of several belongs to none. */
function wordsOf(listOf: (words: ReplyWords) => string): ReadonlyMap<string, Spoken> {
  const all = new Map<string, Spoken>();
  for (const words of LISTS) {
    for (const word of wordsIn(listOf(words))) {
      const known = all.has(word) ? all.get(word) : words.language;
      all.set(word, known === words.language ? known : undefined);
    }
  }
  return all;
}

function phrasesIn(listOf: (words: ReplyWords) => readonly string[]): Phrases<Spoken> {
  return phrasesOf(
    LISTS.flatMap((words) => {
      const groups = groupsOf(words.groups);
      return listOf(words).map((phrase) => phraseOf(phrase, groups, words.language));
    }),
  );
}

function read() {
  const stop = wordsOf((words) => words.stop);
  return {
    stop,
    /** The same, also with one slip of the finger. */
    stopOrSlip: new Map([...SLIPPING.flatMap((word) => [...slipsOf(foldedText(word))]), ...stop]),
    start: wordsOf(({ start }) => start),
    help: wordsOf(({ help }) => help),
    polite: wordsOf(({ polite }) => polite),
    beside: wordsOf(({ beside, polite }) => `${beside} ${polite}`),
    refusing: wordsOf(({ refusing }) => refusing),
    ordinary: wordsOf(({ ordinary }) => ordinary),
    wholeStop: phrasesIn(({ wholeStop }) => wholeStop),
    wholeHelp: phrasesIn(({ wholeHelp }) => wholeHelp),
    anywhere: phrasesIn(({ anywhere }) => anywhere),
    harmless: phrasesIn(({ harmless }) => harmless),
    surely: phrasesIn(({ surely }) => surely),
  } as const;
}

let built: ReturnType<typeof read> | undefined;

/**
 * Single words and phrases of all languages, by what they are for; `ReplyWords` says what that is. Read with the first reply:
 * it takes some 30 ms, and most functions that could read one are started for something else.
 */
export function lexicon(): ReturnType<typeof read> {
  built ??= read();
  return built;
}
