// Does the scan stay itself with a million customers? On each store: its pace, its bill, its memory, its parts, and a dead worker.
import type { Customers, EnrollTask, Sequences } from '#core/ports';
import { deathRows, enrollAll, type Walk, walkWithDeath } from './dead-worker.ts';
import { javaIsThere } from './dynamodb-local.ts';
import { megabytesKept } from './heap.ts';
import { cpuMilliseconds, inTurns, median, ratioOf, wallMilliseconds } from './in-turns.ts';
import { scannedCustomer } from './made-customer.ts';
import { type Measure, measured, type Row, tableOf } from './row.ts';
import { FLAT_WITHIN } from './scan-memory.ts';
import { type Scanned, scanPart, scanServices } from './scan-of.ts';
import { LEAST_RATIO, unitsRow } from './scan-rate.ts';
import { dynaliteStore, dynamoDBLocalStore, memoryStore, type ScanStore } from './scan-stores.ts';
import { publishedSequences } from './shipped-plan.ts';

const ROWS = 1_000_000;
/** As many parts as a stage of that size would be given. */
const SEGMENTS = 16;
/** The heap once so many rows are read is what the heap at the end is compared with. */
const FEW = 10_000;
/** The largest part may be this much above the mean: a worker's time is that of its part. */
const EVEN_WITHIN = 1.1;
const SECOND_MS = 1_000;

const STORES = [
  { name: 'memory', open: memoryStore },
  { name: 'dynalite', open: () => dynaliteStore({ onDisk: true }) },
  { name: 'DynamoDB Local', open: dynamoDBLocalStore, needsJava: true },
] as const;

export const scanMillion: Measure = {
  name: 'scan-million',
  onRequest: true,
  async run({ rows = ROWS, store: only }) {
    const stores = STORES.filter(({ name }) => only === undefined || name === only);
    if (stores.length === 0)
      throw new TypeError(`--store: there is no "${only}"; choose ${STORES.map(({ name }) => name).join(', ')}`);
    const sequences = await publishedSequences();
    const measuredRows: Row[] = [];
    for (const { name, open, ...needs } of stores) {
      if ('needsJava' in needs && !javaIsThere()) {
        measuredRows.push({ status: 'notMeasured', what: `scan of ${name}`, because: 'there is no java here' });
        continue;
      }
      const store = await open();
      try {
        const ofStore = await rowsOf(store, sequences, rows);
        measuredRows.push(...ofStore);
        // The next store may take many minutes, or fail.
        process.stderr.write(`\n${tableOf(ofStore)}\n\n`);
      } finally {
        await store.close();
      }
    }
    return measuredRows;
  },
};

async function rowsOf(store: ScanStore, sequences: Sequences, rows: number): Promise<Row[]> {
  const what = `${rows.toLocaleString('en-US')} rows in ${store.name}`;
  process.stderr.write(`  ${what}: filling\n`);
  const published = await sequences.live();
  let bytes = 0;
  const fillMs = await wallMilliseconds(async () => {
    bytes = await store.fill(rows, (number) => scannedCustomer(number, published));
  });
  process.stderr.write(`  ${what}: filled in ${(fillMs / SECOND_MS).toFixed(0)} s; scanning\n`);
  store.unitsTaken();
  const walk = await walkThrough(store.customers, sequences);
  const units = store.unitsTaken();
  const [first] = walk.parts;
  if (walk.rows !== rows || first === undefined) throw new TypeError(`the scan read ${walk.rows} of ${rows} rows`);
  const pace = await paceRows(what, store, sequences, rows);
  const task = { segment: 0, segments: SEGMENTS };
  const dead = await walkWithDeath(store.customers, sequences, task, first);
  const enrolled = await enrollAll(store.customers, sequences, dead.found);
  return [
    ...pace,
    ...(units === undefined ? [] : [unitsRow(what, units, bytes, rows)]),
    ...splitRows(what, walk.parts),
    measured(`${what}: heap after all ÷ after ${FEW.toLocaleString('en-US')}`, walk.heap.after / walk.heap.few, '×', {
      budget: { atMost: FLAT_WITHIN },
      note: `${walk.heap.after.toFixed(1)} against ${walk.heap.few.toFixed(1)} MB kept, what the store itself holds included`,
    }),
    ...deathRows(what, first, dead, enrolled),
  ];
}

/** One scan of everything, part by part: what each part had, and the heap early on and at the end. */
async function walkThrough(customers: Customers, sequences: Sequences) {
  const parts: Walk[] = [];
  const heap = { few: 0, after: 0 };
  let rows = 0;
  for (let segment = 0; segment < SEGMENTS; segment += 1) {
    const part: { rows: number; pages: number; found: EnrollTask[] } = { rows: 0, pages: 0, found: [] };
    const watched: Scanned['customers'] = {
      async page(request) {
        const page = await customers.page(request);
        part.pages += 1;
        rows += page.items.length;
        if (heap.few === 0 && rows >= FEW) heap.few = megabytesKept();
        return page;
      },
    };
    const services = scanServices({ customers: watched, sequences, hear: (tasks) => void part.found.push(...tasks) });
    part.rows = (await scanPart(services, segment, SEGMENTS)).rows;
    parts.push(part);
  }
  heap.after = megabytesKept();
  return { parts, heap, rows };
}

/** In processor time where the store is in this process, otherwise by the clock on the wall, part by part in turns. */
async function paceRows(what: string, store: ScanStore, sequences: Sequences, rows: number): Promise<Row[]> {
  const services = scanServices({ customers: store.customers, sequences });
  const ours = (segment: number) => scanPart(services, segment, SEGMENTS);
  const { bare } = store;
  const rowsOfOne = rows / SEGMENTS;
  const perSecond = (times: readonly number[]) =>
    Math.round((rowsOfOne / median(times)) * SECOND_MS).toLocaleString('en-US');
  if (bare === undefined) {
    const times = await inTurns(SEGMENTS, { ours: (segment) => cpuMilliseconds(() => ours(segment)) });
    const note = `${perSecond(times.ours)} rows a second of processor time; the store hands out its rows as they are`;
    return [measured(`${what}: a row`, (median(times.ours) / rowsOfOne) * SECOND_MS, 'µs', { note })];
  }
  const busy: Record<'plain' | 'own' | 'ours', number[]> = { plain: [], own: [], ours: [] };
  const timed = (way: keyof typeof busy, run: (segment: number) => Promise<unknown>) => (segment: number) =>
    wallMilliseconds(async () => void busy[way].push(await cpuMilliseconds(() => run(segment))));
  const wall = await inTurns(SEGMENTS, {
    plain: timed('plain', (segment) => bare.plain(segment, SEGMENTS)),
    own: timed('own', (segment) => bare.own(segment, SEGMENTS)),
    ours: timed('ours', ours),
  });
  const times = store.isWithin ? busy : wall;
  const clock = store.isWithin ? "of processor time, the store's included" : 'by the clock on the wall';
  return [
    measured(`${what}: rows decided a second ÷ a bare Scan loop`, ratioOf(times.plain, times.ours), '×', {
      budget: { atLeast: LEAST_RATIO },
      note: `${perSecond(times.ours)} against ${perSecond(times.plain)} rows a second ${clock}`,
    }),
    measured(`${what}: ÷ the same loop on our client`, ratioOf(times.own, times.ours), '×', {
      note: `${perSecond(times.ours)} against ${perSecond(times.own)} rows a second; ${ratioOf(busy.own, busy.ours).toFixed(3)} in processor time of this process alone`,
    }),
  ];
}

function splitRows(what: string, parts: readonly Walk[]): Row[] {
  const counts = parts.map(({ rows }) => rows);
  const mean = counts.reduce((sum, rows) => sum + rows, 0) / counts.length;
  const text = (count: number) => Math.round(count).toLocaleString('en-US');
  return [
    measured(`${what}: the largest of ${SEGMENTS} parts ÷ the mean`, Math.max(...counts) / mean, '×', {
      budget: { atMost: EVEN_WITHIN },
      note: `${text(Math.min(...counts))} to ${text(Math.max(...counts))} rows`,
    }),
  ];
}
