import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ResourceNotFoundException,
  ThrottlingException,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  answerOf,
  createTableInput,
  everyRow,
  idsOf,
  parseRow,
  type RawRow,
  withoutLogger,
  writeAnswerOf,
} from '#adapters/aws/table';
import { TABLES, tableNames } from '#adapters/aws/tables';
import { BrokenRecord, TryAgain } from '#core/errors';

const SAYING = { $metadata: {}, message: 'about ada@customer.example' };
const IDS = { customerId: 'c1' };

test.each([
  new ProvisionedThroughputExceededException(SAYING),
  new ThrottlingException(SAYING),
  new RequestLimitExceeded(SAYING),
  new InternalServerError(SAYING),
  new DynamoDBServiceException({ ...SAYING, name: 'ServiceUnavailable', $fault: 'server' }),
  Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
])('$name becomes TryAgain with ids, and without the words of others', async (fault) => {
  const thrown = await answerOf('winback-customers', IDS, Promise.reject(fault)).catch((caught: unknown) => caught);
  expect(thrown).toBeInstanceOf(TryAgain);
  expect(thrown).toMatchObject({ retryable: true, ids: IDS, cause: fault });
  expect(String(thrown)).not.toContain('customer.example');
});

test('a fault that waiting does not mend stays what it is', async () => {
  const fault = new ResourceNotFoundException(SAYING);
  await expect(answerOf('winback-customers', IDS, Promise.reject(fault))).rejects.toBe(fault);
  await expect(writeAnswerOf('winback-customers', IDS, Promise.reject(fault))).rejects.toBe(fault);
});

test('a condition that does not hold is an answer, with the row where DynamoDB tells it', async () => {
  const silent = new ConditionalCheckFailedException(SAYING);
  const telling = new ConditionalCheckFailedException({ ...SAYING, Item: { leg: { N: '2' } } });
  expect(await writeAnswerOf('t', IDS, Promise.reject(silent))).toEqual({ status: 'refused', item: undefined });
  expect(await writeAnswerOf('t', IDS, Promise.reject(telling))).toEqual({ status: 'refused', item: { leg: 2 } });
});

test('a row that does not fit is BrokenRecord that names its fields and nothing in them', () => {
  const schema = z.object({ email: z.email(), age: z.number() });
  const read = () => parseRow(schema, { email: 'ada at customer.example', age: 'x' }, 'winback-customers', IDS);
  expect(read).toThrow(BrokenRecord);
  expect(read).toThrow(/winback-customers .*email, age/);
  expect(read).not.toThrow(/customer\.example/);
});

test('a row that is not there does not fit either', () => {
  expect(() => parseRow(z.object({}), undefined, 'winback-customers', IDS)).toThrow(/the row itself/);
});

test('ids are told only when they look like ids', () => {
  expect(idsOf({ customerId: 'c1', enrollmentId: 'ada@customer.example' }, 'customerId', 'enrollmentId')).toEqual({
    customerId: 'c1',
    enrollmentId: 'unreadable',
  });
});

test('every page is read, each from where the last one ended', async () => {
  const starts: (RawRow | undefined)[] = [];
  const pages = [
    { Items: [{ n: 1 }], LastEvaluatedKey: { n: 1 } },
    { LastEvaluatedKey: { n: 2 } },
    { Items: [{ n: 3 }] },
  ];
  const rows = await everyRow(async (from) => {
    starts.push(from);
    return pages[starts.length - 1] ?? {};
  });
  expect(rows).toEqual([{ n: 1 }, { n: 3 }]);
  expect(starts).toEqual([undefined, { n: 1 }, { n: 2 }]);
});

test('the tables of a stage are named after it', () => {
  expect(tableNames('winback-staging')).toEqual({
    customers: 'winback-staging-customers',
    enrollments: 'winback-staging-enrollments',
    journal: 'winback-staging-journal',
    sequences: 'winback-staging-sequences',
    incentives: 'winback-staging-incentives',
    figures: 'winback-staging-figures',
    models: 'winback-staging-models',
    intake: 'winback-staging-intake',
    contacts: 'winback-staging-contacts',
    consents: 'winback-staging-consents',
    receipts: 'winback-staging-receipts',
    reputation: 'winback-staging-reputation',
  });
});

test('a table is created with its keys and paid by request', () => {
  expect(createTableInput('winback-sequences', TABLES.sequences.keys)).toEqual({
    TableName: 'winback-sequences',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'name', AttributeType: 'S' },
      { AttributeName: 'version', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'name', KeyType: 'HASH' },
      { AttributeName: 'version', KeyType: 'RANGE' },
    ],
  });
});

test("no row is copied for the SDK's logger, which a client as the SDK makes it does for every answer", async () => {
  const heard: unknown[] = [];
  const hear = (entry: unknown) => void heard.push(entry);
  const body = JSON.stringify({ Item: { email: { S: 'ada@customer.example' } } });
  const answers = { handle: async () => ({ response: { statusCode: 200, headers: {}, body: Buffer.from(body) } }) };
  const clientOf = () =>
    new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      logger: { debug: hear, info: hear, warn: hear, error: hear },
      requestHandler: answers,
    });
  const request = () => new GetItemCommand({ TableName: 't', Key: { customerId: { S: 'c1' } } });
  await clientOf().send(request());
  expect(JSON.stringify(heard)).toContain('customer.example');
  heard.length = 0;
  const { Item } = await withoutLogger(clientOf()).send(request());
  expect(Item).toEqual({ email: { S: 'ada@customer.example' } });
  expect(JSON.stringify(heard)).not.toContain('customer.example');
});
