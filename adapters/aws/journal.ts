// What happened to a customer? In DynamoDB, one item per fact under its own key, in the order of time, for a while.
import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type BatchWriteCommandOutput,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { answerOf, everyRow, idsOf, parseRow, type StoreOptions } from '#adapters/aws/table';
import { TryAgain } from '#core/errors';
import { type Fact, FactSchema, factKey } from '#core/fact';
import type { Journal } from '#core/ports';
import { epochOf, SECOND_MS } from '#core/time';

/** A year of history and a month to look at its end. */
const KEPT_DAYS = 400;
const DAY_SECONDS = 24 * 60 * 60;
/** BatchWriteItem takes no more. */
const MOST_PER_BATCH = 25;
/** DynamoDB hands back what it had no room for. The waits double from 50 ms: 1.5 s in all, then the queue waits instead. */
const TRIES = 6;
const FIRST_WAIT_MS = 50;

export type JournalOptions = StoreOptions & {
  /** How many days after it happened a fact may be forgotten. 400 unless told. */
  readonly keptDays?: number;
  /** How to wait before what DynamoDB handed back is written again. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

/** The port `Journal` on DynamoDB. Writes need no condition: the key is the fact, so writing it again changes nothing. */
export function createDynamoJournal(options: JournalOptions): Journal {
  const { client, table, keptDays = KEPT_DAYS, wait = setTimeout } = options;

  function rowOf(fact: Fact) {
    const expiresAt = Math.floor(epochOf(fact.at) / SECOND_MS) + keptDays * DAY_SECONDS;
    return { ...fact, factKey: factKey(fact), expiresAt };
  }

  async function write(facts: readonly Fact[]): Promise<void> {
    let left: BatchWriteCommandInput['RequestItems'] = {
      [table]: facts.map((fact) => ({ PutRequest: { Item: rowOf(fact) } })),
    };
    const ids = { customerId: facts[0]?.customerId, facts: facts.length };
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0) await wait(FIRST_WAIT_MS * 2 ** (tries - 1));
      const request = new BatchWriteCommand({ RequestItems: left });
      const answer: BatchWriteCommandOutput = await answerOf(table, ids, client.send(request));
      left = answer.UnprocessedItems;
      if (left === undefined || Object.keys(left).length === 0) return;
    }
    throw new TryAgain(`the table ${table} had no room for some facts after ${TRIES} tries; deliver this again`, {
      ids,
    });
  }

  return {
    async record(facts) {
      // A batch with one key twice is refused as a whole.
      const distinct = [...new Map(facts.map((fact) => [`${fact.customerId}#${factKey(fact)}`, fact])).values()];
      for (let from = 0; from < distinct.length; from += MOST_PER_BATCH) {
        await write(distinct.slice(from, from + MOST_PER_BATCH));
      }
    },
    // A fact that has expired may still be there for some days, and then it is known.
    async holds(fact) {
      const { customerId } = fact;
      const request = new GetCommand({
        TableName: table,
        Key: { customerId, factKey: factKey(fact) },
        ProjectionExpression: 'factKey',
        ConsistentRead: true,
      });
      return (await answerOf(table, { customerId }, client.send(request))).Item !== undefined;
    },
    async ofCustomer(customerId) {
      const rows = await everyRow((ExclusiveStartKey) => {
        const request = new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'customerId = :customerId',
          ExpressionAttributeValues: { ':customerId': customerId },
          ConsistentRead: true,
          ExclusiveStartKey,
        });
        return answerOf(table, { customerId }, client.send(request));
      });
      return rows.map((row) => parseRow(FactSchema, row, table, idsOf(row, 'customerId')));
    },
  };
}
