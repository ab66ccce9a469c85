// How do shops, customers and providers reach the stack? By its own API, its topic and its queue.
import { createHash, createHmac } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { CustomerId } from '#core/ids';
import { jsonCall, publish } from './raw-call.ts';
import type { Run } from './run.ts';

/** A request to the HTTP API of the stack, by the way on which the emulator answers for it. */
export function askApi({ endpoint, physicalId }: Run, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(
    `${endpoint}/_aws/execute-api/${physicalId('AWS::ApiGatewayV2::Api', 'Responses')}/$default${path}`,
    init,
  );
}

/** What a shop tells, signed by the scheme of Standard Webhooks. */
export function tellAsShop(run: Run, told: object, secret: string): Promise<Response> {
  const body = JSON.stringify(told);
  const [id, timestamp] = [`shop-${Date.now()}`, String(Math.floor(Date.now() / 1_000))];
  const key = Buffer.from(secret, 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return askApi(run, '/responses', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
}

/** Bad news, as SES and SMS publish it on the topic. */
export async function publishFeedback({ endpoint, physicalId }: Run, record: object): Promise<void> {
  await publish(endpoint, physicalId('AWS::SNS::Topic', 'SendingFeedback'), record);
}

/** Would the rule of this name in infra/respond.ts let the event through? */
export async function ruleTakes({ endpoint, physicalId }: Run, rule: string, event: object): Promise<boolean> {
  const Name = physicalId('AWS::Events::Rule', `Respond${rule}`).split('/').at(-1);
  const described = await jsonCall(endpoint, 'events', 'AWSEvents.DescribeRule', { Name });
  const { EventPattern } = z.object({ EventPattern: z.string() }).parse(described);
  const asked = { EventPattern, Event: JSON.stringify(event) };
  const answer = await jsonCall(endpoint, 'events', 'AWSEvents.TestEventPattern', asked);
  return z.object({ Result: z.boolean() }).parse(answer).Result;
}

/** Puts an event of a provider on the queue that the rule names. */
export async function bring({ queues, outputs }: Run, event: object): Promise<void> {
  const message = { QueueUrl: outputs.ResponsesQueueUrl, MessageBody: JSON.stringify(event) };
  await queues.send(new SendMessageCommand(message));
}

const VONAGE_SECRET = 'the signature secret of an emulated account';

/** Connects a provider, as an operator does: its secret among those of the stage. */
export async function connectVonage({ outputs }: Run): Promise<void> {
  const SecretString = JSON.stringify({ vonage: VONAGE_SECRET });
  await new SecretsManagerClient().send(
    new PutSecretValueCommand({ SecretId: outputs.WebhooksSecretArn, SecretString }),
  );
}

/** A customer gets another number, by a file that was uploaded. */
export async function importNumber({ queues, outputs }: Run, customerId: CustomerId, phone: string): Promise<void> {
  const profile = { customerId, phone, consentSource: 'emulated file', fields: {} };
  const body = { customers: [{ customerId, activities: [], profile }] };
  await queues.send(new SendMessageCommand({ QueueUrl: outputs.ImportsQueueUrl, MessageBody: JSON.stringify(body) }));
}

/** What somebody texts, as Vonage tells it (Messages API, inbound), signed by a JWT over the body. */
export function textAsVonage(run: Run, from: string, text: string, secret = VONAGE_SECRET): Promise<Response> {
  const now = Date.now();
  const body = JSON.stringify({
    ...{ channel: 'sms', message_type: 'text', text, from: from.slice(1), to: '12025550100' },
    ...{ message_uuid: `uuid-${now}`, timestamp: new Date(now).toISOString() },
  });
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = {
    ...{ iss: 'Vonage', iat: Math.floor(now / 1_000), jti: `jti-${now}` },
    payload_hash: createHash('sha256').update(body).digest('hex'),
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  return askApi(run, '/webhooks/vonage', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
}
