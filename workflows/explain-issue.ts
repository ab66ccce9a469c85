// What does an issue of a schema mean to the person who wrote the file?
import * as z from 'zod';
import { didYouMean, nearest } from '#core/nearest';
import { type FieldNotes, noteOf } from '#workflows/field-notes';
import type { ShopFile } from '#workflows/kind-advice';
import { isAnotherThing, meantWay, SEPARATOR, valueAt } from '#workflows/meant-way';
import { operatorLike } from '#workflows/segment-advice';
import { misplacedInRule, sequenceAdvice, stopsAdvice } from '#workflows/sequence-advice';
import { valueAdvice } from '#workflows/value-advice';
import { homeOf } from '#workflows/yaml-syntax';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** Where to point: at the name of a field or at its value. */
export type Aim = 'key' | 'value';

/**
 * `misspelt`: the field is a slip, and the line would be right with the name that was meant. `home`: the field is right,
 * but stands outside of the one that it belongs under.
 */
export type Explained = {
  readonly path: Path;
  readonly aim: Aim;
  readonly problem: string;
  readonly fix: string;
  readonly misspelt?: { readonly written: string; readonly meant: string };
  readonly home?: Path;
};

/** The file that is explained: what its author wrote, what its fields are for, on which line a field stands, and whose it is. */
export type Explaining = {
  readonly written: unknown;
  readonly notes: FieldNotes;
  readonly lineOf: (path: Path) => number;
  readonly shop: ShopFile | undefined;
};

/** An error map for `safeParse`: an unknown field is answered with the names of the known ones, for `explainIssues`. */
export function namesFields(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const { inst } = issue;
  if (inst instanceof z.ZodObject) return Object.keys(inst.shape).join(SEPARATOR);
  return inst instanceof z.ZodRecord && inst.keyType instanceof z.ZodEnum
    ? inst.keyType.options.join(SEPARATOR)
    : undefined;
}

/** The issues of one file in plain words, in the order of the file's schema; a slip of the fingers is told once. */
export function explainIssues(issues: readonly Issue[], file: Explaining): readonly Explained[] {
  const found = issues.flatMap((issue) => explain(issue, [], file));
  const slips = found.filter(({ misspelt }) => misspelt !== undefined);
  const meant = new Set(
    slips.map(({ path, misspelt }) => keyOf([...path.slice(0, -1), misspelt?.meant.replace(/: .*$/, '') ?? ''])),
  );
  const misread = new Set(found.filter(({ aim }) => aim === 'key').map(({ path }) => keyOf(path.slice(0, -1))));
  const homes = found.flatMap(({ home }) => (home === undefined ? [] : [keyOf(home)]));
  // A list that is none is told once for its type and once for its length.
  const once = [...new Map(found.map((one) => [JSON.stringify([one.path, one.problem]), one])).values()];
  return once.filter(({ path, misspelt, home }) => {
    if (misspelt !== undefined || home !== undefined) return true;
    if (homes.includes(keyOf(path)) || homes.includes(keyOf(path.slice(0, -1)))) return false;
    return !(meant.has(keyOf(path)) || misread.has(keyOf(path)));
  });
}

function explain(issue: Issue, above: Path, file: Explaining): Explained[] {
  const path = [...above, ...issue.path];
  const value = valueAt(file.written, path);
  const example = exampleOf(path, file.notes);
  if (issue.code === 'unrecognized_keys') {
    if (isBareCondition(issue)) return [bareCondition([...path, 'field'])];
    return issue.keys.map((key) => unknownField([...path, key], key, issue.message.split(SEPARATOR), file));
  }
  if (value === undefined && path.length > 0 && !saysWhatIsMissing(issue)) {
    const fix = example === undefined ? 'add it' : `add it, for example ${example}`;
    return [{ path, aim: 'value', problem: `the field "${String(path.at(-1))}" is missing`, fix }];
  }
  if (issue.code === 'invalid_union') {
    const meant = meantWay(issue, value);
    if (meant.length > 0 && !isAnotherThing(meant, value)) return meant.flatMap((inner) => explain(inner, path, file));
  }
  return [aboutSeveralFields(issue, path, file) ?? aboutValue(issue, path, value, file)];
}

/** A condition that stands where a segment or a group of conditions belongs. */
function isBareCondition({ keys, message }: Extract<Issue, { code: 'unrecognized_keys' }>): boolean {
  return keys.includes('field') && message.split(SEPARATOR).includes('none');
}

function bareCondition(path: Path): Explained {
  const fix = 'write it into a list, like all: [{ field: orders, at least: 3 }]';
  return { path, aim: 'key', problem: 'a condition stands in a list', fix };
}

/** Some schemas know better than "is missing" what happens without a field. */
function saysWhatIsMissing({ code, message }: Issue): boolean {
  return code === 'custom' && message.includes(' is missing: ');
}

function aboutValue(issue: Issue, path: Path, value: unknown, { notes, shop }: Explaining): Explained {
  const field = String(path.at(-1) ?? '');
  const isKey = issue.code === 'invalid_key';
  const said = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const advice =
    sequenceAdvice({ path, value, said }, shop) ?? valueAdvice({ field, value: isKey ? field : value, said });
  return { path, aim: isKey ? 'key' : 'value', ...(advice ?? wordsFor(issue, value, exampleOf(path, notes))) };
}

/** What is wrong only beside other fields, which the advice then names. */
function aboutSeveralFields(issue: Issue, path: Path, { written, lineOf, shop }: Explaining): Explained | undefined {
  if (issue.message.startsWith('two touches have the id')) {
    const ids = [valueAt(written, path.slice(0, 1))].flat().map((touch) => String(valueAt(touch, ['id'])));
    const id = ids[Number(path[1])] ?? '';
    const line = lineOf([...path.slice(0, 1), ids.indexOf(id), 'id']);
    const free = ids.map((_, index) => `${id}-${index + 2}`).find((name) => !ids.includes(name));
    const problem = `"${id}" is already the id of the touch on line ${line}`;
    return { path, aim: 'value', problem, fix: `write: id: ${free ?? ''}` };
  }
  if (issue.message.startsWith('what meets the goal')) return { aim: 'value', ...stopsAdvice(path, written, shop) };
  if (issue.message.startsWith('the budget is smaller')) {
    const [least] = ['up to', 'amount off', 'worth'].flatMap((name) => valueAt(written, [...path, name]) ?? []);
    return { path: [...path, 'budget'], aim: 'value', problem: issue.message, fix: `write at least ${String(least)}` };
  }
  return undefined;
}

function unknownField(
  path: Path,
  key: string,
  valid: readonly string[],
  { written, notes, lineOf }: Explaining,
): Explained {
  const [name = '', ...rest] = key.split(':');
  if (rest.length > 0 && valid.includes(name)) {
    const problem = `there is no space after "${name}:"`;
    const misspelt = { written: key, meant: `${name}: ${rest.join(':')}` };
    return { path, aim: 'key', problem, fix: `put a space after "${name}:"`, misspelt };
  }
  const home = homeOf(key, notes);
  if (home !== undefined && path.length === 1) {
    const above = home.split('.');
    const place = isInBraces(above, written, lineOf)
      ? `inside the { } of ${above.at(-1)}:`
      : `under ${above.at(-1)}:, indented by two spaces`;
    return {
      path,
      aim: 'key',
      problem: `"${key}" belongs under ${above.at(-1)}:`,
      fix: `write it ${place}`,
      home: above,
    };
  }
  const misplaced = misplacedInRule(path, written);
  if (misplaced !== undefined) return { path, aim: 'key', ...misplaced };
  const meant = meantOperator(key, valid) ?? nearest(key, valid);
  const problem = `unknown field "${key}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
  const fix = `use one of ${valid.join(SEPARATOR)}, or remove the line`;
  return { path, aim: 'key', problem, fix, ...(meant === undefined ? {} : { misspelt: { written: key, meant } }) };
}

/** Other tools have other words for how a segment compares. */
function meantOperator(key: string, valid: readonly string[]): string | undefined {
  const operator = operatorLike(key);
  return operator !== undefined && valid.includes(operator) ? operator : undefined;
}

/** Whether the fields below a field stand on its own line. */
function isInBraces(path: Path, written: unknown, lineOf: Explaining['lineOf']): boolean {
  const [first] = Object.keys(valueAt(written, path) ?? {});
  return path.length > 1 || (first !== undefined && lineOf([...path, first]) === lineOf(path));
}

function wordsFor(issue: Issue, value: unknown, example: string | undefined): { problem: string; fix: string } {
  const like = example === undefined ? 'write it so' : `write it like ${example}`;
  if (issue.code === 'invalid_value') {
    const valid = issue.values.map(String);
    return {
      problem: `"${String(value)}" is not possible here${didYouMean(String(value), valid)}`,
      fix: `write ${valid.join(' or ')}`,
    };
  }
  if (issue.code === 'invalid_type') {
    return { problem: `expected ${typeName(issue.expected)}, found ${typeName(typeOf(value))}`, fix: like };
  }
  if (issue.code === 'invalid_key') return splitAdvice(issue.issues[0]?.message ?? issue.message, like);
  return splitAdvice(issue.message === 'Invalid input' ? 'this value is not possible here' : issue.message, like);
}

/** The schemas say "what is wrong; what to do" or "expected …". */
function splitAdvice(message: string, like: string): { problem: string; fix: string } {
  const [problem = message, ...advice] = message.split('; ');
  const plain = problem.charAt(0).toLowerCase() + problem.slice(1);
  return { problem: plain, fix: advice.length > 0 ? advice.join('; ') : like };
}

function exampleOf(path: Path, notes: FieldNotes): string | undefined {
  const name = path.filter((segment) => typeof segment !== 'number').join('.');
  return noteOf(notes, name)?.example;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields',
  record: 'names with fields below them',
  null: 'nothing',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

function keyOf(path: Path): string {
  return JSON.stringify(path.map(String));
}
