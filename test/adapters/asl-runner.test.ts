// What the contract cannot see: refusals by name, AWS's limits, the transport's retries, and going on after a kill.
import { describe, expect, it } from 'vitest';
import { createJourneyRunner, LOCAL_SUBSTITUTIONS } from '#adapters/local/asl-runner';
import { createMemoryExecutions, type Executions } from '#adapters/local/executions';
import { createTimeline } from '#adapters/memory/timeline';
import { BadDefinition, BadInput, TryAgain } from '#core/errors';
import { InstantSchema } from '#core/time';
import definition from '../../workflows/journey.asl.json' with { type: 'json' };
import { aJourney, aRunner, START, secondsAfter, TouchMessageSchema } from '../support/journey-log.ts';

const TOUCH = 'Touch and await a response';
const DAY = 86_400;
const TWO_LEGS = secondsAfter([DAY, DAY + 3_600]);
const { enrollmentId } = aJourney([]);

type Sent = { readonly at: string; readonly queue: string; readonly body: unknown };

/** A runner whose queues are down while `isDown` says so. */
function world(executions: Executions = createMemoryExecutions(), isDown: (queue: string) => boolean = () => false) {
  const timeline = createTimeline(START);
  const sent: Sent[] = [];
  let tokens = 0;
  const runner = aRunner({
    timeline,
    executions,
    newToken: () => `token-${tokens++}`,
    async deliver(queue, body) {
      sent.push({ at: timeline.now(), queue, body });
      if (isDown(queue)) throw new TryAgain('the queue is down');
    },
  });
  const runUntil = (end: string) => timeline.runUntil(InstantSchema.parse(end));
  return { timeline, runner, sent, runUntil };
}

function refuse(
  change: (copy: typeof definition) => unknown,
  substitutions: Record<string, string> = LOCAL_SUBSTITUTIONS,
) {
  const copy = structuredClone(definition);
  return () =>
    createJourneyRunner({
      definition: change(copy),
      substitutions,
      timeline: createTimeline(START),
      executions: createMemoryExecutions(),
      deliver: async () => {},
      newToken: () => 'token',
    });
}

const inTouch = (fields: object) => (copy: typeof definition) => ({
  ...copy,
  States: { ...copy.States, [TOUCH]: { ...copy.States[TOUCH], ...fields } },
});

describe('the local runner refuses by name', () => {
  it.each([
    ['state type Parallel (state X)', (copy: object) => ({ ...copy, States: { X: { Type: 'Parallel', End: true } } })],
    ['QueryLanguage JSONPath (state machine)', (copy: object) => ({ ...copy, QueryLanguage: 'JSONPath' })],
    ['TimeoutSeconds (state machine)', (copy: object) => ({ ...copy, TimeoutSeconds: 60 })],
    [`HeartbeatSeconds (state ${TOUCH})`, inTouch({ HeartbeatSeconds: 60 })],
    [
      `Resource arn:aws:states:::lambda:invoke (state ${TOUCH})`,
      inTouch({ Resource: 'arn:aws:states:::lambda:invoke' }),
    ],
    [`JitterStrategy (state ${TOUCH})`, inTouch({ Retry: [{ ErrorEquals: ['X'], JitterStrategy: 'FULL' }] })],
    ['matching States.TaskFailed', inTouch({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] })],
    ['States.ALL must stand alone and last', inTouch({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] })],
    ['needs TimeoutSeconds', inTouch({ TimeoutSeconds: undefined })],
    ['a task has either Next or End', inTouch({ Next: TOUCH })],
    ['there is no state "Nowhere"', inTouch({ Catch: [{ ErrorEquals: ['X'], Next: 'Nowhere' }] })],
    ['uses $uuid, which the local runner does not implement', inTouch({ TimeoutSeconds: '{% $uuid() %}' })],
    ['is not JSONata 2.0', inTouch({ TimeoutSeconds: '{% $states.input.leg ?? 60 %}' })],
  ])('%s', (name, change) => {
    expect(refuse(change)).toThrow(BadDefinition);
    expect(refuse(change)).toThrow(name);
  });

  it('a queue that nobody filled in', () => {
    expect(refuse((copy) => copy, { TouchQueueUrl: 'touch' })).toThrow(/sends to the queue \$\{ParkedQueueUrl\}/);
  });
});

describe('the limits of Step Functions', () => {
  it('refuse a name of more than 80 characters', async () => {
    const long = { enrollmentId: `gentle_${'c'.repeat(80)}_20260402` as typeof enrollmentId };
    await expect(world().runner.start(aJourney(TWO_LEGS, long))).rejects.toThrow(BadInput);
  });

  it('refuse an input of more than 256 KiB and a Replan of more than 32,768 characters', async () => {
    const { runner } = world();
    const many = (legs: number) => secondsAfter(Array.from({ length: legs }, (_, leg) => leg));
    await expect(runner.start(aJourney(many(10_000)))).rejects.toThrow('Step Functions takes at most 262144');
    await runner.start(aJourney(TWO_LEGS));
    await expect(runner.replan('token-0', { leg: 0, until: many(1_300) })).rejects.toThrow('at most 32768');
    expect(runner.statistics().open).toBe(1);
  });

  it('end a journey as failed when its history is full: 25,000 entries, 6 for each leg', async () => {
    const { runner, sent, runUntil } = world();
    await runner.start(aJourney(secondsAfter([3_600])));
    await runUntil('2027-06-01T00:00:00.000Z');
    expect(await runner.describe(enrollmentId)).toMatchObject({ status: 'failed' });
    // After the start and 4,166 legs there is no room left for the 4 entries that put another message out.
    expect(sent).toHaveLength(4_166);
  });

  it('end a journey as failed, not even parked, when a message is larger than 256 KiB', async () => {
    const twice = { once: '{% $states.input %}', again: '{% $states.input %}' };
    const sent: string[] = [];
    const runner = createJourneyRunner({
      definition: inTouch({ Arguments: { QueueUrl: 'touch', MessageBody: twice } })(definition),
      substitutions: LOCAL_SUBSTITUTIONS,
      timeline: createTimeline(START),
      executions: createMemoryExecutions(),
      deliver: async (queue) => void sent.push(queue),
      newToken: () => 'token',
    });
    await runner.start(aJourney(secondsAfter(Array.from({ length: 6_000 }, () => DAY))));
    expect(sent).toEqual([]);
    expect(runner.statistics()).toMatchObject({ open: 0, failed: 1 });
  });

  it('park a journey whose expression comes to nothing', async () => {
    const { runner, sent } = world();
    await runner.start(aJourney(TWO_LEGS, { leg: 5 }));
    expect(sent).toMatchObject([{ queue: 'parked', body: { enrollmentId, error: 'States.QueryEvaluationError' } }]);
    expect(await runner.describe(enrollmentId)).toEqual({ status: 'failed', transitions: 3 });
  });
});

describe('a transport that fails', () => {
  it('is tried again with a new token after 2, 4 and 8 seconds, each a transition', async () => {
    let faults = 3;
    const { runner, sent, runUntil } = world(createMemoryExecutions(), () => faults-- > 0);
    await runner.start(aJourney(TWO_LEGS));
    await runUntil('2026-07-01T15:00:00.000Z');
    expect(sent.map(({ at, body }) => [at.slice(14, 19), TouchMessageSchema.parse(body).token])).toEqual([
      ['00:00', 'token-0'],
      ['00:02', 'token-1'],
      ['00:06', 'token-2'],
      ['00:14', 'token-3'],
    ]);
    expect(await runner.succeed('token-2', { outcome: 'wonBack' })).toBe('movedOn');
    expect(await runner.succeed('token-3', { outcome: 'wonBack' })).toBe('done');
    expect(await runner.describe(enrollmentId)).toEqual({ status: 'succeeded', transitions: 4 });
  });

  it('is given up after 20 retries of at most 300 seconds; then the journey is parked', async () => {
    const { runner, sent, runUntil } = world(createMemoryExecutions(), (queue) => queue === 'touch');
    await runner.start(aJourney(TWO_LEGS));
    await runUntil('2026-07-02T00:00:00.000Z');
    expect(sent.filter(({ queue }) => queue === 'touch')).toHaveLength(21);
    const waits = 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256 + 12 * 300;
    expect(sent.at(-1)).toEqual({
      at: secondsAfter([waits])[0],
      queue: 'parked',
      body: { ...aJourney(TWO_LEGS), error: 'SQS.SdkClientException' },
    });
    // One state entered and 20 retries; the parking; the breaking.
    expect(await runner.describe(enrollmentId)).toEqual({ status: 'failed', transitions: 23 });
  });

  it('breaks the journey when it cannot even be parked', async () => {
    const { runner, runUntil, timeline } = world(createMemoryExecutions(), () => true);
    await runner.start(aJourney(TWO_LEGS));
    await runUntil('2026-07-03T00:00:00.000Z');
    expect(timeline.next()).toBeUndefined();
    expect(runner.statistics()).toMatchObject({ open: 0, failed: 1, maxTransitions: 43 });
  });

  it('does not bring back a journey that the door had answered when the transport failed', async () => {
    const timeline = createTimeline(START);
    const runner = aRunner({
      timeline,
      executions: createMemoryExecutions(),
      newToken: () => 'token',
      async deliver() {
        await runner.succeed('token', { outcome: 'optedOut' });
        throw new TryAgain('the connection was cut');
      },
    });
    await runner.start(aJourney(TWO_LEGS));
    expect(timeline.next()).toBeUndefined();
    expect(runner.statistics()).toMatchObject({ open: 0, ended: 1, failed: 0 });
  });

  it('passes a fault on that is none of the transport, and keeps the journey open', async () => {
    const runner = aRunner({
      timeline: createTimeline(START),
      executions: createMemoryExecutions(),
      newToken: () => 'token',
      deliver: () => Promise.reject(new TypeError('a bug')),
    });
    await expect(runner.start(aJourney(TWO_LEGS))).rejects.toThrow('a bug');
    expect(await runner.succeed('token', { outcome: 'wonBack' })).toBe('done');
  });
});
