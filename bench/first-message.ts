// How long after npm start does somebody see a message? The demonstration as people start it, with a fresh folder.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Measure, measured, type Row } from './row.ts';

const MOST_SECONDS = 15;
/** Longer than this is a demonstration that does not work. */
const PATIENCE_SECONDS = 60;
const LOOK_EVERY_MS = 25;
const LOOPBACK = '127.0.0.1';
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = join(REPOSITORY, 'cli', 'winback.ts');

const ListSchema = z.object({ items: z.array(z.object({ messageId: z.string() })) });
const MessageSchema = z.object({ text: z.string().min(1), hasHtml: z.boolean() });

export const firstMessage: Measure = { name: 'first-message', run: async () => [await startToMessage()] };

async function startToMessage(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'winback-bench-'));
  const port = await freePort();
  const options = ['demo', '--fresh', '--no-open', '--data', join(folder, 'demo'), '--port', String(port)];
  const began = performance.now();
  const demo = spawn(process.execPath, [COMMAND, ...options], { cwd: REPOSITORY, stdio: 'ignore' });
  const seconds = () => (performance.now() - began) / 1_000;
  const what = 'npm start to the first rendered message';
  try {
    while (seconds() < PATIENCE_SECONDS && demo.exitCode === null) {
      if (await hasMessage(`http://${LOOPBACK}:${port}`)) {
        const note = 'the shop made, scanned, and an email with its words in the inbox; once, on this machine as it is';
        return measured(what, seconds(), 's', { budget: { atMost: MOST_SECONDS }, note });
      }
      await sleep(LOOK_EVERY_MS);
    }
    const because =
      demo.exitCode === null ? `no message in ${PATIENCE_SECONDS} s` : `winback demo ended with code ${demo.exitCode}`;
    return { status: 'notMeasured', what, because };
  } finally {
    await stopped(demo);
    await rm(folder, { recursive: true, force: true });
  }
}

async function hasMessage(page: string): Promise<boolean> {
  const list = ListSchema.safeParse(await answerOf(`${page}/api/messages?channel=email&limit=1`));
  const newest = list.data?.items[0];
  if (newest === undefined) return false;
  const message = MessageSchema.safeParse(await answerOf(`${page}/api/messages/${newest.messageId}`));
  return message.data?.hasHtml === true;
}

/** What the page answers; undefined while it does not. */
async function answerOf(url: string): Promise<unknown> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address === 'object' && address !== null) return address.port;
  throw new TypeError('a server that listens has a port');
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
