import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createEmailClient,
  createJourneysClient,
  createQueuesClient,
  createResponsesClient,
  createSecretsClient,
  createSmsClient,
  createStackClient,
} from '#adapters/aws/clients';
import { createDocumentClient } from '#adapters/aws/document-client';
import { createLookingClients } from '#adapters/aws/looking-clients';
import { CREDENTIALS, type Loopback, loopback } from '../../support/wire.ts';

/** The variable that says where each service is, and a call to it. */
const SENDING = {
  email: [
    'AWS_ENDPOINT_URL_SESV2',
    () => {
      const client = createEmailClient();
      return { client, send: () => client.send(new SendEmailCommand({ Content: {} })) };
    },
  ],
  sms: [
    'AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2',
    () => {
      const client = createSmsClient();
      return {
        client,
        send: () => client.send(new SendTextMessageCommand({ DestinationPhoneNumber: '+12025550123' })),
      };
    },
  ],
} as const;
const OTHERS = {
  tables: [
    'AWS_ENDPOINT_URL_DYNAMODB',
    () => createDocumentClient().send(new GetCommand({ TableName: 'customers', Key: { customerId: 'c1' } })),
  ],
  journeys: ['AWS_ENDPOINT_URL_SFN', () => createJourneysClient().send(new ListStateMachinesCommand({}))],
  stack: [
    'AWS_ENDPOINT_URL_CLOUDFORMATION',
    () => createStackClient().send(new DescribeStacksCommand({ StackName: 'Winback-prod' })),
  ],
  queues: ['AWS_ENDPOINT_URL_SQS', () => createQueuesClient().send(new ListQueuesCommand({}))],
} as const;

let far: Loopback;
let requests: number;

beforeEach(async () => {
  requests = 0;
  far = await loopback((request) => {
    requests += 1;
    request.socket.destroy();
  });
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await far.close();
});

describe('a message is offered to its provider once, even when the connection breaks', () => {
  test.each(Object.entries(SENDING))('%s', async (_name, [variable, create]) => {
    vi.stubEnv(variable, far.url);
    vi.stubEnv('AWS_MAX_ATTEMPTS', '5');
    await expect(create().send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(requests).toBe(1);
  });
});

describe('everything else may be repeated, and is', () => {
  test.each(Object.entries(OTHERS))('%s', async (_name, [variable, call]) => {
    vi.stubEnv(variable, far.url);
    await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(requests).toBeGreaterThan(1);
  });
});

describe('a message waits for its provider for a limited time, and on a fresh connection', () => {
  test.each(Object.entries(SENDING))('%s', async (_name, [variable, create]) => {
    const answering = await loopback((_request, response) => response.end('{"MessageId":"m"}'));
    vi.stubEnv(variable, answering.url);
    const { client, send } = create();
    await send();
    await send();
    await answering.close();
    expect(answering.connections()).toBe(2);
    const limits = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
    expect(client.config.requestHandler).toMatchObject({ config: limits });
  });
});

describe('while somebody waits for an HTTP answer, a service is given up in time to say so', () => {
  const limits = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

  test('the queue of responses', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', far.url);
    const client = createResponsesClient();
    await expect(client.send(new ListQueuesCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(requests).toBe(2);
    expect(client.config.requestHandler).toMatchObject({ config: limits });
  });

  test('the secrets', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', far.url);
    const client = createSecretsClient();
    const asked = client.send(new GetSecretValueCommand({ SecretId: 'links' }));
    await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(requests).toBe(2);
    expect(client.config.requestHandler).toMatchObject({ config: limits });
  });
});

test('an optional field that is undefined is left out of a row', () => {
  expect(createDocumentClient().config.translateConfig?.marshallOptions?.removeUndefinedValues).toBe(true);
});

test('who only looks at an account waits for none of its services for long', async () => {
  const { tables, ...others } = createLookingClients();
  const limits = { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true };
  for (const { config } of [tables, ...Object.values(others)]) {
    await expect(config.maxAttempts()).resolves.toBe(2);
    // A handler shows its settings once it has been used.
    expect(config.requestHandler).toMatchObject({ configProvider: expect.any(Promise) });
    await expect(Reflect.get(config.requestHandler, 'configProvider')).resolves.toMatchObject(limits);
  }
});
