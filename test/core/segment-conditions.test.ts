import { describe, expect, test } from 'vitest';
import { ConditionSchema } from '#core/segment-conditions';
import { isInSegment } from '#core/segment-membership';
import { aCustomer } from '../support/builders.ts';
import { aSegment, judgedBy } from '../support/segment-world.ts';

// Ordered twice, last on 2 April 2026, which is 90 days before the day of asking.
const CUSTOMER = aCustomer({
  fields: { plan: 'Gold', points: 120, member: true, renews: '2026-08-01', code: '7' },
});
const has = (condition: object, customer = CUSTOMER) =>
  isInSegment(customer, aSegment({ all: [condition] }), judgedBy());
const problems = (condition: unknown) =>
  ConditionSchema.safeParse(condition).error?.issues.map(({ message }) => message);

describe('numbers', () => {
  test.each([
    ['is', 2, true],
    ['is', 3, false],
    ['is not', 3, true],
    ['is not', 2, false],
    ['at least', 2, true],
    ['at least', 3, false],
    ['at most', 2, true],
    ['at most', 1, false],
    ['more than', 1, true],
    ['more than', 2, false],
    ['less than', 3, true],
    ['less than', 2, false],
    ['between', [2, 5], true],
    ['between', [1, 2], true],
    ['between', [3, 5], false],
    ['between', [0, 1], false],
    ['in', [1, 2], true],
    ['in', [1, 3], false],
    ['not in', [1, 3], true],
    ['not in', [1, 2], false],
    ['exists', true, true],
    ['exists', false, false],
  ])('two orders, %s %j: %s', (operator, value, expected) => {
    expect(has({ field: 'orders', [operator]: value })).toBe(expected);
  });
});

describe('texts', () => {
  test.each([
    ['is', 'America/New_York', true],
    ['is', 'america/new_york', false],
    ['is not', 'america/new_york', true],
    ['in', ['Europe/Berlin', 'America/New_York'], true],
    ['not in', ['Europe/Berlin'], true],
    ['contains', 'NEW_york', true],
    ['contains', 'Berlin', false],
  ])('time zone %s %j: %s; only `contains` takes capital letters for small ones', (operator, value, expected) => {
    expect(has({ field: 'time zone', [operator]: value })).toBe(expected);
  });
});

describe('days', () => {
  test.each([
    ['is', '2026-04-02', true],
    ['is', '90 days ago', true],
    ['is not', '90 days ago', false],
    ['in', ['2026-04-01', '90 days ago'], true],
    ['not in', ['2026-04-01'], true],
    ['before', '2026-04-03', true],
    ['before', '2026-04-02', false],
    ['before', '89 days ago', true],
    ['before', '90 days ago', false],
    ['after', '2026-04-01', true],
    ['after', '90 days ago', false],
    ['after', '3 months ago', false],
    ['after', '13 weeks ago', true],
    ['between', ['2026-04-02', '2026-04-02'], true],
    ['between', ['1 year ago', '91 days ago'], false],
    ['between', ['2026-01-01', '30 days ago'], true],
    ['within', '90 days', true],
    ['within', '89 days', false],
    ['not within', '89 days', true],
    ['not within', '90 days', false],
  ])('an order 90 days ago, %s %j: %s', (operator, value, expected) => {
    expect(has({ field: 'last order', [operator]: value })).toBe(expected);
  });

  test('today is within any time, tomorrow within none', () => {
    const on = (day: string) =>
      aCustomer({ activity: { order: { first: '2025-01-01', last: day, count: 2, spent: 0 } } });
    expect(has({ field: 'last order', within: '0 days' }, on('2026-07-01'))).toBe(true);
    expect(has({ field: 'last order', within: '30 days' }, on('2026-07-02'))).toBe(false);
  });

  test('the same segment on another day is judged by that day', () => {
    const segment = aSegment({ all: [{ field: 'last order', within: '30 days' }] });
    const on = (today: string) => isInSegment(CUSTOMER, segment, { ...judgedBy(), today: today as never });
    expect([on('2026-04-20'), on('2026-07-01'), on('2026-04-20')]).toEqual([true, false, true]);
  });
});

describe('fields of the company’s own', () => {
  test.each([
    [{ field: 'fields.plan', is: 'Gold' }, true],
    [{ field: 'fields.plan', contains: 'gold' }, true],
    [{ field: 'fields.plan', in: ['Silver', 'Gold'] }, true],
    [{ field: 'fields.points', 'more than': 100 }, true],
    [{ field: 'fields.points', between: [1, 119] }, false],
    [{ field: 'fields.member', is: true }, true],
    [{ field: 'fields.renews', after: '2026-07-31' }, true],
    [{ field: 'fields.renews', between: ['2026-07-01', '2026-08-31'] }, true],
    [{ field: 'fields.renews', is: '2026-08-01' }, true],
    [{ field: 'fields.plan', before: '2026-07-31' }, false],
    [{ field: 'fields.points', within: '30 days' }, false],
    [{ field: 'fields.plan', 'at least': 'Gold' }, true],
  ])('%j: %s', (condition, expected) => {
    expect(has(condition)).toBe(expected);
  });

  test('a number and a text are neither equal nor more or less than each other', () => {
    expect(has({ field: 'fields.code', is: 7 })).toBe(false);
    expect(has({ field: 'fields.code', in: [7] })).toBe(false);
    for (const operator of ['at least', 'at most', 'more than', 'less than']) {
      expect(has({ field: 'fields.points', [operator]: '1' })).toBe(false);
      expect(has({ field: 'fields.plan', [operator]: 1 })).toBe(false);
    }
  });
});

describe('a condition is refused', () => {
  const OPERATORS =
    'is, is not, at least, at most, more than, less than, between, in, not in, contains, before, after, within, not within, exists';
  test.each([
    [{ field: 'orders' }, `nothing is compared; add one of ${OPERATORS}`],
    [{ field: 'orders', 'at least': 1, 'at most': 5 }, 'this compares twice; write a condition for each'],
    [{ field: 'orders', is: 'two' }, '"two" is not a number; orders is compared with one, like 2'],
    [{ field: 'orders', in: [1, 'two'] }, '"two" is not a number; orders is compared with one, like 2'],
    [{ field: 'orders', is: [1, 2] }, 'expected one value; several are written in: [this, that]'],
    [{ field: 'orders', between: [1] }, 'expected both ends; write them like between: [1, 5]'],
    [{ field: 'orders', between: [5, 1] }, 'this ends before it begins; write: between: [1, 5]'],
    [
      { field: 'orders', contains: '2' },
      'orders is a number, which "contains" does not compare; use is, is not, at least, at most, more than, less than, between, in, not in, exists',
    ],
    [
      { field: 'email', 'at least': 'b' },
      'email is a text, which "at least" does not compare; use is, is not, in, not in, contains, exists',
    ],
    [
      { field: 'last order', 'more than': 90 },
      'last order is a day, which "more than" does not compare; use is, is not, between, in, not in, before, after, within, not within, exists',
    ],
    [
      { field: 'reachable by email', in: [true] },
      'reachable by email is true or false, which "in" does not compare; use is, is not, exists',
    ],
    [{ field: 'rfm', is: 555 }, '555 is not a text; write it in quotes: "555"'],
    [{ field: 'value tier', is: 'platinum' }, 'there is no value tier "platinum"; write top, high, middle or low'],
    [
      { field: 'last outcome', in: ['lapsed', 'won'] },
      'there is no last outcome "won"; write won back, lapsed, opted out, unreachable or called off',
    ],
    [{ field: 'reachable by sms', is: 'yes' }, '"yes" is neither true nor false; write true or false'],
    [
      { field: 'alive', 'less than': 250 },
      'no customer has 250: alive goes from 0 to 100; write a number between them',
    ],
    [{ field: 'last order', before: '90 days' }, '"90 days" is not a day; write it like 2026-01-31 or 90 days ago'],
    [{ field: 'last order', after: 90 }, '"90" is not a day; write it like 2026-01-31 or 90 days ago'],
    [{ field: 'last order', is: '2026-02-30' }, '"2026-02-30" is not a day; write it like 2026-01-31 or 90 days ago'],
    [
      { field: 'last order', before: '101 years ago' },
      '"101 years ago" is not a day; write it like 2026-01-31 or 90 days ago',
    ],
    [{ field: 'last order', within: '6 hours' }, 'silence is counted in whole days; write it like 90 days'],
    [{ field: 'last order', within: '101 years' }, 'that is more than 100 years; write it like 30 days'],
    [
      { field: 'last order', between: ['30 days ago', '90 days ago'] },
      'this ends before it begins; write: between: [90 days ago, 30 days ago]',
    ],
    [
      { field: 'fields.plan', between: ['a', 'm'] },
      '"between" goes from number to number or from day to day; write it like between: [1, 5]',
    ],
  ])('%j', (condition, message) => {
    expect(problems(condition)).toEqual([message]);
  });

  test.each(['order', 'fields.', 'fields.a b', 'fields.constructor', 'days since Order', 'entered Gentle', 'e-mail'])(
    'for the unknown field "%s"',
    (field) => {
      expect(problems({ field, exists: true })).toEqual([
        `there is no field "${field}"; workflows/README.md lists them all`,
      ]);
    },
  );

  test.each(['constructor', 'toString', 'valueOf', 'days since constructor'])(
    'for "%s", which every object knows and no customer has',
    (field) => {
      expect(ConditionSchema.safeParse({ field, 'is not': 1 }).success).toBe(false);
    },
  );

  test('for a comparison that it does not know', () => {
    expect(ConditionSchema.safeParse({ field: 'orders', atleast: 1 }).success).toBe(false);
  });
});
