// What does a deployed stage look like right now? Its stack, its schedule, its live sequences, and what its queues hold.
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetScheduleCommand, ResourceNotFoundException, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Look, look, unlessMissing } from '#adapters/aws/look';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { readStack } from '#adapters/aws/stack-outputs';

export type StackFacts =
  | { readonly status: 'missing' }
  | {
      readonly status: 'found';
      /** CloudFormation's word for it, such as UPDATE_COMPLETE. */
      readonly state: string;
      readonly outputs: readonly string[];
      /** The queues that should hold nothing. */
      readonly queues: { readonly dead: readonly Waiting[]; readonly parked: readonly Waiting[] };
      readonly schedule?: Look<Schedule>;
      /** The live sequences, as `gentle-90 v3`. */
      readonly live?: Look<readonly string[]>;
    };

/** How many messages lie in a queue. */
export type Waiting = { readonly name: string; readonly waiting: Look<number> };

export type Schedule =
  | { readonly status: 'missing' }
  | { readonly status: 'found'; readonly enabled: boolean; readonly expression: string; readonly timeZone: string };

const ScheduleSchema = z.object({
  State: z.string(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
});
const AttributesSchema = z.object({
  Attributes: z.object({ ApproximateNumberOfMessages: z.string().regex(/^\d+$/).transform(Number) }),
});

export type StackClients = {
  readonly stacks: CloudFormationClient;
  readonly schedules: SchedulerClient;
  readonly queues: SQSClient;
  readonly tables: DynamoDBDocumentClient;
};

/** The facts about a stack by its name. Each part is looked at by itself: one that is hidden hides no other. */
export async function readDeployed(clients: StackClients, stackName: string): Promise<Look<StackFacts>> {
  const stack = await look({
    permission: 'cloudformation:DescribeStacks',
    ask: () => readStack({ client: clients.stacks, stackName }),
  });
  if (stack.status !== 'seen') return stack;
  if (stack.value.status === 'missing') return { status: 'seen', value: { status: 'missing' } };
  const { outputs, stackStatus } = stack.value;
  const queuesOf = (output: string | undefined) =>
    Promise.all(urlsIn(output).map((url) => readQueue(clients.queues, url)));
  const [schedule, live, dead, parked] = await Promise.all([
    whenThere(outputs.get('ScanScheduleName'), (name) => readSchedule(clients.schedules, name)),
    whenThere(outputs.get('SequencesTable'), (table) => readLive(clients.tables, table)),
    queuesOf(outputs.get('DeadLetterQueueUrls')),
    queuesOf(outputs.get('ParkedQueueUrl')),
  ]);
  return {
    status: 'seen',
    value: {
      status: 'found',
      state: stackStatus,
      outputs: [...outputs.keys()],
      queues: { dead, parked },
      ...(schedule === undefined ? {} : { schedule }),
      ...(live === undefined ? {} : { live }),
    },
  };
}

async function whenThere<T>(output: string | undefined, read: (value: string) => Promise<T>): Promise<T | undefined> {
  return output === undefined ? undefined : read(output);
}

function urlsIn(output = ''): string[] {
  return output.split(' ').filter((url) => url !== '');
}

function readSchedule(client: SchedulerClient, name: string): Promise<Look<Schedule>> {
  return look({
    permission: 'scheduler:GetSchedule',
    async ask(abortSignal) {
      const request = client.send(new GetScheduleCommand({ Name: name }), { abortSignal });
      const answer = await unlessMissing(request, ResourceNotFoundException, undefined);
      if (answer === undefined) return { status: 'missing' };
      const {
        State,
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: timeZone,
      } = ScheduleSchema.parse(answer);
      return { status: 'found', enabled: State === 'ENABLED', expression, timeZone };
    },
  });
}

function readLive(client: DynamoDBDocumentClient, table: string): Promise<Look<readonly string[]>> {
  return look({
    permission: 'dynamodb:GetItem',
    async ask() {
      const live = await createDynamoSequences({ client, table }).live();
      return live.map(({ sequence, version }) => `${sequence.name} v${version}`);
    },
  });
}

async function readQueue(client: SQSClient, url: string): Promise<Waiting> {
  const waiting = await look({
    permission: 'sqs:GetQueueAttributes',
    async ask(abortSignal) {
      const request = { QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages' as const] };
      const answer = await client.send(new GetQueueAttributesCommand(request), { abortSignal });
      return AttributesSchema.parse(answer).Attributes.ApproximateNumberOfMessages;
    },
  });
  return { name: url.replace(/^.*\//, ''), waiting };
}
