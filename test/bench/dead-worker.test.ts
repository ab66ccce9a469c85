import { beforeAll, expect, test } from 'vitest';
import type { EnrollTask, Sequences } from '#core/ports';
import { type DeadWalk, deathRows, enrollAll, walkWithDeath } from '../../bench/dead-worker.ts';
import { scannedCustomer } from '../../bench/made-customer.ts';
import { verdictOf } from '../../bench/row.ts';
import { scanPart, scanServices } from '../../bench/scan-of.ts';
import { memoryStore, type ScanStore } from '../../bench/scan-stores.ts';
import { publishedSequences } from '../../bench/shipped-plan.ts';

/** Eight pages of the store in memory, so four pieces of two pages, in the second of which a worker dies. */
const ROWS = 8_000;

let store: ScanStore;
let sequences: Sequences;
let dead: DeadWalk;
const undisturbed = { rows: ROWS, pages: ROWS / 1_000, found: [] as EnrollTask[] };

beforeAll(async () => {
  store = await memoryStore();
  sequences = await publishedSequences();
  const published = await sequences.live();
  await store.fill(ROWS, (number) => scannedCustomer(number, published));
  const hear = (tasks: readonly EnrollTask[]) => void undisturbed.found.push(...tasks);
  await scanPart(scanServices({ customers: store.customers, sequences, hear }), 0, 1);
  dead = await walkWithDeath(store.customers, sequences, { segment: 0, segments: 1 }, undisturbed);
});

test('a worker that dies costs the half piece that it had read, and nobody is missed or enrolled twice', async () => {
  expect(dead).toMatchObject({ deaths: 1, rows: ROWS + 1_000, rowsOfPiece: 2_000 });
  expect(new Set(undisturbed.found.map(({ customerId }) => customerId)).size).toBeGreaterThan(1);
  const rows = deathRows('here', undisturbed, dead, await enrollAll(store.customers, sequences, dead.found));
  expect(rows.map((row) => [row.status === 'measured' && row.value, verdictOf(row)])).toEqual([
    [0, 'ok'],
    [0.5, 'ok'],
    [0, 'ok'],
  ]);
});

test('whoever is missed, read or enrolled once too often is over the budget', () => {
  const [one] = undisturbed.found;
  const worse = { ...dead, found: one === undefined ? [] : [one], rows: ROWS + 2_001 };
  const rows = deathRows('here', undisturbed, worse, { opened: 2, customers: 1 });
  expect(rows.map(verdictOf)).toEqual(['OVER BUDGET', 'OVER BUDGET', 'OVER BUDGET']);
});

test('a part that is too small to die in measures nothing', () => {
  const rows = deathRows('here', undisturbed, { ...dead, deaths: 0 }, { opened: 0, customers: 0 });
  expect(rows.map(verdictOf)).toEqual(['not measured']);
});
