import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveState } from '#adapters/local/page-live';
import type { MessageSummary } from '#adapters/local/postbox';
import { aWorkplace, ended, type Ran, type Workplace } from '../support/winback-command.ts';

/** Generous: another program may have the machine. Nothing here is about speed. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 200;
const DAY_MS = 86_400_000;
/** Longer than any journey of the plan, with its waits for the send window. */
const A_WHOLE_JOURNEY_DAYS = 50;

type Running = { readonly child: ChildProcess; readonly end: Promise<Ran>; state(): Promise<LiveState> };

let place: Workplace;
let port: number;
const started: ChildProcess[] = [];
beforeAll(async () => {
  place = await aWorkplace();
  port = await freePort();
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await place.leave();
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(address)));
    });
  });
}

function demo(...words: string[]): ChildProcess {
  const child = place.start('demo', '--no-open', '--customers', '150', '--data', 'shop', ...words);
  started.push(child);
  return child;
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** Starts the demonstration and waits until its page answers. */
async function opened(...words: string[]): Promise<Running> {
  const child = demo('--port', String(port), ...words);
  const end = ended(child);
  const running = { child, end, state: () => get<LiveState>('/api/state') };
  await until(running, () => running.state().catch(() => undefined), 'answers');
  return running;
}

/** Looks again and again until there is what is waited for; a process that ends meanwhile is a failure. */
async function until<T>(running: Running, look: () => Promise<T | undefined>, what: string): Promise<T> {
  const tooLate = performance.now() + PATIENCE_MS;
  while (performance.now() < tooLate) {
    const found = await look();
    if (found !== undefined) return found;
    if (running.child.exitCode !== null) throw new Error(`the demonstration ended: ${(await running.end).err}`);
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`in ${PATIENCE_MS / 1_000} s there was no state that ${what}`);
}

const stateWhere = (running: Running, holds: (state: LiveState) => boolean, what: string): Promise<LiveState> =>
  until(running, async () => [await running.state()].find(holds), what);
const messages = ({ postbox }: LiveState) => postbox.sent.email + postbox.sent.sms;
const settled = ({ figures }: LiveState) =>
  figures.sequences.reduce((sum, { outcomes }) => sum + Object.values(outcomes).reduce((all, one) => all + one, 0), 0);
const newest = async () =>
  (await get<{ items: MessageSummary[] }>('/api/messages?channel=email&limit=1')).items[0]?.messageId;

test('killed in the middle it goes on where it was: nothing leaves twice, every journey comes to its end', {
  timeout: 4 * PATIENCE_MS,
}, async () => {
  const first = await opened('--fresh', '--speed', '200000');
  const before = await stateWhere(
    first,
    (state) => messages(state) >= 60 && state.figures.enrolled > 0,
    'has 60 messages',
  );
  const letter = await newest();
  first.child.kill('SIGKILL');
  expect((await first.end).code).toBeNull();

  const second = await opened('--speed', '600000');
  const isCounted = ({ figures }: LiveState) => figures.enrolled >= before.figures.enrolled;
  const again = await stateWhere(second, isCounted, 'has everybody who was enrolled');
  expect(Date.parse(again.now)).toBeGreaterThanOrEqual(Date.parse(before.now) - 3 * DAY_MS);
  expect(messages(again)).toBeGreaterThanOrEqual(messages(before));
  expect(await get<MessageSummary>(`/api/messages/${letter}`)).toMatchObject({ messageId: letter, copy: 1 });

  const goal = Date.parse(before.now) + A_WHOLE_JOURNEY_DAYS * DAY_MS;
  const isThere = (state: LiveState) => Date.parse(state.now) >= goal && settled(state) >= before.figures.enrolled;
  const after = await stateWhere(second, isThere, 'has every journey of before settled');
  expect(after.postbox.duplicates).toBe(0);
  expect(messages(after)).toBeGreaterThan(messages(again));
  expect(after.figures.customers).toBe(150);

  second.child.kill('SIGTERM');
  const stopped = await second.end;
  expect(stopped.code).toBe(0);
  expect(stopped.out).toContain('Stopped; the data is kept.');
});

test('a second one on the same folder or the same port is refused, and the first goes on unharmed', {
  timeout: 4 * PATIENCE_MS,
}, async () => {
  const first = await opened('--speed', '50000');
  const before = await first.state();
  expect(before.postbox.duplicates).toBe(0);

  const other = String(await freePort());
  const sameFolder = await ended(demo('--port', other));
  const sameFolderAnew = await ended(demo('--port', other, '--fresh'));
  for (const { code, out, err } of [sameFolder, sameFolderAnew]) {
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      `the store in shop/store is open in another Winback process (${first.child.pid}); stop it or choose`,
    );
  }
  const samePort = await ended(demo('--port', String(port), '--data', 'elsewhere', '--customers', '10'));
  expect(samePort.code).toBe(2);
  expect(samePort.err).toContain(`port ${port} is in use by another program; choose another with --port\n`);
  const run = await place.run('explain', 'C00001', '--data', 'shop');
  expect(run.code).toBe(2);
  expect(run.err).toContain(`its page, http://localhost:${port}/, has everybody's story`);

  const later = await stateWhere(first, ({ now }) => Date.parse(now) > Date.parse(before.now) + DAY_MS, 'is a day on');
  expect(messages(later)).toBeGreaterThanOrEqual(messages(before));
  expect(later.postbox.duplicates).toBe(0);
  first.child.kill('SIGTERM');
  expect((await first.end).code).toBe(0);
});
