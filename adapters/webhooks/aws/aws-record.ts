// Whose record is it? What AWS's services publish does not say, but it shows.
import * as z from 'zod';
import { sesSchemaFor } from '#adapters/webhooks/aws/ses-record';
import { inboundSmsSchemaAt, isInboundSms, smsSchemaFor } from '#adapters/webhooks/aws/sms-record';
import { TimestampSchema, type ToldSchema } from '#adapters/webhooks/aws/told-schema';
import { jsonOf } from '#adapters/webhooks/reading/json';
import type { Instant } from '#core/time';

/**
 * The schema that reads this record, as SNS delivers it raw or as the `detail` of an event; undefined when it is none.
 * `publishedAt`: when SNS took it in, for what has no date of its own.
 */
export function awsSchemaFor(record: unknown, publishedAt?: Instant): ToldSchema | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  if (isInboundSms(record)) return inboundSmsSchemaAt(publishedAt);
  if ('mail' in record || 'notificationType' in record) return sesSchemaFor(record);
  return 'eventType' in record && typeof record.eventType === 'string' ? smsSchemaFor(record) : undefined;
}

/** A record in its envelope. Document: SNS developer guide, parsing Amazon SNS message formats. */
const EnvelopeSchema = z.object({
  Type: z.literal('Notification'),
  Message: z.string(),
  Timestamp: TimestampSchema,
});

/** What lies in an envelope of SNS, and when it was published; undefined when it is none. */
export function unwrapped(value: unknown): { readonly record: unknown; readonly publishedAt: Instant } | undefined {
  const { data } = EnvelopeSchema.safeParse(value);
  return data === undefined ? undefined : { record: jsonOf(data.Message), publishedAt: data.Timestamp };
}
