import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatherUpload, tellOfUpload, type UploadStore } from '#adapters/files/gather-upload';
import { TryAgain } from '#core/errors';
import { TimeZoneSchema } from '#core/time';

const SHOP = { timeZone: TimeZoneSchema.parse('America/New_York'), currency: 'USD', activities: [] };
const ORDERS = 'customer_id,ordered_on,amount\nA1,2025-11-20,40\nada@customer.example,2025-11-20,10\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'winback-test-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A bucket with one file in it, and what is put there. */
function aStore(text: string, stated: Record<string, string> = {}) {
  const put = new Map<string, string>();
  const store: UploadStore = {
    open: async () => ({ open: () => Readable.from([text]), bytes: text.length, stated }),
    async put(key, body, { bytes }) {
      const written = typeof body === 'string' ? body : (await body.toArray()).join('');
      expect(Buffer.byteLength(written)).toBe(bytes);
      put.set(key, written);
    },
  };
  return { store, put };
}

test('a file is read by what its key and its metadata say, and its bad rows lie beside it as they stood', async () => {
  const { store, put } = aStore('ID;Tag;Summe\nA1;20.11.2025;1.234,50\nA2;heute;3\n', {
    columns: 'customer_id=ID,ordered_on=Tag,amount=Summe',
    dates: 'dd.mm.yyyy',
    decimal: 'comma',
  });
  const rows: number[] = [];
  const read = await gatherUpload(store, 'imports/orders/2025/november.csv', {
    shop: SHOP,
    onRow: (row) => void rows.push(row),
  });
  expect(await Array.fromAsync(read.customers())).toEqual([
    { customerId: 'A1', activities: [{ kind: 'order', day: '2025-11-20', cents: 123_450 }] },
  ]);
  expect(rows).toEqual([1, 2]);
  expect(read.counts).toMatchObject({ read: 2, accepted: 1, rejected: 1, passed: {}, lost: 0 });
  const [head, row] = (put.get('rejects/orders/2025/november.csv.csv') ?? '').split('\n');
  expect(head).toBe('file,line,reason,row');
  expect(row).toMatch(/^imports\/orders\/2025\/november\.csv,3,"?ordered_on: .*,"A2;heute;3"$/);
  await read.close();
  expect(await readdir(folder)).toEqual([]);
});

test('what is told of a file has numbers and the names of columns, and no cell of any row', async () => {
  const { store, put } = aStore(ORDERS);
  const read = await gatherUpload(store, 'imports/orders/november.csv', { shop: SHOP });
  await tellOfUpload(store, 'imports/orders/november.csv', { status: 'read', ...read.counts });
  await read.close();
  const word = put.get('reports/orders/november.csv.json') ?? '';
  expect(JSON.parse(word)).toMatchObject({
    file: 'imports/orders/november.csv',
    status: 'read',
    accepted: 1,
    rejected: 1,
  });
  expect(word).not.toContain('ada@');
  expect(put.get('rejects/orders/november.csv.csv')).toContain('ada@');
});

describe('refused, with nothing left on disk and nothing put beside it, is', () => {
  test.each([
    [
      'a key that does not say what the file holds',
      'imports/november.csv',
      ORDERS,
      {},
      /the key does not say what the file holds; upload it as imports\/customers\/<name>, /,
    ],
    ['a kind that nobody knows', 'imports/order/november.csv', ORDERS, {}, /the key does not say/],
    ['a kind without a name', 'imports/orders/', ORDERS, {}, /the key does not say/],
    ['another beginning', 'rejects/orders/november.csv', ORDERS, {}, /the key does not say/],
    [
      'a statement that nobody knows',
      'imports/orders/a.csv',
      ORDERS,
      { date: 'dd.mm.yyyy' },
      /^imports\/orders\/a\.csv: the metadata date: nothing is known under this name; did you mean "dates"\?/,
    ],
    [
      'a word that nobody knows',
      'imports/orders/a.csv',
      ORDERS,
      { preset: 'shopfy' },
      /the metadata preset: "shopfy" is none of .*did you mean "shopify"\?/,
    ],
    ['a header that is not understood', 'imports/orders/a.csv', 'a,b\n1,2\n', {}, /^imports\/orders\/a\.csv:1: /],
  ])('%s', async (_what, key, text, stated, words) => {
    const { store, put } = aStore(text, stated);
    await expect(gatherUpload(store, key, { shop: SHOP })).rejects.toThrow(words);
    expect(put.size).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});

test('a bucket that does not take the bad rows fails the reading, and leaves nothing on disk', async () => {
  const { store } = aStore(ORDERS);
  const put = async () => {
    throw new TryAgain('the bucket is busy; try again');
  };
  await expect(gatherUpload({ ...store, put }, 'imports/orders/a.csv', { shop: SHOP })).rejects.toThrow(TryAgain);
  expect(await readdir(folder)).toEqual([]);
});
