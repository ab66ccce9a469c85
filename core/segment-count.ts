// How many customers are in a segment, which of its conditions keeps the others out, and who is in it, for example?

import { namesContact } from '#core/contacts-in-text';
import type { Customer, FieldValue } from '#core/customer';
import { worthOf } from '#core/insight';
import { VALUE_TIERS, type ValueTier } from '#core/model/value-tier';
import type { MoneyFormat } from '#core/money';
import { createReachCounts, type Reachable } from '#core/reach-counts';
import { type Group, isGroup, isReference, itemsOf, type Segment } from '#core/segment';
import { type Field, fieldOf } from '#core/segment-field-names';
import { type JudgedBy, meetsItem } from '#core/segment-membership';
import { readerOf } from '#core/segment-readers';
import { itemText } from '#core/segment-words';

/** What must hold at the top of a segment: how many customers it keeps out, and how many of them nothing else keeps out. */
export type Requirement = { readonly says: string; readonly fails: number; readonly alone: number };

/** A customer of the segment: the values of the fields that it looks at. `has one` stands for what says who the person is. */
export type SegmentExample = {
  readonly customerId: Customer['customerId'];
  readonly values: Readonly<Record<string, FieldValue | null>>;
};

/** `tiers`: undefined where nothing was fitted yet. */
export type SegmentCount = {
  readonly customers: number;
  readonly inSegment: number;
  readonly reachable: Reachable;
  readonly tiers: Readonly<Record<ValueTier, number>> | undefined;
  readonly requirements: readonly Requirement[];
  readonly examples: readonly SegmentExample[];
};

/** Counts one customer after the other, in bounded memory. */
export type SegmentCounter = { add(customer: Customer): void; counted(): SegmentCount };

const HAS_ONE = 'has one';

/** A counter that has seen nobody. The first `examples` customers of the segment are kept as examples. */
export function createSegmentCounter(
  segment: Segment,
  by: JudgedBy,
  { examples, money }: { readonly examples: number; readonly money: MoneyFormat },
): SegmentCounter {
  const musts = requirementsOf(segment, money).map((must) => ({ ...must, fails: 0, alone: 0 }));
  const fields = fieldsOf(segment, by.segments);
  const reached = createReachCounts();
  const tiers = zeros(VALUE_TIERS);
  const kept: SegmentExample[] = [];
  let [customers, inSegment] = [0, 0];
  return {
    add(customer) {
      customers += 1;
      const failed = musts.filter(({ holds }) => !holds(customer, by));
      for (const must of failed) must.fails += 1;
      const [only, ...more] = failed;
      if (only !== undefined && more.length === 0) only.alone += 1;
      if (failed.length > 0) return;
      inSegment += 1;
      reached.add(customer);
      const worth = worthOf(customer, by.model, by.today);
      if (worth !== undefined) tiers[worth.tier] += 1;
      if (kept.length < examples) kept.push(exampleOf(customer, fields, by));
    },
    counted: () => ({
      customers,
      inSegment,
      reachable: reached.counted(),
      tiers: by.model?.value === undefined ? undefined : { ...tiers },
      requirements: musts.map(({ says, fails, alone }) => ({ says, fails, alone })),
      examples: [...kept],
    }),
  };
}

/** Does the segment look at a field that is unknown of everybody until something was fitted? */
export function needsModel(segment: Segment, segments: JudgedBy['segments']): boolean {
  return fieldsOf(segment, segments).some(({ spec }) => spec.isModelled === true);
}

type Must = { readonly says: string; readonly holds: (customer: Customer, by: JudgedBy) => boolean };

/** A customer is in the segment exactly when all of these hold. */
function requirementsOf({ all = [], any, none = [] }: Group, money: MoneyFormat): readonly Must[] {
  const some: Group = { any };
  return [
    ...all.map(
      (item): Must => ({ says: itemText(item, money), holds: (customer, by) => meetsItem(customer, item, by) }),
    ),
    ...(any === undefined
      ? []
      : [{ says: itemText(some, money), holds: (customer: Customer, by: JudgedBy) => meetsItem(customer, some, by) }]),
    ...none.map(
      (item): Must => ({
        says: `not: ${itemText(item, money)}`,
        holds: (customer, by) => !meetsItem(customer, item, by),
      }),
    ),
  ];
}

/** The fields that a segment and all that it refers to look at, each once. */
function fieldsOf(segment: Segment, segments: JudgedBy['segments']): readonly Field[] {
  const names = new Set<string>();
  const seen = new Set<Group>([segment]);
  for (const group of seen) {
    for (const { item } of itemsOf(group)) {
      const referred = isReference(item) ? segments[item.segment] : undefined;
      if (referred !== undefined) seen.add(referred);
      else if (!isGroup(item) && !isReference(item)) names.add(item.field);
    }
  }
  return [...names].flatMap((name) => fieldOf(name) ?? []);
}

function exampleOf(customer: Customer, fields: readonly Field[], by: JudgedBy): SegmentExample {
  const values = fields.map((field) => {
    const { name, spec } = field;
    const value = readerOf(field)(customer, by);
    const isPrivate = spec.isPrivate === true || (spec.type === 'any' && isContact(value));
    return [name, value === undefined ? null : isPrivate ? HAS_ONE : value] as const;
  });
  return { customerId: customer.customerId, values: Object.fromEntries(values) };
}

/** What stands behind the point of a number makes it no longer: 12345.67 is an amount. */
function isContact(value: FieldValue | undefined): boolean {
  return namesContact(String(typeof value === 'number' ? Math.trunc(value) : value));
}

function zeros<const T extends string>(names: readonly T[]): Record<T, number> {
  // Object.fromEntries forgets that the keys are the names given.
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
}
