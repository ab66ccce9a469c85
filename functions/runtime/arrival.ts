// What came in on the queue of responses: an event of a provider, a record of it, or a response as we write it ourselves?
import type * as z from 'zod';
import { awsSchemaFor, unwrapped } from '#adapters/webhooks/aws/aws-record';
import type { ToldSchema } from '#adapters/webhooks/aws/told-schema';
import { ContactResponseSchema } from '#core/heard';
import { ResponseSchema } from '#core/response';
import type { Told, UntoldBecause } from '#core/told';
import type { Accepts } from './accept.ts';
import {
  type Arrival,
  type AwsEvent,
  AwsEventSchema,
  arrivalOf,
  type IgnoredBecause,
  ignoring,
  inEvent,
  type OfContact,
} from './aws-event.ts';
import { busSchemaFor, isOfShop } from './bus-event.ts';

/** Services of AWS whose events we read, all by their `detail`. */
const SOURCES: readonly string[] = ['aws.ses', 'aws.sms-voice'];

const OwnResponseSchema = arrivalOf(ResponseSchema);
const OfContactSchema = arrivalOf(ContactResponseSchema);

/** Accepts everything that may stand in a message of the response queue. */
export const arrivals: Accepts<Arrival> = {
  safeParse(body) {
    const event = AwsEventSchema.safeParse(body);
    if (event.success) return eventSchemaFor(event.data).safeParse(body);
    const enveloped = unwrapped(body);
    const record = enveloped?.record ?? body;
    const told = awsSchemaFor(record, enveloped?.publishedAt);
    if (told !== undefined) return toldIn(told).safeParse(record);
    // A topic greets whoever has just subscribed.
    if (enveloped !== undefined) return ignoring('unknownKind').safeParse(body);
    return (ContactResponseSchema.safeParse(body).success ? OfContactSchema : OwnResponseSchema).safeParse(body);
  },
};

function eventSchemaFor(event: AwsEvent): z.ZodType<Arrival> {
  if (SOURCES.includes(event.source)) {
    const told = awsSchemaFor(event.detail);
    return told === undefined ? ignoring('unknownKind') : inEvent(toldIn(told));
  }
  return isOfShop(event) ? busSchemaFor(event) : ignoring('unknownSource');
}

function toldIn(schema: ToldSchema): z.ZodType<Arrival> {
  return schema.transform(arrivedBy);
}

/** A record tells one thing; of a message to several, the same of each of them. */
function arrivedBy(told: readonly Told[]): Arrival {
  const ofCustomer = told.find((one) => one.status === 'ofCustomer');
  if (ofCustomer !== undefined) {
    const { response, contact } = ofCustomer;
    return contact === undefined ? { status: 'heard', heard: response } : { status: 'ofCustomer', response, contact };
  }
  const [first, ...others] = told.flatMap((one): OfContact[] =>
    one.status === 'ofContact' ? [{ contact: one.contact, said: one.said }] : [],
  );
  if (first !== undefined) return { status: 'ofContacts', each: [first, ...others] };
  const nothing = told.find((one) => one.status === 'nothing');
  return { status: 'ignored', because: IGNORED[nothing?.because ?? 'nobody'] };
}

const IGNORED: Readonly<Record<UntoldBecause, IgnoredBecause>> = {
  bot: 'bot',
  nobody: 'notOurs',
  notAnAnswer: 'notAnAnswer',
  unknownKind: 'unknownKind',
  unreadable: 'unknownKind',
};
