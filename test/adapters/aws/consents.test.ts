import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoConsents } from '#adapters/aws/consents';
import { ConsentRecordSchema } from '#core/consent';
import { CustomerIdSchema } from '#core/ids';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const store = createDynamoConsents({ client, table: 'winback-consents' });

beforeEach(() => {
  dynamo.reset();
});

test('a record is put under its time, channel, purpose, state and proof, unless it is there', async () => {
  dynamo.on(PutCommand).resolves({});
  const record = ConsentRecordSchema.parse({
    customerId: 'c1',
    purpose: 'topic:offers',
    state: 'withdrawn',
    at: '2026-07-01T12:00:00.000Z',
    source: 'preference page',
    proof: 'response r#1',
    recordedAt: '2026-07-01T12:00:01.000Z',
  });
  await store.append([record]);
  expect(dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: 'winback-consents',
      Item: { ...record, consentKey: '2026-07-01T12:00:00.000Z#all#topic:offers#withdrawn#response r#1' },
      ConditionExpression: 'attribute_not_exists(consentKey)',
    },
  ]);
});

test('a record that was written before is no fault', async () => {
  dynamo.on(PutCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata: {} }));
  await expect(store.append([])).resolves.toBeUndefined();
});

test('erasing reads keys only, and deletes 25 at a time', async () => {
  const Items = Array.from({ length: 26 }, (_, number) => ({ customerId: 'c1', consentKey: `k${number}` }));
  dynamo.on(QueryCommand).resolves({ Items });
  dynamo.on(BatchWriteCommand).resolves({});
  expect(await store.erase(CustomerIdSchema.parse('c1'))).toBe(26);
  expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
    ProjectionExpression: 'customerId, consentKey',
    ConsistentRead: true,
  });
  const deleted = dynamo.commandCalls(BatchWriteCommand).map(({ args }) => args[0].input.RequestItems);
  expect(deleted).toEqual([
    { 'winback-consents': Items.slice(0, 25).map((Key) => ({ DeleteRequest: { Key } })) },
    { 'winback-consents': [{ DeleteRequest: { Key: { customerId: 'c1', consentKey: 'k25' } } }] },
  ]);
});
