// What stands in our own messages? Fields that we do not know are left out: the side that writes and the side that reads
// are deployed at different instants.
import * as z from 'zod';
import type { TouchTask } from '#core/flow/touch-task';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema } from '#core/ids';
import type { EnrollTask, ScanTask } from '#core/ports';
import { InstantSchema } from '#core/time';

/** Step Functions' limit for a task token. */
const LONGEST_TOKEN = 2_048;
const LONGEST_CURSOR = 200;

/** A piece of a scan, as the plan of the day or an earlier piece put it on the queue. */
export const ScanTaskSchema = z
  .object({
    segment: z.int().nonnegative(),
    segments: z.int().positive(),
    after: z.string().min(1).max(LONGEST_CURSOR).exactOptional(),
  })
  .refine(({ segment, segments }) => segment < segments, { path: ['segment'] }) satisfies z.ZodType<ScanTask>;

/** A customer put forward by a scan. */
export const EnrollTaskSchema = z.object({
  customerId: CustomerIdSchema,
  sequence: SequenceNameSchema,
  version: z.int().positive(),
}) satisfies z.ZodType<EnrollTask>;

/** What `workflows/journey.asl.json` puts on the touch queue when it enters a leg. */
export const TouchTaskSchema = z.object({
  enrollmentId: EnrollmentIdSchema,
  customerId: CustomerIdSchema,
  leg: z.int().nonnegative(),
  token: z.string().min(1).max(LONGEST_TOKEN),
  expiresAt: InstantSchema,
}) satisfies z.ZodType<TouchTask>;

/** What the schedule says to the function that plans the day's scan. */
export const PlanOrderSchema = z.object({ plan: z.literal(true) });

/** What the schedule says to the function that reports. */
export const ReportOrderSchema = z.object({ report: z.literal(true) });
