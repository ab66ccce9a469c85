import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import type { Segment } from '#core/segment';
import { createSegmentCounter, needsModel } from '#core/segment-count';
import { isInSegment, type JudgedBy } from '#core/segment-membership';
import { aCustomer } from '../support/builders.ts';
import { aSegment, customers, items, judgedBy, worlds } from '../support/segment-world.ts';

function count(segment: Segment, rows: readonly Customer[], { examples = 5, by = judgedBy() } = {}) {
  const counter = createSegmentCounter(segment, by, { examples, money: { currency: 'USD', locale: 'en-US' } });
  for (const row of rows) counter.add(row);
  return counter.counted();
}
const ordered = (customerId: string, orders: number, overrides = {}) =>
  aCustomer({
    customerId,
    activity: { order: { first: '2025-01-10', last: '2026-04-02', count: orders, spent: orders * 6_000 } },
    ...overrides,
  });

describe('what is counted', () => {
  const segment = aSegment({
    all: [{ field: 'orders', 'at least': 2 }],
    any: [
      { field: 'spent', 'more than': 200 },
      { field: 'fields.plan', is: 'gold' },
    ],
    none: [{ field: 'sms consent', is: 'withdrawn' }],
  });
  const withdrawn = { state: 'withdrawn', at: '2026-01-01T00:00:00.000Z', source: 'page' } as const;
  const rows = [
    ordered('c1', 2),
    ordered('c2', 9),
    ordered('c3', 9, { consent: {} }),
    ordered('c4', 1),
    ordered('c5', 1, { fields: { plan: 'gold' } }),
    ordered('c6', 9, { consent: { sms: withdrawn } }),
  ];
  const counted = count(segment, rows);

  test('who is in it, and on which channels they can be reached', () => {
    expect(counted).toMatchObject({ customers: 6, inSegment: 2, reachable: { email: 1, sms: 1, none: 1 } });
  });

  test('what each condition keeps out, and what nothing else would', () => {
    expect(counted.requirements).toEqual([
      { says: 'orders at least 2', fails: 2, alone: 1 },
      { says: 'any of (spent more than $200; fields.plan is gold)', fails: 2, alone: 1 },
      { says: 'not: sms consent is withdrawn', fails: 1, alone: 1 },
    ]);
  });

  test('value tiers where something was fitted', () => {
    const { tiers } = counted;
    expect(Object.values(tiers ?? {}).reduce((sum, one) => sum + one, 0)).toBe(2);
    expect(count(segment, rows, { by: judgedBy({ model: undefined }) }).tiers).toBeUndefined();
  });
});

describe('examples', () => {
  test('are the first so many, with the values that the segment looks at, also by the segments it refers to', () => {
    const gold = aSegment({ any: [{ field: 'fields.plan', is: 'gold' }] });
    const segment = aSegment({ all: [{ any: [{ field: 'orders', exists: true }] }, { segment: 'gold' }] });
    const by = judgedBy({ segments: { gold } });
    const rows = ['c1', 'c2', 'c3'].map((id) => ordered(id, 2, { fields: { plan: 'gold' } }));
    expect(count(segment, rows, { by, examples: 2 }).examples).toEqual([
      { customerId: 'c1', values: { orders: 2, 'fields.plan': 'gold' } },
      { customerId: 'c2', values: { orders: 2, 'fields.plan': 'gold' } },
    ]);
    expect(count(segment, rows, { by, examples: 0 }).examples).toEqual([]);
  });

  test('never tell a name, an address or a number, wherever they were imported to', () => {
    const names = ['first name', 'last name', 'email', 'phone', 'fields.second_email', 'fields.mobile', 'fields.plan'];
    const segment = aSegment({ any: names.map((field) => ({ field, exists: true })) });
    const fields = { second_email: 'ada@other.example', mobile: 12_025_550_123, plan: 'gold' };
    const [example] = count(segment, [aCustomer({ lastName: undefined, fields })]).examples;
    expect(example?.values).toEqual({
      'first name': 'has one',
      'last name': null,
      email: 'has one',
      phone: 'has one',
      'fields.second_email': 'has one',
      'fields.mobile': 'has one',
      'fields.plan': 'gold',
    });
  });

  test('tell amounts and dates of the company, though they have as many digits as a number', () => {
    const segment = aSegment({ any: ['paid', 'joined'].map((name) => ({ field: `fields.${name}`, exists: true })) });
    const [example] = count(segment, [aCustomer({ fields: { paid: 12_345.67, joined: '2025-05-03' } })]).examples;
    expect(example?.values).toEqual({ 'fields.paid': 12_345.67, 'fields.joined': '2025-05-03' });
  });
});

test('a segment needs a fit when it, or one that it refers to, looks at what only a fit tells', () => {
  const valued = aSegment({ all: [{ field: 'value tier', is: 'top' }] });
  const round = aSegment({ all: [{ segment: 'round' }, { segment: 'valued' }] });
  const segments: JudgedBy['segments'] = { valued, round };
  expect(needsModel(valued, {})).toBe(true);
  expect(needsModel(round, segments)).toBe(true);
  expect(needsModel(aSegment({ all: [{ field: 'orders', is: 2 }] }), segments)).toBe(false);
});

test('a customer is counted in exactly when the segment has them, and kept out by something otherwise', () => {
  const list = fc.option(fc.array(items, { minLength: 1, maxLength: 3 }), { nil: undefined });
  const segmentsOfAny = fc.record({ all: list, any: list, none: fc.array(items, { minLength: 1, maxLength: 3 }) });
  fc.assert(
    fc.property(segmentsOfAny, customers, worlds, (written, customer, segments) => {
      const segment = aSegment(written);
      const by = judgedBy({ segments });
      const { inSegment, requirements } = count(segment, [customer], { by });
      expect(inSegment).toBe(isInSegment(customer, segment, by) ? 1 : 0);
      expect(requirements.some(({ fails }) => fails > 0)).toBe(inSegment === 0);
    }),
  );
});
