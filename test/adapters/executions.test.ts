// The runner's executions, in memory and in a table: kept, found again, and never made twice.
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMemoryExecutions,
  createTableExecutions,
  type EndedExecution,
  type Execution,
  type Executions,
  type OpenExecution,
} from '#adapters/local/executions';
import { aJourney, START, secondsAfter } from '../support/journey-log.ts';

const server = dynalite({ createTableMs: 0 });
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let tables = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('dynalite has no port');
  const endpoint = `http://127.0.0.1:${address.port}`;
  client = new DynamoDBClient({ endpoint, region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  documents = DynamoDBDocumentClient.from(client);
});

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function aTable(): Promise<string> {
  const TableName = `winback-executions-${tables++}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
    }),
  );
  return TableName;
}

function anOpenExecution(overrides: Partial<OpenExecution> = {}): OpenExecution {
  const { sequence, version, leg, until } = aJourney(secondsAfter([60, 120]));
  return {
    status: 'open',
    name: 'gentle_c1_20260402',
    startedAt: START,
    state: 'Touch and await a response',
    enteredAt: START,
    input: { sequence, version, leg, until: [...until] },
    attempt: { phase: 'awaits', token: 'token-0', dueAt: START },
    retries: [1],
    transitions: 2,
    events: 11,
    ...overrides,
  };
}

const WORLDS: readonly [string, () => Promise<Executions>][] = [
  ['memory', async () => createMemoryExecutions()],
  ['a table', async () => createTableExecutions({ client: documents, table: await aTable() })],
];

describe.each(WORLDS)('executions in %s', (_world, create) => {
  it('are found again as they were kept', async () => {
    const executions = await create();
    expect(await executions.create(anOpenExecution())).toBe('created');
    expect(await executions.get('gentle_c1_20260402')).toEqual(anOpenExecution());
    expect(await executions.get('another')).toBeUndefined();
  });

  it('are created once, and keep standing where they stood', async () => {
    const executions = await create();
    await executions.create(anOpenExecution());
    expect(await executions.create(anOpenExecution({ transitions: 99 }))).toBe('existed');
    expect(await executions.get('gentle_c1_20260402')).toMatchObject({ transitions: 2 });
  });

  it('keep name, transitions and ending only when they have ended', async () => {
    const executions = await create();
    const ended: EndedExecution = { status: 'succeeded', name: 'gentle_c1_20260402', transitions: 5 };
    await executions.create(anOpenExecution());
    await executions.save(ended);
    expect(await executions.get('gentle_c1_20260402')).toEqual(ended);
    expect(await executions.create(anOpenExecution())).toBe('existed');
  });

  it('are all seen, each once, however many pages they fill', async () => {
    const executions = await create();
    const names = Array.from({ length: 12 }, (_, index) => `execution-${index}`);
    // A page of a scan ends at 1 MB.
    const input = { ballast: 'x'.repeat(200_000) };
    for (const name of names) await executions.create(anOpenExecution({ name, input }));
    const seen: Execution[] = [];
    for await (const execution of executions.all()) seen.push(execution);
    expect(seen.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});

describe('a row that is none of ours', () => {
  it('is a broken record, told by its fields and not by what is in them', async () => {
    const table = await aTable();
    await documents.send(new PutCommand({ TableName: table, Item: { name: 'x', status: 'open', state: 'a secret' } }));
    const executions = createTableExecutions({ client: documents, table });
    await expect(executions.get('x')).rejects.toThrow(/cannot be read \(.*startedAt/);
    await expect(executions.get('x')).rejects.not.toThrow('a secret');
  });
});
