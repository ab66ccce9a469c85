import { DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoIntake } from '#adapters/aws/intake';
import { BrokenRecord, TryAgain } from '#core/errors';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { type InLine, MOST_RANK } from '#core/intake';
import { DaySchema } from '#core/time';

const TABLE = 'winback-intake';
const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const AT = { sequence: SequenceNameSchema.parse('gentle-90'), day: DaySchema.parse('2026-11-22') };
/** The end of the 25th of November, UTC: three days after the day. */
const LINE_EXPIRES = Date.UTC(2026, 10, 26) / 1_000;
/** A fortnight later. */
const COUNT_EXPIRES = Date.UTC(2026, 11, 10) / 1_000;
const inLine = (id: string, rank: number): InLine => ({ customerId: CustomerIdSchema.parse(id), rank });

beforeEach(() => dynamo.reset());

test('a line is put in pieces, sorted by turn, each under its first and last customer', async () => {
  dynamo.on(PutCommand).resolves({});
  await createDynamoIntake({ client, table: TABLE }).line({ ...AT, segment: 3 }, [
    inLine('b', MOST_RANK),
    inLine('a', 20_400),
  ]);
  expect(dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: TABLE,
      Item: {
        id: 'line#gentle-90#2026-11-22#3',
        place: '000000000020400#a#b',
        customers: { a: 20_400, b: MOST_RANK },
        expiresAt: LINE_EXPIRES,
      },
    },
  ]);
});

test('the pieces of a long line lie in different partitions, beginning with that of the part', async () => {
  dynamo.on(PutCommand).resolves({});
  const long = Array.from({ length: 3_001 }, (_, number) => inLine(`c${number}`, number));
  await createDynamoIntake({ client, table: TABLE }).line({ ...AT, segment: 14 }, long);
  const items = dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);
  expect(items.map((item) => item?.id)).toEqual([14, 15, 0, 1].map((one) => `line#gentle-90#2026-11-22#${one}`));
  expect(items.map((item) => Object.keys(item?.customers).length)).toEqual([1_000, 1_000, 1_000, 1]);
});

test('the line is read through in every partition, and no further than somebody may still be among the first', async () => {
  const id = 'line#gentle-90#2026-11-22#7';
  const piece = (...customers: InLine[]) => ({
    customers: Object.fromEntries(customers.map(({ customerId, rank }) => [customerId, rank])),
  });
  dynamo.on(QueryCommand).resolves({});
  const here = { ExpressionAttributeValues: { ':id': id } };
  const key = (place: string) => ({ id, place });
  dynamo
    .on(QueryCommand, { ...here, ExclusiveStartKey: undefined })
    .resolves({ Items: [piece(inLine('b', 2), inLine('a', 1))], LastEvaluatedKey: key('1') })
    .on(QueryCommand, { ...here, ExclusiveStartKey: key('1') })
    .resolves({ Items: [piece(inLine('c', 3), inLine('d', 4))], LastEvaluatedKey: key('2') })
    .on(QueryCommand, { ...here, ExclusiveStartKey: key('2') })
    .resolves({ Items: [piece(inLine('e', 5))], LastEvaluatedKey: key('3') });
  expect(await createDynamoIntake({ client, table: TABLE }).first(AT, 2)).toEqual(['a', 'b']);
  const asked = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(asked.every(({ ConsistentRead }) => ConsistentRead === true)).toBe(true);
  expect(new Set(asked.map(({ ExpressionAttributeValues }) => ExpressionAttributeValues?.[':id'])).size).toBe(16);
  // Behind a full line nobody stands before whoever is in it.
  expect(asked.filter(({ ExclusiveStartKey }) => ExclusiveStartKey?.place === '3')).toEqual([]);
});

test('the end of a part is one ADD to the set of all', async () => {
  dynamo.on(UpdateCommand).resolves({ Attributes: { parts: new Set([3, 5]) } });
  const store = createDynamoIntake({ client, table: TABLE });
  expect(await store.finish({ ...AT, segment: 3, segments: 16 })).toBe('waiting');
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: TABLE,
    Key: { id: 'parts#gentle-90#2026-11-22', place: '16' },
    UpdateExpression: 'SET expiresAt = :expiresAt ADD parts :part',
    ExpressionAttributeValues: { ':part': new Set([3]), ':expiresAt': LINE_EXPIRES },
    ReturnValues: 'ALL_NEW',
  });
});

test('a place is one ADD that leaves no more than the day’s number', async () => {
  dynamo.on(UpdateCommand).resolves({});
  expect(await createDynamoIntake({ client, table: TABLE }).admit(AT, 500)).toBe('admitted');
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: TABLE,
    Key: { id: 'count#gentle-90', place: '2026-11-22' },
    ConditionExpression: 'attribute_not_exists(entered) OR entered < :most',
    UpdateExpression: 'SET expiresAt = :expiresAt ADD entered :one',
    ExpressionAttributeValues: { ':most': 500, ':one': 1, ':expiresAt': COUNT_EXPIRES },
  });
});

test('the day before is the newest within a fortnight, one row', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [{ entered: 99 }] });
  expect(await createDynamoIntake({ client, table: TABLE }).before(AT)).toBe(99);
  expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toEqual({
    TableName: TABLE,
    KeyConditionExpression: 'id = :id AND place BETWEEN :earliest AND :yesterday',
    ExpressionAttributeValues: { ':id': 'count#gentle-90', ':earliest': '2026-11-08', ':yesterday': '2026-11-21' },
    ScanIndexForward: false,
    Limit: 1,
    ConsistentRead: true,
  });
});

test('a throttle is TryAgain, whatever was asked, and a set that cannot be read is BrokenRecord', async () => {
  const throttle = Object.assign(new Error('slow down'), { name: 'ThrottlingException', $fault: 'client' });
  dynamo.onAnyCommand().rejects(throttle);
  const store = createDynamoIntake({ client, table: TABLE });
  const asked = [
    () => store.line({ ...AT, segment: 0 }, [inLine('a', 1)]),
    () => store.finish({ ...AT, segment: 0, segments: 2 }),
    () => store.first(AT, 1),
    () => store.admit(AT, 1),
    () => store.entered(AT),
    () => store.before(AT),
  ];
  for (const ask of asked) await expect(ask()).rejects.toThrow(TryAgain);
  dynamo.on(UpdateCommand).resolves({ Attributes: {} });
  await expect(store.finish({ ...AT, segment: 0, segments: 2 })).rejects.toThrow(BrokenRecord);
});
