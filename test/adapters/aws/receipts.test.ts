import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoReceipts } from '#adapters/aws/receipts';
import { TryAgain } from '#core/errors';
import { InstantSchema } from '#core/time';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const store = createDynamoReceipts({ client, table: 'winback-receipts' });
const RECEIPT = { id: 'twilio/SM1', digest: 'd1', at: InstantSchema.parse('2026-07-01T12:00:00.000Z') };
const refusedBy = (Item: ConditionalCheckFailedException['Item']) =>
  new ConditionalCheckFailedException({ message: '', $metadata: {}, ...(Item === undefined ? {} : { Item }) });

beforeEach(() => {
  dynamo.reset();
});

test('a receipt is put unless it is there, and outlives a request that somebody may have kept for a year', async () => {
  dynamo.on(PutCommand).resolves({});
  expect(await store.open(RECEIPT)).toEqual({ status: 'new', receipt: RECEIPT });
  expect(dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: 'winback-receipts',
      Item: { ...RECEIPT, expiresAt: Date.UTC(2027, 7, 5, 12) / 1_000 },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  ]);
});

test('the answer that refuses carries the first receipt, and nothing is read again', async () => {
  const first = { ...RECEIPT, digest: 'd0', done: true, expiresAt: 1 };
  dynamo.on(PutCommand).rejects(refusedBy(marshall(first)));
  expect(await store.open(RECEIPT)).toEqual({ status: 'done', receipt: { ...RECEIPT, digest: 'd0' } });
  expect(dynamo.calls()).toHaveLength(1);
});

test('a receipt that expired between two looks is asked for again', async () => {
  dynamo.on(PutCommand).rejects(refusedBy(undefined)).on(GetCommand).resolves({});
  await expect(store.open(RECEIPT)).rejects.toThrow(TryAgain);
});

test('closing keeps the names of the kinds that nobody knew, and at most 20 of them', async () => {
  dynamo.on(UpdateCommand).resolves({});
  const kinds = Array.from({ length: 25 }, (_, number) => `kind-${number}`);
  await store.close(RECEIPT.id, []);
  await store.close(RECEIPT.id, kinds);
  const about = { TableName: 'winback-receipts', Key: { id: RECEIPT.id }, ConditionExpression: 'attribute_exists(id)' };
  expect(dynamo.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toEqual([
    { ...about, UpdateExpression: 'SET done = :done', ExpressionAttributeValues: { ':done': true } },
    {
      ...about,
      UpdateExpression: 'SET done = :done, unknownKinds = :kinds',
      ExpressionAttributeValues: { ':done': true, ':kinds': kinds.slice(0, 20) },
    },
  ]);
});
