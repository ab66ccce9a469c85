// What do events of AWS have in common, and what do they come to for us?
import * as z from 'zod';
import type { Response } from '#core/response';
import { instantOf } from '#core/time';

/** What came in is a response, or something that is none of our business. */
export type Arrival =
  | { readonly status: 'response'; readonly response: Response }
  | { readonly status: 'ignored'; readonly because: IgnoredBecause };
/** `bot`: a machine opened or clicked. `notAnAnswer`: nothing that a customer or their mailbox did. */
export type IgnoredBecause = 'unknownSource' | 'unknownKind' | 'notOurs' | 'bot' | 'notAnAnswer';
type Ignored = Extract<Arrival, { status: 'ignored' }>;

/**
 * What a provider's record tells. Its responseId is made of the provider's own ids and what happened, not of the id of
 * the event around it: the same news by two ways (EventBridge, SNS) is one response.
 */
export type Told = Response | Ignored;

/** The outside of every event that comes by EventBridge, as far as we look at it. */
export const AwsEventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});
export type AwsEvent = z.infer<typeof AwsEventSchema>;

/** A record of SES or of the SMS service without an event around it, as SNS delivers it raw. */
export const BareRecordSchema = z.looseObject({ eventType: z.string() });
export type BareRecord = z.infer<typeof BareRecordSchema>;

/** A responseId has at most 200 characters, and says after this what happened, and perhaps when. */
const LONGEST_MESSAGE_ID = 120;
/** The provider's id of a message, which never holds an address. */
export const MessageIdSchema = z.string().min(1).max(LONGEST_MESSAGE_ID);

/** ISO 8601 with or without fractions and with any offset, as an instant of ours. */
export const TimestampSchema = z.iso.datetime({ offset: true }).transform((text) => instantOf(Date.parse(text)));

/** What a record comes to. */
export function arrivalOf(record: z.ZodType<Told>): z.ZodType<Arrival> {
  return record.transform((told): Arrival => ('status' in told ? told : { status: 'response', response: told }));
}

/** What an event comes to whose `detail` is such a record. */
export function inEvent(record: z.ZodType<Arrival>): z.ZodType<Arrival> {
  return z.object({ detail: record }).transform(({ detail }) => detail);
}

export function ignored(because: IgnoredBecause): Ignored {
  return { status: 'ignored', because };
}

/** The schema of what we do not look at: it accepts anything, and says why it is left alone. */
export function ignoring(because: IgnoredBecause): z.ZodType<Ignored> {
  return z.unknown().transform(() => ignored(because));
}
