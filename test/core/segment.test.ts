import { describe, expect, test } from 'vitest';
import { isInSegment, SEGMENT_FIELDS, type Segment, SegmentSchema } from '#core/segment';
import { DaySchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const TODAY = DaySchema.parse('2026-07-01');
const all = (...conditions: object[]): Segment => SegmentSchema.parse({ all: conditions });
const any = (...conditions: object[]): Segment => SegmentSchema.parse({ any: conditions });
const has = (segment: Segment, customer = aCustomer()) => isInSegment(customer, segment, TODAY);
const problems = (written: unknown) => SegmentSchema.safeParse(written).error?.issues.map(({ message }) => message);

describe('two orders', () => {
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
  ])('%s %i: %s', (comparison, value, expected) => {
    expect(has(all({ field: 'orders', [comparison]: value }))).toBe(expected);
  });
});

describe('the fields of a row', () => {
  const visit = { first: '2026-01-01', last: '2026-06-21', count: 7, spent: 0 };
  const customer = aCustomer({ activity: { ...aCustomer().activity, visit } });

  test.each([
    ['orders', 2],
    ['spent', 120],
    ['visits', 7],
    ['days since order', 90],
    ['days since visit', 10],
    ['days since first order', 537],
    ['time zone', 'America/New_York'],
  ])('%s is %j', (field, value) => {
    expect(has(all({ field, is: value }), customer)).toBe(true);
    expect(has(all({ field, 'is not': value }), customer)).toBe(false);
  });

  test('are all of those that a file may name', () => {
    expect([...SEGMENT_FIELDS].sort()).toEqual([
      'days since first order',
      'days since order',
      'days since visit',
      'orders',
      'spent',
      'time zone',
      'visits',
    ]);
  });

  test('count nothing as zero, but the days since nothing are unknown', () => {
    const newcomer = aCustomer({ activity: {} });
    for (const field of ['orders', 'spent', 'visits']) expect(has(all({ field, is: 0 }), newcomer)).toBe(true);
    expect(has(all({ field: 'days since order', 'at least': 0 }), newcomer)).toBe(false);
  });
});

describe('profile fields', () => {
  const customer = aCustomer({ fields: { plan: 'gold', points: 120, member: true } });

  test.each([
    [{ field: 'fields.plan', is: 'gold' }, true],
    [{ field: 'fields.points', 'more than': 100 }, true],
    [{ field: 'fields.member', is: true }, true],
    [{ field: 'fields.plan', 'is not': 'silver' }, true],
    [{ field: 'fields.points', 'less than': 100 }, false],
  ])('%j: %s', (condition, expected) => {
    expect(has(all(condition), customer)).toBe(expected);
  });

  test.each(['is', 'at least', 'at most', 'more than', 'less than'])(
    'a field that the customer lacks does not meet `%s`',
    (comparison) => {
      expect(has(all({ field: 'fields.shoe_size', [comparison]: 0 }), customer)).toBe(false);
    },
  );

  test('a field that the customer lacks is not anything', () => {
    expect(has(all({ field: 'fields.shoe_size', 'is not': 42 }), customer)).toBe(true);
  });

  test('a number and a text are never more or less than each other', () => {
    for (const comparison of ['at least', 'at most', 'more than', 'less than']) {
      expect(has(all({ field: 'fields.points', [comparison]: '1' }), customer)).toBe(false);
      expect(has(all({ field: 'fields.plan', [comparison]: 1 }), customer)).toBe(false);
    }
  });
});

describe('all and any', () => {
  const YES = { field: 'orders', 'at least': 1 };
  const NO = { field: 'orders', 'at least': 100 };

  test('all wants every condition, any wants one', () => {
    expect(has(all(YES, YES))).toBe(true);
    expect(has(all(YES, NO))).toBe(false);
    expect(has(any(NO, YES))).toBe(true);
    expect(has(any(NO, NO))).toBe(false);
  });

  test('both given, both must hold', () => {
    const both = (one: object, other: object) => SegmentSchema.parse({ all: [one], any: [other] });
    expect(has(both(YES, YES))).toBe(true);
    expect(has(both(YES, NO))).toBe(false);
    expect(has(both(NO, YES))).toBe(false);
  });
});

describe('a segment is refused', () => {
  test('with neither all nor any', () => {
    expect(problems({ describe: 'everyone' })).toEqual(['a segment needs all: or any: with conditions']);
  });

  test.each([
    ['no comparison', { field: 'orders' }],
    ['two comparisons', { field: 'orders', 'at least': 1, 'at most': 5 }],
  ])('for a condition with %s', (_what, condition) => {
    expect(problems({ all: [condition] })).toEqual([
      'compare once: is, is not, at least, at most, more than, less than',
    ]);
  });

  test.each(['order', 'fields.', 'fields.a b', 'email'])(
    'for the unknown field "%s", with those that are known',
    (field) => {
      expect(problems({ all: [{ field, is: 1 }] })).toEqual([
        `"${field}" is not a field; use ${SEGMENT_FIELDS.join(', ')} or fields.<your own>`,
      ]);
    },
  );

  test.each(['constructor', 'toString', 'valueOf'])(
    'for "%s", which every object knows and no customer has',
    (field) => {
      expect(SegmentSchema.safeParse({ all: [{ field, 'is not': 1 }] }).success).toBe(false);
    },
  );

  test('for a comparison that it does not know, and for empty lists', () => {
    expect(SegmentSchema.safeParse({ all: [{ field: 'orders', atleast: 1 }] }).success).toBe(false);
    expect(SegmentSchema.safeParse({ all: [] }).success).toBe(false);
  });
});
