import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoModels } from '#adapters/aws/models';
import { TryAgain } from '#core/errors';
import type { NewShopModel } from '#core/model/shop-model';
import { DaySchema, type Instant, InstantSchema } from '#core/time';

const TABLE = 'winback-models';
const UNFIT = { status: 'unfit', because: 'tooFewRepeatCustomers' } as const;
const FIT: NewShopModel = {
  fittedAt: InstantSchema.parse('2026-07-06T04:00:00.000Z'),
  until: DaySchema.parse('2026-07-06'),
  ...{ customers: 1, repeatCustomers: 0, orders: 1, timing: UNFIT, spend: UNFIT },
};
const ROW = { name: 'shop', version: 3, model: JSON.stringify(FIT) };

const cloud = mockClient(DynamoDBDocumentClient);
let now: Instant;
beforeEach(() => {
  cloud.reset();
  now = InstantSchema.parse('2026-07-06T10:00:00.000Z');
});

function createStore() {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient());
  return createDynamoModels({ client, table: TABLE, clock: { now: () => now } });
}

function refusal(): Error {
  return new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
}

test('asks for the one item with the highest version', async () => {
  cloud.on(QueryCommand).resolves({ Items: [ROW] });
  expect(await createStore().newest()).toEqual({ ...FIT, version: 3 });
  expect(cloud.commandCalls(QueryCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: TABLE,
      KeyConditionExpression: '#name = :shop',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':shop': 'shop' },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    },
  ]);
});

test('believes for ten minutes what it read, also that there is none', async () => {
  cloud
    .on(QueryCommand)
    .resolvesOnce({ Items: [] })
    .resolves({ Items: [ROW] });
  const store = createStore();
  expect(await store.newest()).toBeUndefined();
  now = InstantSchema.parse('2026-07-06T10:09:59.999Z');
  expect(await store.newest()).toBeUndefined();
  now = InstantSchema.parse('2026-07-06T10:10:00.000Z');
  expect(await store.newest()).toMatchObject({ version: 3 });
});

test('a read that failed is tried again at once', async () => {
  cloud.on(QueryCommand).rejectsOnce(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  const store = createStore();
  await expect(store.newest()).rejects.toThrow(TryAgain);
  cloud.on(QueryCommand).resolves({ Items: [ROW] });
  expect(await store.newest()).toMatchObject({ version: 3 });
});

test('writes a version only where there is none, and takes the next one otherwise', async () => {
  cloud.on(QueryCommand).resolves({ Items: [ROW] });
  cloud.on(PutCommand).rejectsOnce(refusal()).resolves({});
  expect(await createStore().save(FIT)).toBe(5);
  expect(cloud.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual(
    [4, 5].map((version) => ({
      TableName: TABLE,
      Item: { name: 'shop', version, model: JSON.stringify(FIT) },
      ConditionExpression: 'attribute_not_exists(version)',
    })),
  );
});

test('whoever keeps losing the race is told to try again', async () => {
  cloud.on(QueryCommand).resolves({ Items: [] });
  cloud.on(PutCommand).rejects(refusal());
  await expect(createStore().save(FIT)).rejects.toThrow(TryAgain);
});
