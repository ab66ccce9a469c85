import { gzipSync } from 'node:zlib';
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetScheduleCommand, ResourceNotFoundException, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { readDeployed } from '#adapters/aws/account-stack';
import { aPublishedFile } from '../../support/builders.ts';

const region = 'us-east-1';
const cloudFormation = mockClient(CloudFormationClient);
const scheduler = mockClient(SchedulerClient);
const sqs = mockClient(SQSClient);
const tables = mockClient(DynamoDBDocumentClient);
const clients = {
  stacks: new CloudFormationClient({ region }),
  schedules: new SchedulerClient({ region }),
  queues: new SQSClient({ region }),
  tables: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
};

const OUTPUTS = {
  ScanScheduleName: 'scan-daily',
  SequencesTable: 'sequences-1',
  ParkedQueueUrl: 'https://sqs.test/1/parked',
  DeadLetterQueueUrls: 'https://sqs.test/1/dead-scans https://sqs.test/1/dead-touches',
};
const REFUSAL = { name: 'AccessDenied', message: 'words', $fault: 'client', $metadata: {} } as const;

function stackWith(outputs: Readonly<Record<string, string>>, StackStatus = 'CREATE_COMPLETE') {
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  // The SDK's types want every field of a stack and its states by name; these are the ones that we read.
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [{ StackStatus, Outputs } as never] });
}

beforeEach(() => {
  for (const mock of [cloudFormation, scheduler, sqs, tables]) mock.reset();
  stackWith(OUTPUTS);
  scheduler.on(GetScheduleCommand).resolves({
    State: 'ENABLED',
    ScheduleExpression: 'cron(0 10 * * ? *)',
    ScheduleExpressionTimezone: 'America/New_York',
  });
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
  tables.on(GetCommand, { TableName: 'sequences-1', Key: { name: '#live', version: 0 } }).resolves({
    Item: { 'live:gentle': { version: 3, digest: 'd' } },
  });
  tables.on(GetCommand, { TableName: 'sequences-1', Key: { name: 'gentle', version: 3 } }).resolves({
    Item: { name: 'gentle', version: 3, digest: 'd', file: gzipSync(JSON.stringify(aPublishedFile())) },
  });
});

test('a stage is found by its stack, and its parts by what the stack puts out', async () => {
  sqs.on(GetQueueAttributesCommand, { QueueUrl: 'https://sqs.test/1/dead-touches' }).resolves({
    Attributes: { ApproximateNumberOfMessages: '12' },
  });
  await expect(readDeployed(clients, 'Winback-prod')).resolves.toEqual({
    status: 'seen',
    value: {
      status: 'found',
      state: 'CREATE_COMPLETE',
      outputs: Object.keys(OUTPUTS),
      queues: {
        dead: [
          { name: 'dead-scans', waiting: { status: 'seen', value: 0 } },
          { name: 'dead-touches', waiting: { status: 'seen', value: 12 } },
        ],
        parked: [{ name: 'parked', waiting: { status: 'seen', value: 0 } }],
      },
      schedule: {
        status: 'seen',
        value: {
          status: 'found',
          enabled: true,
          expression: 'cron(0 10 * * ? *)',
          timeZone: 'America/New_York',
        },
      },
      live: { status: 'seen', value: ['gentle v3'] },
    },
  });
  expect(cloudFormation.commandCalls(DescribeStacksCommand).map(({ args }) => args[0].input)).toEqual([
    { StackName: 'Winback-prod' },
  ]);
  expect(scheduler.commandCalls(GetScheduleCommand).map(({ args }) => args[0].input)).toEqual([{ Name: 'scan-daily' }]);
  expect(sqs.commandCalls(GetQueueAttributesCommand).map(({ args }) => args[0].input)).toEqual(
    ['dead-scans', 'dead-touches', 'parked'].map((name) => ({
      QueueUrl: `https://sqs.test/1/${name}`,
      AttributeNames: ['ApproximateNumberOfMessages'],
    })),
  );
});

test('a stack that is not there has no parts to look at', async () => {
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
  await expect(readDeployed(clients, 'Winback-prod')).resolves.toEqual({
    status: 'seen',
    value: { status: 'missing' },
  });
  expect([...scheduler.calls(), ...sqs.calls(), ...tables.calls()]).toEqual([]);
});

test('a part that an older stack does not put out is not looked at', async () => {
  stackWith({});
  await expect(readDeployed(clients, 'Winback-prod')).resolves.toEqual({
    status: 'seen',
    value: { status: 'found', state: 'CREATE_COMPLETE', outputs: [], queues: { dead: [], parked: [] } },
  });
});

test.each([
  [{ State: 'DISABLED', ScheduleExpression: 'rate(1 hours)' } as const, false, 'UTC'],
  [
    { State: 'ENABLED', ScheduleExpression: 'rate(1 hours)', ScheduleExpressionTimezone: 'Asia/Tokyo' } as const,
    true,
    'Asia/Tokyo',
  ],
])('a schedule says %j', async (answer, enabled, timeZone) => {
  scheduler.on(GetScheduleCommand).resolves(answer);
  await expect(readDeployed(clients, 'Winback-prod')).resolves.toMatchObject({
    value: { schedule: { value: { enabled, expression: 'rate(1 hours)', timeZone } } },
  });
});

test('a schedule that somebody deleted is missing', async () => {
  const fault = new ResourceNotFoundException({ message: 'words', Message: 'words', $metadata: {} });
  scheduler.on(GetScheduleCommand).rejects(fault);
  await expect(readDeployed(clients, 'Winback-prod')).resolves.toMatchObject({
    value: { schedule: { status: 'seen', value: { status: 'missing' } } },
  });
});

describe('a refusal', () => {
  test('of the stack hides the stage', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(new CloudFormationServiceException(REFUSAL));
    await expect(readDeployed(clients, 'Winback-prod')).resolves.toEqual({
      status: 'denied',
      permission: 'cloudformation:DescribeStacks',
    });
  });

  test('of one part hides no other', async () => {
    sqs.on(GetQueueAttributesCommand).rejects(new SQSServiceException(REFUSAL));
    tables.on(GetCommand).rejects(new SQSServiceException(REFUSAL));
    await expect(readDeployed(clients, 'Winback-prod')).resolves.toMatchObject({
      value: {
        queues: { parked: [{ name: 'parked', waiting: { status: 'denied', permission: 'sqs:GetQueueAttributes' } }] },
        live: { status: 'denied', permission: 'dynamodb:GetItem' },
        schedule: { status: 'seen' },
      },
    });
  });
});
