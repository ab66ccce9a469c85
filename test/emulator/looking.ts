// How does the test learn what became of things that take their time? It asks until there is an answer.
import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Closed } from '#core/enrollment';
import type { EnrollmentId } from '#core/ids';
import type { EnrollmentKey } from '#core/ports';
import type { Run } from './run.ts';
import type { Sent } from './witness.ts';

const LOOK_EVERY_MS = 200;

/** What `look` finds, as soon as it finds something. */
export async function eventually<T>(what: string, seconds: number, look: () => Promise<T | undefined> | T | undefined) {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await setTimeout(LOOK_EVERY_MS)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`within ${seconds} s there was still no sign of ${what}`);
}

/** What was sent to a customer so far. */
export function sentTo({ witness }: Run, customerId: string): readonly Sent[] {
  return witness.sent.filter((one) => one.customerId === customerId);
}

/** The first message to a customer. */
export function firstMessage(run: Run, customerId: string): Promise<Sent> {
  return eventually(`a message to ${customerId}`, 90, () => sentTo(run, customerId)[0]);
}

/** The enrollment once it is closed. */
export function onceClosed({ enrollments }: Run, key: EnrollmentKey, seconds: number): Promise<Closed> {
  return eventually(`the end of ${key.enrollmentId}`, seconds, async () => {
    const found = await enrollments.get(key);
    return found?.status === 'closed' ? found : undefined;
  });
}

/** The journey of an enrollment once it has ended. */
export function onceEnded(run: Run, enrollmentId: EnrollmentId, seconds: number) {
  return eventually(`the end of the journey ${enrollmentId}`, seconds, async () => {
    const execution = await run.executions.send(
      new DescribeExecutionCommand({ executionArn: arnOf(run, enrollmentId) }),
    );
    return execution.status === 'RUNNING' ? undefined : execution;
  });
}

/** Everything that happened in a journey. */
async function historyOf(run: Run, enrollmentId: EnrollmentId): Promise<readonly HistoryEvent[]> {
  const { events = [] } = await run.executions.send(
    new GetExecutionHistoryCommand({ executionArn: arnOf(run, enrollmentId), maxResults: 1_000 }),
  );
  return events;
}

/** How often a journey entered a state: what Step Functions charges for. */
export async function transitionsOf(run: Run, enrollmentId: EnrollmentId): Promise<number> {
  return (await historyOf(run, enrollmentId)).filter(({ type }) => type?.endsWith('StateEntered')).length;
}

/** The body of the next message of a queue, taken off it. */
export function nextMessage({ queues }: Run, queueUrl: string, seconds: number): Promise<string> {
  return eventually(`a message on ${queueUrl}`, seconds, async () => {
    const { Messages: [message] = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 }),
    );
    if (message?.Body === undefined) return undefined;
    await queues.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    return message.Body;
  });
}

/** The queue to which another one gives up its messages. */
export async function deadLettersOf({ queues }: Run, queueUrl: string): Promise<string> {
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const { deadLetterTargetArn } = z
    .object({ deadLetterTargetArn: z.string() })
    .parse(JSON.parse(Attributes.RedrivePolicy ?? '{}'));
  const QueueName = deadLetterTargetArn.split(':').at(-1);
  const { QueueUrl } = await queues.send(new GetQueueUrlCommand({ QueueName }));
  if (QueueUrl === undefined) throw new Error(`the queue ${QueueName} has no address`);
  return QueueUrl;
}

function arnOf({ outputs }: Run, enrollmentId: EnrollmentId): string {
  return `${outputs.StateMachineArn.replace(':stateMachine:', ':execution:')}:${enrollmentId}`;
}
