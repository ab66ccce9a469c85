import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type CsvRow, columnsFrom, csvRows } from '#adapters/local/csv-rows';
import { BadInput } from '#core/errors';
import { AmountSchema } from '#core/money';

const PairSchema = z.object({ id: z.string(), word: z.string().optional() });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function allOf(source: { file: string; columns: Record<string, string> }) {
  const rows: CsvRow<z.infer<typeof PairSchema>>[] = [];
  for await (const row of csvRows({ ...source, required: ['id'], ours: ['id', 'word'] }, PairSchema)) rows.push(row);
  return rows;
}

/** The rows of a file with this text, judged as pairs, with the file's own name left out. */
async function rowsOf(text: string, columns: Record<string, string> = {}) {
  const file = join(folder, 'rows.csv');
  await writeFile(file, text);
  const rows = await allOf({ file, columns });
  return rows.map((read) =>
    read.status === 'row' ? { line: read.line, ...read.row } : { line: read.line, rejected: read.reason },
  );
}

describe('rows that are taken', () => {
  test('a quoted cell may hold commas, quotes and line breaks, and lines go on being counted', async () => {
    expect(await rowsOf('id,word\n1,"a, ""b"""\n2,"one\ntwo"\n3,c\n')).toEqual([
      { line: 2, id: '1', word: 'a, "b"' },
      { line: 3, id: '2', word: 'one\ntwo' },
      { line: 5, id: '3', word: 'c' },
    ]);
  });

  test('the marks of spreadsheets do no harm: a byte order mark, Windows line ends, empty lines, blanks', async () => {
    expect(await rowsOf('\uFEFFid , word\r\n\r\n 1 , a \r\n2,b')).toEqual([
      { line: 3, id: '1', word: 'a' },
      { line: 4, id: '2', word: 'b' },
    ]);
  });

  test('an empty cell is a missing value', async () => {
    expect(await rowsOf('id,word\n1,\n,b\n')).toEqual([
      { line: 2, id: '1' },
      { line: 3, rejected: 'id is missing' },
    ]);
  });

  test('columns of theirs may stand under another name and in another order', async () => {
    expect(await rowsOf('Word,Shop,Number\na,x,1\n', { id: 'Number', word: 'Word' })).toEqual([
      { line: 2, id: '1', word: 'a' },
    ]);
  });
});

test('a column of ours is known however it is spelt, but not twice', async () => {
  expect(await rowsOf('\uFEFF"ID",W-o rd\n1,a\n')).toEqual([{ line: 2, id: '1', word: 'a' }]);
  await expect(rowsOf('id,word,Word\n1,a,b\n')).rejects.toThrow(/two columns are called word; rename one of them/);
});

describe('rows that are rejected', () => {
  test('too few and too many cells are said, and the rest of the file goes on', async () => {
    expect(await rowsOf('id,word\n1\n2,b,c\n3,d\n')).toEqual([
      { line: 2, rejected: 'the row has 1 column, the header has 2' },
      { line: 3, rejected: 'the row has 3 columns, the header has 2' },
      { line: 4, id: '3', word: 'd' },
    ]);
  });

  test('a stray quote costs its own row only', async () => {
    const stray = { rejected: 'a quote is opened and never closed, or stands where none may be' };
    const others = Array.from({ length: 40 }, (_, index) => `${index + 3},ok`).join('\n');
    const rows = await rowsOf(`id,word\n2,"open\n${others}\n`);
    expect(rows[0]).toEqual({ line: 2, ...stray });
    expect(rows.slice(1).map(({ line }) => line)).toEqual(Array.from({ length: 40 }, (_, index) => index + 3));
    expect(await rowsOf('id,word\n1,a"b"c\n2,d\n')).toEqual([
      { line: 2, ...stray },
      { line: 3, id: '2', word: 'd' },
    ]);
  });
});

describe('files that are refused as a whole', () => {
  test.each([
    ['nothing in it', '', /rows\.csv:1: the file is empty/],
    ['empty lines only', '\n\n', /rows\.csv:1: the file is empty/],
    ['no header', '1,a\n', /rows\.csv:1: the header has no column id \(it has 1, a\); name it with --columns id=/],
  ])('one with %s', async (_what, text, words) => {
    await expect(rowsOf(text)).rejects.toThrow(BadInput);
    await expect(rowsOf(text)).rejects.toThrow(words);
  });

  test('one without the column that --columns names', async () => {
    await expect(rowsOf('id,word\n1,a\n', { word: 'Word' })).rejects.toThrow(
      /rows\.csv:1: --columns says word=Word, but the header has no column Word \(it has id, word\)/,
    );
  });

  test('one that is not there, and one that is a folder', async () => {
    const read = (file: string) => allOf({ file, columns: {} });
    await expect(read(join(folder, 'none.csv'))).rejects.toThrow('there is no such file; give the path of a CSV file');
    await expect(read(folder)).rejects.toThrow('this is not a file; give the path of a CSV file');
  });
});

test('whatever the cells hold, a file that is written by the rules is read as it was', async () => {
  // Blanks around a cell are no part of it, and an empty cell is a missing one.
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '7', ',', '"', '\n', ' ', ';'),
    minLength: 1,
    maxLength: 8,
  });
  const trimmed = cell.map((text) => text.trim()).filter((text) => text !== '');
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(fc.array(trimmed, { minLength: 1, maxLength: 8 }), async (words) => {
      const text = words.map((word, index) => `${index},${quoted(word)}`).join('\n');
      const rows = await rowsOf(`id,word\n${text}\n`);
      expect(rows.map((row) => ('word' in row ? row.word : row))).toEqual(words);
    }),
    { numRuns: 60 },
  );
});

describe('pairs of column names', () => {
  test('ours stand left, theirs right, blanks around them are nothing', () => {
    expect(columnsFrom('customer_id = Customer ID, amount=Total')).toEqual({
      customer_id: 'Customer ID',
      amount: 'Total',
    });
    expect(columnsFrom(undefined)).toEqual({});
  });

  test.each(['amount', 'amount=', '=Total', 'a=b=c'])('"%s" is no pair, and an example is shown', (text) => {
    expect(() => columnsFrom(text)).toThrow(/is not a pair; write it like customer_id=Customer ID,amount=Total/);
  });
});

test('a cell that may be an address or a phone number is not repeated in the reason, other words are', async () => {
  const file = join(folder, 'shifted.csv');
  await writeFile(file, 'id,amount\n1,ada@customer.example\n2,+12025550123\n3,ten\n');
  const reasons: string[] = [];
  const schema = z.object({ id: z.string(), amount: AmountSchema });
  for await (const read of csvRows({ file, columns: {}, required: ['id'], ours: ['id', 'amount'] }, schema)) {
    reasons.push(read.status === 'rejected' ? read.reason : 'taken');
  }
  expect(reasons).toEqual([
    'amount: this is not an amount of money; write it like 20 or 19.95',
    'amount: this is not an amount of money; write it like 20 or 19.95',
    'amount: "ten" is not an amount of money; write it like 20 or 19.95',
  ]);
});

test.each([
  ['id,id\n1,2\n', /two columns are called id/],
  ['id;word\n1;a\n', /separated by semicolons/],
])('the header %j is refused with the reason', async (text, reason) => {
  await expect(rowsOf(text)).rejects.toThrow(reason);
});
