// Named predicates over customers: conditions joined by all, any and none, nested, and referring to each other.
import * as z from 'zod';
import { SegmentNameSchema } from '#core/ids';
import { type Condition, ConditionSchema } from '#core/segment-conditions';

/** A list of conditions may be so long, groups may stand in groups so deep, and a segment may have so many conditions in all. */
const MOST_ITEMS = 50;
const MOST_DEPTH = 5;
export const MOST_CONDITIONS = 200;
/** More than this many are no plan any more. */
const MOST_SEGMENTS = 200;
/** A segment may go through so many others, which may have so many conditions altogether: each row is asked all of them. */
export const MOST_CHAIN = 10;
export const MOST_WITH_REFERRED = 500;

/** `{ segment: valued }`: the customers of another segment. */
export type Reference = { readonly segment: string };
/** All that is written in it must hold: all of `all`, one at least of `any`, nothing of `none`. */
export type Group = {
  readonly all?: readonly Item[] | undefined;
  readonly any?: readonly Item[] | undefined;
  readonly none?: readonly Item[] | undefined;
};
export type Item = Condition | Group | Reference;
export const JOINS = ['all', 'any', 'none'] as const;

// Exactly one of them fits; where none does, the problems of all are told, and not only those of one that looks near.
const ItemSchema: z.ZodType<Item, Item> = z.lazy(() => z.xor([ConditionSchema, GroupSchema, ReferenceSchema]));
const ItemsSchema = z
  .array(ItemSchema)
  .min(1, 'this list is empty; write a condition into it, like { field: orders, at least: 3 }')
  .max(
    MOST_ITEMS,
    `this list is too long; ${MOST_ITEMS} conditions are possible, more in groups or segments of their own`,
  );
const joins = { all: ItemsSchema.optional(), any: ItemsSchema.optional(), none: ItemsSchema.optional() };
const joinsSomething = (group: Group) => JOINS.some((join) => group[join] !== undefined);
const GroupSchema = z
  .strictObject(joins)
  .refine(joinsSomething, 'this joins nothing; write all:, any: or none: with conditions');
const ReferenceSchema = z.strictObject({ segment: SegmentNameSchema });

/** `{ describe, all: [ { field: orders, at least: 2 } ] }`; also `any` and `none`. All that is given must hold. */
export const SegmentSchema = z
  .strictObject({ describe: z.string().min(1).max(200).optional(), ...joins })
  .refine(joinsSomething, 'a segment needs conditions; write all:, any: or none: with a list of them')
  .superRefine((segment, context) => {
    const complain = (path: Path, message: string) => context.addIssue({ code: 'custom', path: [...path], message });
    const items = [...itemsOf(segment)];
    const deep = items.find(({ path }) => path.length > 2 * MOST_DEPTH);
    if (deep !== undefined)
      complain(deep.path, `groups stand in groups ${MOST_DEPTH} deep at most; give the inner one a name as a segment`);
    if (items.filter(({ item }) => !isGroup(item)).length > MOST_CONDITIONS)
      complain([], `a segment has ${MOST_CONDITIONS} conditions at most; put some of them into a segment of their own`);
  });
export type Segment = z.infer<typeof SegmentSchema>;

/** `workflows/segments.yaml`: segments by their names. */
export const SegmentsSchema = z
  .record(SegmentNameSchema, SegmentSchema)
  .refine((all) => Object.keys(all).length <= MOST_SEGMENTS, `there are ${MOST_SEGMENTS} segments at most`);

type Path = readonly (string | number)[];

/** Every item of a segment with its place, those of inner groups too, from top to bottom. */
export function* itemsOf(group: Group, above: Path = []): Generator<{ readonly path: Path; readonly item: Item }> {
  for (const join of JOINS) {
    for (const [index, item] of (group[join] ?? []).entries()) {
      const path = [...above, join, index];
      yield { path, item };
      if (isGroup(item)) yield* itemsOf(item, path);
    }
  }
}

export function isReference(item: Item): item is Reference {
  return 'segment' in item;
}

export function isGroup(item: Item): item is Group {
  return !('field' in item || 'segment' in item);
}

/**
 * How many conditions each segment asks with all that it refers to, by name. Left out are those that lead in a circle or through
 * more than MOST_CHAIN others. A reference to an unknown name counts as one condition.
 */
export function weightsOf(segments: Readonly<Record<string, Group>>): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  let open = Object.entries(segments).map(([name, segment]) => {
    const items = [...itemsOf(segment)].filter(({ item }) => !isGroup(item));
    return { name, own: items.length, refers: items.flatMap(({ item }) => (isReference(item) ? item.segment : [])) };
  });
  for (let round = 0; round <= MOST_CHAIN; round += 1) {
    const ready = open.filter(({ refers }) => refers.every((one) => weights.has(one) || !Object.hasOwn(segments, one)));
    const settled = ready.map(({ name, own, refers }) => {
      const referred = refers.reduce((sum, one) => sum + (weights.get(one) ?? 0), 0);
      return [name, own + referred] as const;
    });
    for (const [name, weight] of settled) weights.set(name, weight);
    open = open.filter(({ name }) => !weights.has(name));
  }
  return weights;
}
