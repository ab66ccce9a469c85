import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importHistory, LOCAL_IMPORT, readFiles } from '#adapters/local/import-files';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { reachableChannels } from '#core/customer';
import { BadInput, TryAgain } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import { type Day, DaySchema, InstantSchema, TimeZoneSchema } from '#core/time';
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
  before?: Day,
) {
  const read = await readFiles({ ...files, columns: {} }, () => {});
  const progress: number[] = [];
  const onCustomer = (done: number, all: number) => void progress.push(done / all);
  const counts = await importHistory({ customers: store }, read, SHOP, {
    ...LOCAL_IMPORT,
    at: AT,
    onCustomer,
    ...(before === undefined ? {} : { before }),
  });
  expect(progress).toEqual([...progress].sort());
  expect(progress.at(-1)).toBe(1);
  return counts;
}

describe('reading', () => {
  test('good rows of both files are taken, bad ones are listed with their own file and line', async () => {
    const read = await readFiles(
      {
        orders: await orders('A1,2025-11-20,40', 'A2,2025-11-20,much', 'A3,2025-11-21,5'),
        customers: await customers('A1,ada@customer.example,,yes,no', 'A2,nobody,,yes,no'),
        columns: {},
      },
      () => {},
    );
    expect(read.rowsRead).toBe(5);
    expect(read.orders.map(({ customerId, cents, line }) => [customerId, cents, line])).toEqual([
      ['A1', 4_000, 2],
      ['A3', 500, 4],
    ]);
    expect([...read.profiles.keys()]).toEqual(['A1']);
    expect(read.rejected.map(({ file, line }) => [file, line])).toEqual([
      [join(folder.path, 'customers.csv'), 3],
      [join(folder.path, 'orders.csv'), 3],
    ]);
  });

  test('each file takes the column names that are its own, the id is for both', async () => {
    const read = await readFiles(
      {
        orders: await aFile('theirs.csv', 'ID,Date,Total,Mail', 'A1,2025-11-20,40,x'),
        customers: await aFile('people.csv', 'ID,Mail,Total', 'A1,ada@customer.example,99'),
        columns: { customer_id: 'ID', ordered_on: 'Date', amount: 'Total', email: 'Mail' },
      },
      () => {},
    );
    expect(read.rejected).toEqual([]);
    expect(read.orders).toMatchObject([{ customerId: 'A1', cents: 4_000 }]);
    expect(read.profiles.get(id('A1'))).toMatchObject({ email: 'ada@customer.example', fields: { Total: 99 } });
  });

  test('columns that are none of ours are told: those that became fields, and those that nothing could use', async () => {
    const header = 'Customer ID,First-Name,E-Mail Consent,tier,Total Spent,';
    const file = await aFile('fields.csv', header, 'A1,Ada,no,gold,12,');
    const { fields, profiles } = await readFiles({ customers: file, columns: {} }, () => {});
    expect(fields).toEqual({ kept: ['tier'], leftOut: ['Total Spent'] });
    expect(profiles.get(id('A1'))).toMatchObject({ firstName: 'Ada', emailConsent: false, fields: { tier: 'gold' } });
  });

  test('a header that would be misunderstood refuses the file', async () => {
    const file = await aFile('misspelt.csv', 'customer_id,email_consnet,opt_out', 'A1,no,yes');
    const refused = await readFiles({ customers: file, columns: {} }, () => {}).catch((fault: unknown) => fault);
    expect(refused).toBeInstanceOf(BadInput);
    expect(String(refused)).toContain(`${file}:1: unknown column "email_consnet"; did you mean "email_consent"?`);
    expect(String(refused)).toContain(`${file}:1: the column "opt_out" says who must not be written to`);
  });

  test('a name in --columns that is none of ours is refused: it would do nothing', async () => {
    const files = { orders: await orders('A1,2025-11-20,40'), columns: { amonut: 'Total' } };
    await expect(readFiles(files, () => {})).rejects.toThrow(
      /^--columns: Winback has no column amonut; it has customer_id, /,
    );
  });

  test('without any file there is nothing to do', async () => {
    await expect(readFiles({ columns: {} }, () => {})).rejects.toThrow(BadInput);
  });
});

describe('importing', () => {
  test('the same files twice are the same as once', async () => {
    const store = createMemoryCustomers();
    const files = {
      orders: await orders('A1,2025-11-20,40', 'A1,2025-10-01,10', 'B1,2025-11-20,5'),
      customers: await customers('A1,ada@customer.example,+12025550101,yes,no'),
    };
    expect(await imported(store, files)).toMatchObject({ created: 2, changed: 0, unchanged: 0, madeUp: 1 });
    const once = await Promise.all([store.get(id('A1')), store.get(id('B1'))]);
    expect(once[0]).toMatchObject({
      email: 'ada@customer.example',
      activity: { order: { first: '2025-10-01', last: '2025-11-20', count: 2, spent: 5_000 } },
    });
    expect(await imported(store, files)).toMatchObject({ created: 0, changed: 0, unchanged: 2, madeUp: 0 });
    expect(await Promise.all([store.get(id('A1')), store.get(id('B1'))])).toEqual(once);
  });

  test('the next month adds its orders, and an order of a day that is known is not counted again', async () => {
    const store = createMemoryCustomers();
    await imported(store, { orders: await orders('A1,2025-10-01,10', 'A1,2025-11-20,40') });
    const counts = await imported(store, { orders: await orders('A1,2025-11-20,40', 'A1,2025-12-24,7') });
    expect(counts).toMatchObject({ created: 0, changed: 1 });
    expect((await store.get(id('A1')))?.activity.order).toEqual({
      first: '2025-10-01',
      last: '2025-12-24',
      count: 3,
      spent: 5_700,
    });
  });

  test('a customer whom a file knows gets no made-up contact points', async () => {
    const store = createMemoryCustomers();
    const files = { orders: await orders('A1,2025-11-20,40', 'B1,2025-11-20,5'), customers: await customers('A1,,,,') };
    await imported(store, files);
    const [known, unknown] = [await store.get(id('A1')), await store.get(id('B1'))];
    if (known === undefined || unknown === undefined) throw new TypeError('both were imported');
    expect(reachableChannels(known)).toEqual([]);
    expect(reachableChannels(unknown)).toEqual(['email', 'sms']);
  });

  test('orders from a day on are left for their own day', async () => {
    const store = createMemoryCustomers();
    const file = await orders('A1,2025-11-20,40', 'A1,2026-02-19,99', 'NEW,2026-02-19,1');
    await imported(store, { orders: file }, DaySchema.parse('2026-02-19'));
    expect((await store.get(id('A1')))?.activity.order).toMatchObject({ count: 1, spent: 4_000 });
    expect(await store.get(id('NEW'))).toBeUndefined();
  });

  test('a list never overrules that a customer said no', async () => {
    const store = createMemoryCustomers();
    await imported(store, { customers: await customers('A1,ada@customer.example,,no,no') });
    const counts = await imported(store, { customers: await customers('A1,ada@customer.example,,yes,no') });
    expect(counts.changed).toBe(0);
    expect((await store.get(id('A1')))?.consent.email?.state).toBe('withdrawn');
  });

  describe('into a world of real people', () => {
    const REAL = { withoutDetails: 'unreachable', sideBySide: 3, at: AT, onCustomer: () => {} } as const;
    const TEN = Array.from({ length: 10 }, (_, index) => `C${index},2025-11-20,5`);

    test('nobody gets contact points or consents that a file did not tell', async () => {
      const store = createMemoryCustomers();
      const read = await readFiles({ orders: await orders('A1,2025-11-20,40'), columns: {} }, () => {});
      const counts = await importHistory({ customers: store }, read, SHOP, REAL);
      expect(counts).toMatchObject({ created: 1, changed: 0, unchanged: 0, madeUp: 0, unreachable: 1 });
      const { email, phone, consent } = (await store.get(id('A1'))) ?? {};
      expect({ email, phone, consent }).toEqual({ email: undefined, phone: undefined, consent: {} });
    });

    test('no more rows are on their way at once than was asked for', async () => {
      const store = createMemoryCustomers();
      let [now, most] = [0, 0];
      const save: typeof store.save = async (customer) => {
        now += 1;
        most = Math.max(most, now);
        const answer = await store.save(customer);
        now -= 1;
        return answer;
      };
      const read = await readFiles({ orders: await orders(...TEN), columns: {} }, () => {});
      expect((await importHistory({ customers: { ...store, save } }, read, SHOP, REAL)).created).toBe(10);
      expect(most).toBe(3);
    });

    test('after a fault nothing new is begun', async () => {
      const store = createMemoryCustomers();
      const saved: string[] = [];
      const save: typeof store.save = async (customer) => {
        saved.push(customer.customerId);
        if (saved.length === 2) throw new TryAgain('the table is busy');
        return store.save(customer);
      };
      const read = await readFiles({ orders: await orders(...TEN), columns: {} }, () => {});
      const imported = importHistory({ customers: { ...store, save } }, read, SHOP, REAL);
      await expect(imported).rejects.toThrow(TryAgain);
      // Whatever was on its way has time to end.
      await new Promise((resolve) => setImmediate(resolve));
      expect(saved.length).toBeLessThanOrEqual(4);
    });
  });
});
