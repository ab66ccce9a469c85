// What is promised, and what is left of the budgets? In DynamoDB: one item per code, one counter per incentive.
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, idsOf, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import type { IncentiveName } from '#core/ids';
import { type Incentives, IssuedCodeSchema, RedemptionSchema } from '#core/incentive';
import { CentsSchema } from '#core/money';

const BudgetSchema = z.object({ reserved: CentsSchema });
const RedeemedSchema = z.object({ redeemed: RedemptionSchema });

// A code is found by itself alone, and is random, so codes spread over all partitions. A budget is one item, because
// only writes to one item stand in one order; DynamoDB takes 1,000 a second on it.
const codeKey = (code: string) => ({ id: `code#${code}` });
const budgetKey = (incentive: IncentiveName) => ({ id: `budget#${incentive}` });

const idsOfCode = (row: RawRow) => idsOf(row, 'customerId', 'enrollmentId');

/** The port `Incentives` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. */
export function createDynamoIncentives({ client, table }: StoreOptions): Incentives {
  const parseIssued = (row: RawRow) => parseRow(IssuedCodeSchema, row, table, idsOfCode(row));

  async function rowOf(code: string): Promise<RawRow | undefined> {
    const request = new GetCommand({ TableName: table, Key: codeKey(code), ConsistentRead: true });
    return (await answerOf(table, {}, client.send(request))).Item;
  }

  return {
    // One conditional ADD. An answer that is lost on its way is asked again by the SDK and may take the cents twice:
    // less is promised than could be, never more.
    async reserve(incentive, cents, budget) {
      // The first reservation meets no counter that could refuse it.
      if (cents > budget) return 'exhausted';
      const request = new UpdateCommand({
        TableName: table,
        Key: budgetKey(incentive),
        ConditionExpression: 'attribute_not_exists(reserved) OR reserved <= :room',
        UpdateExpression: 'ADD reserved :cents',
        ExpressionAttributeValues: { ':cents': cents, ':room': budget - cents },
      });
      const answer = await writeAnswerOf(table, { incentive }, client.send(request));
      return answer.status === 'written' ? 'reserved' : 'exhausted';
    },
    async reserved(incentive) {
      const request = new GetCommand({ TableName: table, Key: budgetKey(incentive), ConsistentRead: true });
      const { Item } = await answerOf(table, { incentive }, client.send(request));
      return Item === undefined ? 0 : parseRow(BudgetSchema, Item, table, { incentive }).reserved;
    },
    async issue(code) {
      const { customerId, enrollmentId } = code;
      const request = new PutCommand({
        TableName: table,
        Item: { ...codeKey(code.code), ...code },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      await writeAnswerOf(table, { customerId, enrollmentId }, client.send(request));
    },
    async find(code) {
      const row = await rowOf(code);
      return row === undefined ? undefined : parseIssued(row);
    },
    // One conditional write: the row that refuses it tells why, from the answer where it carries it. An unknown code makes no row.
    async redeem(code, redemption) {
      const { customerId } = redemption;
      const request = new UpdateCommand({
        TableName: table,
        Key: codeKey(code),
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(redeemed)',
        UpdateExpression: 'SET redeemed = :redemption',
        ExpressionAttributeValues: { ':redemption': redemption },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const answer = await writeAnswerOf(table, { customerId }, client.send(request));
      if (answer.status === 'written')
        return { status: 'redeemed', issued: parseIssued(answer.output.Attributes ?? {}) };
      const row = answer.item ?? (await rowOf(code));
      if (row === undefined) return { status: 'unknown' };
      const issued = parseIssued(row);
      const { redeemed } = parseRow(RedeemedSchema, row, table, idsOfCode(row));
      return { status: redeemed.responseId === redemption.responseId ? 'again' : 'taken', issued };
    },
    async erase(code) {
      await answerOf(table, {}, client.send(new DeleteCommand({ TableName: table, Key: codeKey(code) })));
    },
  };
}
