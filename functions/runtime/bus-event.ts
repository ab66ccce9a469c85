// What did a shop put on the bus? One response in an event of its own, in the words of POST /responses.
import type * as z from 'zod';
import { type Arrival, type AwsEvent, arrivalOf, ignoring, inEvent } from './aws-event.ts';
import { ShopResponseSchema } from './shop-responses.ts';

/**
 * The one kind of event that we listen to. One response each: PutEvents takes ten events a call as it is, and what cannot be
 * read of one event keeps no other from being obeyed.
 */
const KIND = 'Winback Response';
/** What AWS itself sends begins so; PutEvents takes it from nobody else (EventBridge, PutEventsRequestEntry). */
const OF_AWS = 'aws.';

/** Can an event of this source be a shop's own? */
export function isOfShop({ source }: Pick<AwsEvent, 'source'>): boolean {
  return !source.startsWith(OF_AWS);
}

/** The schema that reads this event of a shop's own. Whoever may put events on the bus is believed, as IAM says who may. */
export function busSchemaFor({ 'detail-type': kind }: AwsEvent): z.ZodType<Arrival> {
  return kind === KIND ? inEvent(arrivalOf(ShopResponseSchema)) : ignoring('unknownKind');
}
