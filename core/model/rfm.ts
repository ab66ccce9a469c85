// In which cell of recency, frequency and money does a customer stand?
import type { ScoreFloors } from '#core/model/shop-model';

/** Fifths, as marketers count them: 5 is best. */
const CELLS = 5;

/** Each from 1 (worst fifth) to 5 (best fifth). */
export type RfmScore = { readonly recency: number; readonly frequency: number; readonly money: number };

/**
 * Where the scores of a shop begin, by one figure of all its customers, in any order and unit: only ranks matter. Equal figures
 * get equal scores, namely that of the middle of the tie: where most customers ordered once, no customer is put above
 * another by chance, and some scores stay empty. Shops with fewer customers than cells are spread evenly: two score 2
 * and 4, one scores 3. What is no number has no rank, and is left out. Undefined for a shop without customers.
 */
export function scoreFloors(figures: Float64Array): ScoreFloors | undefined {
  const sorted = figures.filter((figure) => !Number.isNaN(figure)).sort();
  if (sorted.length === 0) return undefined;
  const least = new Map<number, number>();
  for (let from = 0, until = 0; from < sorted.length; from = until) {
    const figure = sorted[from] ?? 0;
    while (sorted[until] === figure) until += 1;
    const score = 1 + Math.floor((CELLS * (from + until)) / (2 * sorted.length));
    if (!least.has(score)) least.set(score, figure);
  }
  const floor = (score: number): number | null => least.get(score) ?? (score < CELLS ? floor(score + 1) : null);
  return [floor(2), floor(3), floor(4), floor(5)];
}

/** The score of a customer of this figure. */
export function scoreByFloors(figure: number, floors: ScoreFloors): number {
  return 1 + floors.filter((floor) => floor !== null && figure >= floor).length;
}
