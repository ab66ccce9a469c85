// Is the date of what happened one that can be believed?
import type { Response } from '#core/response';
import { type Instant, plusMilliseconds } from '#core/time';

/** Clocks differ a little; a date further ahead than this is a mistake that would keep a customer awake for ever. */
const MOST_AHEAD_MS = 24 * 3_600_000;

/** Before computers counted time there were no responses, only "no date" values. */
const EARLIEST = '1971';

/** Is this response dated so long ago, or so far ahead, that the clock or the "no date" value of its sender must be wrong? */
export function isMisdated({ at }: Pick<Response, 'at'>, now: Instant): boolean {
  return at < EARLIEST || at > plusMilliseconds(now, MOST_AHEAD_MS);
}
