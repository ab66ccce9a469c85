import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoReputation } from '#adapters/aws/reputation';
import { DaySchema, InstantSchema } from '#core/time';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const table = 'winback-reputation';
const DAY = DaySchema.parse('2026-07-01');
/** 60 days after the end of 1 July 2026: 31 August, midnight. */
const EXPIRES = Date.UTC(2026, 7, 31) / 1_000;
let now = InstantSchema.parse('2026-07-01T12:00:00.000Z');

function open() {
  return createDynamoReputation({ client, table, clock: { now: () => now } });
}

beforeEach(() => {
  dynamo.reset();
  now = InstantSchema.parse('2026-07-01T12:00:00.000Z');
});

test('a mail is one added to its day, a complaint an item of its own', async () => {
  dynamo.on(UpdateCommand).resolves({}).on(PutCommand).resolves({});
  await open().countSent(DAY);
  await open().countComplaint(DAY, 'r-1');
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: table,
    Key: { day: DAY, entry: 'sent' },
    UpdateExpression: 'SET expiresAt = :expiresAt ADD sent :one',
    ExpressionAttributeValues: { ':one': 1, ':expiresAt': EXPIRES },
  });
  const Item = { day: DAY, entry: 'complaint#r-1', expiresAt: EXPIRES };
  expect(dynamo.commandCalls(PutCommand)[0]?.args[0].input).toEqual({ TableName: table, Item });
});

test('days are asked for one by one, to the day after that of the clock', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [] });
  expect(await open().days(DaySchema.parse('2026-06-30'))).toEqual([]);
  const asked = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(asked.map(({ ExpressionAttributeValues: values }) => values?.[':day'])).toEqual([
    '2026-06-30',
    '2026-07-01',
    '2026-07-02',
  ]);
  expect(asked[0]).toMatchObject({ TableName: table, ConsistentRead: true });
});

test('no days are asked for that lie ahead, nor more than are kept', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [] });
  await open().days(DaySchema.parse('2026-07-03'));
  expect(dynamo.calls()).toHaveLength(0);
  await open().days(DaySchema.parse('1998-01-01'));
  expect(dynamo.calls()).toHaveLength(60);
  const last = dynamo.commandCalls(QueryCommand).at(-1)?.args[0].input;
  expect(last?.ExpressionAttributeValues?.[':day']).toBe('2026-07-02');
});

test('the breaker is read once in 30 seconds', async () => {
  const warned = InstantSchema.parse('2026-07-01T11:00:00.000Z');
  dynamo
    .on(GetCommand)
    .resolvesOnce({})
    .resolves({ Item: { day: 'breaker', entry: 'met', warned } });
  const reputation = open();
  expect([await reputation.breaker(), await reputation.breaker()]).toEqual([{}, {}]);
  now = InstantSchema.parse('2026-07-01T12:00:29.999Z');
  expect(await reputation.breaker()).toEqual({});
  now = InstantSchema.parse('2026-07-01T12:00:30.000Z');
  expect(await reputation.breaker()).toEqual({ warned });
  expect(dynamo.commandCalls(GetCommand).map(({ args }) => args[0].input)).toEqual(
    [1, 2].map(() => ({ TableName: table, Key: { day: 'breaker', entry: 'met' }, ConsistentRead: true })),
  );
});

test('a threshold is written only over an earlier instant, and one that is refused is no fault', async () => {
  dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata: {} }));
  await open().trip({ warned: now });
  expect(dynamo.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: table,
      Key: { day: 'breaker', entry: 'met' },
      ConditionExpression: 'attribute_not_exists(#level) OR #level < :at',
      UpdateExpression: 'SET #level = :at',
      ExpressionAttributeNames: { '#level': 'warned' },
      ExpressionAttributeValues: { ':at': now },
    },
  ]);
});
