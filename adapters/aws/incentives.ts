// What is promised, and what is left of the budgets? In DynamoDB: one item per code, one counter per incentive.
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, idsOf, parseRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import type { IncentiveName } from '#core/ids';
import { IssuedCodeSchema } from '#core/incentive';
import { CentsSchema } from '#core/money';
import type { Incentives } from '#core/ports';

const BudgetSchema = z.object({ reserved: CentsSchema });

// A code is found by itself alone, and is random, so codes spread over all partitions. A budget is one item, because
// only writes to one item stand in one order; DynamoDB takes 1,000 a second on it.
const codeKey = (code: string) => ({ id: `code#${code}` });
const budgetKey = (incentive: IncentiveName) => ({ id: `budget#${incentive}` });

/** The port `Incentives` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. */
export function createDynamoIncentives({ client, table }: StoreOptions): Incentives {
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
      const request = new GetCommand({ TableName: table, Key: codeKey(code), ConsistentRead: true });
      const { Item } = await answerOf(table, {}, client.send(request));
      return Item === undefined
        ? undefined
        : parseRow(IssuedCodeSchema, Item, table, idsOf(Item, 'customerId', 'enrollmentId'));
    },
  };
}
