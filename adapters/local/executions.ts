// Where the local runner keeps its executions, so that a process that was killed goes on where it stood.
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BrokenRecord } from '#core/errors';
import { InstantSchema } from '#core/time';
import { JsonSchema } from '#workflows/expression';

/** Where an open execution stands inside its state. */
const AttemptSchema = z.discriminatedUnion('phase', [
  /** The message is out, or about to be; until `dueAt` the token may be used. */
  z.strictObject({ phase: z.literal('awaits'), token: z.string(), dueAt: InstantSchema }),
  /** The message is about to go out, and nobody will answer. */
  z.strictObject({ phase: z.literal('sends') }),
  /** The transport failed; the next attempt is due at `dueAt`. */
  z.strictObject({ phase: z.literal('rests'), dueAt: InstantSchema }),
]);

const Counted = { name: z.string(), transitions: z.int().nonnegative() };

const OpenExecutionSchema = z.strictObject({
  status: z.literal('open'),
  ...Counted,
  startedAt: InstantSchema,
  state: z.string(),
  enteredAt: InstantSchema,
  input: JsonSchema,
  attempt: AttemptSchema,
  /** How often each retrier of the state was used since it was entered. */
  retries: z.array(z.int().nonnegative()),
  /** Entries of the history, counted as AWS writes them. */
  events: z.int().nonnegative(),
});
export type OpenExecution = z.infer<typeof OpenExecutionSchema>;

const EndedExecutionSchema = z.strictObject({ status: z.enum(['succeeded', 'failed', 'timedOut']), ...Counted });
export type EndedExecution = z.infer<typeof EndedExecutionSchema>;

const ExecutionSchema = z.discriminatedUnion('status', [OpenExecutionSchema, EndedExecutionSchema]);
export type Execution = z.infer<typeof ExecutionSchema>;

export interface Executions {
  /** Keeps a new execution, unless there is one of its name, open or ended. */
  create(execution: Execution): Promise<'created' | 'existed'>;
  /** Keeps where an execution stands now. */
  save(execution: Execution): Promise<void>;
  get(name: string): Promise<Execution | undefined>;
  /** Every execution, open and ended, one after the other, in no particular order. */
  all(): AsyncIterable<Execution>;
}

/** Executions that are gone with the process. */
export function createMemoryExecutions(): Executions {
  const kept = new Map<string, Execution>();
  return {
    async create(execution) {
      if (kept.has(execution.name)) return 'existed';
      kept.set(execution.name, execution);
      return 'created';
    },
    async save(execution) {
      kept.set(execution.name, execution);
    },
    get: async (name) => kept.get(name),
    async *all() {
      yield* kept.values();
    },
  };
}

/** Executions in a table whose key is `name`. */
export function createTableExecutions({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Executions {
  return {
    async create(execution) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: execution,
            ConditionExpression: 'attribute_not_exists(#name)',
            ExpressionAttributeNames: { '#name': 'name' },
          }),
        );
        return 'created';
      } catch (fault) {
        if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return 'existed';
        throw fault;
      }
    },
    async save(execution) {
      await client.send(new PutCommand({ TableName: table, Item: execution }));
    },
    async get(name) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { name }, ConsistentRead: true }));
      return Item === undefined ? undefined : readExecution(Item);
    },
    async *all() {
      const pages: AsyncIterable<ScanCommandOutput> = paginateScan(
        { client },
        { TableName: table, ConsistentRead: true },
      );
      for await (const { Items = [] } of pages) yield* Items.map(readExecution);
    },
  };
}

function readExecution(row: unknown): Execution {
  const parsed = ExecutionSchema.safeParse(row);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new BrokenRecord(`an execution of the local runner cannot be read (${fields}); start with a fresh store`);
}
