// What may a shop or an app tell us? The kinds of responses that it can know; the others are for mailboxes to tell.
import * as z from 'zod';
import { type Response, ResponseSchema } from '#core/response';
import type { Accepts } from './accept.ts';
import { IsoTimeSchema } from './aws-event.ts';

const KINDS: readonly string[] = [
  'order',
  'visit',
  'activity',
  'unsubscribed',
  'replied',
  // A shop with pages of its own hears these words of its customers first.
  'consented',
  'chose',
  'paused',
  'answered',
] satisfies Response['kind'][];
/** So many responses are put on the queue well within the time that a request has. */
const MOST_AT_ONCE = 100;

/** It is kept in rows and in the journal, where no address may stand. */
const PlainIdSchema = z.string().regex(/^[!-?A-~]{1,200}$/);
/** Shops write ISO 8601 as their language does: with or without fractions of a second, with any offset. */
const DatedSchema = z.looseObject({
  at: IsoTimeSchema,
  responseId: PlainIdSchema,
  until: IsoTimeSchema.optional(),
});

/** One response of a shop. A yes comes with the words that the customer said it to, as nobody could prove it without. */
export const ShopResponseSchema = DatedSchema.transform((told): unknown => told)
  .pipe(ResponseSchema)
  .refine(({ kind }) => KINDS.includes(kind), { path: ['kind'] })
  .refine((told) => told.kind !== 'consented' || (told.wording ?? '').trim() !== '', { path: ['wording'] });
const ListSchema = z.array(ShopResponseSchema).min(1).max(MOST_AT_ONCE);
const AloneSchema = ShopResponseSchema.transform((response) => [response]);

/** Accepts one response, or a list of 1 to 100. */
export const shopResponses: Accepts<readonly Response[]> = {
  safeParse: (body) => (Array.isArray(body) ? ListSchema : AloneSchema).safeParse(body),
};
