// Who is in a segment? Its conditions asked of a customer's row, and the segments that it refers to.
import type { Customer } from '#core/customer';
import type { Window } from '#core/dormancy-rule';
import { type Item, isGroup, isReference, JOINS, MOST_WITH_REFERRED, type Segment, weightsOf } from '#core/segment';
import { type Condition, testOf } from '#core/segment-conditions';
import { fieldOf } from '#core/segment-field-names';
import { type ReadBy, readerOf } from '#core/segment-readers';

/** What customers are judged by, beside the row. `shopWindow`: where a clock of their own says nothing. */
export type JudgedBy = ReadBy & {
  readonly segments: Readonly<Record<string, Segment>>;
  readonly shopWindow: Window | undefined;
};

type Holds = (customer: Customer, by: JudgedBy) => boolean;

/** Is this customer in the segment on this day? A field that the customer lacks meets no condition but a negative one. */
export function isInSegment(customer: Customer, segment: Segment, by: JudgedBy): boolean {
  return holdsOf(segment)(customer, by);
}

/** Is this customer in the segment of a name? Nobody is in one that is unknown, leads in a circle or has grown too large. */
export function isInNamed(customer: Customer, segmentName: string, by: JudgedBy): boolean {
  const segment = soundOf(by.segments).get(segmentName);
  return segment !== undefined && isInSegment(customer, segment, by);
}

/** The same for one item of a segment. */
export function meetsItem(customer: Customer, item: Item, by: JudgedBy): boolean {
  return holdsOf(item)(customer, by);
}

/** What was worked out of a segment or of all of them, for as long as they are there: a scan asks it of every row. */
const known = new WeakMap<Item, Holds>();
const sound = new WeakMap<JudgedBy['segments'], ReadonlyMap<string, Segment>>();

function soundOf(segments: JudgedBy['segments']): ReadonlyMap<string, Segment> {
  let found = sound.get(segments);
  if (found === undefined) {
    const weights = weightsOf(segments);
    const usable = Object.entries(segments).filter(([name]) => (weights.get(name) ?? Infinity) <= MOST_WITH_REFERRED);
    found = new Map(usable);
    sound.set(segments, found);
  }
  return found;
}

function holdsOf(item: Item): Holds {
  let holds = known.get(item);
  if (holds === undefined) {
    holds = workedOut(item);
    known.set(item, holds);
  }
  return holds;
}

function workedOut(item: Item): Holds {
  if (isReference(item)) return (customer, by) => isInNamed(customer, item.segment, by);
  if (!isGroup(item)) return conditionHolds(item);
  const [all, any, none] = JOINS.map((join) => item[join]?.map(holdsOf));
  return (customer, by) =>
    (all?.every((holds) => holds(customer, by)) ?? true) &&
    (any?.some((holds) => holds(customer, by)) ?? true) &&
    !(none?.some((holds) => holds(customer, by)) ?? false);
}

function conditionHolds(condition: Condition): Holds {
  const field = fieldOf(condition.field);
  // The schema lets no such condition pass.
  if (field === undefined) return () => false;
  const read = readerOf(field);
  const test = testOf(condition, field.spec.type);
  return (customer, by) => test(read(customer, by), by.today);
}
