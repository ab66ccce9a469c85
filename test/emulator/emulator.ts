// Which AWS does the stack run on? The pinned emulator as a child process of the test, or whatever the environment names.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pythonHome, WORKSHOP } from './python-home.ts';

const LAUNCHER = fileURLToPath(new URL('ministack-launcher.py', import.meta.url));
const MOST_LOOKS = 150;
const LOOK_EVERY_MS = 200;
/** It stops within a second; more is only the machine being busy. */
const MOST_GRACE_MS = 10_000;

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

export type Emulator = { readonly endpoint: string; readonly called: string; stop(): Promise<void> };

/** Makes the SDK, in this process and in those it starts, talk to the emulator, whatever account the machine knows. */
export function talkTo(endpoint: string): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') && !name.startsWith('AWS_ENDPOINT_URL_')) delete process.env[name];
  }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
}

/** Starts the pinned emulator on a free port of this machine; with WINBACK_EMULATOR=external, uses AWS_ENDPOINT_URL. */
export async function startEmulator(): Promise<Emulator> {
  const { WINBACK_EMULATOR: which, AWS_ENDPOINT_URL: external } = process.env;
  if (which === undefined || which === 'ministack') return startMinistack();
  if (which !== 'external') throw new Error(`WINBACK_EMULATOR is ${which}; leave it out, or set it to external`);
  if (external === undefined) throw new Error('WINBACK_EMULATOR=external needs AWS_ENDPOINT_URL');
  return { endpoint: external.replace(/\/+$/, ''), called: external, stop: async () => {} };
}

async function startMinistack(): Promise<Emulator> {
  const { python } = pythonHome();
  mkdirSync(WORKSHOP, { recursive: true });
  const logFile = join(WORKSHOP, 'ministack.log');
  const log = openSync(logFile, 'w');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // Functions inherit the environment of the emulator, and must not see an account of whoever runs this.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const child = spawn(python, [LAUNCHER], {
    stdio: ['ignore', log, log],
    cwd: WORKSHOP,
    env: {
      ...env,
      // The functions run on the node that is found first: the one that runs these tests.
      PATH: `${dirname(process.execPath)}:${env.PATH ?? ''}`,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      // What stands in the addresses of queues.
      MINISTACK_HOST: '127.0.0.1',
      // Otherwise it opens a port of its own to the whole network.
      IOT_MTLS_ENABLED: '0',
      LAMBDA_EXECUTOR: 'local',
      // Each call at the same time is a process of some 70 MB; those that idle must not pile up.
      LAMBDA_WARM_TTL_SECONDS: '20',
      NODE_OPTIONS: '--max-old-space-size=128',
      MINISTACK_REGION: REGION,
    },
  });
  const stop = () => end(child);
  const atExit = () => void child.kill('SIGKILL');
  process.once('exit', atExit);
  await untilItAnswers(`${endpoint}/_ministack/health`, child, logFile);
  return {
    endpoint,
    called: `ministack, process ${child.pid}`,
    async stop() {
      await stop();
      process.off('exit', atExit);
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess, logFile: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && child.exitCode === null; look += 1) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await setTimeout(LOOK_EVERY_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`the emulator did not start:\n${readFileSync(logFile, 'utf8').slice(-1_500)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(MOST_GRACE_MS, 'late', { ref: false });
  if ((await Promise.race([ended, late])) !== 'late') return;
  child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('a server on a port has a port');
  return address.port;
}
