// How much slower is deciding than reading? The scan against a bare Scan loop on the same store, and what it is billed.
import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { tableNames } from '#adapters/aws/tables';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { scan } from '#core/flow/scan';
import type { Services } from '#core/ports';
import { plusMilliseconds } from '#core/time';
import { cpuMilliseconds, inTurns, median, ratioOf } from './in-turns.ts';
import { itemBytes } from './item-bytes.ts';
import { madeCustomer, metBefore, SCAN_AT } from './made-customer.ts';
import { type Measure, measured } from './row.ts';
import { liveVersion, publishedSequences } from './shipped-plan.ts';

const ROWS = 50_000;
const ROUNDS = 4;
const SEGMENTS = 4;
const everySegment = Array.from({ length: SEGMENTS }, (_, segment) => segment);
const LEAST_RATIO = 0.9;
/** A read unit is 4 KB, and half of one when the read is eventually consistent (DynamoDB developer guide). */
const BYTES_PER_UNIT = 8 * 1024;
const UNITS_WITHIN = 0.05;
/** BatchWriteItem takes no more. */
const MOST_PER_BATCH = 25;
const PREFIX = 'bench';
const TABLE = tableNames(PREFIX).customers;
/** No worker of a measurement is ever short of time. */
const A_DAY_MS = 86_400_000;

type ScanServices = Pick<Services, 'clock' | 'customers' | 'sequences' | 'work'>;

export const scanRate: Measure = {
  name: 'scan',
  async run() {
    let units = 0;
    const store = await openEmbeddedStore({
      prefix: PREFIX,
      onRequest: ({ name, units: charged = 0 }) => {
        if (name === 'Scan') units += charged;
      },
    });
    try {
      const services = await scanServices(store.client);
      const bytes = await fill(store.client, services);
      units = 0;
      for (const segment of everySegment) await scanSegment(services, segment);
      const unitsOfOne = units;
      const { bare, ours } = await inTurns(ROUNDS * SEGMENTS, {
        bare: (round) => cpuMilliseconds(() => bareScan(store.client, round % SEGMENTS)),
        ours: (round) => cpuMilliseconds(() => scanSegment(services, round % SEGMENTS)),
      });
      const rowsOfOne = ROWS / SEGMENTS;
      const perSecond = (times: readonly number[]) =>
        Math.round((rowsOfOne / median(times)) * 1_000).toLocaleString('en-US');
      return [
        measured('scan: rows decided a second ÷ a bare Scan loop', ratioOf(bare, ours), '×', {
          budget: { atLeast: LEAST_RATIO },
          note: `${perSecond(ours)} against ${perSecond(bare)} rows a second of processor time, dynalite's included; ${ROWS.toLocaleString('en-US')} rows, ${ROUNDS} rounds`,
        }),
        measured('scan: own work for a row', ((median(ours) - median(bare)) / rowsOfOne) * 1_000, 'µs', {
          note: 'parse and decide; a store faster than dynalite feels it more',
        }),
        measured('scan: read units off bytes / 8 KB', Math.abs(unitsOfOne / (bytes / BYTES_PER_UNIT) - 1) * 100, '%', {
          budget: { atMost: UNITS_WITHIN * 100 },
          note: `${unitsOfOne} units by ReturnConsumedCapacity for ${Math.round(bytes / ROWS)} bytes a row`,
        }),
      ];
    } finally {
      await store.close();
    }
  },
};

async function scanServices(client: DynamoDBDocumentClient): Promise<ScanServices> {
  return {
    clock: { now: () => SCAN_AT },
    customers: createDynamoCustomers({ client, table: TABLE }),
    sequences: await publishedSequences(),
    work: { scan: async () => {}, enroll: async () => {} },
  };
}

/** Answers how many bytes the rows have, by DynamoDB's own rules. */
async function fill(client: DynamoDBDocumentClient, { sequences }: ScanServices): Promise<number> {
  const { sequence } = await liveVersion(sequences);
  let bytes = 0;
  for (let from = 0; from < ROWS; from += MOST_PER_BATCH) {
    const rows = Array.from({ length: MOST_PER_BATCH }, (_, place) => metBefore(madeCustomer(from + place), sequence));
    bytes += rows.reduce((sum, row) => sum + itemBytes(row), 0);
    const puts = rows.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
  }
  return bytes;
}

async function scanSegment(services: ScanServices, segment: number): Promise<void> {
  const answer = await scan(services, { segment, segments: SEGMENTS }, plusMilliseconds(SCAN_AT, A_DAY_MS));
  if (answer.status !== 'finished' || answer.broken.length > 0) throw new TypeError('the scan did not read every row');
}

async function bareScan(client: DynamoDBDocumentClient, Segment: number): Promise<number> {
  let rows = 0;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const request = new ScanCommand({ TableName: TABLE, Segment, TotalSegments: SEGMENTS, ExclusiveStartKey });
    const page = await client.send(request);
    rows += page.Items?.length ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return rows;
}
