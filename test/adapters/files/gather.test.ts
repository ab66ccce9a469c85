import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Gathered, type GatherFiles, type GatherPlan, gather } from '#adapters/files/gather';
import type { Rejected } from '#adapters/files/read-rows';
import { BadInput } from '#core/errors';
import type { Known } from '#core/known';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { anImportFolder, type ImportFolder } from '../../support/import-folder.ts';

const SHOP = { timeZone: TimeZoneSchema.parse('America/New_York'), currency: 'USD', activities: ['store-visit'] };

let folder: ImportFolder;
beforeAll(async () => {
  folder = await anImportFolder();
});
afterAll(() => folder.remove());
const aFile: ImportFolder['file'] = (...words) => folder.file(...words);
const orders: ImportFolder['orders'] = (...lines) => folder.orders(...lines);
const customers: ImportFolder['customers'] = (...lines) => folder.customers(...lines);
const activities = (...lines: string[]) => aFile('activities.csv', 'customer_id,kind,happened_on,amount', ...lines);

/** What is known of each customer, by id. */
async function knownIn(gathered: Gathered): Promise<ReadonlyMap<string, Known>> {
  const all = await Array.fromAsync(gathered.customers());
  await gathered.close();
  return new Map(all.map((known) => [known.customerId, known]));
}

async function gathered(files: GatherFiles, plan: Partial<GatherPlan> = {}): Promise<Gathered> {
  return gather(files, { shop: SHOP, ...plan });
}

test('good rows of all files come together by customer, bad ones are listed with their own file and line', async () => {
  const all = await gathered({
    orders: await orders('A1,2025-11-20,40', 'A2,2025-11-20,much', 'A3,2025-11-21,5'),
    customers: await customers('A1,ada@customer.example,,yes,no', 'A2,nobody,,yes,no'),
    activities: await activities('A1,visit,2026-01-02,', 'A3,store-visit,2026-01-03,'),
  });
  expect(all.report).toMatchObject({ rowsRead: 7, accepted: 5, rejectedCount: 2, lost: 0, profiles: 1 });
  expect(all.report.rejected.map(({ file, line, no }) => [file, line, no])).toEqual([
    [join(folder.path, 'customers.csv'), 3, 'A2'],
    [join(folder.path, 'orders.csv'), 3, undefined],
  ]);
  const known = await knownIn(all);
  expect(known.get('A1')).toEqual({
    customerId: 'A1',
    activities: [
      { kind: 'order', day: '2025-11-20', cents: 4_000 },
      { kind: 'visit', day: '2026-01-02', cents: 0 },
    ],
    profile: expect.objectContaining({ email: 'ada@customer.example', emailConsent: true, smsConsent: false }),
  });
  expect(known.get('A2')).toMatchObject({ activities: [], refusal: { smsConsent: false } });
  expect(known.get('A3')?.activities.map(({ kind }) => kind)).toEqual(['order', 'store-visit']);
});

test('each file takes the column names that are its own, the id is for all', async () => {
  const all = await gathered({
    orders: await aFile('theirs.csv', 'ID,Date,Total,Mail', 'A1,2025-11-20,40,x'),
    customers: await aFile('people.csv', 'ID,Mail,Total', 'A1,ada@customer.example,99'),
    columns: { customer_id: 'ID', ordered_on: 'Date', amount: 'Total', email: 'Mail' },
  });
  expect(all.report.rejectedCount).toBe(0);
  expect((await knownIn(all)).get('A1')).toMatchObject({
    activities: [{ cents: 4_000 }],
    profile: { email: 'ada@customer.example', fields: { Total: 99 } },
  });
});

test('activities are counted by kind and day, and those set aside are counted and known of nobody', async () => {
  const aside: unknown[] = [];
  const all = await gathered(
    { orders: await orders('A1,2025-11-20,40', 'B1,2025-11-20,5', 'B1,2026-02-19,7') },
    { aside: (activity) => activity.day >= '2026-01-01' && aside.push(activity) > 0 },
  );
  expect(aside).toEqual([{ customerId: 'B1', kind: 'order', day: '2026-02-19', cents: 700, ref: undefined }]);
  expect([...(all.report.activities.order ?? [])]).toEqual([
    ['2025-11-20', 2],
    ['2026-02-19', 1],
  ]);
  expect((await knownIn(all)).get('B1')?.activities).toEqual([{ kind: 'order', day: '2025-11-20', cents: 500 }]);
});

test('a kind of activity that the shop does not have is rejected with the nearest name', async () => {
  const rejected: Rejected[] = [];
  const all = await gathered(
    { activities: await activities('A1,store-vist,2026-01-02,', 'A1,visit,2026-01-02,') },
    { onRejected: (row) => void rejected.push(row) },
  );
  expect(all.report).toMatchObject({ rowsRead: 2, accepted: 1, rejectedCount: 1 });
  expect(rejected).toMatchObject([
    {
      line: 2,
      reason: expect.stringMatching(
        /^kind: "store-vist" is no activity of this shop; did you mean "store-visit"\? \(order, /,
      ),
      text: 'A1,store-vist,2026-01-02,',
    },
  ]);
  expect((await knownIn(all)).get('A1')?.activities).toHaveLength(1);
});

test('what lies later than tomorrow is rejected where there is a now: it would pass for a return', async () => {
  const files = { orders: await orders('A1,2026-03-02,1', 'A2,2026-03-03,1', 'A3,9999-12-31T23:59:59Z,1') };
  const now = InstantSchema.parse('2026-03-02T04:59:00.000Z');
  const limited = await gathered(files, { now });
  expect(limited.report.rejected.map(({ line, reason }) => [line, reason.slice(0, 32)])).toEqual([
    [3, 'ordered_on: lies in the future; '],
    [4, 'ordered_on: lies in the future; '],
  ]);
  expect([...(await knownIn(limited)).keys()]).toEqual(['A1']);
  const unlimited = await gathered(files);
  expect((await knownIn(unlimited)).get('A2')?.activities).toMatchObject([{ day: '2026-03-03' }]);
});

test('the no of a row that is passed over is known of its customer, and nothing else', async () => {
  const text = 'Id,Email,HasOptedOutOfEmail,IsDeleted\n0035e00000AbCdEAAV,ada@customer.example,true,true\n';
  const source = { file: 'deleted.csv', open: () => Readable.from([text]) };
  const all = await gathered({ customers: source, preset: 'salesforce' });
  expect(all.report).toMatchObject({ passed: { 'a deleted contact': 1 }, rejectedCount: 0, lost: 0 });
  expect([...(await knownIn(all)).values()]).toEqual([
    {
      ...{ customerId: '0035e00000AbCdEAAV', activities: [] },
      refusal: expect.objectContaining({ emailConsent: false, fields: {} }),
    },
  ]);
});

test('of many rejected rows the first are told, and before them those in which a no may be lost', async () => {
  const told: number[] = [];
  const all = await gathered(
    {
      customers: await customers(
        ...Array.from({ length: 30 }, (_, row) => (row === 20 ? 'a b,,,no,' : `A${row},x,,,`)),
      ),
    },
    { mostTold: 3, onRejected: ({ line }) => void told.push(line) },
  );
  expect(told).toHaveLength(30);
  expect(all.report).toMatchObject({ rejectedCount: 30, lost: 1 });
  expect(all.report.rejected.map(({ line, lost }) => [line, lost])).toEqual([
    [22, true],
    [2, undefined],
    [3, undefined],
  ]);
  await all.close();
});

test('it tells how far it is, in rows and in bytes', async () => {
  const file = await orders('A1,2025-11-20,40', 'A2,2025-11-20,5');
  const progress: unknown[] = [];
  const all = await gathered({ orders: file }, { onRow: (rows, far) => void progress.push([rows, far()]) });
  const bytes = 'customer_id,ordered_on,amount\nA1,2025-11-20,40\nA2,2025-11-20,5\n'.length;
  expect(progress).toEqual([
    [1, { rows: 1, bytes, ofBytes: bytes }],
    [2, { rows: 2, bytes, ofBytes: bytes }],
  ]);
  await all.close();
});

test('a file may come from anywhere', async () => {
  const open = () => Readable.from(['customer_id,ordered_on,amount\nA1,2025-', '11-20,40\n']);
  const all = await gathered({ orders: { file: 'imports/orders/november.csv', open } });
  expect((await knownIn(all)).get('A1')?.activities).toEqual([{ kind: 'order', day: '2025-11-20', cents: 4_000 }]);
});

describe('what is refused as a whole', () => {
  beforeEach(() => {
    vi.stubEnv('TMPDIR', folder.path);
  });

  test('a name in --columns that is none of ours: it would do nothing', async () => {
    const files = { orders: await orders('A1,2025-11-20,40'), columns: { amonut: 'Total' } };
    await expect(gathered(files)).rejects.toThrow(/^--columns: Winback has no column amonut; it has customer_id, /);
  });

  test.each([
    ['no file at all', {}, /^nothing to import: give --customers FILE, --orders FILE, --activities FILE/],
    ['a file that is not there', { orders: 'order.csv' }, /^order\.csv: there is no such file; give the path of a CSV/],
    ['a folder', { orders: 'test' }, /^test: this is not a file; /],
  ] as const)('%s', async (_what, files, words) => {
    const refused = await gathered(files).catch((fault: unknown) => fault);
    expect(refused).toBeInstanceOf(BadInput);
    expect((refused as BadInput).message).toMatch(words);
  });

  test('a header that would be misunderstood, in whichever file: and nothing stays on disk', async () => {
    const file = await aFile('misspelt.csv', 'customer_id,email_consnet', 'A1,no');
    const before = await readdir(folder.path);
    const refused = gathered({ orders: await orders('A1,2025-11-20,40'), customers: file });
    await expect(refused).rejects.toThrow(`${file}:1: unknown column "email_consnet"; did you mean "email_consent"?`);
    expect((await readdir(folder.path)).filter((name) => !before.includes(name) && name !== 'orders.csv')).toEqual([]);
  });
});
