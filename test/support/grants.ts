// Who may do what in a stage? Every statement of its policies, and what each function may do beyond what all of them must.
import * as z from 'zod';
import { type DoorName, VARIABLES } from '../../functions/runtime/env.ts';
import { type Deployed, shortOf } from './as-deployed.ts';

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const StatementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany,
  Resource: oneOrMany,
  Principal: z.union([z.string(), z.record(z.string(), oneOrMany)]).optional(),
  Condition: z.unknown().optional(),
});
const DocumentSchema = z.object({ PolicyDocument: z.object({ Statement: z.array(StatementSchema) }) });
const PolicySchema = DocumentSchema.extend({ Roles: z.array(z.string()) });
const FunctionSchema = z.object({
  Role: z.string().transform((arn) => arn.replace(/\.Arn$/, '')),
  Handler: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  LoggingConfig: z.object({ LogGroup: z.string() }),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});
const MappingSchema = z.object({ EventSourceArn: z.string(), FunctionName: z.string() });

/** One action on one resource. `who` is a role, or the principals of a policy that hangs on a resource. */
export type Statement = {
  readonly who: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly condition: unknown;
};

/** What reading one's own queue takes. */
const READING = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes', 'GetQueueUrl'];

/** The resources of a type, by name. */
export function ofType<T>(stage: Deployed, type: string, schema: z.ZodType<T>): ReadonlyMap<string, T> {
  const found = [...stage].filter(([, { Type }]) => Type === type);
  return new Map(found.map(([name, { Properties }]) => [name, schema.parse(Properties)]));
}

/** What roles may do. */
export function roleStatements(stage: Deployed): readonly Statement[] {
  return [...ofType(stage, 'AWS::IAM::Policy', PolicySchema).values()].flatMap(({ Roles, PolicyDocument }) =>
    Roles.flatMap((who) => PolicyDocument.Statement.flatMap((statement) => apart(who, statement))),
  );
}

/** What the policies of queues or topics say, by policy. */
export function resourceStatements(stage: Deployed, type: 'SQS::Queue' | 'SNS::Topic'): readonly Statement[] {
  const policies = ofType(stage, `AWS::${type}Policy`, DocumentSchema).values();
  return [...policies].flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.flatMap((statement) => {
      const { Principal = '' } = statement;
      const who = typeof Principal === 'string' ? Principal : Object.values(Principal).flat().join(' ');
      return apart(who, statement);
    }),
  );
}

/** The functions by their doors. */
export function doorsOf(stage: Deployed) {
  const functions = ofType(stage, 'AWS::Lambda::Function', FunctionSchema);
  // Object.keys forgets the keys' type.
  const names = Object.keys(VARIABLES) as DoorName[];
  return new Map(
    names.map((door) => {
      const found = functions.get(door);
      if (found === undefined) throw new TypeError(`the stack has no function ${door}`);
      return [door, found];
    }),
  );
}

/** What a function may do, as `dynamodb:GetItem on customers`, beyond its own log, traces, queue and dead letters. */
export function permissionsOf(stage: Deployed, door: DoorName): readonly string[] {
  const own = doorsOf(stage).get(door);
  const sources = [...ofType(stage, 'AWS::Lambda::EventSourceMapping', MappingSchema).values()]
    .filter(({ FunctionName }) => FunctionName === door)
    .map(({ EventSourceArn }) => shortOf(EventSourceArn));
  const ownAffairs = new Set([
    ...['CreateLogStream', 'PutLogEvents'].map((action) => `logs:${action} on ${own?.LoggingConfig.LogGroup}`),
    ...['PutTraceSegments', 'PutTelemetryRecords'].map((action) => `xray:${action} on *`),
    ...sources.flatMap((queue) => READING.map((action) => `sqs:${action} on ${queue}`)),
    `sqs:SendMessage on ${shortOf(own?.DeadLetterConfig?.TargetArn ?? '')}`,
  ]);
  const granted = roleStatements(stage)
    .filter(({ who }) => who === own?.Role)
    .map(({ action, resource }) => `${action} on ${shortOf(resource).replace(/^log-group:/, '')}`);
  return [...new Set(granted)].filter((one) => !ownAffairs.has(one)).sort();
}

function apart(who: string, { Effect, Action, Resource, Condition }: z.output<typeof StatementSchema>): Statement[] {
  return Action.flatMap((action) =>
    Resource.map((resource) => ({ who, effect: Effect, action, resource, condition: Condition })),
  );
}
