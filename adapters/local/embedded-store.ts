// Where does the local world keep its tables? In DynamoDB's stand-in, inside this process, in a folder or in memory.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { createTableInput, TRANSLATION, withoutLogger } from '#adapters/aws/table';
import { TABLES, type TableKeys, type TableName, tableNames } from '#adapters/aws/tables';
import { createDirectHandler } from '#adapters/local/direct-handler';
import { clearOwner, noteOwner, ownerOf } from '#adapters/local/store-owner';
import { BadInput } from '#core/errors';

export type EmbeddedStore = {
  readonly client: DynamoDBDocumentClient;
  /** A client as the SDK makes it, which measurements compare ours with. */
  plainClient(): DynamoDBDocumentClient;
  close(): Promise<void>;
};

/** One answered request, e.g. `UpdateItem`; `units` is the capacity that DynamoDB charges for, absent when it was refused. */
export type StoreRequest = { readonly name: string; readonly table: string; readonly units?: number };

/** The stand-in asks who calls, but not for proof: signing each request would cost more than answering it. */
const UNSIGNED =
  'AWS4-HMAC-SHA256 Credential=local/19980701/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
/** Within one process nothing is lost on the way, so there is little to try again. */
const MAX_ATTEMPTS = 2;
/** A new table is ready within a millisecond or two. */
const MOST_LOOKS = 500;

export type EmbeddedStoreOptions = {
  /** The first word of the tables' names. */
  readonly prefix: string;
  /** Where the store is kept; without it, in memory. */
  readonly folder?: string;
  /** Tables that only the local world has: full names, and the names of their keys, which are texts. */
  readonly more?: Readonly<Record<string, readonly [string] | readonly [string, string]>>;
  /** Hears of every request once the tables are there: how a measurement counts them. */
  readonly onRequest?: (request: StoreRequest) => void;
};

/**
 * Opens the store in a folder (made if need be), or in memory without one, and creates the tables it lacks. BadInput when
 * the folder is open in another process, or cannot be used. Only this machine reaches it, on a port of its own.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { folder } = options;
  if (folder === undefined || existsSync(folder)) return openAt(options);
  // A store that was cut off while its tables were made is of no use, so it gets its name only once it is whole.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const made = await openAt({ ...options, folder: unfinished });
  await made.close();
  await rename(unfinished, folder);
  return openAt(options);
}

async function openAt(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { prefix, folder, more = {}, onRequest } = options;
  if (folder !== undefined) await refuseUnlessFree(folder);
  const server = dynalite({ createTableMs: 0, ...(folder === undefined ? {} : { path: folder }) });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const settings: DynamoDBClientConfig = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: createDirectHandler(server),
    signer: {
      sign: async (request) => {
        Object.assign(request.headers, { authorization: UNSIGNED, 'x-amz-date': '19980701T000000Z' });
        return request;
      },
    },
  };
  const client = withoutLogger(new DynamoDBClient(settings));
  async function close(): Promise<void> {
    client.destroy();
    if (folder !== undefined) await clearOwner(folder);
    await new Promise<void>((resolve, reject) => server.close((fault) => (fault ? reject(fault) : resolve())));
  }
  try {
    if (folder !== undefined) await noteOwner(folder);
    await createMissingTables(client, { ...ourTables(prefix), ...textTables(more) });
  } catch (fault) {
    await close();
    throw fault;
  }
  if (onRequest !== undefined) tellOfRequests(client, onRequest);
  return {
    client: DynamoDBDocumentClient.from(client, TRANSLATION),
    plainClient: () => DynamoDBDocumentClient.from(new DynamoDBClient(settings), TRANSLATION),
    close,
  };
}

type Answered = { readonly ConsumedCapacity?: Capacity | readonly Capacity[] | undefined };
type Capacity = { readonly CapacityUnits?: number | undefined };
type Asked = { readonly TableName?: string | undefined; readonly RequestItems?: object | undefined };

/** Tells of every request to any store. */
export function tellOfRequests(client: DynamoDBClient, tell: (request: StoreRequest) => void): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        // Requests for items name one table or carry the items of several; the SDK's type is that of all requests.
        const { TableName, RequestItems = {} } = args.input as Asked;
        const request = {
          name: commandName.replace(/Command$/, ''),
          table: TableName ?? Object.keys(RequestItems).join(),
        };
        try {
          const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
          const { ConsumedCapacity = [] } = answer.output as Answered;
          const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
          tell({ ...request, units });
          return answer;
        } catch (fault) {
          tell(request);
          throw fault;
        }
      },
    { step: 'initialize', name: 'tellOfRequests' },
  );
}

type TablesByName = Readonly<Record<string, TableKeys>>;

function ourTables(prefix: string): TablesByName {
  // Object.entries forgets the keys' type.
  const names = Object.entries(tableNames(prefix)) as [TableName, string][];
  return Object.fromEntries(names.map(([name, fullName]) => [fullName, TABLES[name].keys]));
}

function textTables(more: NonNullable<EmbeddedStoreOptions['more']>): TablesByName {
  const text = (name: string) => ({ name, type: 'S' }) as const;
  return Object.fromEntries(
    Object.entries(more).map(([fullName, [partition, sort]]) => [
      fullName,
      sort === undefined ? [text(partition)] : [text(partition), text(sort)],
    ]),
  );
}

async function createMissingTables(client: DynamoDBClient, tables: TablesByName): Promise<void> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  for (const [fullName, keys] of Object.entries(tables)) {
    if (TableNames.includes(fullName)) continue;
    await client.send(new CreateTableCommand(createTableInput(fullName, keys)));
    await untilActive(client, fullName);
  }
}

async function untilActive(client: DynamoDBClient, table: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await setTimeout(1);
  }
  throw new BadInput(`the table ${table} did not become ready; choose another folder for the store`);
}

type Level = new (folder: string) => { open(): Promise<void>; close(): Promise<void> };

/** Opens and closes the folder's database itself: inside dynalite a folder that is taken ends the whole process. */
async function refuseUnlessFree(folder: string): Promise<void> {
  // The very database that dynalite uses, whichever version that is; its class is what we say above.
  const { Level } = createRequire(import.meta.resolve('dynalite'))('level') as { Level: Level };
  const database = new Level(folder);
  try {
    await database.open();
    await database.close();
  } catch (fault) {
    // Its errors carry the reason as their cause, with a code.
    const { code } = (fault as { cause?: { code?: string } }).cause ?? {};
    if (code === 'LEVEL_LOCKED') {
      const owner = await ownerOf(folder);
      const which = owner === undefined ? '' : ` (${owner})`;
      throw new BadInput(
        `the store in ${folder} is open in another Winback process${which}; stop it or choose another folder`,
      );
    }
    throw new BadInput(`the store in ${folder} cannot be opened (${code ?? 'unknown reason'}); choose another folder`);
  }
}
