// What does a condition of a segment compare, does that fit the field, and does a value meet it?
import * as z from 'zod';
import { type FieldValue, FieldValueSchema } from '#core/customer';
import { conditionProblems, notADay } from '#core/segment-condition-problems';
import { type DayWant, dayWantOf, isDayText } from '#core/segment-days';
import { fieldOf } from '#core/segment-field-names';
import type { FieldType } from '#core/segment-fields';
import { type Day, plusDays, WholeDaysSchema } from '#core/time';

/** Does a value meet a condition on this day? Undefined: the customer lacks it. */
export type Test = (have: FieldValue | undefined, today: Day) => boolean;

const MOST_VALUES = 100;
const MOST_LETTERS = 200;

const OneSchema = z.union(FieldValueSchema.options, 'expected one value; several are written in: [this, that]');
const SeveralSchema = z
  .array(OneSchema)
  .min(1, 'this list is empty; write values into it, like in: [top, high]')
  .max(MOST_VALUES, `this list is too long; it may have ${MOST_VALUES} values`);
const PartSchema = z.string().min(1, 'every text contains nothing; write a part of it').max(MOST_LETTERS);
const DayTextSchema = z.string({ error: ({ input }) => notADay(input) });
const TwoSchema = z.tuple([OneSchema, OneSchema], 'expected both ends; write them like between: [1, 5]');

/** Which types of fields may be compared so. */
const ORDERED: readonly FieldType[] = ['number', 'any'];
const SPANS: readonly FieldType[] = ['number', 'day', 'any'];
const TEXTS: readonly FieldType[] = ['text', 'any'];
const DAYS: readonly FieldType[] = ['day', 'any'];
const VALUES: readonly FieldType[] = ['number', 'text', 'day', 'any'];
const ALL: readonly FieldType[] = [...VALUES, 'yes or no'];

type Operator<S extends z.ZodType> = {
  readonly takes: S;
  readonly fits: readonly FieldType[];
  readonly test: (want: z.infer<S>, type: FieldType) => Test;
};
const operator = <S extends z.ZodType>(
  takes: S,
  fits: Operator<S>['fits'],
  test: Operator<S>['test'],
): Operator<S> => ({
  takes,
  fits,
  test,
});

/** Each way to compare. A value that the customer lacks meets none but the negative ones, which are the others turned round. */
const OPERATORS = {
  is: operator(OneSchema, ALL, same),
  'is not': operator(OneSchema, ALL, (want, type) => not(same(want, type))),
  'at least': operator(OneSchema, ORDERED, (want) => (have) => isComparable(have, want) && have >= want),
  'at most': operator(OneSchema, ORDERED, (want) => (have) => isComparable(have, want) && have <= want),
  'more than': operator(OneSchema, ORDERED, (want) => (have) => isComparable(have, want) && have > want),
  'less than': operator(OneSchema, ORDERED, (want) => (have) => isComparable(have, want) && have < want),
  between: operator(TwoSchema, SPANS, between),
  in: operator(SeveralSchema, VALUES, among),
  'not in': operator(SeveralSchema, VALUES, (want, type) => not(among(want, type))),
  contains: operator(PartSchema, TEXTS, contains),
  before: operator(DayTextSchema, DAYS, (want) => onDays(want, (have, day) => have < day)),
  after: operator(DayTextSchema, DAYS, (want) => onDays(want, (have, day) => have > day)),
  within: operator(z.string(), DAYS, within),
  'not within': operator(z.string(), DAYS, (want) => not(within(want))),
  exists: operator(z.boolean(), ALL, (want) => (have) => (have !== undefined) === want),
} as const;
type OperatorName = keyof typeof OPERATORS;
export const OPERATOR_NAMES = Object.keys(OPERATORS) as OperatorName[];

/** What each operator takes, as a condition may be written. */
type Comparisons = { [Name in OperatorName]: z.ZodOptional<(typeof OPERATORS)[Name]['takes']> };
const comparisons = Object.fromEntries(
  Object.entries(OPERATORS).map(([name, { takes }]) => [name, takes.optional()]),
) as Comparisons;

export const FieldNameSchema = z.string().refine((name) => fieldOf(name) !== undefined, {
  error: ({ input }) => `there is no field "${String(input)}"; workflows/README.md lists them all`,
});

/** `{ field: orders, at least: 2 }`: one field, compared once. */
export const ConditionSchema = z
  .strictObject({ field: FieldNameSchema, ...comparisons })
  .superRefine((condition, context) => {
    const names = comparedIn(condition);
    if (names.length !== 1) {
      const many = names.length > 1;
      const message = many
        ? 'this compares twice; write a condition for each'
        : `nothing is compared; add one of ${OPERATOR_NAMES.join(', ')}`;
      context.addIssue({ code: 'custom', path: many ? [names[1] ?? ''] : [], message });
    }
    const field = fieldOf(condition.field);
    if (field === undefined) return;
    for (const name of names) {
      const fitting = OPERATOR_NAMES.filter((one) => OPERATORS[one].fits.includes(field.spec.type));
      for (const problem of conditionProblems(field, name, condition[name], fitting)) context.addIssue(problem);
    }
  });
export type Condition = z.infer<typeof ConditionSchema>;

/** How a condition compares, in the order of the table: once, when it was read from a file. */
export function comparedIn(condition: Condition): readonly OperatorName[] {
  return OPERATOR_NAMES.filter((name) => condition[name] !== undefined);
}

/** The test that a condition puts its field's values to. */
export function testOf(condition: Condition, type: FieldType): Test {
  const tests = comparedIn(condition).map((name) => {
    // Each operator is given what it takes: the schema has read the value as that operator's.
    const { test } = OPERATORS[name] as Operator<z.ZodType>;
    return test(condition[name], type);
  });
  const [only, ...others] = tests;
  if (only !== undefined && others.length === 0) return only;
  return (have, today) => tests.every((test) => test(have, today));
}

function not(test: Test): Test {
  return (have, today) => !test(have, today);
}

function same(want: FieldValue, type: FieldType): Test {
  if (type === 'day') return onDays(String(want), (have, day) => have === day);
  return (have) => have === want;
}

function among(wants: readonly FieldValue[], type: FieldType): Test {
  if (type === 'day') {
    const tests = wants.map((want) => same(want, type));
    return (have, today) => tests.some((test) => test(have, today));
  }
  const values = new Set(wants);
  return (have) => have !== undefined && values.has(have);
}

function between([low, high]: readonly [FieldValue, FieldValue], type: FieldType): Test {
  if (type === 'number' || typeof low === 'number')
    return (have) => isComparable(have, low) && isComparable(have, high) && have >= low && have <= high;
  const from = onDays(String(low), (have, day) => have >= day);
  const to = onDays(String(high), (have, day) => have <= day);
  return (have, today) => from(have, today) && to(have, today);
}

function contains(want: string): Test {
  const part = want.toLowerCase();
  return (have) => typeof have === 'string' && have.toLowerCase().includes(part);
}

/** Today counts, and so does the day that lies exactly so many days back. */
function within(want: string): Test {
  const days = WholeDaysSchema.safeParse(want);
  if (!days.success) return () => false;
  const since = dayOn({ daysAgo: days.data });
  return (have, today) => isDayText(have) && have >= since(today) && have <= today;
}

/** Compares two days, which sort as text. What is no day has no place among them. */
function onDays(written: string, holds: (have: string, day: Day) => boolean): Test {
  const want = dayWantOf(written);
  if (want === undefined) return () => false;
  const day = dayOn(want);
  return (have, today) => isDayText(have) && holds(have, day(today));
}

/** Whole pages of rows are judged on the same day: what it comes to is worked out once. */
function dayOn(want: DayWant): (today: Day) => Day {
  if ('day' in want) return () => want.day;
  let known: { readonly today: Day; readonly day: Day } | undefined;
  return (today) => {
    if (known?.today !== today) known = { today, day: plusDays(today, -want.daysAgo) };
    return known.day;
  };
}

/** A number and a text are never more or less than each other. */
function isComparable(have: FieldValue | undefined, want: FieldValue): have is FieldValue {
  return typeof have === typeof want;
}
