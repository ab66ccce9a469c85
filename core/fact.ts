// What happened, one fact at a time: the journal that `explain` reads and `--journal` prints.
import * as z from 'zod';
import { ChannelSchema } from '#core/channel';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema, TouchIdSchema } from '#core/ids';
import { OutcomeSchema } from '#core/outcome';
import { InstantSchema } from '#core/time';

export const FACT_KINDS = [
  'dormant',
  'enrolled',
  'heldOut',
  'notEnrolled',
  'sent',
  'skipped',
  'held',
  'failed',
  'unknown',
  'response',
  'stopped',
  'closed',
] as const;

/** One fact. Ids, reasons and instants only: never an address, a phone number, a name or a code. */
export const FactSchema = z.object({
  at: InstantSchema,
  kind: z.enum(FACT_KINDS),
  customerId: CustomerIdSchema,
  enrollmentId: EnrollmentIdSchema.optional(),
  sequence: SequenceNameSchema.optional(),
  version: z.number().int().positive().optional(),
  touch: TouchIdSchema.optional(),
  channel: ChannelSchema.optional(),
  reason: z.string().max(200).optional(),
  response: z.string().max(40).optional(),
  /** The provider's or shop's id of a response, or of a message that was sent. */
  ref: z.string().max(200).optional(),
  outcome: OutcomeSchema.optional(),
  /** Minor units of an order. */
  cents: z.number().int().nonnegative().optional(),
  /** SMS parts of a message that was sent. */
  parts: z.number().int().positive().optional(),
  /** When a held touch may go out. */
  until: InstantSchema.optional(),
});
export type Fact = z.infer<typeof FactSchema>;
export type FactKind = Fact['kind'];

/** What tells a fact from another of the same customer and instant; recording it twice writes the same fact again. */
export function factKey(fact: Fact): string {
  const about = fact.ref ?? fact.touch ?? fact.sequence ?? '';
  return [fact.at, fact.kind, fact.enrollmentId ?? '', about].join('#');
}
