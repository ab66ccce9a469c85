// How do many rows of one table get written or deleted? In batches, and what DynamoDB hands back once more after a wait.
import { setTimeout } from 'node:timers/promises';
import { BatchWriteCommand, type BatchWriteCommandInput, type BatchWriteCommandOutput } from '@aws-sdk/lib-dynamodb';
import { answerOf, type RawRow, type StoreOptions } from '#adapters/aws/table';
import { type FaultIds, TryAgain } from '#core/errors';

/** BatchWriteItem takes no more. */
const MOST_PER_BATCH = 25;
/** DynamoDB hands back what it had no room for. The waits double from 50 ms: 1.5 s in all, then the queue waits instead. */
const TRIES = 6;
const FIRST_WAIT_MS = 50;

export type BatchOptions = StoreOptions & {
  /** How to wait before what DynamoDB handed back is written again. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

/** Puts rows, whatever was there. No two of them may have one key: a batch with one key twice is refused as a whole. */
export async function putAll(options: BatchOptions, rows: readonly RawRow[], ids: FaultIds): Promise<void> {
  const requests = rows.map((Item) => ({ PutRequest: { Item } }));
  await inBatches(options, requests, ids);
}

/** Deletes the rows with these keys; one that is gone already is no fault. */
export async function deleteAll(options: BatchOptions, keys: readonly RawRow[], ids: FaultIds): Promise<void> {
  const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
  await inBatches(options, requests, ids);
}

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

async function inBatches(options: BatchOptions, requests: Requests, ids: FaultIds): Promise<void> {
  for (let from = 0; from < requests.length; from += MOST_PER_BATCH) {
    await write(options, requests.slice(from, from + MOST_PER_BATCH), ids);
  }
}

async function write(options: BatchOptions, requests: Requests, ids: FaultIds): Promise<void> {
  const { client, table, wait = setTimeout } = options;
  let left: BatchWriteCommandInput['RequestItems'] = { [table]: requests };
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await wait(FIRST_WAIT_MS * 2 ** (tries - 1));
    const request = new BatchWriteCommand({ RequestItems: left });
    const answer: BatchWriteCommandOutput = await answerOf(table, ids, client.send(request));
    left = answer.UnprocessedItems;
    if (left === undefined || Object.keys(left).length === 0) return;
  }
  throw new TryAgain(`the table ${table} had no room for some rows after ${TRIES} tries; deliver this again`, { ids });
}
