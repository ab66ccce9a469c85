// Which words does a reply consist of, whatever its writer, their keyboard or their telephone did to them?

/** One word, and what stands between it and the word before. */
export type ReplyToken = {
  readonly word: string;
  readonly after: 'nothing' | 'comma' | 'break';
  /** Written with a capital letter in the middle of a sentence, as names are. */
  readonly isName?: boolean;
};

/** Letters of other scripts that look like Latin ones, and Latin ones that Unicode takes for letters of their own. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', ѕ: 's', т: 't' },
    ...{ у: 'y', х: 'x', α: 'a', ε: 'e', ι: 'i', κ: 'k', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ν: 'v' },
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' },
  }),
);
/** Figures and signs inside a word: "st0p", "$top". */
const LEET: ReadonlyMap<string, string> = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', $: 's', '@': 'a', '€': 'e' }),
);

/** Ways to write one and the same word. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    you: 'u yu yall',
    your: 'ur yr',
    please: 'plz pls plse pleas plez pleese plaese pleaz peas',
    text: 'txt tex tet',
    texts: 'txts textes texst',
    texting: 'txting txtin textin texing texitng',
    message: 'msg mesage messge massage mssg',
    messages: 'msgs mesages messges massages messags messeges mssgs',
    messaging: 'msging messging',
    sending: 'sendin sneding',
    dont: 'dnt donot dunt dontt doont',
    cant: 'cannot',
    // "stahp": drawn out, as it is said.
    stop: 'stahp stap stawp staap staahp stohp stuhp stahhp',
    remove: 'rmv rmve rmove remov remoove',
    take: 'tkae taek',
    from: 'frm',
    with: 'w wit wth',
    sorry: 'sry srry soz',
    veux: 'veu jveux jveu',
    wanna: 'wana',
    receive: 'recieve recive receve',
    receiving: 'recieving reciving',
    por: 'x',
    que: 'q',
    numero: 'nro num',
  }).flatMap(([word, others]) => others.split(' ').map((other) => [other, word] as const)),
);
const BEFORE_NOT = new Set('do does did will would could should can is are was were has have'.split(' '));
const SHORT_NOT: ReadonlyMap<string, string> = new Map([
  ['will', 'wont'],
  ['can', 'cant'],
]);
/** "don t", where a keyboard or a network lost the apostrophe. */
const BEFORE_T = new Set('don can won didn doesn isn aren wouldn couldn shouldn haven hasn'.split(' '));

/** Stands behind a word that was written like a name; of no script, so that nothing else makes it. */
const NAME_MARK = '\uE000';
const NAME = /(?<=\p{Ll},? )\p{Lu}\p{Ll}+(?:['’]s)?/gu;
const TOKEN =
  /[$@€]*[\p{L}\p{N}][\p{L}\p{N}$@€]*\uE000?|[.!?;:\n\r…。！？()[\]]+|\p{Extended_Pictographic}+|(?<=\s)[-–—]+(?=\s)|,/gu;
/** French and Italian words that end in an apostrophe before the next one. */
const ELIDED = /(?<![\p{L}\p{N}])(m|n|d|l|j|t|s|c|qu)'(?=\p{L}{2})/gu;
/** Longer than the words that people put in quotation marks of their own. */
const QUOTATION = /[“”„«"][^“”„«»"]{20,}[“”»"]/gu;
/** Mail programs put this before the lines that they quote. */
const QUOTED_LINES = /^>.*$/gmu;
/** How many letters that stand alone in a row are one word: S T O P. */
const FEWEST_SPACED = 3;

/**
 * A reply without what it quotes: a telephone's "Liked “…”" repeats our whole text, with the STOP in it. What is nothing
 * but a quotation is meant.
 */
export function withoutQuotation(words: string): string {
  const own = words.replace(QUOTATION, ' ').replace(QUOTED_LINES, ' ');
  return /[\p{L}\p{N}]/u.test(own) ? own : words;
}

/** Text as it is compared: small Latin letters without marks, nothing that cannot be seen. */
export function foldedText(words: string): string {
  const plain = words
    // Before NFKC, which makes a blank and a mark of some of them.
    .replace(/['’‘ʼ`´′＇]/gu, "'")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[^\p{ASCII}]/gu, (character) => LOOKALIKES.get(character) ?? character);
  // "s'il" and "m'envoyez" are two words, "don't" is one.
  return plain.replace(ELIDED, '$1 ').replaceAll("'", '');
}

/** The words of a reply, in order, each in the one way in which it is looked for. */
export function tokensOf(words: string): readonly ReplyToken[] {
  const tokens: ReplyToken[] = [];
  let after: ReplyToken['after'] = 'nothing';
  const marked = words.replaceAll(NAME_MARK, '').replace(NAME, (name) => name + NAME_MARK);
  for (const [found] of foldedText(marked).matchAll(TOKEN)) {
    if (found === ',') after = after === 'break' ? after : 'comma';
    else if (/[\p{L}\p{N}]/u.test(found)) {
      const isName = found.endsWith(NAME_MARK);
      tokens.push({ word: written(isName ? found.slice(0, -1) : found), after, ...(isName ? { isName } : {}) });
      after = 'nothing';
    } else after = 'break';
  }
  return withoutBreaksAlone(contracted(joined(tokens))).map((token) => ({
    ...token,
    word: SAME.get(token.word) ?? token.word,
  }));
}

/** All letters in a row: what is left when every blank, sign and figure is taken for decoration. */
export function lettersOf(words: string): string {
  return foldedText(words).replace(/[^\p{L}]/gu, '');
}

/** "stoooop" is "stop"; what people write instead of letters are letters. */
function written(found: string): string {
  const hasLetter = /\p{L}/u.test(found);
  const word = hasLetter ? found.replace(/[0-9$@€]/g, (sign) => LEET.get(sign) ?? sign) : found;
  return word.replace(/(\p{L})\1{2,}/gu, '$1');
}

/** Letters that stand alone in a row are one word, if there are enough of them. */
function joined(tokens: readonly ReplyToken[]): ReplyToken[] {
  const answer: ReplyToken[] = [];
  for (let at = 0; at < tokens.length; ) {
    let end = at;
    while (end < tokens.length && /^\p{L}$/u.test(tokens[end]?.word ?? '')) end += 1;
    const run = tokens.slice(at, Math.max(end, at + 1));
    const [first] = run;
    if (first !== undefined && run.length >= FEWEST_SPACED) {
      answer.push({ word: written(run.map(({ word }) => word).join('')), after: first.after });
    } else answer.push(...run);
    at += run.length;
  }
  return answer;
}

/** "do not" and "don t" are "dont". */
function contracted(tokens: readonly ReplyToken[]): ReplyToken[] {
  const answer: ReplyToken[] = [];
  for (const token of tokens) {
    const before = answer.at(-1);
    const isNot = token.word === 'not' && BEFORE_NOT.has(before?.word ?? '');
    const isT = token.word === 't' && BEFORE_T.has(before?.word ?? '');
    if (before === undefined || token.after !== 'nothing' || !(isNot || isT)) answer.push(token);
    else answer[answer.length - 1] = { ...before, word: shortOf(before.word, isT) };
  }
  return answer;
}

function shortOf(word: string, isT: boolean): string {
  return isT ? `${word}t` : (SHORT_NOT.get(word) ?? `${word}nt`);
}

/** "Do. Not. Text. Me." is one sentence: where every word is cut off from the next, no cut says anything. */
function withoutBreaksAlone(tokens: readonly ReplyToken[]): readonly ReplyToken[] {
  const [first, ...rest] = tokens;
  if (first === undefined || !rest.every(({ after }) => after === 'break')) return tokens;
  return [first, ...rest.map(({ word }): ReplyToken => ({ word, after: 'nothing' }))];
}
