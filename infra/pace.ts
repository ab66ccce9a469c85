// How many touches at once keep to a rate of messages? SQS cannot pace by itself; the concurrency of its reader can.

/** A touch is about this long under way: some 100 ms at the provider, and four requests to DynamoDB. */
const SECONDS_PER_TOUCH = 0.15;
/** Bounds of an SQS event source (Lambda developer guide: maximum concurrency 2 to 1,000) and of a batch read at once. */
const LEAST_CONCURRENCY = 2;
const MOST_CONCURRENCY = 1_000;
const MOST_PER_BATCH = 10;

/**
 * The batch size and concurrency of the function that sends, for messages a second. Touches of a batch run side by side,
 * so `batch × concurrency` are under way at once. Below 13 a second two at once are still too many: the provider then
 * throttles, which is certain not to have sent, and the queue delivers again.
 */
export function paceOf(perSecond: number): { readonly batch: number; readonly concurrency: number } {
  const atOnce = Math.max(LEAST_CONCURRENCY, Math.floor(perSecond * SECONDS_PER_TOUCH));
  const batch = Math.min(MOST_PER_BATCH, Math.floor(atOnce / LEAST_CONCURRENCY));
  return { batch, concurrency: Math.min(MOST_CONCURRENCY, Math.floor(atOnce / batch)) };
}
