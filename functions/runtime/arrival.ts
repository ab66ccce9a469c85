// What came in on the queue of responses: an event of a provider, or a response as we write it ourselves?
import type * as z from 'zod';
import { ResponseSchema } from '#core/response';
import type { Accepts } from './accept.ts';
import { type Arrival, type AwsEvent, AwsEventSchema, ignoring } from './aws-event.ts';
import { sesSchemaFor } from './ses-event.ts';
import { smsSchemaFor } from './sms-event.ts';

const SOURCES: Readonly<Record<string, (event: AwsEvent) => z.ZodType<Arrival>>> = {
  'aws.ses': sesSchemaFor,
  'aws.sms-voice': smsSchemaFor,
};

const OwnResponseSchema = ResponseSchema.transform((response): Arrival => ({ status: 'response', response }));

/** Accepts everything that may stand in a message of the response queue. */
export const arrivals: Accepts<Arrival> = {
  safeParse(body) {
    const event = AwsEventSchema.safeParse(body);
    if (!event.success) return OwnResponseSchema.safeParse(body);
    const { source } = event.data;
    const schemaFor = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined;
    return (schemaFor?.(event.data) ?? ignoring('unknownSource')).safeParse(body);
  },
};
