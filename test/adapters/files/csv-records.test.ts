import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, createRecords } from '#adapters/files/csv-records';
import { BadInput } from '#core/errors';
import { readText, toldBy } from '../../support/read-file.ts';

const STRAY = 'a quote is opened and never closed, or stands where none may be';

/** The records of a text with their lines, and their cells or why there are none. */
function recordsIn(text: string) {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line }));
  const records = createRecords().push(lines, true);
  return cellsOf(records, ',').map((cells, index) => [records[index]?.line, cells]);
}

describe('records', () => {
  test('a quoted cell may hold commas, quotes and line breaks, and lines go on being counted', () => {
    expect(recordsIn('1,"a, ""b"""\n2,"one\ntwo"\n\n3,c\n')).toEqual([
      [1, ['1', 'a, "b"']],
      [2, ['2', 'one\ntwo']],
      [5, ['3', 'c']],
    ]);
  });

  test('a stray quote costs its own row only', () => {
    const others = Array.from({ length: 40 }, (_, index) => `${index + 2},ok`);
    expect(recordsIn(`1,"open\n${others.join('\n')}`)).toEqual([
      [1, STRAY],
      ...others.map((_, index) => [index + 2, [String(index + 2), 'ok']]),
    ]);
    expect(recordsIn('1,a"b"c\n2,"d"')).toEqual([
      [1, STRAY],
      [2, ['2', 'd']],
    ]);
  });

  test('a quote that stays open for a megabyte was never meant', () => {
    const long = 'x'.repeat(600_000);
    expect(recordsIn(`1,"${long}\n${long}\n2,b`).map(([line, cells]) => [line, typeof cells])).toEqual([
      [1, 'string'],
      [2, 'object'],
      [3, 'object'],
    ]);
  });

  test('whatever the cells hold, what is written by the rules is read as it was', () => {
    // Blanks around a cell are no part of it.
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', '7', ',', '"', '\n', ' ', ';'), maxLength: 8 })
      .map((text) => `x${text}x`);
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    void fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n');
        expect(recordsIn(text).map(([, cells]) => cells)).toEqual(rows);
        expect(parse(text)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the columns', () => {
  test.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('may be separated by %s, as the header tells', async (_name, sign) => {
    const lines = [
      ['customer_id', 'ordered_on', 'amount'],
      ['A1', '2025-04-01', '5'],
    ];
    const text = lines.map((cells) => cells.join(sign)).join('\n');
    expect(toldBy(await readText('orders', text))).toEqual([[2, 'A1', 'order', '2025-04-01', 500]]);
  });

  test('are those that make sense when two marks could separate them, and else the owner says which', async () => {
    const clear = 'customer_id;ordered_on;amount;name, first\nA1;2025-04-01;5;x\n';
    expect(toldBy(await readText('orders', clear))).toEqual([[2, 'A1', 'order', '2025-04-01', 500]]);
    const unclear = readText('orders', 'id;name,day\n1;2,3\n');
    await expect(unclear).rejects.toThrow(BadInput);
    await expect(unclear).rejects.toThrow(
      'file.csv:1: the header has commas and semicolons; say which separate its columns with --delimiter',
    );
    const stated = await readText('customers', 'customer_id;a,b\nA1;x\n', { delimiter: ';' });
    expect(stated.header?.leftOut).toEqual(['a,b']);
  });

  test('may end in empty ones, in the header or in rows', async () => {
    const text = 'customer_id,ordered_on,amount,,\nA1,2025-04-01,5,,\nA2,2025-04-01,6\nA3,2025-04-01,7,,,,,\n,,,,\n';
    expect(toldBy(await readText('orders', text))).toEqual([
      [2, 'A1', 'order', '2025-04-01', 500],
      [3, 'A2', 'order', '2025-04-01', 600],
      [4, 'A3', 'order', '2025-04-01', 700],
    ]);
  });

  test('too few and too many cells are said, and the rest of the file goes on', async () => {
    const text = 'customer_id,ordered_on,amount\nA1\nA2,2025-04-01,5,x\nA3,2025-04-01,7\n';
    expect(toldBy(await readText('orders', text))).toEqual([
      [2, 'rejected: the row has 1 column, the header has 3'],
      [3, 'rejected: the row has 4 columns, the header has 3'],
      [4, 'A3', 'order', '2025-04-01', 700],
    ]);
  });

  test('may stand under another name and in another order', async () => {
    const text = 'Total,Shop,Day,Number\n5,x,2025-04-01,A1\n';
    const columns = { customer_id: 'Number', ordered_on: 'Day', amount: 'Total' };
    expect(toldBy(await readText('orders', text, { columns }))).toEqual([[2, 'A1', 'order', '2025-04-01', 500]]);
  });
});

describe('a file is refused as a whole', () => {
  const HEADER = 'customer_id,ordered_on,amount';
  test.each([
    ['with nothing in it', '', /file\.csv:1: the file is empty/],
    ['with empty lines only', '\n\n', /file\.csv:1: the file is empty/],
    [
      'without a header',
      'A1,2025-04-01,5\n',
      /the header has no column customer_id, ordered_on, amount \(the first line of the file looks like data; it must name the columns\); name it with --columns customer_id=/,
    ],
    ['with two columns of one name', `${HEADER},Amount\n`, /two columns are called amount; rename one of them/],
    [
      'with more columns than anybody needs',
      `${'a,'.repeat(2_000)}b\n`,
      /file\.csv:1: there are more than 2000 columns/,
    ],
    ['with an unreadable header', 'customer_id,"name\n', /file\.csv:1: a quote is opened/],
    ['as one JSON list', '[{"customer_id": "A1"}]\n', /this is one JSON list; write one object a line instead/],
    [
      'as JSON over many lines',
      '{\n  "customer_id": "A1"\n}\n',
      /the line is not a JSON object; write one object a line/,
    ],
  ])('%s', async (_what, text, words) => {
    await expect(readText('orders', text)).rejects.toThrow(BadInput);
    await expect(readText('orders', text)).rejects.toThrow(words);
  });

  test('without the column that --columns names', async () => {
    await expect(readText('orders', `${HEADER}\n`, { columns: { order_id: 'Number' } })).rejects.toThrow(
      'file.csv:1: --columns says order_id=Number, but the header has no column Number (it has customer_id, ordered_on, amount)',
    );
  });

  test('but not for having a header only', async () => {
    expect(await readText('orders', `${HEADER}\n`)).toMatchObject({ rows: [], header: { leftOut: [] } });
  });
});
