import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gather } from '#adapters/files/gather';
import { importHistory, LOCAL_IMPORT } from '#adapters/local/import-files';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryStores } from '#adapters/memory/stores';
import { reachableChannels } from '#core/customer';
import { BadInput, BrokenRecord, TryAgain } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { anImportFolder, type ImportFolder } from '../../support/import-folder.ts';

const SHOP = { timeZone: TimeZoneSchema.parse('America/New_York'), currency: 'USD', activities: [] };
const AT = InstantSchema.parse('2026-02-19T05:00:00.000Z');
const id = (text: string) => CustomerIdSchema.parse(text);

let folder: ImportFolder;
beforeAll(async () => {
  folder = await anImportFolder();
});
afterAll(() => folder.remove());
const orders: ImportFolder['orders'] = (...lines) => folder.orders(...lines);
const customers: ImportFolder['customers'] = (...lines) => folder.customers(...lines);

type Store = ReturnType<typeof createMemoryCustomers>;
/** What a world has besides its customers. */
const others = new WeakMap<Store, ReturnType<typeof createMemoryStores>>();
type Files = { readonly orders?: string; readonly customers?: string };

/** Imports files into a store, and answers what was counted. */
async function imported(store: Store, files: Files, how: object = LOCAL_IMPORT) {
  const world = others.get(store) ?? createMemoryStores();
  others.set(store, world);
  const gathered = await gather(files, { shop: SHOP });
  const progress: number[] = [];
  const plan = { ...LOCAL_IMPORT, ...how, at: AT, onCustomer: (done: number) => void progress.push(done) };
  try {
    const counts = await importHistory({ ...world, customers: store }, gathered, SHOP, plan);
    expect(progress).toEqual(progress.map((_, place) => place + 1));
    return counts;
  } finally {
    await gathered.close();
  }
}

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
  expect((await store.get(id('A1')))?.activity.order).toMatchObject({
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

test('a list never overrules that a customer said no', async () => {
  const store = createMemoryCustomers();
  await imported(store, { customers: await customers('A1,ada@customer.example,,no,no') });
  const counts = await imported(store, { customers: await customers('A1,ada@customer.example,,yes,no') });
  expect(counts.changed).toBe(0);
  expect((await store.get(id('A1')))?.consent.email?.state).toBe('withdrawn');
});

test('a no in a row that cannot be used is obeyed for a customer, and kept for whoever is none yet', async () => {
  const store = createMemoryCustomers();
  await imported(store, { customers: await customers('A1,ada@customer.example,,yes,') });
  const counts = await imported(store, { customers: await customers('A1,ada at example,,no,', 'B1,x,,no,') });
  expect(counts).toMatchObject({ created: 0, changed: 1, madeUp: 0, unreachable: 0, noRecorded: 2 });
  expect((await store.get(id('A1')))?.consent.email?.state).toBe('withdrawn');
  const noted = await store.get(id('B1'));
  expect(noted).toMatchObject({ consent: { email: { state: 'withdrawn' } }, activity: {} });
  if (noted !== undefined) expect(reachableChannels(noted)).toEqual([]);
  const again = await imported(store, { customers: await customers('B1,x,,no,') });
  expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 1, noRecorded: 1 });
});

test('a yes in a later file does not overrule the no of somebody who was no customer yet', async () => {
  const store = createMemoryCustomers();
  await imported(store, { customers: await customers('B1,x,,no,') });
  await imported(store, { customers: await customers('B1,ben@customer.example,,yes,yes') });
  expect(await store.get(id('B1'))).toMatchObject({
    email: 'ben@customer.example',
    consent: { email: { state: 'withdrawn' }, sms: { state: 'granted' } },
  });
});

describe('into a world of real people', () => {
  const REAL = { withoutDetails: 'unreachable', sideBySide: 3 } as const;
  const TEN = Array.from({ length: 10 }, (_, index) => `C${index},2025-11-20,5`);

  test('nobody gets contact points or consents that a file did not tell', async () => {
    const store = createMemoryCustomers();
    const counts = await imported(store, { orders: await orders('A1,2025-11-20,40') }, REAL);
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
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return store.save(customer);
    };
    expect((await imported({ ...store, save }, { orders: await orders(...TEN) }, REAL)).created).toBe(10);
    expect(most).toBe(3);
  });

  test('a customer whose row is broken or cannot be stored is reported, and everybody else is imported', async () => {
    const store = createMemoryCustomers();
    const save: typeof store.save = async (customer) => {
      if (customer.customerId === 'C2') throw new BadInput('a customer cannot be stored like this (phone)');
      if (customer.customerId === 'C4') throw new BrokenRecord('the row of a customer cannot be read (consent)');
      return store.save(customer);
    };
    const counts = await imported({ ...store, save }, { orders: await orders(...TEN) }, REAL);
    expect(counts).toMatchObject({ created: 8, unreachable: 8 });
    expect(counts.failed.toSorted((one, other) => (one.customerId < other.customerId ? -1 : 1))).toEqual([
      { customerId: 'C2', because: 'a customer cannot be stored like this (phone)' },
      { customerId: 'C4', because: 'the row of a customer cannot be read (consent)' },
    ]);
    expect(await store.get(id('C9'))).toBeDefined();
  });

  test('after a fault of the store nothing new is begun', async () => {
    const store = createMemoryCustomers();
    const saved: string[] = [];
    const save: typeof store.save = async (customer) => {
      saved.push(customer.customerId);
      if (saved.length === 2) throw new TryAgain('the table is busy');
      return store.save(customer);
    };
    await expect(imported({ ...store, save }, { orders: await orders(...TEN) }, REAL)).rejects.toThrow(TryAgain);
    // Whatever was on its way has time to end.
    await new Promise((resolve) => setImmediate(resolve));
    expect(saved.length).toBeLessThanOrEqual(4);
  });
});
