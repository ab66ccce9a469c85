import {
  ExecutionAlreadyExists,
  ExecutionLimitExceeded,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  SFNServiceException,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { BrokenRecord, TryAgain } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema } from '#core/ids';
import { InstantSchema } from '#core/time';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:winback-journey';
const SAYING = { $metadata: {}, message: 'a message' };
const sfn = mockClient(SFNClient);
const journeys = createStepFunctionsJourneys({
  client: new SFNClient({ region: 'us-east-1' }),
  stateMachine: MACHINE,
});

const until = [InstantSchema.parse('2026-07-05T14:00:00.000Z'), InstantSchema.parse('2026-07-12T14:00:00.000Z')];
const input = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
  sequence: SequenceNameSchema.parse('gentle'),
  version: 3,
  leg: 0,
  until,
};
const answering = {
  succeed: () => journeys.succeed('token-1', { outcome: 'wonBack' }),
  replan: () => journeys.replan('token-1', { leg: 1, until }),
  park: () => journeys.park('token-1', 'BrokenRecord'),
};

beforeEach(() => {
  sfn.reset();
  sfn.onAnyCommand().resolves({});
});

describe('starting', () => {
  test('a journey is an execution with the name of its enrollment and nothing personal in its input', async () => {
    await journeys.start(input);
    const [call, ...more] = sfn.commandCalls(StartExecutionCommand);
    expect(more).toEqual([]);
    const request = call?.args[0].input;
    expect(request).toEqual({ stateMachineArn: MACHINE, name: 'gentle_c1_20260402', input: expect.any(String) });
    expect(JSON.parse(request?.input ?? '')).toEqual({
      customerId: 'c1',
      enrollmentId: 'gentle_c1_20260402',
      sequence: 'gentle',
      version: 3,
      leg: 0,
      until: ['2026-07-05T14:00:00.000Z', '2026-07-12T14:00:00.000Z'],
    });
  });

  test('a journey that was started before is started', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(SAYING));
    await expect(journeys.start(input)).resolves.toBeUndefined();
  });

  test('a full house is tried again, with the id and without the words of the fault', async () => {
    const cause = new ExecutionLimitExceeded(SAYING);
    sfn.on(StartExecutionCommand).rejects(cause);
    await expect(journeys.start(input)).rejects.toEqual(
      new TryAgain('Step Functions did not take StartExecution (ExecutionLimitExceeded); call again', {
        ids: { enrollmentId: 'gentle_c1_20260402' },
        cause,
      }),
    );
  });

  test('a state machine that is not there is nothing to try again', async () => {
    sfn.on(StartExecutionCommand).rejects(new StateMachineDoesNotExist(SAYING));
    await expect(journeys.start(input)).rejects.toBeInstanceOf(StateMachineDoesNotExist);
  });
});

describe('answering a journey that waits', () => {
  test('success carries the outcome', async () => {
    expect(await answering.succeed()).toBe('done');
    expect(sfn.commandCalls(SendTaskSuccessCommand).map((call) => call.args[0].input)).toEqual([
      { taskToken: 'token-1', output: '{"outcome":"wonBack"}' },
    ]);
  });

  test('another plan is a failure by the name that the state machine catches', async () => {
    expect(await answering.replan()).toBe('done');
    expect(sfn.commandCalls(SendTaskFailureCommand).map((call) => call.args[0].input)).toEqual([
      {
        taskToken: 'token-1',
        error: 'Replan',
        cause: '{"leg":1,"until":["2026-07-05T14:00:00.000Z","2026-07-12T14:00:00.000Z"]}',
      },
    ]);
  });

  test('parking is a failure by the name of the fault, and says no more', async () => {
    expect(await answering.park()).toBe('done');
    expect(sfn.commandCalls(SendTaskFailureCommand).map((call) => call.args[0].input)).toEqual([
      { taskToken: 'token-1', error: 'BrokenRecord' },
    ]);
  });

  const calls = Object.entries(answering);
  const gone = [new TaskTimedOut(SAYING), new TaskDoesNotExist(SAYING), new InvalidToken(SAYING)];
  test.each(calls.flatMap(([name, call]) => gone.map((fault) => [name, fault, call] as const)))(
    '%s after %s: the journey has moved on',
    async (_name, fault, call) => {
      sfn.onAnyCommand().rejects(fault);
      expect(await call()).toBe('movedOn');
    },
  );

  test.each(calls)('%s is tried again after a throttle, a server fault or a cut connection', async (_name, call) => {
    const named = (name: string, $fault: 'client' | 'server') => new SFNServiceException({ ...SAYING, name, $fault });
    const cut = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    for (const fault of [named('ThrottlingException', 'client'), named('InternalFailure', 'server'), cut]) {
      sfn.onAnyCommand().rejects(fault);
      await expect(call()).rejects.toBeInstanceOf(TryAgain);
    }
  });

  test.each(calls)('%s without permission is nothing to try again', async (_name, call) => {
    sfn.onAnyCommand().rejects(new SFNServiceException({ ...SAYING, name: 'AccessDeniedException', $fault: 'client' }));
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('a plan that is longer than a cause may be is never sent', async () => {
    const [at] = until;
    const endless = Array.from({ length: 1_300 }, () => at).filter((instant) => instant !== undefined);
    await expect(journeys.replan('token-1', { leg: 0, until: endless })).rejects.toBeInstanceOf(BrokenRecord);
    expect(sfn.calls()).toEqual([]);
  });
});
