// Step Functions on a laptop: runs workflows/journey.asl.json itself, on a virtual clock, and goes on after a kill.
import {
  createInterpreter,
  dueOf,
  type Move,
  type Outbound,
  PAYLOAD_LIMIT_BYTES,
  type TaskError,
} from '#adapters/local/asl-interpreter';
import type { Executions, OpenExecution } from '#adapters/local/executions';
import { createJourneyTally, type JourneyDescription, type JourneyStatistics } from '#adapters/memory/journey-tally';
import type { Cancel, Timeline } from '#adapters/memory/timeline';
import { BadDefinition, BadInput, TryAgain } from '#core/errors';
import type { JourneyAnswer, Journeys } from '#core/ports';
import { type Json, JsonSchema } from '#workflows/expression';
import { readStateMachine, type StateMachine, substitute } from '#workflows/state-machine';

/** The local queues; a queue's URL is its name here. */
const QUEUES = ['touch', 'parked'] as const;
export type JourneyQueue = (typeof QUEUES)[number];

/** What the queue URLs of the file stand for on a laptop. */
export const LOCAL_SUBSTITUTIONS = { TouchQueueUrl: 'touch', ParkedQueueUrl: 'parked' } as const;

type Parts = {
  /** The parsed JSON of the file. */
  readonly definition: unknown;
  readonly substitutions: Readonly<Record<string, string>>;
  readonly timeline: Timeline;
  readonly executions: Executions;
  /** Hands a message to a queue; throwing TryAgain means that the transport failed, and is retried as the file says. */
  readonly deliver: (queue: JourneyQueue, body: Json) => Promise<void>;
  readonly newToken: () => string;
};

export interface JourneyRunner extends Journeys {
  /** Goes on with everything that an earlier process left open; its messages go out again. Call it before anything else. */
  recover(): Promise<void>;
  statistics(): JourneyStatistics;
  describe(name: string): Promise<JourneyDescription | undefined>;
}

/** The error by which Step Functions tells that SQS could not be reached. */
const TRANSPORT_ERROR: TaskError = { Error: 'SQS.SdkClientException', Cause: 'the local queue asked to try again' };
/** Quotas of Step Functions: executions that are open at once, the length of a name and of a failure's cause. */
const OPEN_LIMIT = 1_000_000;
const NAME_LIMIT = 80;
const CAUSE_LIMIT = 32_768;

type Held = { readonly execution: OpenExecution; readonly cancel: Cancel };

/** The Journeys of the local world. Throws BadDefinition when the file asks for what it does not implement. */
export function createJourneyRunner(parts: Parts): JourneyRunner {
  const { timeline, executions, deliver } = parts;
  const interpreter = createInterpreter(machineOf(parts), parts.newToken);
  const held = new Map<string, Held>();
  const namesByToken = new Map<string, string>();
  const tally = createJourneyTally();

  function hold(execution: OpenExecution): void {
    const due = dueOf(execution);
    const timeUp = () => move(execution, interpreter.timeUp(execution, timeline.now()));
    held.set(execution.name, { execution, cancel: due === undefined ? () => {} : timeline.at(due, timeUp) });
    if (execution.attempt.phase === 'awaits') namesByToken.set(execution.attempt.token, execution.name);
  }

  function letGo({ name, attempt }: OpenExecution): void {
    held.get(name)?.cancel();
    held.delete(name);
    if (attempt.phase === 'awaits') namesByToken.delete(attempt.token);
  }

  function holds(execution: OpenExecution): boolean {
    return held.get(execution.name)?.execution === execution;
  }

  /** From the first line on nobody else can move this execution; written down before anything can be seen of it. */
  async function move(execution: OpenExecution, next: Promise<Move>): Promise<void> {
    letGo(execution);
    let moved: Move;
    try {
      moved = await next;
      await executions.save(moved.execution);
    } catch (fault) {
      hold(execution);
      throw fault;
    }
    await show(moved);
  }

  async function show({ execution, message }: Move): Promise<void> {
    if (execution.status !== 'open') return tally.count(execution);
    hold(execution);
    if (message !== undefined) await send(execution, message);
  }

  async function send(execution: OpenExecution, { queueUrl, body }: Outbound): Promise<void> {
    try {
      await deliver(queueOf(queueUrl), body);
    } catch (fault) {
      if (!(fault instanceof TryAgain)) throw fault;
      // The message may have arrived all the same, and its door have answered.
      if (holds(execution)) await move(execution, interpreter.fail(execution, TRANSPORT_ERROR, timeline.now()));
      return;
    }
    if (execution.attempt.phase === 'sends') {
      await move(execution, interpreter.succeed(execution, {}, timeline.now()));
    }
  }

  async function answer(token: string, next: (execution: OpenExecution) => Promise<Move>): Promise<JourneyAnswer> {
    const execution = held.get(namesByToken.get(token) ?? '')?.execution;
    if (execution === undefined) return 'movedOn';
    await move(execution, next(execution));
    return 'done';
  }

  return {
    async start(journey) {
      const name = journey.enrollmentId;
      const text = JSON.stringify(journey);
      refuseLonger(name.length, NAME_LIMIT, 'characters in the name of an execution');
      refuseLonger(Buffer.byteLength(text), PAYLOAD_LIMIT_BYTES, 'bytes of input of an execution');
      if (held.size >= OPEN_LIMIT) throw new TryAgain(`${OPEN_LIMIT} journeys are open; wait until some have ended`);
      const begun = await interpreter.begin(name, JsonSchema.parse(JSON.parse(text)), timeline.now());
      if ((await executions.create(begun.execution)) === 'created') await show(begun);
    },
    async succeed(token, result) {
      refuseLonger(Buffer.byteLength(JSON.stringify(result)), PAYLOAD_LIMIT_BYTES, 'bytes of output of a task');
      return answer(token, (execution) => interpreter.succeed(execution, result, timeline.now()));
    },
    async replan(token, plan) {
      const Cause = JSON.stringify(plan);
      refuseLonger(Cause.length, CAUSE_LIMIT, 'characters in the cause of a Replan');
      return answer(token, (execution) => interpreter.fail(execution, { Error: 'Replan', Cause }, timeline.now()));
    },
    async recover() {
      const open: OpenExecution[] = [];
      for await (const execution of executions.all()) {
        if (execution.status === 'open') open.push(execution);
        else tally.count(execution);
      }
      // The store has no order; theirs is that in which they entered their states.
      open.sort((one, other) => compare(one.enteredAt, other.enteredAt) || compare(one.name, other.name));
      open.forEach(hold);
      for (const execution of open) {
        const message = holds(execution) ? await interpreter.messageOf(execution) : undefined;
        if (message !== undefined) await send(execution, message);
      }
    },
    park: (token, fault) =>
      answer(token, (execution) => interpreter.fail(execution, { Error: fault, Cause: '' }, timeline.now())),
    statistics: () => tally.statistics(held.size),
    async describe(name) {
      const execution = await executions.get(name);
      return execution && { status: execution.status, transitions: execution.transitions };
    },
  };
}

function machineOf({ definition, substitutions }: Parts): StateMachine {
  const reading = readStateMachine(substitute(definition, substitutions));
  if (reading.status === 'refused') {
    const problems = reading.refusals.map(({ problem }) => problem).join('; ');
    throw new BadDefinition(`the state machine cannot run locally: ${problems}`);
  }
  for (const state of Object.values(reading.machine.States)) {
    if (state.Type === 'Task') queueOf(state.Arguments.QueueUrl);
  }
  return reading.machine;
}

function queueOf(queueUrl: string): JourneyQueue {
  const queue = QUEUES.find((name) => name === queueUrl);
  if (queue === undefined) {
    throw new BadDefinition(
      `the state machine sends to the queue ${queueUrl}; the local runner has only ${QUEUES.join(' and ')}: check the substitutions`,
    );
  }
  return queue;
}

function refuseLonger(length: number, limit: number, what: string): void {
  if (length > limit) throw new BadInput(`${length} ${what}; Step Functions takes at most ${limit}`);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
