import { describe, expect, test } from 'vitest';
import { OPERATOR_NAMES } from '#core/segment-conditions';
import { operatorLike } from '#workflows/segment-advice';
import { problemsOf } from '../support/plan-folder.ts';

const of = async (item: string) =>
  (await problemsOf({ 'segments.yaml': `valued: { all: [${item}] }\n` })).map(({ problem, fix }) => [problem, fix]);

describe('in the author’s own words and numbers', () => {
  test.each([
    ['{ field: orders, at least: two }', '"two" is not a number', 'write: at least: 2'],
    ['{ field: orders, is: ">3" }', '">3" is not a number', 'write: more than: 3'],
    ['{ field: orders, is: ">= 3" }', '">= 3" is not a number', 'write: at least: 3'],
    ['{ field: orders, is: "!3" }', '"!3" is not a number', 'write: is: 3'],
    ['{ field: spent, at least: "1.000,50" }', '"1.000,50" is not a number', 'write: at least: 1000.50'],
    ['{ field: spent, at least: "1,000.50" }', '"1,000.50" is not a number', 'write: at least: 1000.50'],
    ['{ field: spent, at least: "12,5" }', '"12,5" is not a number', 'write: at least: 12.5'],
    ['{ field: spent, at least: "1.250.000" }', '"1.250.000" is not a number', 'write: at least: 1250000'],
    ['{ field: orders, in: [1, $20] }', '"$20" is not a number', 'write 20'],
    ['{ field: alive, less than: 50% }', '"50%" is not a number', 'write: less than: 50'],
    ['{ field: orders, in: 5 }', '"in" takes a list', 'write: in: [5]'],
    ['{ field: value tier, in: top }', '"in" takes a list', 'write: in: [top]'],
    ['{ field: orders, is: [1, 2] }', '"is" takes one value', 'write: in: [1, 2]'],
    ['{ field: orders, is not: [1, 2] }', '"is not" takes one value', 'write: not in: [1, 2]'],
    ['{ field: orders, between: 2-7 }', 'expected both ends in a list', 'write: between: [2, 7]'],
    ['{ field: orders, between: [1] }', 'expected both ends in a list', 'write: between: [1, 5]'],
    ['{ field: orders, between: [5, 1] }', 'this ends before it begins', 'write: between: [1, 5]'],
    ['{ field: rfm, is: 555 }', '555 is not a text', 'write it in quotes: "555"'],
    ['{ field: value tier, is: platinum }', 'there is no value tier "platinum"', 'write top, high, middle or low'],
    ['{ field: value tier, is: hihg }', 'there is no value tier "hihg"; did you mean "high"?', 'write: is: high'],
    ['{ field: value tier, in: [top, lo] }', 'there is no value tier "lo"; did you mean "low"?', 'write low'],
    [
      '{ field: last outcome, is: won-back }',
      'there is no last outcome "won-back"; did you mean "won back"?',
      'write: is: won back',
    ],
    ['{ field: reachable by email, is: yes }', '"yes" is neither true nor false', 'write: is: true'],
    ['{ field: reachable by email, is: 0 }', '"0" is neither true nor false', 'write: is: false'],
    ['{ field: last order, before: 90 days }', '"90 days" is not a day', 'write: before: 90 days ago'],
    ['{ field: last order, after: 90 }', '"90" is not a day', 'write: after: 90 days ago'],
    [
      '{ field: last order, before: 01.02.2026 }',
      '"01.02.2026" is not a day',
      'write it like 2026-01-31 or 90 days ago',
    ],
    ['{ field: last order, within: 30 }', '30 what?', 'write: within: 30 days'],
    [
      '{ field: last order, within: 30 days ago }',
      '"30 days ago" is a day, not a length of time',
      'write: within: 30 days',
    ],
    [
      '{ field: away, is: the price }',
      'there is no field "away"; did you mean "away because"?',
      'write: field: away because',
    ],
    [
      '{ field: away because, is: price }',
      'there is no away because "price"; did you mean "the price"?',
      'write: is: the price',
    ],
    [
      '{ field: away because, in: [the price, moved-on] }',
      'there is no away because "moved-on"; did you mean "moved on"?',
      'write moved on',
    ],
    [
      '{ field: away because, is: too-many }',
      'there is no away because "too-many"; did you mean "too many messages"?',
      'write: is: too many messages',
    ],
    [
      '{ field: away because, is: other }',
      'there is no away because "other"; did you mean "another reason"?',
      'write: is: another reason',
    ],
    [
      '{ field: plan, is: gold }',
      'there is no field "plan"',
      'write: field: fields.plan if it is one that you import; workflows/README.md lists all others',
    ],
    [
      '{ field: field.shoe size, is: 9 }',
      'there is no field "field.shoe size"',
      'write: field: fields.shoe_size if it is one that you import; workflows/README.md lists all others',
    ],
    ['{ field: orders, is: 1, is not: 2 }', 'this compares twice', 'write a condition for each'],
    ['{ at least: 3 }', 'the field "field" is missing', 'add it, for example field: orders'],
    [
      '{ segmnt: valued }',
      'unknown field "segmnt"; did you mean "segment"?',
      'write: valued: { all: [{ segment: valued }] }',
    ],
  ])('%s', async (item, problem, fix) => {
    expect(await of(item)).toEqual([[problem, fix]]);
  });

  test('a condition outside of a list, told once', async () => {
    const problems = await problemsOf({ 'segments.yaml': 'valued:\n  field: orders\n  at least: 3\n' });
    expect(problems).toEqual([
      {
        ...{ file: 'segments.yaml', line: 2, column: 3 },
        problem: 'a condition stands in a list',
        fix: 'write it into a list, like all: [{ field: orders, at least: 3 }]',
      },
    ]);
  });

  test('mistakes deep inside are told each at its place, and nothing around them', async () => {
    const list =
      '{ field: ordrs, is: 1 }, { field: orders, is: two }, { field: orders, max: 3 }, { segment: valued-x }';
    const problems = await of(`{ any: [{ none: [${list}] }] }`);
    expect(problems.map(([problem]) => problem)).toEqual([
      'there is no field "ordrs"; did you mean "orders"?',
      '"two" is not a number',
      'unknown field "max"; did you mean "at most"?',
    ]);
  });
});

describe('the words of other tools', () => {
  test.each([
    ['min', 'at least'],
    ['>=', 'at least'],
    ['Equals', 'is'],
    ['one of', 'in'],
    ['in the last', 'within'],
  ])('%s is %s', async (word, operator) => {
    expect(operatorLike(word)).toBe(operator);
    expect(OPERATOR_NAMES).toContain(operator);
    const [[problem, fix] = []] = await of(`{ field: orders, "${word}": 3 }`);
    expect(problem).toBe(`unknown field "${word}"; did you mean "${operator}"?`);
    expect(fix).toContain(operator);
  });

  test('what every object inherits is none of them', () => {
    expect(operatorLike('constructor')).toBeUndefined();
  });
});
