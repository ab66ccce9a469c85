// Is the date of what happened one that can be believed?
import { type Said, saysNo, saysYes } from '#core/response';
import { type Instant, plusMilliseconds } from '#core/time';

/** Clocks differ a little; a date further ahead than this is a mistake that would keep a customer awake for ever. */
const MOST_AHEAD_MS = 24 * 3_600_000;
/**
 * A yes from the future would outweigh every no until then, and people do say STOP within a minute: no more than clocks
 * that are set over the net may differ.
 */
const MOST_AHEAD_OF_A_YES_MS = 5_000;

/** Before computers counted time there were no responses, only "no date" values. */
const EARLIEST = '1971';

/**
 * Is this response dated so long ago, or so far ahead, that the clock or the "no date" value of its sender must be wrong?
 * A no is never refused for its date: it counts from when it is heard (`believed`).
 */
export function isMisdated(said: Said, now: Instant): boolean {
  if (saysNo(said)) return false;
  return (
    said.at < EARLIEST || said.at > plusMilliseconds(now, allowsMore(said) ? MOST_AHEAD_OF_A_YES_MS : MOST_AHEAD_MS)
  );
}

/** What was said, as it counts: a no whose date cannot be right is one of now. */
export function believed<S extends Said>(said: S, now: Instant): S {
  const { at } = said;
  const isWrong = at < EARLIEST || at > plusMilliseconds(now, MOST_AHEAD_MS);
  return isWrong && saysNo(said) ? { ...said, at: now } : said;
}

/** How far a shop's clock may be off: as far as a signature of its may be (Standard Webhooks). */
const MOST_OFF_MS = 5 * 60_000;

/**
 * What was said, by our clock: a yes of a shop whose clock is a little ahead is one of now. To be asked once, where it comes
 * in, so that all copies of it have one date.
 */
export function byOurClock<S extends Said>(said: S, now: Instant): S {
  const isAhead = said.at > now && said.at <= plusMilliseconds(now, MOST_OFF_MS);
  return isAhead && allowsMore(said) ? { ...said, at: now } : said;
}

function allowsMore(said: Said): boolean {
  if (said.kind === 'chose') return said.wants;
  return said.kind === 'paused' ? said.until === undefined : saysYes(said);
}
