// How do shops, customers and providers reach the stack? By its own API, its topic and its queue.
import { createHmac } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
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
