// Has this request come before? In DynamoDB, one item per request from outside, for as long as somebody may send it again.
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import { TryAgain } from '#core/errors';
import type { Receipts } from '#core/receipt';
import { JOURNAL_DAYS } from '#core/retention';
import { DAY_SECONDS, epochOf, InstantSchema, SECOND_MS } from '#core/time';

/**
 * As long as the journal, whose facts a request sent again would tell once more. Twilio, Shopify and WooCommerce sign no time, so whoever has one of their requests, like the START
 * of somebody who has written STOP since, could send it again once its receipt is gone; a secret that is replaced once a year
 * has no such request left. A receipt has some 190 bytes, and 290 as AWS counts them: a million a month are 4 GB.
 */
const KEPT_DAYS = JOURNAL_DAYS;

const RowSchema = z.object({
  id: z.string(),
  digest: z.string(),
  at: InstantSchema,
  done: z.literal(true).exactOptional(),
});

/** The port `Receipts` on DynamoDB. One that has expired may still be there for some days, and then it is known. */
export function createDynamoReceipts({ client, table }: StoreOptions): Receipts {
  async function refusing(id: string, item: RawRow | undefined): Promise<RawRow | undefined> {
    if (item !== undefined) return item;
    const request = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await answerOf(table, {}, client.send(request))).Item;
  }

  return {
    async open(receipt) {
      const expiresAt = Math.floor(epochOf(receipt.at) / SECOND_MS) + KEPT_DAYS * DAY_SECONDS;
      const request = new PutCommand({
        TableName: table,
        Item: { ...receipt, expiresAt },
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const answer = await writeAnswerOf(table, {}, client.send(request));
      if (answer.status === 'written') return { status: 'new', receipt };
      const there = await refusing(receipt.id, answer.item);
      if (there === undefined) throw new TryAgain('a receipt expired while it was looked at; ask again');
      const { id, digest, at, done } = parseRow(RowSchema, there, table, {});
      return { status: done === true ? 'done' : 'again', receipt: { id, digest, at } };
    },
    // Not without its receipt: one that has expired meanwhile must not come back as half of itself.
    async close(id, unknownKinds) {
      const kinds = unknownKinds.slice(0, MOST_UNKNOWN_KINDS);
      const request = new UpdateCommand({
        TableName: table,
        Key: { id },
        ConditionExpression: 'attribute_exists(id)',
        UpdateExpression: `SET done = :done${kinds.length === 0 ? '' : ', unknownKinds = :kinds'}`,
        ExpressionAttributeValues: { ':done': true, ...(kinds.length === 0 ? {} : { ':kinds': kinds }) },
      });
      await writeAnswerOf(table, {}, client.send(request));
    },
  };
}

/** Enough to see what a provider has that we do not know; a stranger decides how many there are. */
const MOST_UNKNOWN_KINDS = 20;
