import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importHistory, LOCAL_IMPORT, readFiles } from '#adapters/local/import-files';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { anImportFolder, type ImportFolder } from '../../support/import-folder.ts';

const SHOP = { timeZone: TimeZoneSchema.parse('America/New_York') };
const AT = InstantSchema.parse('2026-02-19T05:00:00.000Z');
const id = (text: string) => CustomerIdSchema.parse(text);

let folder: ImportFolder;
beforeAll(async () => {
  folder = await anImportFolder();
});
afterAll(() => folder.remove());
const aFile: ImportFolder['file'] = (...words) => folder.file(...words);
const orders: ImportFolder['orders'] = (...lines) => folder.orders(...lines);
const customers: ImportFolder['customers'] = (...lines) => folder.customers(...lines);

/** Reads and imports files into a store, and answers what was counted. */
async function imported(
  store: ReturnType<typeof createMemoryCustomers>,
  files: { orders?: string; customers?: string },
) {
  const read = await readFiles({ ...files, columns: {} }, () => {});
  const plan = { ...LOCAL_IMPORT, at: AT, onCustomer: () => {} };
  return importHistory({ customers: store }, read, SHOP, plan);
}

test('a bad row names who said no in it, or says that a no may be lost', async () => {
  const { rejected, refusals, profiles } = await readFiles(
    {
      customers: await customers(
        'A1,nobody,,yes,yes',
        'A2,nobody,,no,yes',
        'a b,ada@customer.example,,no,',
        'A4,,,perhaps,NO',
        'A5,x,,no',
        'A6,"x,,no,',
        'A7,x,,yes',
      ),
      columns: {},
    },
    () => {},
  );
  const cells = (count: number) => `the row has ${count} columns, the header has 5`;
  expect(rejected.map(({ line, reason, no, lost }) => [line, reason.replace(/^.*?: /, ''), no, lost])).toEqual([
    [2, 'not an email address', undefined, undefined],
    [3, 'not an email address', 'A2', undefined],
    [
      4,
      'a customer id has letters, digits, - and _ only, and is never an address; the no was not recorded, as nobody can tell whose it is',
      undefined,
      true,
    ],
    [5, 'expected yes or no; if email_consent means no, that was not recorded', 'A4', true],
    [6, `${cells(4)}; it may say no, and that was not recorded`, undefined, true],
    [
      7,
      'a quote is opened and never closed, or stands where none may be; it may say no, and that was not recorded',
      undefined,
      true,
    ],
    [8, cells(4), undefined, undefined],
  ]);
  expect(profiles.size).toBe(0);
  const said = { consentSource: 'customers file', fields: {} };
  expect([...refusals.values()]).toEqual([
    { customerId: 'A2', emailConsent: false, ...said },
    { customerId: 'A4', smsConsent: false, ...said },
  ]);
});

test('a file without consents loses no no', async () => {
  const file = await aFile('plain.csv', 'customer_id,first_name', 'a b,no', 'A1,no,no');
  const { rejected } = await readFiles({ customers: file, columns: {} }, () => {});
  expect(rejected.map(({ lost }) => lost)).toEqual([undefined, undefined]);
});

describe('a no', () => {
  const BAD = 'not an address';
  const consentsOf = async (store: ReturnType<typeof createMemoryCustomers>, customer: string) => {
    const { email, sms } = (await store.get(id(customer)))?.consent ?? {};
    return [email?.state, sms?.state];
  };
  async function aStoreWith(...rows: string[]) {
    const store = createMemoryCustomers();
    await imported(store, { customers: await customers(...rows) });
    return store;
  }
  const YES = 'A1,ada@customer.example,+12025550101,yes,yes';

  test('is obeyed also when the rest of its row is rejected, for its channel and with nothing else of the row', async () => {
    const store = await aStoreWith(YES);
    const counts = await imported(store, { customers: await customers(`A1,${BAD},+12025550199,no,yes`) });
    expect(counts).toMatchObject({ created: 0, changed: 1, unchanged: 0, strangers: new Set() });
    expect(await consentsOf(store, 'A1')).toEqual(['withdrawn', 'granted']);
    expect(await store.get(id('A1'))).toMatchObject({ email: 'ada@customer.example', phone: '+12025550101' });
  });

  test('of a rejected row makes nobody a customer', async () => {
    const store = createMemoryCustomers();
    const counts = await imported(store, { customers: await customers(`NEW,${BAD},,no,`) });
    expect(counts).toMatchObject({ created: 0, changed: 0, unchanged: 0, strangers: new Set(['NEW']) });
    expect(await store.get(id('NEW'))).toBeUndefined();
  });

  test('of a rejected row is kept for whom the orders make a customer', async () => {
    const store = createMemoryCustomers();
    const files = { customers: await customers(`NEW,${BAD},,no,`), orders: await orders('NEW,2025-11-20,5') };
    expect(await imported(store, files)).toMatchObject({ created: 1, strangers: new Set() });
    expect(await consentsOf(store, 'NEW')).toEqual(['withdrawn', 'granted']);
  });

  test.each([
    ['before the yes', [`A1,,,no,`, YES]],
    ['after the yes', [YES, `A1,,,no,`]],
    ['in a bad row before the yes', [`A1,${BAD},,no,`, YES]],
    ['in a bad row after the yes', [YES, `A1,${BAD},,no,`]],
  ])('stays when another row of the same file says yes: %s', async (_where, rows) => {
    const store = await aStoreWith(...rows);
    expect((await consentsOf(store, 'A1'))[0]).toBe('withdrawn');
  });
});
