// What stands in our own messages? Fields that we do not know are left out: the side that writes and the side that reads
// are deployed at different instants.
import * as z from 'zod';
import type { Upload } from '#core/flow/gather';
import type { ImportTask } from '#core/flow/import-task';
import type { TouchTask } from '#core/flow/touch-task';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema } from '#core/ids';
import { KnownSchema } from '#core/known';
import type { EnrollTask, ScanTask } from '#core/ports';
import { InstantSchema } from '#core/time';
import { wrongFields } from './accept.ts';

/** Step Functions' limit for a task token. */
const LONGEST_TOKEN = 2_048;
const LONGEST_CURSOR = 200;
/** S3's limit for the name of an object, in bytes. */
const LONGEST_KEY = 1_024;
/** S3's limit for the id of a version, in bytes. */
const LONGEST_VERSION = 1_024;

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

/** What the schedule says to the function that fits the shop. */
export const FitOrderSchema = z.object({ fit: z.literal(true) });

/** What the event of S3 says of a new object. A key in it is as it is, while those of S3's own notifications are encoded. */
export const UploadEventSchema = z
  .object({
    detail: z.object({
      object: z.object({
        key: z.string().min(1).max(LONGEST_KEY),
        /** Buckets without versions send none. */
        'version-id': z.string().min(1).max(LONGEST_VERSION).exactOptional(),
      }),
    }),
  })
  .transform(({ detail: { object } }): Upload => {
    const { key, 'version-id': version } = object;
    return version === undefined ? { key } : { key, version };
  });

/** What an upload knows of some customers. Each is read singly: one that cannot be read takes nobody's no along. */
export const ImportTaskSchema = z
  .object({
    customers: z.array(z.unknown()).min(1),
    // Only a proof names it: an odd one costs nobody their no.
    file: z.string().max(LONGEST_KEY).optional().catch(undefined),
  })
  .transform(({ customers, file }) => {
    const read = customers.map((one) => KnownSchema.safeParse(one));
    return {
      ...(file === undefined ? {} : { file }),
      customers: read.flatMap(({ data }) => data ?? []),
      unread: read.flatMap(({ error }, place) =>
        error === undefined ? [] : `customer ${place}: ${wrongFields(error)}`,
      ),
    };
  }) satisfies z.ZodType<ImportTask>;
