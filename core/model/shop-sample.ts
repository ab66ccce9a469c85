// What does a fit keep of each of many thousand customers? Six numbers in flat memory.
import type { CustomerFigures } from '#core/model/fit-shop';

const FIGURES = 6;

/** Customers to learn from, in the order in which they came. */
export type ShopSample = Iterable<CustomerFigures> & {
  readonly size: number;
  /** Takes one more customer; false when there is no room left. */
  add(figures: CustomerFigures): boolean;
};

/** An empty sample with room for `most` customers. */
export function createShopSample(most: number): ShopSample {
  const columns = Array.from({ length: FIGURES }, () => new Float64Array(most));
  let size = 0;
  return {
    get size() {
      return size;
    },
    add({ repeats, recency, age, repeatSpend, orders, spent }) {
      if (size === most) return false;
      const figures = [repeats, recency, age, repeatSpend ?? Number.NaN, orders, spent];
      for (const [place, column] of columns.entries()) column[size] = figures[place] ?? Number.NaN;
      size += 1;
      return true;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < size; index += 1) {
        const [repeats = 0, recency = 0, age = 0, spend = 0, orders = 0, spent = 0] = columns.map((one) => one[index]);
        yield { repeats, recency, age, repeatSpend: Number.isNaN(spend) ? undefined : spend, orders, spent };
      }
    },
  };
}
