// Where is a scan measured? Stores full of made customers, each with the bare loop that a scan of it is compared with.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createTableInput, type RawRow } from '#adapters/aws/table';
import { TABLES, tableNames } from '#adapters/aws/tables';
import { openEmbeddedStore, type StoreRequest } from '#adapters/local/embedded-store';
import { createMemoryCustomers } from '#adapters/memory/customers';
import type { Customer } from '#core/customer';
import type { Customers } from '#core/ports';
import { startDynamoDBLocal } from './dynamodb-local.ts';
import { itemBytes } from './item-bytes.ts';

/** BatchWriteItem takes no more. */
const MOST_PER_BATCH = 25;
/** As many batches are on their way at once; a store of this process gains nothing by it, one beside it does. */
const BATCHES_AT_ONCE = 4;
const PREFIX = 'bench';
const TABLE = tableNames(PREFIX).customers;

/** Walks through one part of all rows, doing nothing with them, and answers how many there were. */
export type BareScan = (segment: number, segments: number) => Promise<number>;

export type ScanStore = {
  readonly name: string;
  readonly customers: Customers;
  /** Puts rows in; answers how many bytes they have, by DynamoDB's own rules. */
  fill(rows: number, rowOf: (number: number) => Customer): Promise<number>;
  /** `plain`: with the document client as the SDK makes it; `own`: with ours. A store in memory has no such loop. */
  readonly bare?: { readonly plain: BareScan; readonly own: BareScan };
  /** Read units of scans since this was last asked; undefined where nobody counts any. */
  unitsTaken(): number | undefined;
  /** Is the store's own work done by this process, so that its processor time is all there is? */
  readonly isWithin: boolean;
  close(): Promise<void>;
};

/** The store in memory: the rows themselves. */
export async function memoryStore(): Promise<ScanStore> {
  const customers = createMemoryCustomers();
  return {
    name: 'memory',
    customers,
    async fill(rows, rowOf) {
      let bytes = 0;
      for (let number = 0; number < rows; number += 1) {
        const row = rowOf(number);
        bytes += itemBytes(row);
        await customers.save(row);
      }
      return bytes;
    },
    unitsTaken: () => undefined,
    isWithin: true,
    close: async () => {},
  };
}

/** Dynalite in this process: in memory, or `onDisk` in a folder that is gone afterwards. */
export async function dynaliteStore({ onDisk }: { readonly onDisk: boolean }): Promise<ScanStore> {
  const units = unitsCounter();
  const parent = onDisk ? await mkdtemp(join(tmpdir(), 'winback-scan-')) : undefined;
  const folder = parent === undefined ? {} : { folder: join(parent, 'store') };
  const store = await openEmbeddedStore({ prefix: PREFIX, onRequest: units.hear, ...folder });
  return {
    ...tableStore('dynalite', store.client, store.plainClient()),
    unitsTaken: units.taken,
    isWithin: true,
    async close() {
      await store.close();
      if (parent !== undefined) await rm(parent, { recursive: true, force: true });
    },
  };
}

/** AWS's own stand-in, beside this process. Needs Java. */
export async function dynamoDBLocalStore(): Promise<ScanStore> {
  const units = unitsCounter();
  const store = await startDynamoDBLocal(units.hear);
  await store.client.send(new CreateTableCommand(createTableInput(TABLE, TABLES.customers.keys)));
  return {
    ...tableStore('DynamoDB Local', store.client, store.plainClient()),
    unitsTaken: units.taken,
    isWithin: false,
    close: async () => store.stop(),
  };
}

function tableStore(name: string, client: DynamoDBDocumentClient, plain: DynamoDBDocumentClient) {
  return {
    name,
    customers: createDynamoCustomers({ client, table: TABLE }),
    fill: (rows: number, rowOf: (number: number) => Customer) => fillTable(client, rows, rowOf),
    bare: { plain: bareScanOf(plain), own: bareScanOf(client) },
  };
}

async function fillTable(
  client: DynamoDBDocumentClient,
  rows: number,
  rowOf: (number: number) => Customer,
): Promise<number> {
  let next = 0;
  let bytes = 0;
  async function writer(): Promise<void> {
    while (next < rows) {
      const from = next;
      next += MOST_PER_BATCH;
      const made = Array.from({ length: Math.min(MOST_PER_BATCH, rows - from) }, (_, place) => rowOf(from + place));
      // As the store would have written them.
      const batch = made.map((row) => ({ ...row, revision: row.revision + 1 }));
      bytes += batch.reduce((sum, row) => sum + itemBytes(row), 0);
      const puts = batch.map((Item) => ({ PutRequest: { Item } }));
      const answer = await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
      if (Object.keys(answer.UnprocessedItems ?? {}).length > 0) throw new TypeError('the store left rows out');
    }
  }
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writer));
  return bytes;
}

function bareScanOf(client: DynamoDBDocumentClient): BareScan {
  return async (Segment, TotalSegments) => {
    let rows = 0;
    let ExclusiveStartKey: RawRow | undefined;
    do {
      const request = new ScanCommand({ TableName: TABLE, Segment, TotalSegments, ExclusiveStartKey });
      const page = await client.send(request);
      rows += page.Items?.length ?? 0;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return rows;
  };
}

function unitsCounter() {
  let units = 0;
  return {
    hear({ name, units: charged = 0 }: StoreRequest): void {
      if (name === 'Scan') units += charged;
    },
    taken(): number {
      const since = units;
      units = 0;
      return since;
    },
  };
}
