// Is everybody who texts that they want no more understood, and is nobody taken for one who writes of something else?
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { REPLY_MEANINGS } from '#core/reply-kind';
import { lexicon } from '#core/reply-lexicon';
import { meaningOfReply, readReply } from '#core/reply-meaning';
import { phraseAt } from '#core/reply-phrases';
import { tokensOf } from '#core/reply-text';

/** One reply of a corpus. `accepted`: read as a stop all the same, and why that is right. `round`: see docs/sms-replies.md. */
const SampleSchema = z.strictObject({
  round: z.int().min(1).max(6).optional(),
  meaning: z.enum(REPLY_MEANINGS),
  in: z.string(),
  words: z.string().min(1),
  accepted: z.string().optional(),
});

function samplesIn(file: string) {
  const text = readFileSync(new URL(`../samples/${file}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => SampleSchema.parse(JSON.parse(line)));
}

describe.each(['replies.jsonl', 'replies-held-out.jsonl'])('of the corpus %s', (file) => {
  const samples = samplesIn(file);
  const misread = (meaning: string) =>
    samples.filter((sample) => sample.meaning === meaning && meaningOfReply(sample.words) !== meaning);

  test('CMP-25: no revocation is missed', () => {
    expect(samples.filter(({ meaning }) => meaning === 'stop').length).toBeGreaterThan(200);
    expect(misread('stop').map(({ words }) => words)).toEqual([]);
  });

  test('what is taken for a revocation and is none is listed with its reason, and rare', () => {
    const ordinary = samples.filter(({ meaning }) => meaning === 'other');
    const wrong = misread('other');
    expect(ordinary.length).toBeGreaterThan(100);
    expect(wrong.filter(({ accepted }) => accepted === undefined).map(({ words }) => words)).toEqual([]);
    for (const round of new Set(ordinary.map((sample) => sample.round))) {
      const of = (some: typeof samples) => some.filter((sample) => sample.round === round).length;
      expect(of(wrong) / of(ordinary), `round ${round}`).toBeLessThan(0.03);
    }
  });

  test('START and HELP are understood', () => {
    expect([...misread('start'), ...misread('help')].map(({ words }) => words)).toEqual([]);
  });

  test('only the words for it are a yes: whatever else somebody writes never gives consent', () => {
    const granted = samples.filter(({ words, meaning }) => meaningOfReply(words) === 'start' && meaning !== 'start');
    expect(granted).toEqual([]);
  });
});

describe('the legal words', () => {
  const WORDS = ['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe'];
  const SIBLINGS = [
    'stopall',
    'stopp',
    'abmelden',
    'kündigen',
    'arrêt',
    'désabonner',
    'baja',
    'alto',
    'cancelar',
    'no más',
  ];
  const decoration = fc.stringMatching(/^[ \t\n.,!?;:'"“”*_~()[\]{}<>|/\\+=-]{0,4}$/);
  const hidden = fc.constantFrom('', '\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff', '\ufe0f');
  const emoji = fc.constantFrom('', '🛑', '😡', '🙏', '👎🏽', '❤️');
  const letter = (character: string) =>
    fc.constantFrom(
      character,
      character.toUpperCase(),
      /[a-z]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character,
      `${character}\u0301`,
    );
  const decorated = (word: string) =>
    fc
      .tuple(emoji, decoration, fc.tuple(...[...word].map((one) => fc.tuple(letter(one), hidden, decoration))), emoji)
      .map(([before, first, letters, after]) => `${before}${first}${letters.flat().join('')}${after}`);

  test.each([...WORDS, ...SIBLINGS])(
    'CMP-25: %s is a stop in any case, spacing, punctuation and decoration',
    (word) => {
      fc.assert(
        fc.property(decorated(word), (words) => meaningOfReply(words) === 'stop'),
        { numRuns: 300 },
      );
    },
  );

  test.each(WORDS)('CMP-25: %s, however often, is a stop', (word) => {
    const often = fc.integer({ min: 1, max: 6 }).map((times) => Array(times).fill(word).join(' '));
    fc.assert(fc.property(often, (words) => meaningOfReply(words) === 'stop'));
  });

  test.each(WORDS)('CMP-25: %s with a courtesy is a stop', (word) => {
    for (const words of [`please ${word}`, `${word} please`, `Hi, ${word}, thanks`, `${word} now!`])
      expect(meaningOfReply(words)).toBe('stop');
  });

  test('a stop beside a start is a stop', () => {
    expect(['start stop', 'STOP START', 'start. no, stop', 'subscribe unsubscribe'].map(meaningOfReply)).toEqual(
      Array(4).fill('stop'),
    );
  });
});

describe('the language of a reply', () => {
  test.each([
    ['keine SMS mehr', 'de'],
    ['STOP bitte', 'de'],
    ["ne m'écrivez plus", 'fr'],
    ['aide', 'fr'],
    ['no me escriban más', 'es'],
    ['AYUDA', 'es'],
    ['take me off your list', 'en'],
    ['please stop', 'en'],
    ['STOP', undefined],
    ['no', undefined],
  ])('of %j is %s', (words, language) => {
    expect(readReply(words).language).toBe(language);
  });
});

test.each([
  ['STOP', true],
  ['s.t.o.p!', true],
  ['Unsubscribe', true],
  ['help?', true],
  ['please stop', false],
  ['stop it', false],
  ['START', false],
  ['hello', false],
])('what providers answer themselves is told from what they leave to us: %s', (words, keyword) => {
  expect(readReply(words).keyword).toBe(keyword);
});

describe('whatever somebody sends', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc
      .array(
        fc.constantFrom('stop', 'dont', 'no', 'never', 'text', 'me', '.', ',', "'", '\ud83d', 'ﷺ', '\u0301', '$', '0'),
      )
      .map((all) => all.join(' ')),
  );

  test('it is read without a fault, and the same way twice', () => {
    fc.assert(
      fc.property(anything, (words) => {
        const reading = readReply(words);
        expect(REPLY_MEANINGS).toContain(reading.meaning);
        expect(readReply(words)).toEqual(reading);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['stop ', 'a', 'dont never no ', 's t o p ', "m'", 'ﷺ', '\u0301', '\ud800', '🛑', 'Aa Aa ', 'want to be '])(
    '100,000 characters of %j are read',
    (piece) => {
      expect(REPLY_MEANINGS).toContain(meaningOfReply(piece.repeat(Math.ceil(100_000 / piece.length))));
    },
  );

  test('twice the words are at most twice the steps', () => {
    const stepsOf = (words: string) => {
      let steps = 0;
      const tokens = new Proxy(tokensOf(words), {
        get: (target, name) => {
          steps += 1;
          return Reflect.get(target, name);
        },
      });
      const length = tokensOf(words).length;
      for (const phrases of [lexicon().anywhere, lexicon().harmless, lexicon().surely])
        for (let at = 0; at < length; at += 1) phraseAt(phrases, tokens, at, true);
      return steps;
    };
    const pieces = ['dont', 'never', 'no', 'want', 'to', 'be', 'text', 'me', 'not', 'stop', 'no', 'de', 'keine', 'pas'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 20, maxLength: 60 }), (some) => {
        const words = some.join(' ');
        const once = stepsOf(words);
        expect(stepsOf(`${words} ${words}`)).toBeLessThan(2 * once + 40_000);
        // The most that one word may cost, whatever surrounds it.
        expect(once / some.length).toBeLessThan(40_000);
      }),
      { numRuns: 50 },
    );
  });
});
