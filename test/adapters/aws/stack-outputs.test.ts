import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { readStack } from '#adapters/aws/stack-outputs';
import { BrokenRecord } from '#core/errors';

const mock = mockClient(CloudFormationClient);
const client = new CloudFormationClient({ region: 'us-east-1' });
const read = () => readStack({ client, stackName: 'Winback-prod' });
beforeEach(() => void mock.reset());

/** What CloudFormation answers about one stack; its own type wants fields that nobody reads. */
const says = (stack: Partial<Stack>) =>
  mock.on(DescribeStacksCommand).resolves({ Stacks: [{ StackName: 'Winback-prod', ...stack } as Stack] });
const refuses = (name: string, message: string) =>
  mock.on(DescribeStacksCommand).rejects(Object.assign(new Error(message), { name }));

test('one request about this stack answers its state and its outputs by name', async () => {
  const output = (OutputKey: string, OutputValue: string) => ({
    OutputKey,
    OutputValue,
    Description: 'of no interest',
  });
  says({ StackStatus: 'UPDATE_COMPLETE', Outputs: [output('CustomersTable', 'a'), output('ApiUrl', 'b')] });
  expect(await read()).toEqual({
    status: 'found',
    stackStatus: 'UPDATE_COMPLETE',
    outputs: new Map([
      ['CustomersTable', 'a'],
      ['ApiUrl', 'b'],
    ]),
  });
  expect(mock.calls().map(({ args: [command] }) => command.input)).toEqual([{ StackName: 'Winback-prod' }]);
});

test('a stack that never became whole has no outputs', async () => {
  says({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect(await read()).toEqual({ status: 'found', stackStatus: 'ROLLBACK_COMPLETE', outputs: new Map() });
});

describe('missing is', () => {
  test('a stack that CloudFormation does not know', async () => {
    refuses('ValidationError', 'Stack with id Winback-prod does not exist');
    expect(await read()).toEqual({ status: 'missing' });
  });

  test('a stack that was deleted', async () => {
    says({ StackStatus: 'DELETE_COMPLETE' });
    expect(await read()).toEqual({ status: 'missing' });
  });

  test('no stack in the answer', async () => {
    mock.on(DescribeStacksCommand).resolves({});
    expect(await read()).toEqual({ status: 'missing' });
  });
});

test.each([
  ['ValidationError', 'the name is too long'],
  ['AccessDenied', 'this role does not exist for you'],
  ['CredentialsProviderError', 'Could not load credentials from any providers'],
])('any other fault is thrown as it comes: %s', async (name, message) => {
  refuses(name, message);
  await expect(read()).rejects.toMatchObject({ name, message });
});

test('an answer that makes no sense is a broken record', async () => {
  says({ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'CustomersTable' }] });
  await expect(read()).rejects.toThrow(BrokenRecord);
});
