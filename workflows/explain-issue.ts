// What does an issue of a schema mean to the person who wrote the file?
import * as z from 'zod';
import type { FieldNotes } from '#workflows/field-notes';
import { didYouMean, nearest } from '#workflows/problems';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** Where to point: at the name of a field or at its value. */
export type Aim = 'key' | 'value';

/** `misspelt`: the field is a slip, and the line would be right with the name that was meant. */
export type Explained = {
  readonly path: Path;
  readonly aim: Aim;
  readonly problem: string;
  readonly fix: string;
  readonly misspelt?: { readonly written: string; readonly meant: string };
};

const SEPARATOR = ', ';

/** An error map for `safeParse`: an unknown field is answered with the names of the known ones, for `explainIssues`. */
export function namesFields(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined;
  return Object.keys(issue.inst.shape).join(SEPARATOR);
}

/** The issues of one file in plain words, in the order of the file's schema; a slip of the fingers is told once. */
export function explainIssues(issues: readonly Issue[], written: unknown, notes: FieldNotes): readonly Explained[] {
  const found = issues.flatMap((issue) => explain(issue, [], written, notes));
  const slips = found.filter(({ misspelt }) => misspelt !== undefined);
  const meant = new Set(slips.map(({ path, misspelt }) => keyOf([...path.slice(0, -1), misspelt?.meant ?? ''])));
  const misread = new Set(slips.map(({ path }) => keyOf(path.slice(0, -1))));
  return found.filter(
    ({ path, misspelt }) => misspelt !== undefined || !(meant.has(keyOf(path)) || misread.has(keyOf(path))),
  );
}

function explain(issue: Issue, above: Path, written: unknown, notes: FieldNotes): Explained[] {
  const path = [...above, ...issue.path];
  const value = valueAt(written, path);
  const example = exampleOf(path, notes);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField([...path, key], key, issue.message.split(SEPARATOR)));
  }
  if (value === undefined && path.length > 0) {
    const fix = example === undefined ? 'add it' : `add it, for example ${example}`;
    return [{ path, aim: 'value', problem: `the field "${String(path.at(-1))}" is missing`, fix }];
  }
  if (issue.code === 'invalid_union') {
    const closest = closestOf(issue.errors);
    if (
      closest.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys' || inner.code === 'custom')
    ) {
      return closest.flatMap((inner) => explain(inner, path, written, notes));
    }
  }
  const aim = issue.code === 'invalid_key' ? 'key' : 'value';
  return [{ path, aim, ...wordsFor(issue, value, example) }];
}

function unknownField(path: Path, key: string, valid: readonly string[]): Explained {
  const meant = nearest(key, valid);
  const problem = `unknown field "${key}"${didYouMean(key, valid)}`;
  const fix = `use one of ${valid.join(SEPARATOR)}, or remove the line`;
  return { path, aim: 'key', problem, fix, ...(meant === undefined ? {} : { misspelt: { written: key, meant } }) };
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

/** Of the ways in which a value may be written, the one that it misses by least. */
function closestOf(ways: readonly (readonly Issue[])[]): readonly Issue[] {
  const missesOf = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  return [...ways].sort((one, other) => missesOf(one) - missesOf(other))[0] ?? [];
}

function exampleOf(path: Path, notes: FieldNotes): string | undefined {
  const name = path.filter((segment) => typeof segment !== 'number').join('.');
  return (notes[name] ?? notes[`*.${String(path.at(-1))}`])?.example;
}

function valueAt(written: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, segment) => (value as Record<PropertyKey, unknown> | null)?.[segment], written);
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
