// In which cell of recency, frequency and money does each customer stand?

/** Fifths, as marketers count them: 5 is best. */
const CELLS = 5;

/** What is scored: less silence is better, more orders and more spending too. Units matter to nobody: only ranks do. */
export type RfmFigures = { readonly silence: number; readonly orders: number; readonly spent: number };

/** Each from 1 (worst fifth) to 5 (best fifth). */
export type RfmScore = { readonly recency: number; readonly frequency: number; readonly money: number };

/**
 * The scores of a shop's customers, in their order. Equal figures get equal scores, namely that of the middle of the tie: where
 * most customers ordered once, no customer is put above another by chance, and some scores stay empty. Shops with
 * fewer customers than cells are spread evenly: two score 2 and 4, one scores 3.
 */
export function rfmScores(customers: readonly RfmFigures[]): RfmScore[] {
  const recency = fifths(customers.map(({ silence }) => -silence));
  const frequency = fifths(customers.map(({ orders }) => orders));
  const money = fifths(customers.map(({ spent }) => spent));
  return customers.map((_, index) => ({
    recency: recency[index] ?? 0,
    frequency: frequency[index] ?? 0,
    money: money[index] ?? 0,
  }));
}

function fifths(figures: readonly number[]): Uint8Array {
  const order = Uint32Array.from(figures.keys()).sort((one, other) => (figures[one] ?? 0) - (figures[other] ?? 0));
  const at = (rank: number) => figures[order[rank] ?? -1];
  const scores = new Uint8Array(figures.length);
  let from = 0;
  while (from < order.length) {
    let until = from + 1;
    while (until < order.length && at(until) === at(from)) until += 1;
    const middle = (from + until) / 2 / order.length;
    for (const index of order.subarray(from, until)) scores[index] = 1 + Math.floor(CELLS * middle);
    from = until;
  }
  return scores;
}
