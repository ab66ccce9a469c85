// What an execution does next, as AWS would have it: a function of where it stands, without clock, store or queue.
import type { EndedExecution, OpenExecution } from '#adapters/local/executions';
import { epochOf, type Instant, instantOf, plusMilliseconds, SECOND_MS } from '#core/time';
import { compileTemplate, type Evaluate, type Json, type States } from '#workflows/expression';
import { type StateMachine, type TaskState, WAITING_RESOURCE } from '#workflows/state-machine';

/** Hard quotas of Step Functions Standard: any input or output, the history, the life of an execution, a task. */
export const PAYLOAD_LIMIT_BYTES = 256 * 1024;
const EVENT_LIMIT = 25_000;
const LIFE_MS = 365 * 24 * 3_600 * SECOND_MS;
const LONGEST_TIMEOUT_SECONDS = 99_999_999;

/** Entries that AWS writes into a history when a task is scheduled, started and submitted; every other thing is one. */
const EVENTS_OF_ATTEMPT = 3;
const EVENT = 1;

/** Errors that `States.ALL` does not match. */
const UNCATCHABLE = ['States.DataLimitExceeded', 'States.Runtime'];

export type TaskError = { readonly Error: string; readonly Cause: string };
export type Outbound = { readonly queueUrl: string; readonly body: Json };

/** Where the execution stands now, and the message that has to go out because of it. */
export type Move = { readonly execution: OpenExecution | EndedExecution; readonly message?: Outbound };

type Interpreter = {
  begin(name: string, input: Json, now: Instant): Promise<Move>;
  /** The task answered, or its message was taken by the queue. */
  succeed(execution: OpenExecution, result: Json, now: Instant): Promise<Move>;
  /** The task answered with an error, or its message could not be handed over. */
  fail(execution: OpenExecution, error: TaskError, now: Instant): Promise<Move>;
  /** What happens at `dueOf` when nobody answered before. */
  timeUp(execution: OpenExecution, now: Instant): Promise<Move>;
  /** The message that an execution was sending when it was last written down. */
  messageOf(execution: OpenExecution): Promise<Outbound | undefined>;
};

type Task = {
  readonly state: TaskState;
  readonly body: Evaluate;
  readonly timeout: Evaluate | undefined;
  readonly outputs: readonly (Evaluate | undefined)[];
};
type Started = Pick<OpenExecution, 'name' | 'startedAt' | 'transitions' | 'events'>;
type Evaluated = { status: 'value'; value: Json } | { status: 'failed'; error: TaskError };

/** An interpreter of this machine; `newToken` gives every attempt of a waiting task a token of its own. */
export function createInterpreter(machine: StateMachine, newToken: () => string): Interpreter {
  const tasks = new Map<string, Task>();
  for (const [name, state] of Object.entries(machine.States))
    if (state.Type === 'Task') tasks.set(name, compile(state));

  async function enter(from: Started, state: string, input: Json, now: Instant): Promise<Move> {
    const counted = { ...from, transitions: from.transitions + 1, events: from.events + EVENT };
    if (!tasks.has(state)) return end(counted, 'failed');
    const { name, startedAt, transitions, events } = counted;
    const place = { state, enteredAt: now, input, retries: [], attempt: { phase: 'sends' as const } };
    return attempt({ status: 'open', name, startedAt, transitions, events, ...place }, now);
  }

  async function attempt(execution: OpenExecution, now: Instant): Promise<Move> {
    const { state } = taskOf(execution);
    const counted: OpenExecution = { ...execution, events: execution.events + EVENTS_OF_ATTEMPT };
    if (counted.events > EVENT_LIMIT) return end(counted, 'failed');
    const stand = await standOf(counted, now);
    if (stand.status === 'failed') return fail(counted, stand.error, now);
    const sending = { ...counted, attempt: stand.attempt };
    const body = await bodyOf(sending);
    if (body.status === 'failed') return fail(counted, body.error, now);
    return { execution: sending, message: { queueUrl: state.Arguments.QueueUrl, body: body.value } };
  }

  async function standOf(
    execution: OpenExecution,
    now: Instant,
  ): Promise<{ status: 'stands'; attempt: OpenExecution['attempt'] } | { status: 'failed'; error: TaskError }> {
    const { timeout } = taskOf(execution);
    if (timeout === undefined) return { status: 'stands', attempt: { phase: 'sends' } };
    const seconds = await evaluate(timeout, statesOf(execution));
    if (seconds.status === 'failed') return seconds;
    if (!isTimeout(seconds.value)) return { status: 'failed', error: queryError('TimeoutSeconds is out of range') };
    const dueAt = plusMilliseconds(now, seconds.value * SECOND_MS);
    return { status: 'stands', attempt: { phase: 'awaits', token: newToken(), dueAt } };
  }

  /** Retriers come before catchers; the first that names the error decides. */
  async function fail(execution: OpenExecution, error: TaskError, now: Instant): Promise<Move> {
    const { state, outputs } = taskOf(execution);
    const failed = { ...execution, events: execution.events + EVENT };
    const index = state.Retry.findIndex((retrier) => matches(retrier.ErrorEquals, error));
    const retrier = state.Retry[index];
    const used = execution.retries[index] ?? 0;
    if (retrier !== undefined && used < retrier.MaxAttempts) {
      const longest = retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY;
      const seconds = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** used, longest);
      const retries = state.Retry.map((_, at) => (execution.retries[at] ?? 0) + (at === index ? 1 : 0));
      const dueAt = plusMilliseconds(now, seconds * SECOND_MS);
      return { execution: { ...failed, retries, attempt: { phase: 'rests', dueAt } } };
    }
    const caught = state.Catch.findIndex((catcher) => matches(catcher.ErrorEquals, error));
    const catcher = state.Catch[caught];
    if (catcher === undefined) return end(failed, 'failed');
    const toOutput = outputs[caught] ?? (async () => error);
    const output = await evaluate(toOutput, { ...statesOf(execution), errorOutput: error });
    if (output.status === 'failed') return end(failed, 'failed');
    return enter({ ...failed, events: failed.events + EVENT }, catcher.Next, output.value, now);
  }

  function taskOf({ state, name }: OpenExecution): Task {
    const task = tasks.get(state);
    if (task === undefined) throw new RangeError(`execution ${name} stands in "${state}", no task of this machine`);
    return task;
  }

  function bodyOf(execution: OpenExecution): Promise<Evaluated> {
    return evaluate(taskOf(execution).body, statesOf(execution));
  }

  return {
    begin: (name, input, now) =>
      enter({ name, startedAt: now, transitions: 0, events: EVENT }, machine.StartAt, input, now),
    async succeed(execution, result, now) {
      const { state } = taskOf(execution);
      const left = { ...execution, events: execution.events + EVENT + EVENT };
      return state.Next === undefined ? end(left, 'succeeded') : enter(left, state.Next, result, now);
    },
    fail,
    async timeUp(execution, now) {
      if (epochOf(now) >= lifeEndOf(execution)) return end(execution, 'timedOut');
      if (execution.attempt.phase !== 'rests') return fail(execution, { Error: 'States.Timeout', Cause: '' }, now);
      // A retry is billed like the entry of a state.
      return attempt({ ...execution, transitions: execution.transitions + 1 }, now);
    },
    async messageOf(execution) {
      const body = execution.attempt.phase === 'rests' ? undefined : await bodyOf(execution);
      if (body?.status !== 'value') return undefined;
      return { queueUrl: taskOf(execution).state.Arguments.QueueUrl, body: body.value };
    },
  };
}

/** When something happens unless somebody answers first; undefined while a message is handed over. */
export function dueOf(execution: OpenExecution): Instant | undefined {
  if (execution.attempt.phase === 'sends') return undefined;
  return instantOf(Math.min(epochOf(execution.attempt.dueAt), lifeEndOf(execution)));
}

function compile(state: TaskState): Task {
  return {
    state,
    body: compileTemplate(state.Arguments.MessageBody),
    timeout: state.Resource === WAITING_RESOURCE ? compileTemplate(state.TimeoutSeconds ?? null) : undefined,
    outputs: state.Catch.map(({ Output }) => (Output === undefined ? undefined : compileTemplate(Output))),
  };
}

function statesOf({ input, enteredAt, attempt }: OpenExecution): States {
  const task = attempt.phase === 'awaits' ? { Task: { Token: attempt.token } } : {};
  return { input, context: { State: { EnteredTime: enteredAt }, ...task } };
}

async function evaluate(expression: Evaluate, states: States): Promise<Evaluated> {
  try {
    const value = await expression(states);
    if (sizeOf(value) <= PAYLOAD_LIMIT_BYTES) return { status: 'value', value };
    return { status: 'failed', error: { Error: 'States.DataLimitExceeded', Cause: 'more than 256 KiB' } };
  } catch (fault) {
    return { status: 'failed', error: queryError(fault instanceof Error ? fault.message : String(fault)) };
  }
}

function queryError(Cause: string): TaskError {
  return { Error: 'States.QueryEvaluationError', Cause };
}

function matches(names: readonly string[], { Error: error }: TaskError): boolean {
  return names.includes(error) || (names.includes('States.ALL') && !UNCATCHABLE.includes(error));
}

function isTimeout(seconds: Json): seconds is number {
  return Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= LONGEST_TIMEOUT_SECONDS;
}

/** In milliseconds since 1970. */
function lifeEndOf({ startedAt }: OpenExecution): number {
  return epochOf(startedAt) + LIFE_MS;
}

/** Bytes of UTF-8 JSON. */
function sizeOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function end({ name, transitions }: Started, status: EndedExecution['status']): Move {
  return { execution: { status, name, transitions } };
}
