// How do rows travel? Refusals, faults and unreadable rows in our own words.
import type {
  ConditionalCheckFailedException,
  CreateTableCommandInput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient, TranslateConfig } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import type { TableKeys } from '#adapters/aws/tables';
import { BrokenRecord, type FaultIds, TryAgain } from '#core/errors';

/** The request that creates a table with these keys, paid by request. */
export function createTableInput(fullName: string, keys: TableKeys): CreateTableCommandInput {
  return {
    TableName: fullName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
    KeySchema: keys.map((key, place) => ({ AttributeName: key.name, KeyType: place === 0 ? 'HASH' : 'RANGE' })),
  };
}

/** How every document client of ours translates rows: an optional field that is undefined is an absent one. */
export const TRANSLATION: TranslateConfig = { marshallOptions: { removeUndefinedValues: true } };

/**
 * The client of the tables without the SDK's logger. That copies every row for a log, even where nobody keeps one, which takes
 * longer than parsing the row; and rows hold addresses, which no log may have.
 */
export function withoutLogger(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** What every store is made from. */
export type StoreOptions = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** A row as DynamoDB has it: not yet believed. */
export type RawRow = Record<string, unknown>;

/** What a conditional write answered. `item` is the row that refused it, where the answer carries it. */
export type WriteAnswer<T> =
  | { readonly status: 'written'; readonly output: T }
  | { readonly status: 'refused'; readonly item: RawRow | undefined };

/** The answer to a request; a throttle, a fault of DynamoDB's own or a cut connection becomes TryAgain. */
export async function answerOf<T>(table: string, ids: FaultIds, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (fault) {
    const name = faultName(fault);
    if (!isPassing(fault) && name !== THROUGHPUT) throw fault;
    throw new TryAgain(`the table ${table} did not answer (${name}); deliver this again`, { ids, cause: fault });
  }
}

/** The answer to a conditional write; a condition that does not hold is an answer and no fault. */
export async function writeAnswerOf<T>(table: string, ids: FaultIds, request: Promise<T>): Promise<WriteAnswer<T>> {
  try {
    return { status: 'written', output: await answerOf(table, ids, request) };
  } catch (fault) {
    if (!isRefusal(fault)) throw fault;
    return { status: 'refused', item: fault.Item === undefined ? undefined : unmarshall(fault.Item) };
  }
}

/** A row that its schema believes. Anything else is BrokenRecord, which names the fields and never what is in them. */
export function parseRow<Schema extends z.ZodType>(
  schema: Schema,
  row: unknown,
  table: string,
  ids: FaultIds,
): z.output<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new BrokenRecord(
    `a row in ${table} cannot be read (${fieldsIn(parsed.error)}); mend or delete the row with these ids`,
    {
      ids,
    },
  );
}

/** The fields of a row that its schema refuses, and never what is in them. */
export function fieldsIn({ issues }: z.ZodError): string {
  return [...new Set(issues.map(({ path }) => String(path[0] ?? 'the row itself')))].join(', ');
}

/** The rows that can be read, and the ids of those that cannot: one bad row must not end a walk through all of them. */
export function readableRows<T>(
  rows: readonly RawRow[],
  parse: (row: RawRow) => T,
): { items: T[]; broken?: FaultIds[] } {
  const items: T[] = [];
  const broken: FaultIds[] = [];
  for (const row of rows) {
    try {
      items.push(parse(row));
    } catch (fault) {
      if (!(fault instanceof BrokenRecord)) throw fault;
      broken.push(fault.ids);
    }
  }
  return broken.length === 0 ? { items } : { items, broken };
}

/** All rows of a query or scan, one request after the other. */
export async function everyRow(
  read: (from: RawRow | undefined) => Promise<{ Items?: RawRow[] | undefined; LastEvaluatedKey?: RawRow | undefined }>,
): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  let from: RawRow | undefined;
  do {
    const page = await read(from);
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

/** The ids of a row that may not parse: only what looks like an id of ours, since a broken row may hold anything there. */
export function idsOf(row: RawRow, ...names: readonly string[]): FaultIds {
  const readable = (value: unknown) => (/^[A-Za-z0-9_-]{1,80}$/.test(String(value)) ? String(value) : 'unreadable');
  return Object.fromEntries(names.map((name) => [name, readable(row[name])]));
}

// A throttle, although its name does not say so as others' do.
const THROUGHPUT = 'ProvisionedThroughputExceededException';

function isRefusal(fault: unknown): fault is ConditionalCheckFailedException {
  return fault instanceof Error && fault.name === 'ConditionalCheckFailedException';
}
