import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BadDefinition } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema, IncentiveNameSchema, SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import {
  closeServices,
  enrollServices,
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

const dynamo = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
const log = captureLog();
const customerId = CustomerIdSchema.parse('c1');
const enrollmentId = EnrollmentIdSchema.parse('gentle_c1_20260402');
const sequence = SequenceNameSchema.parse('gentle');

beforeEach(() => {
  dynamo.reset();
  sqs.reset();
  dynamo.on(GetCommand).resolves({});
  dynamo.on(ScanCommand).resolves({});
  for (const [name, value] of Object.entries(ENV)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const tablesRead = () => dynamo.calls().map((call) => (call.args[0].input as { TableName?: string }).TableName);

const ENROLLING: readonly (readonly [string, () => Services])[] = [
  ['enroll', enrollServices],
  ['touch', touchServices],
  ['respond', respondServices],
  ['close', closeServices],
  ['report', reportServices],
];

describe.each(ENROLLING)('the %s function', (_door, build) => {
  test('reads each row from its own table', async () => {
    const services = build();
    await services.customers.get(customerId);
    await services.enrollments.get({ customerId, enrollmentId });
    await services.sequences.get(sequence, 1);
    expect(tablesRead()).toEqual(['the-customers', 'the-enrollments', 'the-sequences']);
  });
});

test.each(ENROLLING.filter(([door]) => door !== 'touch'))('the %s function cannot send', (_door, build) => {
  expect(() => build().senders.email).toThrow(BadDefinition);
});

test('the touch function alone knows budgets and links', async () => {
  const { incentives, links } = touchServices();
  await incentives.reserved(IncentiveNameSchema.parse('ten-off'));
  expect(tablesRead()).toEqual(['the-incentives']);
  expect(links.unsubscribe({ customerId, enrollmentId, channel: 'email' })).toMatch(
    /^https:\/\/links\.shop\.example\/u\//,
  );
});

test('the report function keeps its figures in their table', async () => {
  await reportServices().figures.all();
  expect(tablesRead()).toEqual(['the-figures']);
});

test('the scan functions use the queues and parts that are set', async () => {
  sqs
    .on(SendMessageBatchCommand)
    .resolves({ Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: 'd' }], Failed: [] });
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
  expect(log.text()).not.toContain(ENV.LINKS_SECRET);
});

test('a function whose environment was mended starts at its next invocation', async () => {
  expect(await handler(aBatch({}), aContext())).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
});
