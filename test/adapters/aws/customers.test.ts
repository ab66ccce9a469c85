import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { CustomerSchema } from '#core/customer';
import { BrokenRecord, TryAgain } from '#core/errors';
import { aCustomer } from '../../support/builders.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const store = createDynamoCustomers({ client, table: 'winback-customers' });
const CUSTOMER = aCustomer({ revision: 4 });

beforeEach(() => {
  dynamo.reset();
});

test('a page is one unfiltered, eventually consistent Scan of a segment, as large as DynamoDB makes it', async () => {
  dynamo.on(ScanCommand).resolves({ Items: [CUSTOMER], LastEvaluatedKey: { customerId: 'c1' } });
  expect(await store.page({ segment: 2, segments: 8, after: 'c0' })).toEqual({ items: [CUSTOMER], next: 'c1' });
  expect(dynamo.commandCalls(ScanCommand).map(({ args }) => args[0].input)).toEqual([
    { TableName: 'winback-customers', Segment: 2, TotalSegments: 8, ExclusiveStartKey: { customerId: 'c0' } },
  ]);
});

test('a page without rows is not the last while DynamoDB says where to go on', async () => {
  dynamo.on(ScanCommand).resolves({ Items: [], LastEvaluatedKey: { customerId: 'c9' } });
  expect(await store.page({ segment: 0, segments: 1 })).toEqual({ items: [], next: 'c9' });
});

test('a save names the revision that was read and writes the next', async () => {
  dynamo.on(PutCommand).resolves({});
  expect(await store.save(CUSTOMER)).toBe('saved');
  expect(dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: 'winback-customers',
      Item: { ...CUSTOMER, revision: 5 },
      ConditionExpression: 'revision = :read',
      ExpressionAttributeValues: { ':read': 4 },
    },
  ]);
});

test('a throttle is TryAgain, whatever was asked', async () => {
  const throttle = new ProvisionedThroughputExceededException({ $metadata: {}, message: '' });
  dynamo.on(GetCommand).rejects(throttle);
  dynamo.on(PutCommand).rejects(throttle);
  dynamo.on(ScanCommand).rejects(throttle);
  await expect(store.get(CUSTOMER.customerId)).rejects.toThrow(TryAgain);
  await expect(store.save(CUSTOMER)).rejects.toThrow(TryAgain);
  await expect(store.page({ segment: 0, segments: 1 })).rejects.toThrow(TryAgain);
});

test('a page believes exactly the rows that a single read believes', async () => {
  const { timeZone: _, ...withoutZone } = CUSTOMER;
  const junk = fc.oneof(
    fc.constantFrom(
      '',
      '1998-02-30',
      '1998-02-30T00:00:00.000Z',
      'granted',
      'Mars/Olympus',
      -1,
      0.5,
      1e16,
      Number.NaN,
      null,
    ),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const field = fc.constantFrom(...Object.keys(CustomerSchema.shape));
  const row = fc
    .tuple(fc.constantFrom(CUSTOMER, withoutZone), fc.dictionary(field, junk, { maxKeys: 2 }))
    .map(([known, changed]) => ({ ...known, ...changed }));
  await fc.assert(
    fc.asyncProperty(row, async (Item) => {
      dynamo.reset();
      dynamo.on(GetCommand).resolves({ Item });
      dynamo.on(ScanCommand).resolves({ Items: [Item] });
      const single = await store.get(CUSTOMER.customerId).catch((fault: unknown) => {
        expect(fault).toBeInstanceOf(BrokenRecord);
      });
      const { items, broken } = await store.page({ segment: 0, segments: 1 });
      expect(items).toEqual(single === undefined ? [] : [single]);
      expect(broken?.length).toBe(single === undefined ? 1 : undefined);
    }),
  );
});
