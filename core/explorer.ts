// Who is dormant on a day, how many become so, and what would another window change? Counted from orders, without a store.
import { CHANNELS, type Channel } from '#core/channel';
import { type Customer, newCustomer, reachableChannels } from '#core/customer';
import { type Dormancy, dormancyOf } from '#core/dormancy';
import { type PastOrder, type Profile, withOrders, withProfile } from '#core/history';
import type { CustomerId } from '#core/ids';
import { VALUE_TIERS, type ValueTier } from '#core/model/customer-value';
import { shopTiers, type TierFigure } from '#core/shop-tiers';
import { type Day, daysBetween, type Instant, plusDays } from '#core/time';

/** Silence is drawn in steps of a month of 30 days, as durations count months. */
const BUCKET_DAYS = 30;
/** Ten years of steps; whoever is silent for longer, or has a mistyped year, is in the last one. */
const MOST_BUCKETS = 120;
/** Over how many days before the day of asking crossings are averaged: weekdays and single sales level out. */
export const CROSSING_DAYS = 30;
/** The windows to compare: half as long, …, twice as long. */
const WINDOW_FACTORS = [1 / 2, 2 / 3, 1, 3 / 2, 2] as const;
const CENTS = 100;

/** What files know. Without `profiles` nobody knows who can be reached. */
export type KnownPeople = {
  readonly orders: readonly PastOrder[];
  readonly profiles: ReadonlyMap<CustomerId, Profile> | undefined;
  /** Who said no in a row that could not be used otherwise. */
  readonly refusals: ReadonlyMap<CustomerId, Profile>;
};

/** Days of silence: `after` included, `until` excluded; no `until` is no end. */
export type ExplorerWindow = { readonly after: number; readonly until: number | undefined };

/** `asOf`: only orders before this day count. `at`: its first instant in the shop's time zone. */
export type ExplorerMoment = { readonly asOf: Day; readonly at: Instant };

/** Customers silent for at least `from` and less than `to` days, and how many of them are dormant. */
export type SilenceBucket = {
  readonly from: number;
  readonly to: number;
  readonly customers: number;
  readonly dormant: number;
};

export type WindowFigures = {
  readonly after: number;
  readonly dormant: number;
  /** Mean over CROSSING_DAYS: silences that reached `after` on a day. */
  readonly crossingPerDay: number;
};

export type TierCounts = Readonly<Record<ValueTier, number>>;
export type Reachable = Readonly<Record<Channel | 'none', number>>;

export type Exploration = {
  readonly asOf: Day;
  readonly after: number;
  /** null: no end. */
  readonly until: number | null;
  /** Customers with an order before the day, and those orders; `laterOrders` are left out. */
  readonly customers: number;
  readonly orders: number;
  readonly laterOrders: number;
  /** In the customers file, without an order before the day. */
  readonly neverOrdered: number;
  readonly dormant: number;
  readonly crossingPerDay: number;
  readonly histogram: readonly SilenceBucket[];
  readonly windows: readonly WindowFigures[];
  readonly reachable: Reachable | 'unknown';
  readonly tiers: TierFigure & { readonly all: TierCounts; readonly dormant: TierCounts };
};

/** `tooEarly`: nobody had ordered before the day; `firstOrder` is the day from whose morrow on there is an answer. */
export type ExplorerAnswer =
  | { readonly status: 'explored'; readonly exploration: Exploration }
  | { readonly status: 'tooEarly'; readonly firstOrder: Day }
  | { readonly status: 'noOrders' };

type Person = {
  readonly row: Customer;
  readonly orders: readonly PastOrder[];
  /** Days with an order, each once, oldest first. */
  readonly days: readonly Day[];
};

/** What a window makes of a shop on a day. Silence is judged by the very rule of the daily scan. */
export function explore(known: KnownPeople, window: ExplorerWindow, { asOf, at }: ExplorerMoment): ExplorerAnswer {
  const orders = known.orders.filter(({ day }) => day < asOf);
  if (orders.length === 0) {
    const firstOrder = known.orders.map(({ day }) => day).sort()[0];
    return firstOrder === undefined ? { status: 'noOrders' } : { status: 'tooEarly', firstOrder };
  }
  const people = peopleOf(orders, known, at);
  const verdicts = people.map(({ row }) => verdictOn(row, window, asOf));
  const isDormant = (index: number) => verdicts[index]?.status === 'dormant';
  const dormant = people.filter((_, index) => isDormant(index));
  const { tiers, ...figure } = shopTiers(
    people.map((person) => person.orders.map(({ day, cents }) => ({ day, amount: cents / CENTS }))),
    plusDays(asOf, -1),
  );
  const ordered = new Set(people.map(({ row }) => row.customerId));
  const exploration: Exploration = {
    asOf,
    after: window.after,
    until: window.until ?? null,
    customers: people.length,
    orders: orders.length,
    laterOrders: known.orders.length - orders.length,
    neverOrdered: [...(known.profiles?.keys() ?? [])].filter((customerId) => !ordered.has(customerId)).length,
    dormant: dormant.length,
    crossingPerDay: crossingPerDay(people, window.after, asOf),
    histogram: histogramOf(verdicts),
    windows: windowsAround(window).map((one) => ({
      after: one.after,
      dormant: people.filter(({ row }) => verdictOn(row, one, asOf).status === 'dormant').length,
      crossingPerDay: crossingPerDay(people, one.after, asOf),
    })),
    reachable: known.profiles === undefined ? 'unknown' : reachableOf(dormant.map(({ row }) => row)),
    tiers: { ...figure, all: countsOf(tiers), dormant: countsOf(tiers.filter((_, index) => isDormant(index))) },
  };
  return { status: 'explored', exploration };
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

function verdictOn(row: Customer, { after, until = Number.POSITIVE_INFINITY }: ExplorerWindow, asOf: Day): Dormancy {
  return dormancyOf(row, { after, until, by: ['order'] }, asOf);
}

function peopleOf(orders: readonly PastOrder[], { profiles, refusals }: KnownPeople, at: Instant): readonly Person[] {
  const people = Map.groupBy(orders, ({ customerId }) => customerId);
  return [...people].map(([customerId, own]) => {
    // As an import does: a no comes after all else.
    const said = [profiles?.get(customerId), refusals.get(customerId)].filter((one) => one !== undefined);
    const ordered = withOrders(newCustomer(customerId), own);
    const row = said.reduce((so, profile) => withProfile(so, profile, at), ordered);
    return { row, orders: own, days: [...new Set(own.map(({ day }) => day))].sort() };
  });
}

/** An order on the very day of crossing comes too late to prevent it: that day's scan sees the orders before it. */
function crossingPerDay(people: readonly Person[], after: number, asOf: Day): number {
  let crossed = 0;
  for (const { days } of people) {
    days.forEach((day, index) => {
      const ago = daysBetween(day, asOf) - after;
      const next = days[index + 1];
      const wasSilent = next === undefined || daysBetween(day, next) >= after;
      if (ago >= 1 && ago <= CROSSING_DAYS && wasSilent) crossed += 1;
    });
  }
  return crossed / CROSSING_DAYS;
}

function histogramOf(verdicts: readonly Dormancy[]): readonly SilenceBucket[] {
  const buckets: { from: number; to: number; customers: number; dormant: number }[] = [];
  for (const verdict of verdicts) {
    if (verdict.status === 'neverActive') continue;
    const index = Math.min(Math.floor(verdict.silentDays / BUCKET_DAYS), MOST_BUCKETS - 1);
    while (buckets.length <= index) {
      const from = buckets.length * BUCKET_DAYS;
      buckets.push({ from, to: from + BUCKET_DAYS, customers: 0, dormant: 0 });
    }
    const bucket = buckets[index];
    if (bucket === undefined) continue;
    bucket.to = Math.max(bucket.to, (Math.floor(verdict.silentDays / BUCKET_DAYS) + 1) * BUCKET_DAYS);
    bucket.customers += 1;
    if (verdict.status === 'dormant') bucket.dormant += 1;
  }
  return buckets;
}

/** Whole days, each once; a window that would end before it begins is none. */
function windowsAround({ after, until }: ExplorerWindow): readonly ExplorerWindow[] {
  const lengths = new Set(WINDOW_FACTORS.map((factor) => Math.max(1, Math.round(after * factor))));
  return [...lengths].filter((days) => until === undefined || days < until).map((days) => ({ after: days, until }));
}

function reachableOf(rows: readonly Customer[]): Reachable {
  const channels = rows.map(reachableChannels);
  const on = (channel: Channel) => channels.filter((own) => own.includes(channel)).length;
  const byChannel = Object.fromEntries(CHANNELS.map((channel) => [channel, on(channel)])) as Record<Channel, number>;
  return { ...byChannel, none: channels.filter((own) => own.length === 0).length };
}

function countsOf(tiers: readonly ValueTier[]): TierCounts {
  const counts = VALUE_TIERS.map((tier) => [tier, tiers.filter((one) => one === tier).length]);
  return Object.fromEntries(counts) as TierCounts;
}
