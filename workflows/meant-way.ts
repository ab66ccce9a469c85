// A value may be written in several ways and fits none of them: which one did its author mean?
import type * as z from 'zod';
import { nearest } from '#core/nearest';

type Issue = z.core.$ZodIssue;
type Union = Extract<Issue, { code: 'invalid_union' }>;

/** Text where fields belong, or the reverse: nobody meant a way that begins so. */
const ANOTHER_THING = 100;
/** A slip of the fingers says what was meant nearly as well as the right name. */
const SLIP = 0.5;

/** What separates the valid names in the message of an unknown field. */
export const SEPARATOR = ', ';

/**
 * The issues of the way that a value misses by least, unions within it resolved likewise; their paths begin at the value. Its own
 * fields weigh more than what is wrong inside of them, and of two equal ways the one that has the author's first field wins.
 */
export function meantWay({ errors }: Pick<Union, 'errors'>, value: unknown): readonly Issue[] {
  const [first = ''] = Object.keys(isGroup(value) ? value : {});
  const ways = errors.map((way) => {
    const issues = way.flatMap((issue) => resolved(issue, value));
    const own = issues.filter(({ path }) => path.length === 0 || (path.length === 1 && isMissing(path, value)));
    const stumblesAtFirst = own.some((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(first));
    return { issues, misses: [sum(own, value), sum(issues, value), stumblesAtFirst ? 1 : 0] };
  });
  return ways.sort((one, other) => firstDifference(one.misses, other.misses))[0]?.issues ?? [];
}

/** Is the value something else altogether than any way of writing it? */
export function isAnotherThing(issues: readonly Issue[], value: unknown): boolean {
  return sum(issues, value) >= ANOTHER_THING;
}

/** What stands at a path of a file; undefined when nothing does. */
export function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, segment) => (value as Record<PropertyKey, unknown> | null)?.[segment], written);
}

function resolved(issue: Issue, above: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const value = valueAt(above, issue.path);
  const inner = meantWay(issue, value).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  return inner.length === 0 ? [issue] : inner;
}

function sum(issues: readonly Issue[], value: unknown): number {
  return issues.reduce((misses, issue) => misses + missesOf(issue, value), 0);
}

function missesOf(issue: Issue, value: unknown): number {
  if (issue.code === 'unrecognized_keys') {
    const valid = issue.message.split(SEPARATOR);
    return issue.keys.reduce((misses, key) => misses + (nearest(key, valid) === undefined ? 1 : SLIP), 0);
  }
  if (issue.path.length > 0) return 1;
  if (issue.code === 'invalid_value') {
    const isSlip = nearest(String(value), issue.values.map(String)) !== undefined;
    return isSlip ? SLIP : ANOTHER_THING;
  }
  return issue.code === 'invalid_type' ? ANOTHER_THING : 1;
}

function isMissing(path: readonly PropertyKey[], value: unknown): boolean {
  return valueAt(value, path) === undefined;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  return one.map((misses, place) => misses - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
