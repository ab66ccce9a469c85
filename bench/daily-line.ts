// What does `limit per day` cost a scan when everybody is dormant? The line of a day: its writes, its time and its memory.
import { createDynamoIntake } from '#adapters/aws/intake';
import { tableNames } from '#adapters/aws/tables';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { createMemorySequences } from '#adapters/memory/sequences';
import type { Customers, EnrollTask, Sequences, Services } from '#core/ports';
import { megabytesKept } from './heap.ts';
import { cpuMilliseconds } from './in-turns.ts';
import { madeCustomer } from './made-customer.ts';
import { madeModel } from './made-model.ts';
import { type Measure, measured, type Row } from './row.ts';
import { scanPart, scanServices } from './scan-of.ts';
import { fourTouches } from './shipped-plan.ts';

const ROWS = 1_000_000;
const SEGMENTS = 16;
const LIMIT = 5_000;
const PAGE_ROWS = 2_000;
/** Pages between two looks at the heap. */
const LOOK_EVERY = 100;
/** Everybody is dormant: silent for so many days at least, over so many more, neighbours apart. */
const SILENT = { from: 90, over: 275, stride: 7 };
const PREFIX = 'bench';
const SECOND_MS = 1_000;
const WRITES = /^(Put|Update|BatchWrite)/;

type Limit = { readonly customers: number; readonly first: 'oldest' | 'most valuable' };
type Scanned = { readonly milliseconds: number; readonly called: number; readonly most: number };

export const dailyLine: Measure = {
  name: 'limit-per-day',
  onRequest: true,
  async run({ rows = ROWS }) {
    // The first walk of all pays for what the engine learns of the code.
    await scanAll(rows, undefined);
    const without = await scanAll(rows, undefined);
    const answers: Row[] = [];
    for (const first of ['oldest', 'most valuable'] as const)
      answers.push(...(await rowsOf(rows, { customers: LIMIT, first }, without)));
    return answers;
  },
};

async function rowsOf(rows: number, limit: Limit, without: Scanned): Promise<Row[]> {
  const asked = { requests: 0, writes: 0, writeUnits: 0, readUnits: 0 };
  const table = tableNames(PREFIX).intake;
  const store = await openEmbeddedStore({
    prefix: PREFIX,
    onRequest: ({ name, units = 0 }) => {
      const isWrite = WRITES.test(name);
      asked.requests += 1;
      asked.writes += isWrite ? 1 : 0;
      asked[isWrite ? 'writeUnits' : 'readUnits'] += units;
    },
  });
  try {
    const scanned = await scanAll(rows, { limit, intake: createDynamoIntake({ client: store.client, table }) });
    const what = `${limit.customers.toLocaleString('en-US')} a day of ${rows.toLocaleString('en-US')} dormant, ${limit.first} first`;
    return [
      measured(`${what}: called`, scanned.called, 'customers', { budget: { atMost: limit.customers } }),
      measured(`${what}: writes`, asked.writes, 'requests', {
        note: `${Math.round(asked.writeUnits)} write units, ${Math.round(asked.readUnits)} read units, ${asked.requests} requests of ${SEGMENTS} parts`,
      }),
      measured(`${what}: time`, scanned.milliseconds / SECOND_MS, 's', {
        note: `of processor time, dynalite's included; ${(without.milliseconds / SECOND_MS).toFixed(1)} s without a limit`,
      }),
      measured(`${what}: heap kept at most`, scanned.most, 'MB', {
        note: `${without.most.toFixed(1)} MB without a limit`,
      }),
    ];
  } finally {
    await store.close();
  }
}

/** All parts, one after the other. Without a limit everybody is put forward. */
async function scanAll(
  rows: number,
  limited: { readonly limit: Limit; readonly intake: Services['intake'] } | undefined,
): Promise<Scanned> {
  const { sequence, ...rest } = await fourTouches();
  const sequences: Sequences = createMemorySequences();
  const limit = limited === undefined ? {} : { 'limit per day': limited.limit };
  await sequences.publish({ ...rest, sequence: { ...sequence, ...limit } });
  let [called, most, pages] = [0, 0, 0];
  const look = () => {
    pages += 1;
    if (pages % LOOK_EVERY === 0) most = Math.max(most, megabytesKept());
  };
  const hear = (tasks: readonly EnrollTask[]) => {
    called += tasks.length;
  };
  const services = {
    ...scanServices({ customers: { page: pageOf(rows, look) }, sequences, model: madeModel, hear }),
    ...(limited === undefined ? {} : { intake: limited.intake }),
  };
  const milliseconds = await cpuMilliseconds(async () => {
    for (let segment = 0; segment < SEGMENTS; segment += 1) await scanPart(services, segment, SEGMENTS);
  });
  return { milliseconds, called, most };
}

/** Pages of customers who are made when they are asked for: number `segment`, then every `segments`-th. */
function pageOf(rows: number, look: () => void): Customers['page'] {
  return async ({ segment, segments, after }) => {
    look();
    const from = after === undefined ? segment : Number(after);
    const numbers = Array.from({ length: PAGE_ROWS }, (_, place) => from + place * segments).filter(
      (one) => one < rows,
    );
    const items = numbers.map((number) => madeCustomer(number, SILENT.from + ((number * SILENT.stride) % SILENT.over)));
    const next = from + PAGE_ROWS * segments;
    return next < rows ? { items, next: String(next) } : { items };
  };
}
