// A condition of a segment is wrong: what did its author probably mean?
import { KNOWN_KINDS } from '#core/activity';
import { nearest } from '#core/nearest';
import { fieldNames } from '#core/segment-field-names';

export type Advice = { readonly problem: string; readonly fix: string };

/** The author's value and its field; `said` is the schema's own message. */
export type WrongValue = {
  readonly field: string;
  readonly value: unknown;
  readonly said: string;
};

/** What people write who know other tools, and the operator that they mean. */
const OPERATORS: Readonly<Record<string, string>> = {
  min: 'at least',
  minimum: 'at least',
  gte: 'at least',
  '>=': 'at least',
  max: 'at most',
  maximum: 'at most',
  lte: 'at most',
  '<=': 'at most',
  '>': 'more than',
  gt: 'more than',
  over: 'more than',
  above: 'more than',
  'greater than': 'more than',
  '<': 'less than',
  lt: 'less than',
  under: 'less than',
  below: 'less than',
  'fewer than': 'less than',
  '=': 'is',
  '==': 'is',
  eq: 'is',
  equals: 'is',
  'equal to': 'is',
  '!=': 'is not',
  not: 'is not',
  'not equals': 'is not',
  'one of': 'in',
  'any of': 'in',
  'none of': 'not in',
  includes: 'contains',
  like: 'contains',
  since: 'after',
  until: 'before',
  'in the last': 'within',
};
const MANY_OF: Readonly<Record<string, string>> = { is: 'in', 'is not': 'not in' };
const YES = /^(?:yes|y|on|true|1)$/i;
const NO = /^(?:no|n|off|false|0)$/i;
const BARE_DAYS = /^\s*(\d{1,5})\s*(day|week|month|year)?s?\s*$/i;
const ENDS = /^\s*(\d+)\s*(?:-|–|\.\.|to|and)\s*(\d+)\s*$/;
/** How people compare who write formulas, before a number. */
const COMPARED = /^\s*([<>!=]=?)\s*(\d[\d.,]*)\s*$/;
/** A company's own messages, asked for as if they were what a customer does. */
const MESSAGE = '(?:e-?mail|mail|mailing|message|sms|text|contact|touch|newsletter|campaign|send)(?:e?s|ed)?';
const SENT = new RegExp(
  `^(?:(?:first|last|days since(?: first)?) ${MESSAGE}(?: sent)?|${MESSAGE} (?:sent|count|days))$`,
  'i',
);
const AGO = /\s+ago\s*$/i;
/** Fewer letters are part of too much. */
const LEAST_PART = 3;
const OWN_PREFIX = /^fields?[.:_ -]+/i;

/** The operator that a word of other tools stands for; undefined when it is none of these. */
export function operatorLike(written: string): string | undefined {
  return Object.hasOwn(OPERATORS, written.toLowerCase()) ? OPERATORS[written.toLowerCase()] : undefined;
}

/** The number in a text, with or without marks between thousands, whichever of point and comma its decimals follow. */
function numberLike(written: string): string | undefined {
  const digits = /\d[\d.,]*/.exec(written)?.[0].replace(/[.,]+$/, '');
  if (digits === undefined) return undefined;
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const mark = digits[last] ?? '';
  const others = [...digits.slice(0, Math.max(last, 0)).matchAll(/[.,]/g)].map(([one]) => one);
  // A mark that comes again parts thousands, and so does a comma that is alone and has three digits behind it.
  const isThousands = others.includes(mark) || (others.length === 0 && mark === ',' && digits.length - last === 4);
  const isDecimal = last >= 0 && !isThousands;
  const whole = (isDecimal ? digits.slice(0, last) : digits).replaceAll(/[.,]/g, '');
  return isDecimal ? `${whole}.${digits.slice(last + 1)}` : whole;
}

/** Who asks when somebody was written to; undefined for any other field. What was sent is kept, but is nothing that a customer did. */
export function sentAdvice(field: string): Advice | undefined {
  if (!SENT.test(field)) return undefined;
  return {
    problem: `there is no field "${field}": what was sent is no activity`,
    fix: 'use days since entering <sequence>; how often somebody is written to is limited by at most: in shop.yaml, and by reentry:',
  };
}

/** Better advice than the schema's own; undefined when this is not about a segment, or the schema has said it best. */
export function segmentAdvice(wrong: WrongValue): Advice | undefined {
  const { field, value } = wrong;
  const write = (words: string) => (/^\d+$/.test(field) ? `write ${words}` : `write: ${field}: ${words}`);
  for (const advise of ADVISERS) {
    const advice = advise({ ...wrong, written: String(value), write });
    if (advice !== undefined) return advice;
  }
  return undefined;
}

/** `written`: the value as text; `write`: the advice to write something else in its place. */
type Asked = WrongValue & { readonly written: string; write(words: string): string };
type Adviser = (asked: Asked) => Advice | undefined;

const notANumber: Adviser = ({ said, written, write }) => {
  if (!said.includes('" is not a number; ')) return undefined;
  const problem = `"${written}" is not a number`;
  const [, sign = '', compared] = COMPARED.exec(written) ?? [];
  const operator = operatorLike(sign);
  if (operator !== undefined && compared !== undefined)
    return { problem, fix: `write: ${operator}: ${numberLike(compared) ?? compared}` };
  return { problem, fix: write(numberLike(written) ?? '2') };
};

const notYesOrNo: Adviser = ({ said, written, write }) => {
  if (!said.includes('is neither true nor false') || !(YES.test(written) || NO.test(written))) return undefined;
  return { problem: `"${written}" is neither true nor false`, fix: write(YES.test(written) ? 'true' : 'false') };
};

const notADay: Adviser = ({ said, written, write }) => {
  const [, count, unit = 'day'] = BARE_DAYS.exec(written) ?? [];
  if (!said.includes('" is not a day; ') || count === undefined) return undefined;
  return { problem: `"${written}" is not a day`, fix: write(`${count} ${unit}s ago`) };
};

const notALength: Adviser = ({ said, written, write }) => {
  if (!said.includes('is not a length of time') || !AGO.test(written)) return undefined;
  return { problem: `"${written}" is a day, not a length of time`, fix: write(written.replace(AGO, '')) };
};

const notBothEnds: Adviser = ({ said, written, write }) => {
  if (!said.startsWith('expected both ends')) return undefined;
  const [, low = '1', high = '5'] = ENDS.exec(written) ?? [];
  return { problem: 'expected both ends in a list', fix: write(`[${low}, ${high}]`) };
};

const notOne: Adviser = ({ field, value }) => {
  const many = MANY_OF[field];
  if (many === undefined || !Array.isArray(value) || value.length === 0) return undefined;
  return { problem: `"${field}" takes one value`, fix: `write: ${many}: [${value.join(', ')}]` };
};

const notAList: Adviser = ({ field, said, written, write }) => {
  const isOne = Object.values(MANY_OF).includes(field) && said.includes('expected array') && /^[\w -]+$/.test(written);
  return isOne ? { problem: `"${field}" takes a list`, fix: write(`[${written}]`) } : undefined;
};

const notAField: Adviser = ({ said, written }) => {
  if (!said.startsWith('there is no field ')) return undefined;
  const sent = sentAdvice(written);
  if (sent !== undefined) return sent;
  const names = fieldNames({ kinds: KNOWN_KINDS, sequences: [] });
  const meant = nearest(written, names) ?? onlyOne(names, (name) => name.startsWith(`${written.toLowerCase()} `));
  const own = written.replace(OWN_PREFIX, '').replaceAll(/\W+/g, '_');
  const fix =
    meant === undefined
      ? `write: field: fields.${own} if it is one that you import; workflows/README.md lists all others`
      : `write: field: ${meant}`;
  return { problem: `there is no field "${written}"${meantText(meant)}`, fix };
};

/** The schema names the words that are possible: which of them is near? */
const notAWord: Adviser = ({ said, written, write }) => {
  const [, problem, list] = /^(there is no .*); write (.*)$/.exec(said) ?? [];
  if (problem === undefined || list === undefined) return undefined;
  const words = list.split(/, | or /);
  // `price` is what the answers of the survey are called elsewhere, and `the price` here.
  const part = written
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  const meant =
    nearest(written, words) ??
    (part.length < LEAST_PART ? undefined : onlyOne(words, (word) => word.toLowerCase().includes(part)));
  const fix = meant === undefined ? `write ${list}` : write(meant);
  return { problem: `${problem}${meantText(meant)}`, fix };
};

/** The only name of which something holds; undefined when it holds of none or of several. */
function onlyOne(names: readonly string[], holds: (name: string) => boolean): string | undefined {
  const [first, ...others] = names.filter(holds);
  return others.length === 0 ? first : undefined;
}

function meantText(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

const ADVISERS: readonly Adviser[] = [
  notANumber,
  notYesOrNo,
  notADay,
  notALength,
  notBothEnds,
  notOne,
  notAList,
  notAField,
  notAWord,
];
