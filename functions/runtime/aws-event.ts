// What do events of AWS have in common, and what do they come to for us?
import * as z from 'zod';
import type { Contact } from '#core/contact';
import type { Heard } from '#core/heard';
import type { Response, Said } from '#core/response';
import { instantOf } from '#core/time';

/**
 * What came in is a response, or something that is none of our business. `ofCustomer`: of a message to this address, which may
 * be an old one. `ofContacts`: said of whoever has these addresses,
 * each of which is to become a key before it goes any further.
 */
export type Arrival =
  | { readonly status: 'heard'; readonly heard: Heard }
  | { readonly status: 'ofCustomer'; readonly response: Response; readonly contact: Contact }
  | { readonly status: 'ofContacts'; readonly each: readonly [OfContact, ...OfContact[]] }
  | Ignored;
export type OfContact = { readonly contact: Contact; readonly said: Said };
/** `bot`: a machine opened. `notAnAnswer`: nothing that a customer or their mailbox did. `notOurs`: it names nobody we know. */
export type IgnoredBecause = 'unknownSource' | 'unknownKind' | 'notOurs' | 'bot' | 'notAnAnswer';
type Ignored = { readonly status: 'ignored'; readonly because: IgnoredBecause };

/** The outside of every event that comes by EventBridge, as far as we look at it. */
export const AwsEventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});
export type AwsEvent = z.infer<typeof AwsEventSchema>;

/** ISO 8601 with or without fractions and with any offset, as an instant of ours. */
export const IsoTimeSchema = z.iso.datetime({ offset: true }).transform((text) => instantOf(Date.parse(text)));

/** What a response comes to. */
export function arrivalOf(response: z.ZodType<Heard>): z.ZodType<Arrival> {
  return response.transform((heard): Arrival => ({ status: 'heard', heard }));
}

/** What an event comes to whose `detail` is such a record. */
export function inEvent(record: z.ZodType<Arrival>): z.ZodType<Arrival> {
  return z.object({ detail: record }).transform(({ detail }) => detail);
}

/** The schema of what we do not look at: it accepts anything, and says why it is left alone. */
export function ignoring(because: IgnoredBecause): z.ZodType<Ignored> {
  return z.unknown().transform(() => ({ status: 'ignored', because }));
}
