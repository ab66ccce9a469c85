// Named predicates over customers: fields compared, joined by all and any.
import * as z from 'zod';
import { type Customer, type FieldValue, FieldValueSchema } from '#core/customer';
import { type Day, daysBetween } from '#core/time';

/** The fields of every customer row that a segment may compare; profile fields are written `fields.<name>`. */
const ROW_FIELDS: Readonly<Record<string, (customer: Customer, today: Day) => FieldValue | undefined>> = {
  orders: (customer) => customer.activity.order?.count ?? 0,
  spent: (customer) => (customer.activity.order?.spent ?? 0) / 100,
  visits: (customer) => customer.activity.visit?.count ?? 0,
  'days since order': (customer, today) => daysSince(customer.activity.order?.last, today),
  'days since visit': (customer, today) => daysSince(customer.activity.visit?.last, today),
  'days since first order': (customer, today) => daysSince(customer.activity.order?.first, today),
  'time zone': (customer) => customer.timeZone,
};
/** All of them but the time zone are numbers; `spent` is in the currency's major units. */
const NUMBER_FIELDS = new Set(Object.keys(ROW_FIELDS).filter((name) => name !== 'time zone'));
export const SEGMENT_FIELDS: readonly string[] = Object.keys(ROW_FIELDS);

const COMPARISONS = {
  is: (have: FieldValue, want: FieldValue) => have === want,
  'is not': (have: FieldValue, want: FieldValue) => have !== want,
  'at least': (have: FieldValue, want: FieldValue) => sameType(have, want) && have >= want,
  'at most': (have: FieldValue, want: FieldValue) => sameType(have, want) && have <= want,
  'more than': (have: FieldValue, want: FieldValue) => sameType(have, want) && have > want,
  'less than': (have: FieldValue, want: FieldValue) => sameType(have, want) && have < want,
};

const FieldNameSchema = z
  .string()
  .refine((name) => Object.hasOwn(ROW_FIELDS, name) || /^fields\.[A-Za-z0-9_]{1,40}$/.test(name), {
    error: ({ input }) => `"${String(input)}" is not a field; use ${SEGMENT_FIELDS.join(', ')} or fields.<your own>`,
  });

const comparison = Object.fromEntries(Object.keys(COMPARISONS).map((name) => [name, FieldValueSchema.optional()]));
const ConditionSchema = z
  .strictObject({ field: FieldNameSchema, ...comparison } as {
    field: typeof FieldNameSchema;
  } & Record<keyof typeof COMPARISONS, z.ZodOptional<typeof FieldValueSchema>>)
  .superRefine(({ field, ...compared }, context) => {
    if (!NUMBER_FIELDS.has(field)) return;
    for (const [name, want] of Object.entries(compared)) {
      if (want === undefined || typeof want === 'number') continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `"${String(want)}" is not a number; ${field} is compared with one, like 2`,
      });
    }
  })
  .refine((condition) => Object.keys(condition).length === 2, `compare once: ${Object.keys(COMPARISONS).join(', ')}`);
type Condition = z.infer<typeof ConditionSchema>;

/** `{ describe, all: [ { field: orders, at least: 2 } ] }`, or `any`; both may be given, and then both must hold. */
export const SegmentSchema = z
  .strictObject({
    describe: z.string().min(1).max(200).optional(),
    all: z.array(ConditionSchema).min(1).optional(),
    any: z.array(ConditionSchema).min(1).optional(),
  })
  .refine(({ all, any }) => all !== undefined || any !== undefined, 'a segment needs all: or any: with conditions');
export type Segment = z.infer<typeof SegmentSchema>;

/** Is this customer in the segment on this day? A field that the customer lacks meets no condition but `is not`. */
export function isInSegment(customer: Customer, segment: Segment, today: Day): boolean {
  const holds = (condition: Condition) => meets(customer, condition, today);
  return (segment.all?.every(holds) ?? true) && (segment.any?.some(holds) ?? true);
}

function meets(customer: Customer, { field, ...rest }: Condition, today: Day): boolean {
  const own = field.replace(/^fields\./, '');
  const have = Object.hasOwn(ROW_FIELDS, field) ? ROW_FIELDS[field]?.(customer, today) : ownField(customer, own);
  return Object.entries(rest).every(([name, want]) => {
    if (want === undefined) return true;
    if (have === undefined) return name === 'is not';
    return COMPARISONS[name as keyof typeof COMPARISONS](have, want);
  });
}

/** What every object inherits is no field of a customer. */
function ownField({ fields }: Customer, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function daysSince(day: Day | undefined, today: Day): number | undefined {
  return day === undefined ? undefined : daysBetween(day, today);
}

function sameType(one: FieldValue, other: FieldValue): boolean {
  return typeof one === typeof other;
}
