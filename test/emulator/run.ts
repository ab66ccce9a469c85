// One run: an emulator, the stack on it, and our own adapters to look at it with.
import {
  CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { TRANSLATION } from '#adapters/aws/table';
import { deploy, type Outputs } from './deployed.ts';
import { startEmulator, talkTo } from './emulator.ts';
import { forEmulator, REPLACEMENTS } from './replacements.ts';
import { STACK, synthesise } from './template.ts';
import { startWitness, type Witness } from './witness.ts';

export type Run = Awaited<ReturnType<typeof startRun>>;

/** Starts everything and answers once the stack stands. */
export async function startRun() {
  const began = Date.now();
  const say = (line: string) =>
    process.stdout.write(`${((Date.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
  for (const { what, because } of REPLACEMENTS)
    process.stdout.write(`not as in AWS: ${what}\n    because ${because}\n`);
  const emulator = await startEmulator();
  say(`the emulator answers (${emulator.called})`);
  talkTo(emulator.endpoint);
  let witness: Witness | undefined;
  const stop = async () => {
    await witness?.close();
    await emulator.stop();
    say('stopped');
  };
  try {
    witness = await startWitness(emulator.endpoint);
    const { template, assets } = synthesise();
    say(`synthesised: ${Object.keys(template.Resources).length} resources, ${assets.length} files`);
    const outputs = await deploy(emulator.endpoint, forEmulator(template, witness.url), assets);
    say('deployed');
    return {
      endpoint: emulator.endpoint,
      witness,
      outputs,
      ...clientsOf(outputs),
      physicalId: await physicalIds(),
      say,
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

function clientsOf(outputs: Outputs) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(), TRANSLATION);
  const executions = new SFNClient();
  return {
    executions,
    queues: new SQSClient(),
    scheduler: new SchedulerClient(),
    customers: createDynamoCustomers({ client, table: outputs.CustomersTable }),
    enrollments: createDynamoEnrollments({ client, table: outputs.EnrollmentsTable }),
    journal: createDynamoJournal({ client, table: outputs.JournalTable }),
    sequences: createDynamoSequences({ client, table: outputs.SequencesTable }),
    figures: createDynamoFigures({ client, table: outputs.FiguresTable }),
    journeys: createStepFunctionsJourneys({ client: executions, stateMachine: outputs.StateMachineArn }),
  };
}

/** The name in AWS of the one resource of a type whose name in the template begins like this. */
async function physicalIds(): Promise<(type: string, logicalId: string) => string> {
  const all: StackResourceSummary[] = [];
  const client = new CloudFormationClient();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: STACK })) {
    all.push(...StackResourceSummaries);
  }
  return (type, logicalId) => {
    const found = all.filter((one) => one.ResourceType === type && one.LogicalResourceId?.startsWith(logicalId));
    const [only, ...others] = found;
    if (only?.PhysicalResourceId !== undefined && others.length === 0) return only.PhysicalResourceId;
    throw new Error(`${found.length} resources of the stack are ${type} ${logicalId}…; the test needs exactly one`);
  };
}

/** Lets a schedule fire once, now: what it targets and what it says stay as they were deployed. */
export async function fire({ scheduler }: Pick<Run, 'scheduler'>, name: string): Promise<void> {
  const {
    Target,
    GroupName,
    ScheduleExpression: _daily,
    ...rest
  } = await scheduler.send(new GetScheduleCommand({ Name: name }));
  if (Target === undefined) throw new Error(`the schedule ${name} has no target`);
  await scheduler.send(
    new UpdateScheduleCommand({
      Name: name,
      GroupName,
      Target,
      Description: rest.Description,
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      ScheduleExpression: `at(${new Date().toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)})`,
      ScheduleExpressionTimezone: 'UTC',
    }),
  );
}

/** The secret that signs now. */
export async function currentSecret(arn: string): Promise<string> {
  const { SecretString = '{}' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: arn }));
  return z.object({ current: z.string() }).parse(JSON.parse(SecretString)).current;
}
