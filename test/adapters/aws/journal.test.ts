import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoJournal } from '#adapters/aws/journal';
import { TryAgain } from '#core/errors';
import { type Fact, FactSchema } from '#core/fact';

const TABLE = 'winback-journal';
const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const waits: number[] = [];
const wait = async (milliseconds: number) => {
  waits.push(milliseconds);
};

beforeEach(() => {
  dynamo.reset();
  waits.length = 0;
});

function aFact(minute = 0): Fact {
  const at = `2026-07-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return FactSchema.parse({ at, kind: 'response', customerId: 'c1', ref: 'r-1' });
}

function written(): unknown[] {
  return dynamo.commandCalls(BatchWriteCommand).map(({ args }) => args[0].input.RequestItems?.[TABLE]);
}

test('a fact lies under its own key and may be forgotten 400 days after it happened', async () => {
  dynamo.on(BatchWriteCommand).resolves({});
  await createDynamoJournal({ client, table: TABLE }).record([aFact()]);
  // 1 July 2026 10:00 UTC and 400 days are 5 August 2027 10:00 UTC.
  const Item = { ...aFact(), factKey: '2026-07-01T10:00:00.000Z#response##r-1', expiresAt: 1_817_460_000 };
  expect(written()).toEqual([[{ PutRequest: { Item } }]]);
});

test('how long facts are kept can be told', async () => {
  dynamo.on(BatchWriteCommand).resolves({});
  await createDynamoJournal({ client, table: TABLE, keptDays: 1 }).record([aFact()]);
  expect(written()).toMatchObject([[{ PutRequest: { Item: { expiresAt: Date.UTC(2026, 6, 2, 10) / 1_000 } } }]]);
});

test('facts travel 25 at a time', async () => {
  dynamo.on(BatchWriteCommand).resolves({});
  await createDynamoJournal({ client, table: TABLE }).record(Array.from({ length: 51 }, (_, minute) => aFact(minute)));
  expect(written()).toMatchObject([{ length: 25 }, { length: 25 }, { length: 1 }]);
});

test('what DynamoDB hands back is written again after a wait', async () => {
  const left = { [TABLE]: [{ PutRequest: { Item: { customerId: 'c1', factKey: 'left over' } } }] };
  dynamo.on(BatchWriteCommand).resolvesOnce({ UnprocessedItems: left }).resolves({ UnprocessedItems: {} });
  await createDynamoJournal({ client, table: TABLE, wait }).record([aFact(1), aFact(2)]);
  expect(written()[1]).toEqual(left[TABLE]);
  expect(waits).toEqual([50]);
});

test('a table that has no room is given up after waits that double', async () => {
  const left = { [TABLE]: [{ PutRequest: { Item: { customerId: 'c1' } } }] };
  dynamo.on(BatchWriteCommand).resolves({ UnprocessedItems: left });
  await expect(createDynamoJournal({ client, table: TABLE, wait }).record([aFact()])).rejects.toThrow(TryAgain);
  expect(waits).toEqual([50, 100, 200, 400, 800]);
});

test('whether a fact is held is asked by its key, and nothing of it is read', async () => {
  dynamo
    .on(GetCommand)
    .resolvesOnce({ Item: { factKey: 'its key' } })
    .resolves({});
  const journal = createDynamoJournal({ client, table: TABLE });
  expect([await journal.holds(aFact()), await journal.holds(aFact())]).toEqual([true, false]);
  expect(dynamo.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
    TableName: TABLE,
    Key: { customerId: 'c1', factKey: '2026-07-01T10:00:00.000Z#response##r-1' },
    ProjectionExpression: 'factKey',
    ConsistentRead: true,
  });
});
