import { describe, expect, test } from 'vitest';
import { createMemoryStores, type Stores } from '#adapters/memory/stores';
import { ConsentRecordSchema } from '#core/consent';
import { type ContactWord, contactOf } from '#core/contact';
import { importCustomer } from '#core/flow/import';
import { CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';
import { InstantSchema } from '#core/time';

const ADA = CustomerIdSchema.parse('ada-1');
const EVE = CustomerIdSchema.parse('eve-2');
const AT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const BEFORE = InstantSchema.parse('2025-03-01T10:00:00.000Z');
const NO: ContactWord = { consent: { state: 'withdrawn', at: BEFORE, source: 'one-click' } };

type Said = Partial<NonNullable<Known['profile']>>;
const told = (customerId: Known['customerId'], said: Said): Known => ({
  customerId,
  activities: [],
  profile: { customerId, consentSource: 'customers.csv', fields: {}, ...said },
});
const imports = (stores: Stores, known: Known) => importCustomer(stores, known, (row) => row, AT);

function keyOf({ contacts }: Stores, email: string) {
  const contact = contactOf('email', email);
  if (contact === undefined) throw new Error(`${email} is no address`);
  return contacts.keyOf(contact);
}

/** The stores, and the names of the calls to contacts and consents so far. */
function counted(stores: Stores): { readonly stores: Stores; readonly calls: string[] } {
  const calls: string[] = [];
  const telling = (store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        (...args: unknown[]) => {
          if (name !== 'keyOf') calls.push(name);
          return method(...args);
        },
      ]),
    );
  const { contacts, consents } = stores;
  return {
    stores: { ...stores, contacts: telling(contacts), consents: telling(consents) } as unknown as Stores,
    calls,
  };
}

describe('a contact that comes with a row', () => {
  test('is linked, and the one before it is let go once the row is saved', async () => {
    const stores = createMemoryStores();
    await imports(stores, told(ADA, { email: 'ada@old.example' }));
    await imports(stores, told(ADA, { email: 'Ada@New.example' }));
    expect((await stores.contacts.read(keyOf(stores, 'ada@old.example'))).customers).toEqual([]);
    expect((await stores.contacts.read(keyOf(stores, 'ada@new.example'))).customers).toEqual([ADA]);
  });

  test('CMP-36: a suppressed address is not mailed under a new id, whatever the file says', async () => {
    const stores = createMemoryStores();
    const key = keyOf(stores, 'ada@customer.example');
    await stores.contacts.say(key, 'email', { ...NO, suppression: { because: 'complaint', at: BEFORE } });
    const yes = { email: 'ADA@customer.example', emailConsent: true, emailConsentAt: AT };
    expect(await imports(stores, told(EVE, yes))).toEqual({ status: 'created', saidNoBefore: true });
    expect((await stores.consents.ofCustomer(EVE)).map(({ proof }) => proof)).toContain('a no kept from before');
    expect(await stores.customers.get(EVE)).toMatchObject({
      consent: { email: NO.consent },
      suppression: { email: { because: 'complaint', at: BEFORE } },
    });
  });

  test('a yes that was said for an address gives nobody else a consent', async () => {
    const stores = createMemoryStores();
    const word: ContactWord = { consent: { state: 'granted', at: BEFORE, source: 'page', own: true } };
    await stores.contacts.say(keyOf(stores, 'ada@customer.example'), 'email', word);
    await imports(stores, told(EVE, { email: 'ada@customer.example' }));
    expect((await stores.customers.get(EVE))?.consent).toEqual({});
  });

  test('that did not change costs nothing: no link, no read, no proof', async () => {
    const { stores, calls } = counted(createMemoryStores());
    const known = told(ADA, { email: 'ada@customer.example', emailConsent: true });
    await imports(stores, known);
    expect(calls).toEqual(['link', 'read', 'read', 'append']);
    calls.length = 0;
    expect(await imports(stores, known)).toEqual({ status: 'unchanged' });
    expect(await imports(stores, told(ADA, { email: 'ada@customer.example', firstName: 'Ada' }))).toEqual({
      status: 'changed',
    });
    expect(calls).toEqual([]);
  });

  test('and was made up is nobody’s: it is neither linked nor proven', async () => {
    const { stores, calls } = counted(createMemoryStores());
    const order = { kind: 'order', day: '2026-04-02', cents: 100 } as Known['activities'][number];
    await importCustomer(
      stores,
      { customerId: ADA, activities: [order] },
      (row) => ({
        ...row,
        email: 'x@example.com',
        consent: { email: { state: 'granted', at: AT, source: 'made up' } },
      }),
      AT,
    );
    expect(calls).toEqual([]);
    expect((await stores.customers.get(ADA))?.email).toBe('x@example.com');
  });
});

describe('the proof of what a file says', () => {
  test('CMP-21: each yes and each no is kept with its file, its time and when we learned of it', async () => {
    const stores = createMemoryStores();
    await imports(stores, told(ADA, { emailConsent: true, emailConsentAt: BEFORE, smsConsent: false }));
    const about = { customerId: ADA, purpose: 'marketing', source: 'customers.csv', recordedAt: AT };
    expect(await stores.consents.ofCustomer(ADA)).toEqual([
      { ...about, channel: 'email', state: 'granted', at: BEFORE, proof: 'import customers.csv' },
      { ...about, channel: 'sms', state: 'withdrawn', at: AT, undated: true, proof: 'import customers.csv' },
    ]);
  });

  test('CMP-21: names the file or upload that it came in, where that is known', async () => {
    const stores = createMemoryStores();
    const known = told(ADA, { emailConsent: true, emailConsentAt: BEFORE, consentSource: 'newsletter form' });
    const file = `imports/customers/${'x'.repeat(300)}.csv`;
    await importCustomer(stores, known, (row) => row, AT, 'customers.csv');
    await importCustomer(stores, { ...known, customerId: EVE }, (row) => row, AT, file);
    expect(await stores.consents.ofCustomer(ADA)).toMatchObject([
      { source: 'newsletter form', proof: 'import customers.csv' },
    ]);
    const [long] = await stores.consents.ofCustomer(EVE);
    expect(ConsentRecordSchema.parse(long).proof).toMatch(/^import x+\.csv$/);
  });

  test('CMP-30: the same file again proves nothing anew, and a yes after a no changes neither row nor proof', async () => {
    const stores = createMemoryStores();
    await imports(stores, told(ADA, { emailConsent: false }));
    const [row, proof] = [await stores.customers.get(ADA), await stores.consents.ofCustomer(ADA)];
    expect(await imports(stores, told(ADA, { emailConsent: false }))).toEqual({ status: 'unchanged' });
    expect(await imports(stores, told(ADA, { emailConsent: true }))).toEqual({ status: 'unchanged' });
    expect([await stores.customers.get(ADA), await stores.consents.ofCustomer(ADA)]).toEqual([row, proof]);
  });

  test('is there before the row is', async () => {
    const stores = createMemoryStores();
    const save = async () => {
      expect(await stores.consents.ofCustomer(ADA)).toHaveLength(1);
      throw new Error('the process died');
    };
    const dying = { ...stores, customers: { ...stores.customers, save } };
    await expect(imports(dying, told(ADA, { emailConsent: true }))).rejects.toThrow('died');
    await imports(stores, told(ADA, { emailConsent: true }));
    expect(await stores.consents.ofCustomer(ADA)).toHaveLength(1);
  });
});

describe('a no in a file', () => {
  test('CMP-33: is one of the address: it outlives the row, and whoever else has it is left alone too', async () => {
    const stores = createMemoryStores();
    await imports(stores, told(EVE, { email: 'ada@customer.example', emailConsent: true }));
    await imports(stores, told(ADA, { email: 'ada@customer.example', emailConsent: false }));
    expect((await stores.customers.get(EVE))?.consent.email).toMatchObject({
      state: 'withdrawn',
      source: 'customers.csv',
    });
    expect((await stores.consents.ofCustomer(EVE)).map(({ state, proof }) => [state, proof]).sort()).toEqual([
      ['granted', 'import customers.csv'],
      ['withdrawn', 'import of another customer with this contact'],
    ]);
    await stores.customers.erase(ADA);
    expect((await stores.contacts.read(keyOf(stores, 'ada@customer.example'))).words.email?.consent?.state).toBe(
      'withdrawn',
    );
  });

  test('that is a bounce of another system bans the address for all', async () => {
    const stores = createMemoryStores();
    await imports(stores, told(EVE, { email: 'ada@customer.example', emailConsent: true }));
    await imports(stores, told(ADA, { email: 'ada@customer.example', emailSuppression: 'hard bounce' }));
    expect((await stores.customers.get(EVE))?.suppression.email).toEqual({ because: 'hard bounce', at: AT });
  });
});
