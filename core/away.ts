// Why have you been away? The answers that a customer may tap, and how much of their own words is kept.
import * as z from 'zod';
import { InstantSchema } from '#core/time';

/** In the order in which they are shown. */
export const AWAY_REASONS = ['service', 'price', 'quality', 'moved-on', 'too-many', 'other'] as const;
export const AwayReasonSchema = z.enum(AWAY_REASONS);
export type AwayReason = z.infer<typeof AwayReasonSchema>;

/** As operators and marketers read it; the customer's page has words of its own, in four languages. */
export const AWAY_WORDS: Readonly<Record<AwayReason, string>> = {
  service: 'the service',
  price: 'the price',
  quality: 'the quality',
  'moved-on': 'moved on',
  'too-many': 'too many messages',
  other: 'another reason',
};

/** So many characters of the words beside an answer are kept. */
export const MOST_AWAY_WORDS = 500;

/** An answer as rows keep it. Its words are in the journal. */
export const AwaySchema = z.object({ reason: AwayReasonSchema, at: InstantSchema });
export type Away = z.infer<typeof AwaySchema>;

/** Of two answers the newer; of two as new always the same one, in whichever order they come. */
export function newerAnswer(known: Away | undefined, said: Away): Away {
  if (known === undefined || said.at > known.at) return said;
  const isLater = AWAY_REASONS.indexOf(said.reason) > AWAY_REASONS.indexOf(known.reason);
  return said.at === known.at && isLater ? said : known;
}
