// Customers who order and leave exactly as the models say, and a shop's real orders: what fits are held against.
import { existsSync, readFileSync } from 'node:fs';
import type { BgNbd } from '#core/model/bg-nbd';
import type { GammaGamma } from '#core/model/gamma-gamma';
import { type DatedOrder, type OrderSummary, summaryOf } from '#core/model/order-summary';
import { type Day, DaySchema } from '#core/time';

/** The end of the 39 weeks that the published models are fitted to; the data ends 39 weeks later. */
export const CALIBRATION_END: Day = DaySchema.parse('1997-09-30');
export const HELD_OUT_WEEKS = 39;
export const SAMPLE_FILE = '../shared/data/cdnow-sample-orders.csv';
export const WHOLE_FILE = '../shared/data/cdnow-orders.csv';

/** Is the file there? A word about it where it is not. */
export function isThere(file: string): boolean {
  const found = existsSync(file);
  if (!found) process.stderr.write(`skipped: what is held against real orders needs ${file}\n`);
  return found;
}

/** The orders of each customer of a file. */
export function ordersOf(file: string): DatedOrder[][] {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return [...Map.groupBy(rows, ([customer = '']) => customer).values()].map((orders) =>
    orders.map(([, day = '', , amount = '']) => ({ day: DaySchema.parse(day), amount: Number(amount) })),
  );
}

export type FollowedCustomer = { readonly timing: OrderSummary; readonly cameBack: boolean; readonly later: number };

/** Each customer of a file at the end of the calibration, and the orders that she placed after it. */
export function followed(file: string): FollowedCustomer[] {
  return ordersOf(file).flatMap((orders) => {
    const timing = summaryOf(orders, CALIBRATION_END);
    const later = orders.filter(({ day }) => day > CALIBRATION_END).length;
    return timing === undefined ? [] : [{ timing, cameBack: later > 0, later }];
  });
}

/** Customers of such a shop, each watched for 20 to 80 weeks. */
export function simulatedShop(seed: number, customers: number, timing: BgNbd, spend: GammaGamma): OrderSummary[] {
  const draw = drawsFrom(seed);
  return Array.from({ length: customers }, () => {
    const age = 20 + 60 * draw();
    const rate = gamma(timing.r, draw) / timing.alpha;
    const [leaves, stays] = [gamma(timing.a, draw), gamma(timing.b, draw)];
    const leaving = leaves / (leaves + stays);
    let [repeats, recency, next] = [0, 0, -Math.log(draw()) / rate];
    while (next <= age) {
      repeats += 1;
      recency = next;
      if (draw() < leaving) break;
      next += -Math.log(draw()) / rate;
    }
    const scale = gamma(spend.q, draw) / spend.gamma;
    const repeatSpend = repeats === 0 ? undefined : gamma(spend.p * repeats, draw) / scale / repeats;
    return { repeats, recency, age, repeatSpend };
  });
}

/** The draws of a seed, over 0 up to 1 (Park & Miller's minimal standard generator, 1988). */
function drawsFrom(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = (seed % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}

/** A gamma draw of scale 1 (Marsaglia & Tsang, A Simple Method for Generating Gamma Variables, 2000). */
function gamma(shape: number, draw: () => number): number {
  if (shape < 1) return gamma(shape + 1, draw) * draw() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(draw()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
