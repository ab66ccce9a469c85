// How much slower is deciding than reading? The scan against a bare Scan loop on the same store, and what it is billed.
import { cpuMilliseconds, inTurns, median, ratioOf } from './in-turns.ts';
import { scannedCustomer } from './made-customer.ts';
import { madeModel } from './made-model.ts';
import { type Measure, measured, type Row } from './row.ts';
import { scanPart, scanServices } from './scan-of.ts';
import { type BareScan, dynaliteStore, type ScanStore } from './scan-stores.ts';
import { personalSequences, publishedSequences } from './shipped-plan.ts';

const ROWS = 50_000;
const ROUNDS = 4;
const SEGMENTS = 4;
export const LEAST_RATIO = 0.9;
/** A read unit is 4 KB, and half of one when the read is eventually consistent (DynamoDB developer guide). */
const BYTES_PER_UNIT = 8 * 1024;
const UNITS_WITHIN = 0.05;

export const scanRate: Measure = {
  name: 'scan',
  async run() {
    const store = await dynaliteStore({ onDisk: false });
    try {
      const sequences = await publishedSequences();
      const published = await sequences.live();
      const bytes = await store.fill(ROWS, (number) => scannedCustomer(number, published));
      const shipped = scanServices({ customers: store.customers, sequences });
      for (let segment = 0; segment < SEGMENTS; segment += 1) await scanPart(shipped, segment, SEGMENTS);
      const units = unitsRow('scan', store.unitsTaken() ?? Number.NaN, bytes, ROWS);
      return [...(await rateRows(store, shipped)), units];
    } finally {
      await store.close();
    }
  },
};

/** The read units of one scan of everything against the bytes of its rows. */
export function unitsRow(what: string, units: number, bytes: number, rows: number): Row {
  return measured(`${what}: read units off bytes / 8 KB`, Math.abs(units / (bytes / BYTES_PER_UNIT) - 1) * 100, '%', {
    budget: { atMost: UNITS_WITHIN * 100 },
    note: `${units} units by ReturnConsumedCapacity for ${Math.round(bytes / rows)} bytes a row`,
  });
}

async function rateRows({ bare, customers }: ScanStore, shipped: ReturnType<typeof scanServices>): Promise<Row[]> {
  if (bare === undefined) return [];
  const personal = scanServices({ customers, sequences: await personalSequences(), model: madeModel });
  const segmentOf = (round: number) => round % SEGMENTS;
  const loop = (scan: BareScan) => (round: number) => cpuMilliseconds(() => scan(segmentOf(round), SEGMENTS));
  const scan = (services: typeof shipped) => (round: number) =>
    cpuMilliseconds(() => scanPart(services, segmentOf(round), SEGMENTS));
  const ways = { plain: loop(bare.plain), own: loop(bare.own), ours: scan(shipped), personal: scan(personal) };
  const times = await inTurns(ROUNDS * SEGMENTS, ways);
  const rowsOfOne = ROWS / SEGMENTS;
  const perSecond = (way: readonly number[]) => Math.round((rowsOfOne / median(way)) * 1_000).toLocaleString('en-US');
  const against = (one: readonly number[], other: readonly number[]) =>
    `${perSecond(one)} against ${perSecond(other)} rows a second`;
  return [
    measured('scan: rows decided a second ÷ a bare Scan loop', ratioOf(times.plain, times.ours), '×', {
      budget: { atLeast: LEAST_RATIO },
      note: `${against(times.ours, times.plain)} of processor time, dynalite's included; ${ROWS.toLocaleString('en-US')} rows, ${ROUNDS} rounds`,
    }),
    measured(
      "... ÷ the same loop on our client, which leaves out the SDK's logger",
      ratioOf(times.own, times.ours),
      '×',
      {
        note: against(times.ours, times.own),
      },
    ),
    measured('... of personal clocks and value tiers ÷ a bare Scan loop', ratioOf(times.plain, times.personal), '×', {
      note: `${against(times.personal, times.plain)}; one sequence, each row judged by the model of the shop`,
    }),
    measured('scan: own work for a row', ((median(times.ours) - median(times.own)) / rowsOfOne) * 1_000, 'µs', {
      note: 'parse and decide; a store faster than dynalite feels it more',
    }),
  ];
}
