// Into which tiers do customers fall by what they are worth? Apart from the value itself, which takes mathematics to work out.

/** From the most to the least valuable. */
export const VALUE_TIERS = ['top', 'high', 'middle', 'low'] as const;
export type ValueTier = (typeof VALUE_TIERS)[number];

/** The best 5% of the customers, the next 15%, the next 30%; the other half is low. */
const SHARE_UP_TO = { top: 0.05, high: 0.2, middle: 0.5 } as const;

/** The least value of each tier but the low one, so that one customer's tier needs no look at the others. */
export type TierFloors = Readonly<Record<Exclude<ValueTier, 'low'>, number>>;

/**
 * Where the tiers of a shop begin. Each holds its share rounded up, so the best customer of the smallest shop is top, and
 * whoever ties with the last of a tier is in it. Undefined for a shop without customers.
 */
export function tierFloors(values: ArrayLike<number>): TierFloors | undefined {
  const sorted = Float64Array.from(values).sort().reverse();
  const floor = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const [top, high, middle] = [floor(SHARE_UP_TO.top), floor(SHARE_UP_TO.high), floor(SHARE_UP_TO.middle)];
  return top === undefined || high === undefined || middle === undefined ? undefined : { top, high, middle };
}

/** The tier of a customer of this value. */
export function tierOf(value: number, floors: TierFloors): ValueTier {
  if (value >= floors.top) return 'top';
  if (value >= floors.high) return 'high';
  return value >= floors.middle ? 'middle' : 'low';
}
