// What are the dormant worth? By value tier, and by how lately and how often they ordered.
import type { Customer } from '#core/customer';
import { scoresOf, worthOf } from '#core/insight';
import type { Unfit } from '#core/model/maximum-likelihood';
import type { ShopModel } from '#core/model/shop-model';
import { VALUE_TIERS, type ValueTier } from '#core/model/value-tier';
import type { Day } from '#core/time';

/** Scores of recency and frequency are fifths: 5 is best. */
const SCORES = 5;

/** `expectedValue`: present value of the orders to come. `spent`: money so far, and why nothing better could be said. */
export type TierFigure =
  | { readonly by: 'expectedValue' }
  | { readonly by: 'spent'; readonly because: Unfit['because'] | 'noMeanSpend' };

export type TierCounts = Readonly<Record<ValueTier, number>>;
export type TierFigures = TierFigure & { readonly all: TierCounts; readonly dormant: TierCounts };

/** Customers by score: `[recency - 1][frequency - 1]`, both from 1 (worst) to 5 (best). */
export type ScoreGrid = {
  readonly all: readonly (readonly number[])[];
  readonly dormant: readonly (readonly number[])[];
};

/** What is still being counted of customers with a sign of life. */
export type WorthCounts = {
  add(row: Customer, isDormant: boolean): void;
  figures(): { readonly tiers: TierFigures; readonly scores: ScoreGrid | 'unknown' };
};

/** Counts of nobody yet. Whoever never ordered is in the low tier, and in no cell of the scores. */
export function createWorthCounts(model: ShopModel, today: Day): WorthCounts {
  const tiers = { all: new Uint32Array(VALUE_TIERS.length), dormant: new Uint32Array(VALUE_TIERS.length) };
  const cells = { all: new Uint32Array(SCORES * SCORES), dormant: new Uint32Array(SCORES * SCORES) };
  function count({ all, dormant }: typeof cells, index: number, isDormant: boolean): void {
    all[index] = (all[index] ?? 0) + 1;
    if (isDormant) dormant[index] = (dormant[index] ?? 0) + 1;
  }
  return {
    add(row, isDormant) {
      count(tiers, VALUE_TIERS.indexOf(worthOf(row, model, today)?.tier ?? 'low'), isDormant);
      const scores = scoresOf(row, model, today);
      if (scores !== undefined) count(cells, (scores.recency - 1) * SCORES + scores.frequency - 1, isDormant);
    },
    figures: () => ({
      tiers: { ...figureOf(model), all: tierCounts(tiers.all), dormant: tierCounts(tiers.dormant) },
      scores: model.scores === undefined ? 'unknown' : { all: rowsOf(cells.all), dormant: rowsOf(cells.dormant) },
    }),
  };
}

/** Which figure put customers into their tiers, and why no better one. */
function figureOf({ value, timing, spend }: ShopModel): TierFigure {
  if (value?.by === 'expectedValue') return { by: 'expectedValue' };
  if (timing.status === 'unfit') return { by: 'spent', because: timing.because };
  return { by: 'spent', because: spend.status === 'unfit' ? spend.because : 'noMeanSpend' };
}

function tierCounts(counts: Uint32Array): TierCounts {
  // Object.fromEntries forgets the keys' type.
  return Object.fromEntries(VALUE_TIERS.map((tier, index) => [tier, counts[index] ?? 0])) as TierCounts;
}

function rowsOf(cells: Uint32Array): readonly (readonly number[])[] {
  return Array.from({ length: SCORES }, (_, row) => [...cells.subarray(row * SCORES, (row + 1) * SCORES)]);
}
