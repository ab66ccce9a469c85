// What came in on the queue of responses: an event of a provider, a record of it, or a response as we write it ourselves?
import type * as z from 'zod';
import { ResponseSchema } from '#core/response';
import type { Accepts } from './accept.ts';
import {
  type Arrival,
  type AwsEvent,
  AwsEventSchema,
  arrivalOf,
  type BareRecord,
  BareRecordSchema,
  ignoring,
} from './aws-event.ts';
import { sesRecordSchemaFor, sesSchemaFor } from './ses-event.ts';
import { smsRecordSchemaFor, smsSchemaFor } from './sms-event.ts';

const SOURCES: Readonly<Record<string, (event: AwsEvent) => z.ZodType<Arrival>>> = {
  'aws.ses': sesSchemaFor,
  'aws.sms-voice': smsSchemaFor,
};

const OwnResponseSchema = arrivalOf(ResponseSchema);

/** Accepts everything that may stand in a message of the response queue. */
export const arrivals: Accepts<Arrival> = {
  safeParse(body) {
    const event = AwsEventSchema.safeParse(body);
    if (event.success) return eventSchemaFor(event.data).safeParse(body);
    const record = BareRecordSchema.safeParse(body);
    return (record.success ? recordSchemaFor(record.data) : OwnResponseSchema).safeParse(body);
  },
};

function eventSchemaFor(event: AwsEvent): z.ZodType<Arrival> {
  const schemaFor = Object.hasOwn(SOURCES, event.source) ? SOURCES[event.source] : undefined;
  return schemaFor?.(event) ?? ignoring('unknownSource');
}

/** A record does not say whose it is, but only what SES tells of has a `mail`. */
function recordSchemaFor(record: BareRecord): z.ZodType<Arrival> {
  return 'mail' in record ? sesRecordSchemaFor(record) : smsRecordSchemaFor(record);
}
