// What segments are judged by, and any segment and any row that a test may ask for.
import fc from 'fast-check';
import type { Customer } from '#core/customer';
import type { ShopModel } from '#core/model/shop-model';
import { type Group, type Item, type Segment, SegmentSchema } from '#core/segment';
import type { JudgedBy } from '#core/segment-membership';
import { DaySchema, InstantSchema } from '#core/time';
import { aCustomer } from './builders.ts';
import { SPEND, TIMING } from './simulated-rows.ts';

export const TODAY = DaySchema.parse('2026-07-01');

/** The figures published for CDNOW, and tiers and scores that begin at round numbers. */
export const A_MODEL: ShopModel = {
  ...{ version: 3, fittedAt: InstantSchema.parse('2026-06-30T08:00:00.000Z'), until: TODAY },
  ...{ customers: 2_357, repeatCustomers: 946, orders: 4_814 },
  timing: { status: 'fitted', model: TIMING, logLikelihood: -9_582.4 },
  spend: { status: 'fitted', model: SPEND, logLikelihood: -4_058.9 },
  value: { by: 'expectedValue', floors: { top: 300, high: 100, middle: 20 } },
  scores: { recency: [-200, -100, -50, -10], frequency: [1, 2, 3, 5], money: [10, 20, 50, 100] },
};

/** On 1 July 2026, with a model, and without other segments. */
export function judgedBy(overrides: Partial<JudgedBy> = {}): JudgedBy {
  return { today: TODAY, model: A_MODEL, segments: {}, shopWindow: undefined, ...overrides };
}

/** A segment as a file writes it. */
export function aSegment(written: object): Segment {
  return SegmentSchema.parse(written);
}

const days = fc.constantFrom('2024-02-29', '2025-01-10', '2026-04-02', '2026-06-30', '2026-07-01', '2026-07-03');
const summaries = fc
  .record({
    days: fc.tuple(days, days),
    count: fc.integer({ min: 1, max: 9 }),
    spent: fc.integer({ min: 0, max: 90_000 }),
  })
  .map(({ days: [one, other], ...rest }) => ({
    first: one < other ? one : other,
    last: one < other ? other : one,
    ...rest,
  }));
const consents = fc.record({
  state: fc.constantFrom('granted' as const, 'withdrawn' as const),
  at: fc.constant('2025-01-10T09:00:00.000Z'),
  source: fc.constant('checkout'),
});
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const present = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Any row: every part of it may be missing. */
export const customers: fc.Arbitrary<Customer> = fc
  .record({
    activity: fc.record({ order: optional(summaries), visit: optional(summaries), 'store-visit': optional(summaries) }),
    consent: fc.record({ email: optional(consents), sms: optional(consents) }),
    fields: fc.record({
      plan: optional(fc.constantFrom('gold', 'Silver', '2026-07-01', '', 7, true)),
      points: optional(fc.integer({ min: -5, max: 5 })),
    }),
    email: optional(fc.constant('ada@customer.example')),
    admissions: fc.record({
      gentle: optional(
        fc.record({
          episode: days,
          decision: fc.constantFrom('enrolled' as const, 'heldOut' as const, 'reentry' as const),
          at: fc.constant('2026-06-01T14:00:00.000Z'),
          enteredAt: fc.constant('2026-06-01T14:00:00.000Z'),
          outcome: fc.constantFrom('wonBack' as const, 'lapsed' as const),
        }),
      ),
    }),
  })
  .map(({ activity, consent, fields, admissions, email }) => {
    return aCustomer({
      timeZone: undefined,
      activity: present(activity),
      consent: present(consent),
      fields: present(fields),
      admissions: present(admissions),
      email,
    });
  });

const numbers = fc.integer({ min: -5, max: 400 });
const dayWants = fc.constantFrom('2026-06-30', '2026-07-01', '0 days ago', '90 days ago', '2 years ago');
const numberFields = fc.constantFrom(
  'orders',
  'spent',
  'average order',
  'days since order',
  'store-visit count',
  'value',
);
const dayFields = fc.constantFrom('last order', 'first visit', 'entered gentle', 'fields.plan');
const textFields = fc.constantFrom('email', 'time zone', 'fields.plan', 'rfm');
const texts = fc.constantFrom('gold', 'SILVER', '555', 'ada', 'America/New_York');
const sorted = ([one, other]: [number, number]) => (one < other ? [one, other] : [other, one]);
const field = <T>(fields: fc.Arbitrary<string>, operators: readonly string[], wants: fc.Arbitrary<T>) =>
  fc
    .tuple(fields, fc.constantFrom(...operators), wants)
    .map(([name, operator, want]) => ({ field: name, [operator]: want }));

/** Any condition that a file may hold. */
export const conditions: fc.Arbitrary<Item> = fc.oneof(
  field(numberFields, ['is', 'is not', 'at least', 'at most', 'more than', 'less than'], numbers),
  field(numberFields, ['between'], fc.tuple(numbers, numbers).map(sorted)),
  field(numberFields, ['in', 'not in'], fc.array(numbers, { minLength: 1, maxLength: 4 })),
  field(textFields, ['is', 'is not', 'contains'], texts),
  field(textFields, ['in', 'not in'], fc.array(texts, { minLength: 1, maxLength: 3 })),
  field(dayFields, ['before', 'after'], dayWants),
  field(dayFields, ['within', 'not within'], fc.constantFrom('30 days', '1 year')),
  field(fc.oneof(numberFields, textFields, dayFields), ['exists'], fc.boolean()),
  field(fc.constantFrom('reachable by email', 'suppressed by sms'), ['is', 'is not'], fc.boolean()),
  field(fc.constantFrom('value tier'), ['is', 'is not'], fc.constantFrom('top', 'high', 'middle', 'low')),
);

const references = fc.constantFrom('one', 'two', 'three', 'missing').map((segment) => ({ segment }));
const { item } = fc.letrec<{ item: Item; group: Group }>((tie) => ({
  item: fc.oneof({ maxDepth: 3, withCrossShrink: true }, conditions, references, tie('group')),
  group: fc
    .record({
      all: optional(itemsOf(tie('item'))),
      any: optional(itemsOf(tie('item'))),
      none: optional(itemsOf(tie('item'))),
    })
    .filter(({ all, any, none }) => all !== undefined || any !== undefined || none !== undefined),
}));

function itemsOf(one: fc.Arbitrary<Item>): fc.Arbitrary<readonly Item[]> {
  return fc.array(one, { minLength: 1, maxLength: 3, depthIdentifier: 'items' });
}

/** Any item of a segment: a condition, a reference (perhaps to nothing) or a group of them. */
export const items: fc.Arbitrary<Item> = item;

/** Any segments by name, which may refer to each other in any way. */
export const worlds: fc.Arbitrary<Readonly<Record<string, Segment>>> = fc
  .record({ one: item, two: item, three: item })
  .map((named) => Object.fromEntries(Object.entries(named).map(([name, one]) => [name, aSegment({ all: [one] })])));
