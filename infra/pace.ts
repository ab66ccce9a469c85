// How much work at once keeps to a rate? SQS cannot pace by itself; the concurrency of its reader can.

/** Bounds of an SQS event source (Lambda developer guide: maximum concurrency 2 to 1,000) and of a batch read at once. */
export const LEAST_CONCURRENCY = 2;
const MOST_CONCURRENCY = 1_000;
const MOST_PER_BATCH = 10;

/**
 * The batch size and concurrency of a function whose messages take `seconds` each, for a rate of messages a second. Those
 * of a batch run side by side, so `batch × concurrency` are under way at once. Two at once may be too many for a very low
 * rate: whoever is called then throttles, and the queue delivers again.
 */
export function paceOf(perSecond: number, seconds: number): { readonly batch: number; readonly concurrency: number } {
  const atOnce = Math.max(LEAST_CONCURRENCY, Math.floor(perSecond * seconds));
  const batch = Math.min(MOST_PER_BATCH, Math.floor(atOnce / LEAST_CONCURRENCY));
  return { batch, concurrency: Math.min(MOST_CONCURRENCY, Math.floor(atOnce / batch)) };
}
