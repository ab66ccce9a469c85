// Why does what a condition says not fit its field, in words for whoever wrote it? What is wrong; what to write instead.
import type { FieldValue } from '#core/customer';
import { comesBefore, dayWantOf, MOST_DAYS_AGO } from '#core/segment-days';
import type { Field } from '#core/segment-field-names';
import type { FieldType } from '#core/segment-fields';
import { WholeDaysSchema } from '#core/time';

/** `path`: within the condition. */
export type ConditionProblem = { readonly code: 'custom'; readonly path: PropertyKey[]; readonly message: string };
type Told = { readonly path: PropertyKey[]; readonly message: string };

const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  number: 'a number',
  text: 'a text',
  'yes or no': 'true or false',
  day: 'a day',
  any: 'a field of your own',
};

/** All that is wrong with one comparison. `fitting`: the operators that the field may be compared by. */
export function conditionProblems(
  field: Field,
  operator: string,
  want: unknown,
  fitting: readonly string[],
): readonly ConditionProblem[] {
  return told(field, operator, want, fitting).map(({ path, message }) => ({
    code: 'custom',
    path: [operator, ...path],
    message,
  }));
}

function told(field: Field, operator: string, want: unknown, fitting: readonly string[]): readonly Told[] {
  const { spec, name } = field;
  if (!fitting.includes(operator)) {
    const message = `${name} is ${TYPE_WORDS[spec.type]}, which "${operator}" does not compare; use ${fitting.join(', ')}`;
    return [{ path: [], message }];
  }
  if (operator === 'exists' || operator === 'contains') return [];
  if (operator.endsWith('within')) return lengthProblem(want);
  if (operator === 'before' || operator === 'after') return problemsOf([dayProblem(want)]);
  if (!Array.isArray(want)) return problemsOf([valueProblem(field, want)]);
  const wrong = want.flatMap((value, index) => {
    const message = valueProblem(field, value);
    return message === undefined ? [] : [{ path: [index], message }];
  });
  return wrong.length === 0 && operator === 'between' ? spanProblem(want) : wrong;
}

function problemsOf(messages: readonly (string | undefined)[]): readonly Told[] {
  return messages.flatMap((message) => (message === undefined ? [] : [{ path: [], message }]));
}

function valueProblem({ spec, name }: Field, value: unknown): string | undefined {
  switch (spec.type) {
    case 'number':
      return typeof value === 'number' ? rangeProblem(name, spec.range, value) : notANumber(name, value);
    case 'text':
      if (typeof value !== 'string') return `${String(value)} is not a text; write it in quotes: "${String(value)}"`;
      return spec.words === undefined || spec.words.includes(value)
        ? undefined
        : `there is no ${name} "${value}"; write ${oneOf(spec.words)}`;
    case 'yes or no':
      return typeof value === 'boolean'
        ? undefined
        : `"${String(value)}" is neither true nor false; write true or false`;
    case 'day':
      return dayProblem(value);
    case 'any':
      return undefined;
  }
}

function notANumber(name: string, value: unknown): string {
  return `"${String(value)}" is not a number; ${name} is compared with one, like 2`;
}

function rangeProblem(name: string, range: readonly [number, number] | undefined, value: number): string | undefined {
  if (range === undefined || (value >= range[0] && value <= range[1])) return undefined;
  return `no customer has ${value}: ${name} goes from ${range[0]} to ${range[1]}; write a number between them`;
}

function dayProblem(value: unknown): string | undefined {
  if (typeof value === 'string' && dayWantOf(value) !== undefined) return undefined;
  return notADay(value);
}

/** The words for whatever is no day. */
export function notADay(value: unknown): string {
  return `"${String(value)}" is not a day; write it like 2026-01-31 or 90 days ago`;
}

function lengthProblem(want: unknown): readonly Told[] {
  const days = WholeDaysSchema.safeParse(want);
  if (days.success)
    return days.data <= MOST_DAYS_AGO ? [] : problemsOf([`that is more than 100 years; write it like 30 days`]);
  return problemsOf(days.error.issues.slice(0, 1).map(({ message }) => message));
}

/** Of a field of one's own nobody knows what it holds: both ends must be numbers, or both days. */
function spanProblem([low, high]: readonly unknown[]): readonly Told[] {
  if (typeof low === 'number' && typeof high === 'number') return low > high ? problemsOf([endsFirst(low, high)]) : [];
  const [from, to] = [low, high].map((one) => (typeof one === 'string' ? dayWantOf(one) : undefined));
  if (from === undefined || to === undefined)
    return problemsOf(['"between" goes from number to number or from day to day; write it like between: [1, 5]']);
  // Only strings were read as days.
  return comesBefore(to, from) ? problemsOf([endsFirst(low as FieldValue, high as FieldValue)]) : [];
}

function endsFirst(low: FieldValue, high: FieldValue): string {
  return `this ends before it begins; write: between: [${high}, ${low}]`;
}

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
