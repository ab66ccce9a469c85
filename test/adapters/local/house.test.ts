import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearHouse, newHouse, readHouse, storeFolder } from '#adapters/local/house';
import { BadInput } from '#core/errors';
import { InstantSchema } from '#core/time';

const NOW = InstantSchema.parse('2026-07-01T14:00:00.000Z');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-house-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a new world remembers its clock, its seed and a secret of its own', async () => {
  const data = join(folder, 'mine');
  const house = await newHouse(data, NOW, '7');
  expect(await readHouse(data)).toEqual(house);
  expect(house).toMatchObject({ now: NOW, founded: NOW, seed: '7' });
});

test('a folder called store that is not ours is left alone, and said to be in the way', async () => {
  const work = join(storeFolder(join(folder, 'theirs')), 'index.js');
  await mkdir(storeFolder(join(folder, 'theirs')), { recursive: true });
  await writeFile(work, 'work');
  await expect(newHouse(join(folder, 'theirs'), NOW, '1')).rejects.toThrow(/is in the way/);
  await expect(clearHouse(join(folder, 'theirs'))).rejects.toThrow(BadInput);
  expect(await readFile(work, 'utf8')).toBe('work');
});

test('a world whose file cannot be read is not taken for none', async () => {
  const data = join(folder, 'odd');
  await mkdir(join(data, 'world.json'), { recursive: true });
  await expect(readHouse(data)).rejects.toThrow(/cannot be read/);
});

test('a damaged file is said, with the way out', async () => {
  const data = join(folder, 'damaged');
  await mkdir(data);
  await writeFile(join(data, 'world.json'), '{');
  await expect(readHouse(data)).rejects.toThrow(/is damaged; delete the folder/);
});
