import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readUnsubscribeToken } from '#adapters/aws/links';
import { contactKeyOf } from '#core/contact';
import { BadDefinition } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema, IncentiveNameSchema, SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { DaySchema } from '#core/time';
import {
  closeServices,
  enrollServices,
  fitServices,
  gatherServices,
  importServices,
  planServices,
  reportServices,
  respondServices,
  scanServices,
  touchServices,
} from '../../../functions/runtime/services.ts';
import { handler } from '../../../functions/touch.ts';
import { captureLog } from '../../support/captured-log.ts';
import { ENV } from '../../support/door-env.ts';
import { aBatch, aContext } from '../../support/lambda-events.ts';
import { anOutgoingSms } from '../../support/outgoing.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const s3 = mockClient(S3Client);
const secrets = mockClient(SecretsManagerClient);
const log = captureLog();
const customerId = CustomerIdSchema.parse('c1');
const enrollmentId = EnrollmentIdSchema.parse('gentle_c1_20260402');
const sequence = SequenceNameSchema.parse('gentle');
/** What the store holds: each secret under its own ARN. */
const LINKS = { current: 'LinksCurrent'.repeat(4), previous: 'LinksPrevious'.repeat(4) };
const CONTACTS = { current: 'ContactsCurrent'.repeat(4) };

beforeEach(() => {
  dynamo.reset();
  sqs.reset();
  s3.reset();
  sqs
    .on(SendMessageBatchCommand)
    .resolves({ Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: 'd' }], Failed: [] });
  secrets.reset();
  secrets
    .on(GetSecretValueCommand, { SecretId: ENV.LINKS_SECRET_ARN })
    .resolves({ SecretString: JSON.stringify(LINKS) })
    .on(GetSecretValueCommand, { SecretId: ENV.CONTACTS_SECRET_ARN })
    .resolves({ SecretString: JSON.stringify(CONTACTS) });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(ScanCommand).resolves({});
  dynamo.on(QueryCommand).resolves({});
  for (const [name, value] of Object.entries(ENV)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const tablesRead = () => dynamo.calls().map((call) => (call.args[0].input as { TableName?: string }).TableName);

const ENROLLING: readonly (readonly [string, () => Services | Promise<Services>])[] = [
  ['enroll', enrollServices],
  ['touch', touchServices],
  ['respond', respondServices],
  ['close', closeServices],
  ['report', reportServices],
];

describe.each(ENROLLING)('the %s function', (_door, build) => {
  test('reads each row from its own table', async () => {
    const services = await build();
    await services.customers.get(customerId);
    await services.enrollments.get({ customerId, enrollmentId });
    await services.sequences.get(sequence, 1);
    expect(tablesRead()).toEqual(['the-customers', 'the-enrollments', 'the-sequences']);
  });
});

test.each(ENROLLING.filter(([door]) => door !== 'touch'))('the %s function cannot send', async (_door, build) => {
  const services = await build();
  expect(() => services.senders.email).toThrow(BadDefinition);
});

const aVisit = ResponseSchema.parse({ kind: 'visit', responseId: 'v', customerId, at: '2026-07-01T14:00:00.000Z' });
const TOKEN = /^https:\/\/links\.shop\.example\/u\/(.+)$/;

test('the touch function alone knows budgets, and signs links with the current secret', async () => {
  const { incentives, links } = await touchServices();
  await incentives.reserved(IncentiveNameSchema.parse('ten-off'));
  expect(tablesRead()).toEqual(['the-incentives']);
  const [, token = ''] = TOKEN.exec(links.unsubscribe({ customerId, enrollmentId, channel: 'email' })) ?? [];
  expect(readUnsubscribeToken(token, [LINKS.current])).toMatchObject({ status: 'valid' });
});

test('the touch function of a stage without SMS refuses them', async () => {
  vi.stubEnv('SMS_CONFIGURATION_SET', undefined);
  vi.stubEnv('SMS_ORIGINATION_IDENTITY', undefined);
  const { senders } = await touchServices();
  expect(await senders.sms.send(anOutgoingSms())).toEqual({ status: 'refused', reason: 'NoSmsInThisStage' });
});

test('the function that reads uploads knows the shop, and puts customers on the import queue', async () => {
  const text = 'customer_id,kind,happened_on\nc1,tasting,2026-06-30\nc1,wedding,2026-06-30\n';
  // The cast: what the SDK hands out is a stream of Node with a few methods more, which nobody here calls.
  s3.on(GetObjectCommand).resolves({ Body: Readable.from([text]) as never });
  s3.on(PutObjectCommand).resolves({});
  const { uploads, imports } = gatherServices();
  const { customers, counts, close } = await uploads.read(
    { key: 'imports/activities/june.csv', version: 'v1' },
    () => {},
  );
  expect(counts).toMatchObject({ accepted: 1, rejected: 1 });
  await imports.put(customers(), 'june.csv');
  await close();
  expect(sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.QueueUrl)).toEqual([
    ENV.IMPORTS_QUEUE_URL,
  ]);
  expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input.VersionId).toBe('v1');
  const buckets = s3.calls().map((call) => (call.args[0].input as { Bucket?: string }).Bucket);
  expect(new Set(buckets)).toEqual(new Set([ENV.IMPORTS_BUCKET]));
});

test('the function that imports knows the customers, their contacts and their proofs, and nothing else', async () => {
  const { customers, contacts } = await importServices();
  await customers.get(customerId);
  const key = contacts.keyOf({ kind: 'email', address: 'ada@customer.example' });
  await contacts.read(key);
  expect(key).toBe(contactKeyOf({ kind: 'email', address: 'ada@customer.example' }, CONTACTS.current));
  expect(tablesRead()).toEqual(['the-customers', 'the-contacts']);
});

test('the function that obeys responses knows contacts, proofs, complaints and codes, and may answer by SMS', async () => {
  const { contacts, consents, reputation, incentives, notices, responses } = await respondServices();
  await contacts.read(contacts.keyOf({ kind: 'phone', address: '+12025550123' }));
  await consents.ofCustomer(customerId);
  await reputation.breaker();
  await incentives.find('7K3M-9QXT-2HBA');
  expect(tablesRead()).toEqual(['the-contacts', 'the-consents', 'the-reputation', 'the-incentives']);
  await responses.put([aVisit], { afterSeconds: 15 });
  expect(sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input).toMatchObject({
    QueueUrl: ENV.RESPONSES_QUEUE_URL,
    Entries: [{ DelaySeconds: 15 }],
  });
  vi.stubEnv('SMS_CONFIGURATION_SET', undefined);
  vi.stubEnv('SMS_ORIGINATION_IDENTITY', undefined);
  const { notices: none } = await respondServices();
  expect(await none.send({ customerId, to: '+12025550123', text: 'hello', maxPrice: 0.05 })).toMatchObject({
    status: 'refused',
  });
  expect(notices).not.toBe(none);
});

test('the report function keeps its figures in their table', async () => {
  await reportServices().figures.all();
  expect(tablesRead()).toEqual(['the-figures']);
});

test('the function that fits reads customers and models, each from its table, and knows the time zone of the shop', async () => {
  const { customers, models, timeZone } = fitServices();
  await customers.page({ segment: 0, segments: 1 });
  expect(await models.newest()).toBeUndefined();
  expect(tablesRead()).toEqual(['the-customers', 'the-models']);
  expect(timeZone).toBe('America/New_York');
});

test('those who find and take in customers know the model of the shop and the line of the day', async () => {
  const day = DaySchema.parse('2026-11-22');
  for (const { models, intake } of [scanServices(), enrollServices()]) {
    await models.newest();
    await intake.entered({ sequence, day });
  }
  await (await touchServices()).models.newest();
  expect(tablesRead()).toEqual(['the-models', 'the-intake', 'the-models', 'the-intake', 'the-models']);
});

test.each([
  ['touch', touchServices],
  ['respond', respondServices],
  ['close', closeServices],
  ['report', reportServices],
])('the %s function takes in nobody', async (_door, build) => {
  const { intake } = await build();
  expect(() => intake.admit).toThrow(BadDefinition);
});

test('the scan functions use the queues and parts that are set', async () => {
  await planServices().work.scan([{ segment: 0, segments: 1 }]);
  await scanServices().work.enroll([{ customerId, sequence, version: 1 }]);
  const urls = sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.QueueUrl);
  expect(urls).toEqual([ENV.SCAN_QUEUE_URL, ENV.ENROLL_QUEUE_URL]);
  expect(planServices().segments).toBe(16);
});

test('a function whose environment lacks a variable fails at its first invocation with the name of it', async () => {
  vi.stubEnv('LINKS_BASE_URL', undefined);
  await expect(handler(aBatch({}), aContext())).rejects.toMatchObject({
    name: 'BadInput',
    message: expect.stringContaining('LINKS_BASE_URL is missing'),
  });
});

test('a function whose secret cannot be used fails without repeating it', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: LINKS.current });
  await expect(handler(aBatch({}), aContext())).rejects.toMatchObject({
    name: 'BadDefinition',
    message: expect.stringContaining(ENV.LINKS_SECRET_ARN),
  });
  expect(log.text()).not.toContain(LINKS.current);
});

test('a function whose environment was mended starts at its next invocation', async () => {
  expect(await handler(aBatch({}), aContext())).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
});
