// Which state machines the local runner can run as AWS would: it reads them, and refuses the rest by name.
import * as z from 'zod';
import { faultOfExpression, type Json, JsonSchema } from '#workflows/expression';

export const WAITING_RESOURCE = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
const SENDING_RESOURCE = 'arn:aws:states:::sqs:sendMessage';

/** The reserved error names that the runner raises and matches. */
const RESERVED_ERRORS = ['States.Timeout', 'States.ALL'];

const RetrierSchema = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  // The defaults are those of the Amazon States Language.
  IntervalSeconds: z.int().positive().default(1),
  MaxAttempts: z.int().nonnegative().default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().positive().optional(),
});

const CatcherSchema = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  Output: JsonSchema.optional(),
  Next: z.string(),
});

const TaskSchema = z.strictObject({
  Type: z.literal('Task'),
  Comment: z.string().optional(),
  Resource: z.enum([WAITING_RESOURCE, SENDING_RESOURCE]),
  Arguments: z.strictObject({ QueueUrl: z.string(), MessageBody: JsonSchema }),
  TimeoutSeconds: z.union([z.int().positive(), z.string()]).optional(),
  Retry: z.array(RetrierSchema).default([]),
  Catch: z.array(CatcherSchema).default([]),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
});

const FailSchema = z.strictObject({
  Type: z.literal('Fail'),
  Comment: z.string().optional(),
  Error: z.string(),
  Cause: z.string(),
});

const StateMachineSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion('Type', [TaskSchema, FailSchema])),
});
export type StateMachine = z.infer<typeof StateMachineSchema>;
export type TaskState = z.infer<typeof TaskSchema>;

type Path = readonly PropertyKey[];

/** Why a state machine is refused, and where in the file: `path` leads to the field. */
export type Refusal = { readonly path: Path; readonly problem: string };

export type Reading =
  | { readonly status: 'read'; readonly machine: StateMachine }
  | { readonly status: 'refused'; readonly refusals: readonly Refusal[] };

/** Can this be run here exactly as AWS would run it? Takes the parsed JSON; substitutions may still stand in it. */
export function readStateMachine(definition: unknown): Reading {
  const parsed = StateMachineSchema.safeParse(definition);
  const refusals = parsed.success
    ? [...strayTargets(parsed.data), ...brokenStates(parsed.data), ...faultyExpressions(definition, [])]
    : parsed.error.issues.flatMap((issue) => describeIssue(issue, definition));
  if (!parsed.success || refusals.length > 0) return { status: 'refused', refusals };
  return { status: 'read', machine: parsed.data };
}

function describeIssue(issue: z.core.$ZodIssue, definition: unknown): Refusal[] {
  const { path } = issue;
  const where = placeInWords(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: `the local runner does not implement ${key} ${where}`,
    }));
  }
  const written = valueAt(definition, path);
  const field = String(path.at(-1) ?? 'state machine');
  if (written === undefined) return [{ path, problem: `${field} is missing ${where}` }];
  const shown = typeof written === 'string' ? written : JSON.stringify(written);
  const kind = field === 'Type' ? 'state type' : field;
  if (issue.code === 'invalid_union' || issue.code === 'invalid_value') {
    return [{ path, problem: `the local runner does not implement ${kind} ${shown} ${where}` }];
  }
  return [{ path, problem: `${field} cannot be ${shown} ${where}: ${issue.message}` }];
}

function strayTargets({ StartAt, States }: StateMachine): Refusal[] {
  const targets: { path: Path; name: string }[] = [{ path: ['StartAt'], name: StartAt }];
  for (const [name, state] of Object.entries(States)) {
    if (state.Type !== 'Task') continue;
    if (state.Next !== undefined) targets.push({ path: ['States', name, 'Next'], name: state.Next });
    state.Catch.forEach(({ Next }, index) => {
      targets.push({ path: ['States', name, 'Catch', index, 'Next'], name: Next });
    });
  }
  return targets
    .filter(({ name }) => !Object.hasOwn(States, name))
    .map(({ path, name }) => ({ path, problem: `there is no state "${name}" ${placeInWords(path)}` }));
}

function brokenStates({ States }: StateMachine): Refusal[] {
  return Object.entries(States).flatMap(([name, state]) => {
    const path = ['States', name];
    if (state.Type === 'Fail') {
      return [state.Error, state.Cause].some((text) => text.startsWith('{%'))
        ? [{ path, problem: `the local runner does not implement expressions in a Fail state (state ${name})` }]
        : [];
    }
    return [...brokenTask(state, path, name), ...brokenErrors(state, path, name)];
  });
}

function brokenTask(state: TaskState, path: Path, name: string): Refusal[] {
  const refusals: Refusal[] = [];
  if ((state.Next === undefined) === (state.End === undefined)) {
    refusals.push({ path, problem: `a task has either Next or End (state ${name})` });
  }
  const waits = state.Resource === WAITING_RESOURCE;
  if (waits && state.TimeoutSeconds === undefined) {
    refusals.push({ path, problem: `a task that waits for its token needs TimeoutSeconds (state ${name})` });
  }
  if (!waits && state.TimeoutSeconds !== undefined) {
    const problem = `the local runner does not implement TimeoutSeconds of a task that does not wait (state ${name})`;
    refusals.push({ path: [...path, 'TimeoutSeconds'], problem });
  }
  if (state.Arguments.QueueUrl.startsWith('{%')) {
    const problem = `the local runner does not implement an expression as QueueUrl (state ${name})`;
    refusals.push({ path: [...path, 'Arguments', 'QueueUrl'], problem });
  }
  return refusals;
}

/** `States.ALL` stands alone and last, on AWS too; the other reserved names are not raised here. */
function brokenErrors(state: TaskState, path: Path, name: string): Refusal[] {
  const lists = { Retry: state.Retry, Catch: state.Catch };
  return Object.entries(lists).flatMap(([field, entries]) =>
    entries.flatMap(({ ErrorEquals }, index) => {
      const at = [...path, field, index, 'ErrorEquals'];
      const stray = ErrorEquals.find((error) => error.startsWith('States.') && !RESERVED_ERRORS.includes(error));
      if (stray !== undefined) {
        return [{ path: at, problem: `the local runner does not implement matching ${stray} (state ${name})` }];
      }
      const misplaced = ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < entries.length - 1);
      return misplaced ? [{ path: at, problem: `States.ALL must stand alone and last (state ${name})` }] : [];
    }),
  );
}

function faultyExpressions(value: unknown, path: Path): Refusal[] {
  if (typeof value === 'string') {
    const fault = faultOfExpression(value);
    return fault === undefined
      ? []
      : [{ path, problem: `the expression in ${String(path.at(-1))} ${fault} ${placeInWords(path)}` }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => faultyExpressions(child, [...path, key]));
}

function placeInWords(path: Path): string {
  return path[0] === 'States' && path[1] !== undefined ? `(state ${String(path[1])})` : '(state machine)';
}

function valueAt(definition: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    definition,
  );
}

/** The same definition with every `${Name}` replaced; a name without a value stays as it is. */
export function substitute(definition: unknown, values: Readonly<Record<string, string>>): Json {
  const text = JSON.stringify(definition ?? null).replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
  return JsonSchema.parse(JSON.parse(text));
}
