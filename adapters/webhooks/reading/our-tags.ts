// Which of our messages does an event speak of? Whoever sends puts our ids on each message, and the provider gives them back.
import * as z from 'zod';
import {
  type CustomerId,
  CustomerIdSchema,
  type EnrollmentId,
  EnrollmentIdSchema,
  type TouchId,
  TouchIdSchema,
} from '#core/ids';

/** A message of ours: whose it was, and the touch if it was one. */
export type Ours = {
  readonly customerId: CustomerId;
  readonly enrollmentId?: EnrollmentId;
  readonly touchId?: TouchId;
};

const TouchTagsSchema = z
  .object({
    winback_customer: CustomerIdSchema,
    winback_enrollment: EnrollmentIdSchema,
    winback_touch: TouchIdSchema,
  })
  .refine((tags) => isOf(tags.winback_enrollment, tags.winback_customer))
  .transform(
    (tags): Ours => ({
      customerId: tags.winback_customer,
      enrollmentId: tags.winback_enrollment,
      touchId: tags.winback_touch,
    }),
  );
// A message that the shop sent on its own account: a bounce and a click are this customer's too.
const CustomerTagSchema = z
  .object({
    winback_customer: CustomerIdSchema,
    winback_enrollment: z.undefined().optional(),
    winback_touch: z.undefined().optional(),
  })
  .transform((tags): Ours => ({ customerId: tags.winback_customer }));
const OursSchema = z.union([TouchTagsSchema, CustomerTagSchema]);

/** The ids among these values; undefined when there are none, or when one of them cannot be ours. */
export function oursAmong(values: unknown): Ours | undefined {
  const parsed = OursSchema.safeParse(values);
  return parsed.success ? parsed.data : undefined;
}

/** The same ids where a provider has room for one text only: written as a query, `winback_customer=1001&…`. */
export function oursInText(text: unknown): Ours | undefined {
  return typeof text === 'string' ? oursAmong(Object.fromEntries(new URLSearchParams(text))) : undefined;
}

/** An enrollment id holds the customer's: ids that do not belong together name nobody. */
export function isOf(enrollmentId: EnrollmentId, customerId: CustomerId): boolean {
  const [, ofCustomer] = /^[^_]+_(.+)_\d{8}$/.exec(enrollmentId) ?? [];
  return ofCustomer === customerId;
}
