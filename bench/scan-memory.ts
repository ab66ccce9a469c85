// Does the scan keep anything? The heap while it walks through many rows against the heap while it walks through few.
import { CustomerSchema } from '#core/customer';
import type { Customers, Sequences } from '#core/ports';
import { megabytesKept } from './heap.ts';
import { madeCustomer } from './made-customer.ts';
import { type Measure, measured } from './row.ts';
import { scanPart, scanServices } from './scan-of.ts';
import { publishedSequences } from './shipped-plan.ts';

const FEW = 10_000;
const MANY = 1_000_000;
/** As many rows as DynamoDB puts on a page of 1 MB when each has half a kilobyte. */
const PAGE_ROWS = 2_000;
/** A full collection takes time, so the heap is looked at this often and no oftener. */
const LOOKS = 5;
/** Flat, but for what the machine's own bookkeeping adds. */
export const FLAT_WITHIN = 1.05;

export const scanMemory: Measure = {
  name: 'scan-memory',
  async run() {
    const sequences = await publishedSequences();
    await heapOf(FEW, sequences);
    const few = await heapOf(FEW, sequences);
    const many = await heapOf(MANY, sequences);
    return [
      measured(
        `scan: heap for ${MANY.toLocaleString('en-US')} rows ÷ ${FEW.toLocaleString('en-US')} rows`,
        many / few,
        '×',
        {
          budget: { atMost: FLAT_WITHIN },
          note: `${many.toFixed(1)} against ${few.toFixed(1)} MB kept at most while scanning; rows made on the fly and parsed`,
        },
      ),
    ];
  },
};

/** The most megabytes that are kept at any look while so many rows are scanned. */
async function heapOf(rows: number, sequences: Sequences): Promise<number> {
  let most = 0;
  let pages = 0;
  const pagesBetweenLooks = Math.max(1, Math.floor(rows / PAGE_ROWS / LOOKS));
  const customers: Pick<Customers, 'page'> = {
    async page({ after = '0' }) {
      pages += 1;
      if (pages % pagesBetweenLooks === 0) most = Math.max(most, megabytesKept());
      const from = Number(after);
      const to = Math.min(from + PAGE_ROWS, rows);
      const items = Array.from({ length: to - from }, (_, place) => CustomerSchema.parse(madeCustomer(from + place)));
      return to < rows ? { items, next: String(to) } : { items };
    },
  };
  const answer = await scanPart(scanServices({ customers, sequences }), 0, 1);
  if (answer.rows !== rows) throw new TypeError('the scan did not read every row');
  return most;
}
