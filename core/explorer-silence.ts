// How long have customers been silent, and on which of the last days did a silence cross a line?
import { type ActivityKind, type ActivitySummary, activeDays, recentDays } from '#core/activity';
import type { Customer } from '#core/customer';
import { dayNumberOf } from '#core/time';

/** Silence is drawn in steps of a month of 30 days, as durations count months. */
const BUCKET_DAYS = 30;
/** Ten years of steps; whoever is silent for longer, or has a mistyped year, is in the last one. */
const MOST_BUCKETS = 120;
/** Over how many days before the day of asking crossings are averaged: weekdays and single sales level out. */
export const CROSSING_DAYS = 30;

/** Customers silent for at least `from` and less than `to` days, and how many of them are dormant. */
export type SilenceBucket = {
  readonly from: number;
  readonly to: number;
  readonly customers: number;
  readonly dormant: number;
};

/** A histogram that is still counting. */
export type Histogram = { add(silentDays: number, isDormant: boolean): void; buckets(): readonly SilenceBucket[] };

/** A histogram of nobody yet. An activity dated ahead of the day of asking is no silence. */
export function createHistogram(): Histogram {
  const customers = new Uint32Array(MOST_BUCKETS);
  const dormant = new Uint32Array(MOST_BUCKETS);
  let longest = -1;
  return {
    add(silentDays, isDormant) {
      const days = Math.max(silentDays, 0);
      const index = Math.min(Math.floor(days / BUCKET_DAYS), MOST_BUCKETS - 1);
      customers[index] = (customers[index] ?? 0) + 1;
      if (isDormant) dormant[index] = (dormant[index] ?? 0) + 1;
      longest = Math.max(longest, days);
    },
    buckets() {
      if (longest < 0) return [];
      const end = (Math.floor(longest / BUCKET_DAYS) + 1) * BUCKET_DAYS;
      const count = Math.min(end / BUCKET_DAYS, MOST_BUCKETS);
      return Array.from({ length: count }, (_, index) => ({
        from: index * BUCKET_DAYS,
        to: index === count - 1 ? end : (index + 1) * BUCKET_DAYS,
        customers: customers[index] ?? 0,
        dormant: dormant[index] ?? 0,
      }));
    },
  };
}

/** The same buckets, with neighbours that nobody is in as one. */
export function foldedGaps(histogram: readonly SilenceBucket[]): readonly SilenceBucket[] {
  const folded: SilenceBucket[] = [];
  for (const bucket of histogram) {
    const before = folded.at(-1);
    if (before !== undefined && before.customers === 0 && bucket.customers === 0)
      folded[folded.length - 1] = { ...before, to: bucket.to };
    else folded.push(bucket);
  }
  return folded;
}

/** The same buckets, the last of at most `most` holding all that follow: as many as can be looked at. */
export function foldedTail(histogram: readonly SilenceBucket[], most: number): readonly SilenceBucket[] {
  const tail = histogram.slice(most - 1);
  const [first, last] = [tail[0], tail.at(-1)];
  if (first === undefined || last === undefined) return histogram;
  const sum = (what: 'customers' | 'dormant') => tail.reduce((all, bucket) => all + bucket[what], 0);
  const folded = { from: first.from, to: last.to, customers: sum('customers'), dormant: sum('dormant') };
  return [...histogram.slice(0, most - 1), folded];
}

/** A stretch without a sign of life: the number of the day that began it, and its length in days, infinite while it lasts. */
export type Silence = { readonly from: number; readonly days: number };

/**
 * The silences of a customer that may have crossed a line in the CROSSING_DAYS before `today` (a day's number), oldest first. All
 * of them, as long as no kind was seen on more days of that month than a row remembers (REMEMBERED_DAYS); of who is so busy,
 * those after what is forgotten.
 */
export function recentSilences(row: Customer, kinds: readonly ActivityKind[], today: number): readonly Silence[] {
  const summaries = kinds.flatMap((kind) => row.activity[kind] ?? []);
  if (summaries.length === 0) return [];
  const last = Math.max(...summaries.map((summary) => dayNumberOf(summary.last)));
  // Only a sign of life within the month can have ended a silence that crossed within the month.
  if (last < today - CROSSING_DAYS) return [{ from: last, days: Number.POSITIVE_INFINITY }];
  const since = Math.max(...summaries.map(rememberedSince));
  const days = [...new Set(summaries.flatMap((summary) => recentDays(summary).map(dayNumberOf)))]
    .filter((day) => day >= since)
    .sort((one, other) => one - other);
  return days.map((from, index) => ({ from, days: (days[index + 1] ?? Number.POSITIVE_INFINITY) - from }));
}

/**
 * How many of these silences reached `after` days within the CROSSING_DAYS before `today`? A sign of life on the very day of
 * crossing comes too late to prevent it: that day's scan sees what was before it.
 */
export function crossingsOf(silences: readonly Silence[], after: number, today: number): number {
  let crossed = 0;
  for (const { from, days } of silences) {
    const ago = today - from - after;
    if (ago >= 1 && ago <= CROSSING_DAYS && days >= after) crossed += 1;
  }
  return crossed;
}

/** From which day on does a row remember every one? A row of before days were kept knows its last. */
function rememberedSince(summary: ActivitySummary): number {
  const known = recentDays(summary);
  if (known.length >= activeDays(summary)) return Number.NEGATIVE_INFINITY;
  const first = summary.recent === '' ? undefined : known[0];
  return dayNumberOf(first ?? summary.last);
}
