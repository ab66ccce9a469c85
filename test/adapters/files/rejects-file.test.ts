import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRejectsFile, gatherKeepingRejects } from '#adapters/files/rejects-file';
import { TimeZoneSchema } from '#core/time';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-rejects-'));
});
afterAll(() => rm(folder, { recursive: true }));

const rejected = (line: number, text: string, more: object = {}) =>
  ({ status: 'rejected', file: 'orders.csv', line, reason: 'amount is missing', text, ...more }) as const;
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('each row stands as it stood, with file, line and reason, and only its owner may read it', async () => {
  const path = join(folder, 'rejects.csv');
  const rejects = createRejectsFile(path);
  await rejects.write(rejected(2, 'A1,2026-01-01,'));
  await rejects.write(rejected(7, 'A2,"Ada ""the first""",\n3', { lost: 'it may say no' }));
  await rejects.close();
  expect(await readFile(path, 'utf8')).toBe(
    'file,line,reason,row\n' +
      'orders.csv,2,amount is missing,"A1,2026-01-01,"\n' +
      'orders.csv,7,"amount is missing; it may say no","A2,""Ada """"the first"""""",\n3"\n',
  );
  expect(await modeOf(path)).toBe(0o600);
});

test('an older file is replaced, also by one without rows, and is shut for others', async () => {
  const path = join(folder, 'older.csv');
  await writeFile(path, 'what was rejected last month\n');
  await chmod(path, 0o644);
  await createRejectsFile(path).close();
  expect(await readFile(path, 'utf8')).toBe('file,line,reason,row\n');
  expect(await modeOf(path)).toBe(0o600);
});

test('is not made before there is something to write', async () => {
  const path = join(folder, 'never.csv');
  createRejectsFile(path);
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('a folder that is not there fails the first row, with its path', async () => {
  const path = join(folder, 'nowhere', 'rejects.csv');
  await expect(createRejectsFile(path).write(rejected(2, 'x'))).rejects.toMatchObject({ code: 'ENOENT', path });
});

test('a file that breaks off leaves the rows so far, and one whose header is refused leaves none', async () => {
  const shop = { timeZone: TimeZoneSchema.parse('UTC'), currency: 'USD', activities: [] };
  const gathered = (path: string, lines: () => Iterable<string>) =>
    gatherKeepingRejects(path, { orders: { file: 'orders.csv', open: () => Readable.from(lines()) } }, { shop });
  const [broken, refused] = [join(folder, 'broken.csv'), join(folder, 'refused.csv')];
  function* breakingOff() {
    yield `customer_id,ordered_on,amount\nA1,2026-01-01,\n${'A2,2026-01-01,\n'.repeat(10_000)}`;
    throw new Error('the line is dead');
  }
  await expect(gathered(broken, breakingOff)).rejects.toThrow('the line is dead');
  expect(await readFile(broken, 'utf8')).toMatch(
    /^file,line,reason,row\norders\.csv,2,amount is missing,"A1,2026-01-01,"\n/,
  );
  await expect(gathered(refused, () => ['who,when\n'])).rejects.toMatchObject({ name: 'BadInput' });
  await expect(stat(refused)).rejects.toThrow('ENOENT');
});

test.each([
  ['=HYPERLINK("http://x.example","here")', `"'=HYPERLINK(""http://x.example"",""here"")"`],
  ['+1-2', "'+1-2"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ["'=1", "''=1"],
  ['A1;=1+1', '"A1;=1+1"'],
])('a spreadsheet calculates nothing of the row %s', async (text, written) => {
  const path = join(folder, 'inert.csv');
  const rejects = createRejectsFile(path);
  await rejects.write(rejected(2, text));
  await rejects.close();
  expect((await readFile(path, 'utf8')).split('\n')[1]).toBe(`orders.csv,2,amount is missing,${written}`);
});
