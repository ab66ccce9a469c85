import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoContacts } from '#adapters/aws/contacts';
import { ContactKeySchema, ContactWordSchema, contactKeyOf } from '#core/contact';
import { TryAgain } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const SECRET = 'a secret of this test and of nobody else';
const store = createDynamoContacts({ client, table: 'winback-contacts', secret: SECRET });
const contact = ContactKeySchema.parse(`email.${'0a'.repeat(32)}`);
const NO = ContactWordSchema.parse({ consent: { state: 'withdrawn', at: '2026-07-01T12:00:00.000Z', source: 'x' } });

const refusal = new ConditionalCheckFailedException({ message: '', $metadata: {} });
const puts = () => dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  dynamo.reset();
});

test('whoever only names contacts names them as the store does', () => {
  const address = { kind: 'email', address: 'ada@customer.example' } as const;
  expect(contactKeyOf(address, SECRET)).toBe(store.keyOf(address));
  expect(contactKeyOf(address, `${SECRET}!`)).not.toBe(store.keyOf(address));
});

test('a contact is read by one strongly consistent Query', async () => {
  const Items = [
    { contact, entry: 'customer#c1' },
    { contact, entry: 'word#email', version: 1, ...NO },
  ];
  dynamo.on(QueryCommand).resolves({ Items });
  expect(await store.read(contact)).toEqual({ customers: ['c1'], words: { email: NO } });
  expect(dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input)).toEqual([
    {
      TableName: 'winback-contacts',
      KeyConditionExpression: 'contact = :contact',
      ExpressionAttributeValues: { ':contact': contact },
      ConsistentRead: true,
      ExclusiveStartKey: undefined,
    },
  ]);
});

test('a link is one item of the contact and the customer, and nothing else of either', async () => {
  dynamo.on(PutCommand).resolves({});
  await store.link(contact, CustomerIdSchema.parse('c1'));
  expect(puts()).toEqual([{ TableName: 'winback-contacts', Item: { contact, entry: 'customer#c1' } }]);
});

test('the first word is written if there is none, a later one if nobody spoke meanwhile', async () => {
  dynamo
    .on(GetCommand)
    .resolvesOnce({})
    .resolves({ Item: { contact, entry: 'word#email', version: 3, ...NO } });
  dynamo.on(PutCommand).resolves({});
  await store.say(contact, 'email', NO);
  const suppression = { because: 'complaint', at: NO.consent?.at } as const;
  await store.say(contact, 'email', ContactWordSchema.parse({ suppression }));
  expect(puts()).toEqual([
    {
      TableName: 'winback-contacts',
      Item: { contact, entry: 'word#email', ...NO, version: 1 },
      ConditionExpression: 'attribute_not_exists(entry)',
    },
    {
      TableName: 'winback-contacts',
      Item: { contact, entry: 'word#email', ...NO, suppression, version: 4 },
      ConditionExpression: 'version = :read',
      ExpressionAttributeValues: { ':read': 3 },
    },
  ]);
});

test('a word that is no news writes nothing', async () => {
  dynamo.on(GetCommand).resolves({ Item: { contact, entry: 'word#email', version: 3, ...NO } });
  await store.say(contact, 'email', NO);
  expect(puts()).toEqual([]);
});

test('whoever is overtaken reads again, and gives up after eight races', async () => {
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).rejectsOnce(refusal).resolves({});
  await store.say(contact, 'email', NO);
  expect(puts()).toHaveLength(2);
  dynamo.on(PutCommand).rejects(refusal);
  await expect(store.say(contact, 'email', NO)).rejects.toThrow(TryAgain);
  expect(puts()).toHaveLength(10);
});
