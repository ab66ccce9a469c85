// How fast do files come in? Rows read a second, rows a second into the embedded store, and the heap meanwhile.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { tableNames } from '#adapters/aws/tables';
import { type GatherFiles, gather } from '#adapters/files/gather';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { type ImportReport, importHistory, LOCAL_IMPORT } from '#adapters/local/import-files';
import { createMemoryStores } from '#adapters/memory/stores';
import type { Customers } from '#core/ports';
import type { Shop } from '#core/shop';
import { plusDays } from '#core/time';
import { megabytesKept } from './heap.ts';
import { cpuMilliseconds, wallMilliseconds } from './in-turns.ts';
import { SCAN_AT, TODAY } from './made-customer.ts';
import { type Measure, measured, type Row } from './row.ts';
import { FLAT_WITHIN } from './scan-memory.ts';
import { liveVersion, publishedSequences } from './shipped-plan.ts';

/** Into the store, which is what takes the time: some twenty seconds. `--rows` takes a million. */
const ROWS = 40_000;
/** Of each customer, far apart in the file: as orders come, day by day. */
const ROWS_EACH = 4;
const DAYS = 1_500;
/** Only read: many enough to go to disk long before the middle. */
const ROWS_READ = 400_000;
const PREFIX = 'bench';
const SECOND_MS = 1_000;

export const importRate: Measure = {
  name: 'import-rate',
  async run({ rows = ROWS }) {
    const { shop } = await liveVersion(await publishedSequences());
    return [...(await readingRows(shop)), ...(await writingRows(shop, rows))];
  },
};

async function readingRows(shop: Shop): Promise<Row[]> {
  const readMs = await cpuMilliseconds(() => read(shop));
  const heaps = new Map<number, number>();
  await read(shop, (row) => {
    if (row === ROWS_READ / 2 || row === ROWS_READ) heaps.set(row, megabytesKept());
  });
  const [half = Number.NaN, all = Number.NaN] = heaps.values();
  return [
    measured('import: rows read a second', rateOf(ROWS_READ, readMs), 'rows/s', {
      note: `of processor time; ${countText(ROWS_READ)} orders in CSV, sorted by customer on disk`,
    }),
    measured('import: heap when all rows are read ÷ when half of them are', all / half, '×', {
      budget: { atMost: FLAT_WITHIN },
      note: `${all.toFixed(1)} against ${half.toFixed(1)} MB kept`,
    }),
  ];
}

async function read(shop: Shop, onRow: (row: number) => void = () => {}): Promise<void> {
  const gathered = await gather(madeOrders(ROWS_READ), { shop, onRow });
  await gathered.close();
}

async function writingRows(shop: Shop, rows: number): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'winback-bench-'));
  const store = await openEmbeddedStore({ prefix: PREFIX, folder: join(folder, 'store') });
  const customers = createDynamoCustomers({ client: store.client, table: tableNames(PREFIX).customers });
  try {
    const first = await imported(customers, shop, rows);
    const second = await imported(customers, shop, rows);
    if (first.created !== Math.ceil(rows / ROWS_EACH) || second.unchanged !== first.created)
      throw new TypeError('the import did not bring every customer into a row, or not only once');
    return [
      measured(`import: ${countText(rows)} rows into the embedded store`, rateOf(rows, first.wallMs), 'rows/s', {
        note: `in ${(first.wallMs / SECOND_MS).toFixed(0)} s, ${ROWS_EACH} rows a customer; ${countText(rateOf(rows, first.cpuMs))} a second of processor time; ${first.kept.toFixed(1)} MB kept at the end`,
      }),
      measured('import: the same rows again', rateOf(rows, second.wallMs), 'rows/s', {
        note: 'nothing is written',
      }),
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

type Imported = ImportReport & { readonly wallMs: number; readonly cpuMs: number; readonly kept: number };

async function imported(customers: Customers, shop: Shop, rows: number): Promise<Imported> {
  let report: ImportReport | undefined;
  let cpuMs = 0;
  const bring = async () => {
    const gathered = await gather(madeOrders(rows), { shop });
    report = await importHistory({ ...createMemoryStores(), customers }, gathered, shop, {
      ...LOCAL_IMPORT,
      at: SCAN_AT,
    });
    await gathered.close();
  };
  const wallMs = await wallMilliseconds(async () => {
    cpuMs = await cpuMilliseconds(bring);
  });
  if (report === undefined) throw new TypeError('the import answered nothing');
  return { ...report, wallMs, cpuMs, kept: megabytesKept() };
}

/** A file of so many orders, made on the fly. */
function madeOrders(rows: number): GatherFiles {
  const customers = Math.ceil(rows / ROWS_EACH);
  function* lines() {
    yield 'customer_id,ordered_on,amount\n';
    for (let row = 0; row < rows; row += 1) {
      const [customer, order] = [row % customers, Math.floor(row / customers)];
      const day = plusDays(TODAY, -((customer * 7 + order * 23) % DAYS));
      yield `c${customer},${day},${5 + (customer % 90)}.50\n`;
    }
  }
  return { orders: { file: 'made-orders.csv', open: () => Readable.from(lines()) } };
}

function rateOf(rows: number, milliseconds: number): number {
  return Math.round((rows / milliseconds) * SECOND_MS);
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}
