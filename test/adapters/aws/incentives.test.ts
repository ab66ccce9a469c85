import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { IncentiveNameSchema } from '#core/ids';

const dynamo = mockClient(DynamoDBDocumentClient);
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
