import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inWordsIfFull } from '#adapters/files/full-disk';
import { createRejectsFile } from '#adapters/files/rejects-file';
import { BadInput } from '#core/errors';

/** After so many writes the disk is full. */
const FITS = 2;
let written = 0;
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const write: typeof real.write = Object.assign((...call: unknown[]) => {
    written += 1;
    const answer = call.at(-1) as (fault: Error | null, bytes?: number) => void;
    if (written <= FITS) answer(null, (call[1] as Buffer).length);
    else answer(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  }, real.write);
  return {
    ...real,
    createWriteStream: (path: string, options: object) =>
      real.createWriteStream(path, { ...options, fs: { open: real.open, write, close: real.close } }),
  };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a disk that is full of rejected rows is told, and the process goes on', async () => {
  const path = join(folder, 'rejects.csv');
  const rejects = createRejectsFile(path);
  const row = { status: 'rejected', file: 'orders.csv', line: 2, reason: 'amount is missing', text: 'A1,,' } as const;
  await rejects.write(row);
  const words = { name: 'BadInput', message: expect.stringContaining(`${path}: the disk is full; make room, `) };
  await expect(rejects.write(row)).rejects.toMatchObject(words);
  await expect(rejects.write(row)).rejects.toThrow();
  await expect(rejects.close()).rejects.toThrow();
});

test.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('%s is in words what to do, with the fault as its cause', (code) => {
  const fault = Object.assign(new Error('cannot write'), { code });
  expect(inWordsIfFull(fault, '/there', 'make room')).toEqual(
    new BadInput('/there: the disk is full; make room', { cause: fault }),
  );
});

test('another fault stays as it is', () => {
  const fault = Object.assign(new Error('cannot write'), { code: 'EIO' });
  expect(inWordsIfFull(fault, '/there', 'make room')).toBe(fault);
  expect(inWordsIfFull('broken', '/there', 'make room')).toBe('broken');
});
