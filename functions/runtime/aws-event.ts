// What do events of AWS have in common, and what do they come to for us?
import * as z from 'zod';
import { ResponseIdSchema } from '#core/ids';
import type { Response } from '#core/response';
import { instantOf } from '#core/time';

/** What came in is a response, or something that is none of our business. */
export type Arrival =
  | { readonly status: 'response'; readonly response: Response }
  | { readonly status: 'ignored'; readonly because: IgnoredBecause };
/** `bot`: a machine opened or clicked. `notAnAnswer`: nothing that a customer or their mailbox did. */
export type IgnoredBecause = 'unknownSource' | 'unknownKind' | 'notOurs' | 'bot' | 'notAnAnswer';
type Ignored = Extract<Arrival, { status: 'ignored' }>;

/** A response that may name its own id; otherwise the event's id is its id. */
type WithoutId<R> = R extends Response ? Omit<R, 'responseId'> & { readonly responseId?: string } : never;
export type Told = WithoutId<Response> | Ignored;

/** The outside of every event that comes by EventBridge, as far as we look at it. */
export const AwsEventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});
export type AwsEvent = z.infer<typeof AwsEventSchema>;

/** The same event delivered twice has the same id. */
export const EventIdSchema = ResponseIdSchema;

/** ISO 8601 with or without fractions and with any offset, as an instant of ours. */
export const TimestampSchema = z.iso.datetime({ offset: true }).transform((text) => instantOf(Date.parse(text)));

/** The schema of an event whose `detail` tells of a response. */
export function arrivalOf(detail: z.ZodType<Told>): z.ZodType<Arrival> {
  return z.object({ id: EventIdSchema, detail }).transform(({ id, detail: told }): Arrival => {
    if ('status' in told) return told;
    return { status: 'response', response: { responseId: id, ...told } };
  });
}

export function ignored(because: IgnoredBecause): Ignored {
  return { status: 'ignored', because };
}

/** The schema of what we do not look at: it accepts anything, and says why it is left alone. */
export function ignoring(because: IgnoredBecause): z.ZodType<Arrival> {
  return z.unknown().transform(() => ignored(because));
}
