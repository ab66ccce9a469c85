import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { contactKeyOf } from '#core/contact';
import { BadDefinition } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import {
  preferencesServices,
  receiveServices,
  trackServices,
  unsubscribeServices,
  webhookServices,
} from '../../../functions/runtime/http-services.ts';
import { ENV } from '../../support/door-env.ts';
import { signedBy } from '../../support/http-requests.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const secrets = mockClient(SecretsManagerClient);
const customerId = CustomerIdSchema.parse('c1');
const enrollmentId = EnrollmentIdSchema.parse('gentle_c1_20260402');
const aVisit = ResponseSchema.parse({ kind: 'visit', responseId: 'v', customerId, at: '2026-07-01T14:00:00.000Z' });
const [LINKS, RESPONSES, CONTACTS] = ['1a', '2b', '3c'].map((pair) => ({
  current: pair.repeat(32),
  previous: pair.repeat(16),
})) as [Pair, Pair, Pair];
type Pair = { readonly current: string; readonly previous: string };
const PROVIDERS = { twilio: ['a-new-token', 'an-old-token'], segment: 'a-write-key', shopify: 'shpss_secret' };
const TOKEN = /^https:\/\/links\.shop\.example\/u\/(.+)$/;

beforeEach(() => {
  for (const mock of [dynamo, sqs, secrets]) mock.reset();
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: { Entries: { Id: string }[] }) => ({ Successful: Entries }));
  const kept: readonly (readonly [string, object])[] = [
    [ENV.LINKS_SECRET_ARN, LINKS],
    [ENV.RESPONSES_SECRET_ARN, RESPONSES],
    [ENV.CONTACTS_SECRET_ARN, CONTACTS],
    [ENV.WEBHOOKS_SECRET_ARN, PROVIDERS],
  ];
  for (const [SecretId, value] of kept)
    secrets.on(GetSecretValueCommand, { SecretId }).resolves({ SecretString: JSON.stringify(value) });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).resolves({});
  for (const [name, value] of Object.entries(ENV)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const tables = () => dynamo.calls().map((call) => (call.args[0].input as { TableName?: string }).TableName);
const queues = () => sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.QueueUrl);

test.each([
  ['receive', receiveServices],
  ['unsubscribe', unsubscribeServices],
  ['preferences', preferencesServices],
  ['webhook', webhookServices],
  ['track', trackServices],
])('%s puts responses on their queue', async (_door, build) => {
  await (await build()).responses.put([aVisit]);
  expect(queues()).toEqual([ENV.RESPONSES_QUEUE_URL]);
});

test.each(Object.entries(RESPONSES))(
  'receive believes what is signed now with the %s secret',
  async (_which, secret) => {
    const headers = signedBy(secret, 'a body', `${new Date().toISOString().slice(0, 19)}Z`);
    const { verify } = receiveServices();
    expect(await verify({ headers, body: Buffer.from('a body') })).toMatchObject({ status: 'genuine' });
    expect(await verify({ headers, body: Buffer.from('another') })).toMatchObject({ status: 'refused' });
  },
);

test.each(Object.entries(LINKS))('pages believe links of the %s secret', async (_which, secret) => {
  const about = { customerId, enrollmentId, channel: 'sms' } as const;
  const [, token = ''] = TOKEN.exec(createLinks({ baseUrl: ENV.LINKS_BASE_URL, secret }).unsubscribe(about)) ?? [];
  for (const { read, shop } of [unsubscribeServices(), preferencesServices()]) {
    expect(await read(token)).toEqual({ status: 'valid', about });
    expect(await read(`${token}x`)).toEqual({ status: 'invalid' });
    expect(shop).toBe('Ada & Sons');
  }
});

test('a secret is read once for many requests', async () => {
  const { read } = unsubscribeServices();
  await read('one');
  await read('two');
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1);
});

test('the preference page knows the customer, the topics and the time zone of the shop', async () => {
  const { customers, topics, timeZone } = preferencesServices();
  await customers.get(customerId);
  expect({ tables: tables(), topics, timeZone }).toEqual({
    tables: ['the-customers'],
    topics: { offers: 'Offers and discounts' },
    timeZone: 'America/New_York',
  });
});

test('only providers with a secret are connected, with every secret that counts; the topics of the stage always are', async () => {
  const { providers } = await webhookServices();
  expect((await providers('twilio'))?.secrets).toEqual(PROVIDERS.twilio);
  expect((await providers('sns'))?.secrets).toEqual([ENV.SNS_TOPICS]);
  expect(await providers('mailgun')).toBeUndefined();
  // A write key is for the tracking API, which is no provider.
  expect([await providers('segment'), await providers('constructor')]).toEqual([undefined, undefined]);
});

test('webhooks name contacts by the secret of the stage, and keep receipts in their table', async () => {
  const { contacts, receipts } = await webhookServices();
  const contact = { kind: 'email', address: 'ada@customer.example' } as const;
  expect(contacts.keyOf(contact)).toBe(contactKeyOf(contact, CONTACTS.current));
  await receipts.open({ id: 'twilio#1', digest: 'd', at: InstantSchema.parse('2026-07-01T14:00:00.000Z') });
  expect(tables()).toEqual(['the-receipts']);
});

test('the tracking API believes the write key, and knows the shop’s own kinds', async () => {
  const { verify, read } = await trackServices();
  const asked = (key: string) => ({
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: Buffer.from('{}'),
  });
  expect([await verify(asked('a-write-key')), await verify(asked('a-token'))]).toMatchObject([
    { status: 'genuine' },
    { status: 'refused' },
  ]);
  const body = Buffer.from(JSON.stringify({ userId: 'c1', messageId: 'm1', event: 'Store Visit' }));
  expect(read('track', body, InstantSchema.parse('2026-07-01T14:00:00.000Z'))).toMatchObject({
    status: 'read',
    messages: [{ response: { kind: 'activity', activity: 'store-visit' } }],
  });
});

test('secrets of providers that are no such thing are nobody’s, and are not repeated', async () => {
  const SecretId = ENV.WEBHOOKS_SECRET_ARN;
  secrets.on(GetSecretValueCommand, { SecretId }).resolves({ SecretString: '{"twilio": "abc"}' });
  const { providers } = await webhookServices();
  const refused = await providers('twilio').catch((fault: unknown) => fault);
  expect(refused).toBeInstanceOf(BadDefinition);
  expect(String(refused)).toMatch(/wrong: twilio/);
  expect(String(refused)).not.toContain('abc');
});

test('Shopify is believed by the HMAC of the body as it came', async () => {
  const { providers, fetchText } = await webhookServices();
  const known = await providers('shopify');
  const body = Buffer.from('{"id":1}');
  const headers = { 'x-shopify-hmac-sha256': createHmac('sha256', PROVIDERS.shopify).update(body).digest('base64') };
  const using = { secrets: known?.secrets ?? [], now: InstantSchema.parse('2026-07-01T14:00:00.000Z'), fetchText };
  expect(await known?.provider.scheme({ url: '', headers, body }, using)).toMatchObject({ status: 'genuine' });
});
