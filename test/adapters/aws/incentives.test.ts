import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { IncentiveNameSchema } from '#core/ids';
import { IssuedCodeSchema, RedemptionSchema } from '#core/incentive';

const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => void dynamo.reset());

const issued = IssuedCodeSchema.parse({
  incentive: 'ten-off',
  code: '7K3M-9QXT-2HBA',
  worth: 2_000,
  issuedAt: '2026-07-01T10:00:00.000Z',
  expiresAt: '2026-07-15T10:00:00.000Z',
  customerId: 'c1',
  enrollmentId: 'gentle_c1_20260402',
  touchId: 'last-offer',
});
const redemption = RedemptionSchema.parse({
  responseId: 'order-1',
  customerId: 'c1',
  at: '2026-07-03T10:00:00.000Z',
  cents: 4_200,
});
const client = dynamo as unknown as DynamoDBDocumentClient;

test('a reservation is one ADD that leaves room for itself in the budget', async () => {
  dynamo.on(UpdateCommand).resolves({});
  const store = createDynamoIncentives({ client, table: 'winback-incentives' });
  expect(await store.reserve(IncentiveNameSchema.parse('ten-off'), 700, 10_000)).toBe('reserved');
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: 'winback-incentives',
    Key: { id: 'budget#ten-off' },
    ConditionExpression: 'attribute_not_exists(reserved) OR reserved <= :room',
    UpdateExpression: 'ADD reserved :cents',
    ExpressionAttributeValues: { ':cents': 700, ':room': 9_300 },
  });
});

test('a redemption is one conditional write, and nothing is read before or after it', async () => {
  dynamo.on(UpdateCommand).resolves({ Attributes: { id: 'code#7K3M-9QXT-2HBA', ...issued } });
  const store = createDynamoIncentives({ client, table: 'winback-incentives' });
  expect(await store.redeem(issued.code, redemption)).toEqual({ status: 'redeemed', issued });
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: 'winback-incentives',
    Key: { id: 'code#7K3M-9QXT-2HBA' },
    ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(redeemed)',
    UpdateExpression: 'SET redeemed = :redemption',
    ExpressionAttributeValues: { ':redemption': redemption },
    ReturnValues: 'ALL_OLD',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test.each([
  ['the same order, whose answer was lost', 'order-1', 'again'],
  ['another order', 'order-2', 'taken'],
])('a refusal because of %s is read from the row that comes with it', async (_what, responseId, status) => {
  const row = { id: 'code#7K3M-9QXT-2HBA', ...issued, redeemed: { ...redemption, responseId } };
  dynamo.on(UpdateCommand).rejects(refusal(row));
  const store = createDynamoIncentives({ client, table: 'winback-incentives' });
  expect(await store.redeem(issued.code, redemption)).toEqual({ status, issued });
  expect(dynamo.calls()).toHaveLength(1);
});

test('a code that is not there is unknown', async () => {
  dynamo.on(UpdateCommand).rejects(refusal()).on(GetCommand).resolves({});
  const store = createDynamoIncentives({ client, table: 'winback-incentives' });
  expect(await store.redeem(issued.code, redemption)).toEqual({ status: 'unknown' });
});

test('an erased code is one delete of its row', async () => {
  dynamo.on(DeleteCommand).resolves({});
  await createDynamoIncentives({ client, table: 'winback-incentives' }).erase(issued.code);
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({
    TableName: 'winback-incentives',
    Key: { id: 'code#7K3M-9QXT-2HBA' },
  });
});

/** What DynamoDB throws when a condition does not hold; the row is in its own format. */
function refusal(row?: object): ConditionalCheckFailedException {
  const item = row === undefined ? {} : { Item: marshall(row) };
  return new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed', ...item });
}
