// Which journey ended, and how? "Step Functions Execution Status Change" by EventBridge (Step Functions developer guide).
import * as z from 'zod';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import type { EnrollmentKey } from '#core/ports';
import { JsonTextSchema } from './accept.ts';

/** `asPlanned`: our own answer ended it. `broken`: it failed, timed out or was stopped by hand. */
export type JourneyEnd = { readonly ended: 'asPlanned' | 'broken' | 'notYet'; readonly key: EnrollmentKey };

const ENDS: Readonly<Record<string, JourneyEnd['ended']>> = {
  SUCCEEDED: 'asPlanned',
  FAILED: 'broken',
  TIMED_OUT: 'broken',
  ABORTED: 'broken',
};

/** The end of a journey. An execution is named after its enrollment; its input says whose that is. */
export const JourneyEndSchema = z
  .object({
    source: z.literal('aws.states'),
    detail: z.object({
      name: EnrollmentIdSchema,
      status: z.string(),
      input: JsonTextSchema.pipe(z.object({ customerId: CustomerIdSchema })),
    }),
  })
  .transform(({ detail: { name, status, input } }): JourneyEnd => {
    return {
      ended: (Object.hasOwn(ENDS, status) ? ENDS[status] : undefined) ?? 'notYet',
      key: { enrollmentId: name, customerId: input.customerId },
    };
  });
