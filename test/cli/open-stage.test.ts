import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import { openStage } from '../../cli/open-stage.ts';
import { OUTPUTS, type OutputName } from '../../infra/outputs.ts';

const stacks = mockClient(CloudFormationClient);
const tables = mockClient(DynamoDBDocumentClient);
beforeEach(() => {
  stacks.reset();
  tables.reset();
});

/** A stack that puts out its outputs under their own names. */
function stackSays(StackStatus: string, but: Partial<Record<OutputName, string>> = {}, without?: OutputName): void {
  const names = OUTPUTS.filter((name) => name !== without);
  const Outputs = names.map((name) => ({ OutputKey: name, OutputValue: but[name] ?? `the ${name}` }));
  // The SDK's type wants fields that nobody reads.
  stacks.on(DescribeStacksCommand).resolves({ Stacks: [{ StackStatus, Outputs } as Stack] });
}

test('each store works on the table that the stack of the stage names', async () => {
  stackSays('CREATE_COMPLETE');
  tables.onAnyCommand().resolves({});
  const { services, warning } = await openStage('prod');
  const customerId = CustomerIdSchema.parse('A1');
  await services.customers.get(customerId);
  await services.enrollments.ofCustomer(customerId);
  await services.journal.ofCustomer(customerId);
  await services.sequences.live();
  await services.figures.all();
  await services.reputation.breaker();
  expect(warning).toBeUndefined();
  expect(stacks.calls().map(({ args: [{ input }] }) => input)).toEqual([{ StackName: 'Winback-prod' }]);
  expect(tables.calls().map(({ args: [{ input }] }) => 'TableName' in input && input.TableName)).toEqual([
    'the CustomersTable',
    'the EnrollmentsTable',
    'the JournalTable',
    'the SequencesTable',
    'the FiguresTable',
    'the ReputationTable',
  ]);
});

test('a stage has SMS unless its stack says that there is none', async () => {
  stackSays('CREATE_COMPLETE');
  expect((await openStage('prod')).hasSms).toBe(true);
  stackSays('CREATE_COMPLETE', { SmsConfigurationSet: 'none' });
  expect((await openStage('prod')).hasSms).toBe(false);
});

describe('the state of the stack', () => {
  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
    '%s is good',
    async (status) => {
      stackSays(status);
      expect((await openStage('prod')).warning).toBeUndefined();
    },
  );

  test.each(['UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_IN_PROGRESS'])(
    '%s is said, and its tables are there',
    async (status) => {
      stackSays(status);
      expect((await openStage('prod')).warning).toContain(status);
    },
  );

  test.each(['CREATE_FAILED', 'CREATE_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'])(
    '%s cannot be worked with, whatever it puts out',
    async (status) => {
      stackSays(status);
      await expect(openStage('prod')).rejects.toThrow(
        `stage prod cannot be used: its stack Winback-prod is in the state ${status}; `,
      );
    },
  );
});

test('a stack without an output that is needed is older than the command', async () => {
  stackSays('CREATE_COMPLETE', {}, 'FiguresTable');
  await expect(openStage('prod')).rejects.toThrow(
    new BadInput(
      'stage prod is older than this command: its stack Winback-prod has no FiguresTable; npx cdk deploy Winback-prod',
    ),
  );
});

test('a stage that is no stage is refused before anybody is asked', async () => {
  await expect(openStage('prdo')).rejects.toThrow('there is no stage "prdo"; did you mean "prod"?');
  expect(stacks.calls()).toEqual([]);
});
