// What do the readers of AWS's records have in common? They are schemas, so that a queue can say which field of a record is wrong.
import * as z from 'zod';
import { msOfText } from '#adapters/webhooks/reading/instants';
import { untold } from '#adapters/webhooks/reading/telling';
import { type Instant, instantOf } from '#core/time';
import type { Told, UntoldBecause } from '#core/told';

/** Reads a record. It fails only where a record of ours lacks what its kind must have. */
export type ToldSchema = z.ZodType<readonly Told[]>;

/** The provider's id of a message, which never holds an address. */
export const MessageIdSchema = z.string().min(1).max(120);

/** A date and a time in whichever way AWS writes it (`msOfText`), as an instant of ours. */
export const TimestampSchema = z.string().transform((text, context): Instant => {
  const milliseconds = msOfText(text);
  if (!Number.isNaN(milliseconds)) return instantOf(milliseconds);
  context.addIssue({ code: 'custom', message: 'expected a date and a time like 2026-07-01T14:00:00Z' });
  return z.NEVER;
});

/** The schema of what we do not look at: it accepts anything, and says why it is left alone. */
export function telling(because: UntoldBecause, kind: unknown): ToldSchema {
  return z.unknown().transform((): readonly Told[] => [untold(because, kind)]);
}
