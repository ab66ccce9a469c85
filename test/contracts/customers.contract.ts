// What every store of customers does, whatever it is made of.
import { describe, expect, it } from 'vitest';
import type { Customer } from '#core/customer';
import { BrokenRecord } from '#core/errors';
import { type CustomerId, CustomerIdSchema } from '#core/ids';
import type { Customers } from '#core/ports';
import { aCustomer } from '../support/builders.ts';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const ADA = CustomerIdSchema.parse('ada-1');

export function customersContract(name: string, make: MakeWorld<Customers>): void {
  describe(`customers in ${name}`, () => {
    it('a customer who was never saved is not there', async () => {
      const { store } = await make();
      expect(await store.get(ADA)).toBeUndefined();
    });

    it('a saved row comes back whole, one revision later', async () => {
      const { store } = await make();
      const customer = aCustomer({ customerId: ADA, fields: { tier: 'gold', points: 12.5, vip: true } });
      expect(await store.save(customer)).toBe('saved');
      expect(await store.get(ADA)).toEqual({ ...customer, revision: 1 });
    });

    it('a field that is undefined is an absent one', async () => {
      const { store } = await make();
      await store.save({ ...aCustomer({ customerId: ADA }), timeZone: undefined, open: undefined });
      expect((await store.get(ADA))?.timeZone).toBeUndefined();
    });

    it('creating a row that exists is a conflict and changes nothing', async () => {
      const { store } = await make();
      await store.save(aCustomer({ customerId: ADA, firstName: 'Ada' }));
      expect(await store.save(aCustomer({ customerId: ADA, firstName: 'Eve' }))).toBe('conflict');
      expect((await store.get(ADA))?.firstName).toBe('Ada');
    });

    it('saving a revision that was never written is a conflict', async () => {
      const { store } = await make();
      expect(await store.save(aCustomer({ customerId: ADA, revision: 3 }))).toBe('conflict');
      expect(await store.get(ADA)).toBeUndefined();
    });

    it('of two saves of one revision exactly one is saved, and what it wrote stands', async () => {
      const { store } = await make();
      await store.save(aCustomer({ customerId: ADA }));
      const row = await rowOf(store, ADA);
      const answers = await Promise.all([
        store.save({ ...row, fields: { by: 'one' } }),
        store.save({ ...row, fields: { by: 'two' } }),
      ]);
      expect([...answers].sort()).toEqual(['conflict', 'saved']);
      const winner = answers[0] === 'saved' ? 'one' : 'two';
      expect(await store.get(ADA)).toMatchObject({ revision: 2, fields: { by: winner } });
    });

    it('of many creations of one customer exactly one is saved', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.save(aCustomer({ customerId: ADA }))));
      expect(answers.filter((answer) => answer === 'saved')).toHaveLength(1);
    });

    it('what a caller does to a row afterwards does not change the store', async () => {
      const { store } = await make();
      const customer = aCustomer({ customerId: ADA, fields: { tier: 'gold' } });
      await store.save(customer);
      const read = await rowOf(store, ADA);
      for (const row of [customer, read]) {
        try {
          row.fields.tier = 'changed';
        } catch (fault) {
          expect(fault).toBeInstanceOf(TypeError);
        }
      }
      expect((await store.get(ADA))?.fields).toEqual({ tier: 'gold' });
    });

    it.each([1, 3, 8])('the pages of %i segments cover every row exactly once', async (segments) => {
      const { store } = await make();
      const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);
      // Long consent wordings make the rows large enough for more than one page of 1 MB in DynamoDB.
      const consent = {
        state: 'granted',
        at: '2025-01-10T09:00:00.000Z',
        source: 'shop',
        wording: 'w'.repeat(500),
      } as const;
      const fields = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, 'v'.repeat(200)]));
      await Promise.all(
        ids.map((customerId) => store.save(aCustomer({ customerId, consent: { email: consent }, fields }))),
      );
      const seen = (
        await Promise.all(Array.from({ length: segments }, (_, segment) => walk(store, segment, segments)))
      ).flat();
      expect(seen.map((customer) => customer.customerId).sort()).toEqual([...ids].sort());
    });

    it('CMP-36: an erased row is gone from reads and pages, and only a new one can be written', async () => {
      const { store } = await make();
      const others = ['eve-2', 'joe-3'].map((customerId) => aCustomer({ customerId, revision: 0 }));
      for (const row of [aCustomer({ customerId: ADA, revision: 0 }), ...others]) await store.save(row);
      await store.erase(ADA);
      await store.erase(ADA);
      expect(await store.get(ADA)).toBeUndefined();
      const { items } = await store.page({ segment: 0, segments: 1 });
      expect(items.map(({ customerId }) => customerId).sort()).toEqual(['eve-2', 'joe-3']);
      expect(await store.save(aCustomer({ customerId: ADA, revision: 1 }))).toBe('conflict');
      expect(await store.get(ADA)).toBeUndefined();
      expect(await store.save(aCustomer({ customerId: ADA, revision: 0 }))).toBe('saved');
    });

    it('CMP-37: erased as it was read, a row that has changed since stays, and one that is gone is a conflict too', async () => {
      const { store } = await make();
      await store.save(aCustomer({ customerId: ADA, revision: 0 }));
      const read = await rowOf(store, ADA);
      await store.save({ ...read, fields: { came: 'back' } });
      expect(await store.erase(ADA, read.revision)).toBe('conflict');
      const now = await rowOf(store, ADA);
      expect(now.fields).toEqual({ came: 'back' });
      expect(await store.erase(ADA, now.revision)).toBe('erased');
      expect(await store.get(ADA)).toBeUndefined();
      expect(await store.erase(ADA, now.revision)).toBe('conflict');
    });

    it('a walk over nothing is one empty page', async () => {
      const { store } = await make();
      expect(await store.page({ segment: 0, segments: 1 })).toEqual({ items: [] });
    });

    it('a broken row is BrokenRecord with its id and no personal data', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({
        ...aCustomer({ customerId: ADA }),
        revision: 1,
        email: 'x',
        timeZone: 'ada@customer.example',
        phone: 5,
      });
      const fault = await store.get(ADA).catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(BrokenRecord);
      expect(fault).toMatchObject({ ids: { customerId: ADA } });
      expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
    });

    it('a broken row is named by its page and does not keep the others from being read', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ ...aCustomer({ customerId: ADA }), revision: 1, phone: 5 });
      await store.save(aCustomer({ customerId: 'well' }));
      const page = await store.page({ segment: 0, segments: 1 });
      expect(page.items.map(({ customerId }) => customerId)).toEqual(['well']);
      expect(page.broken).toEqual([{ customerId: ADA }]);
    });

    it('a broken row whose id is an address does not name it', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ ...aCustomer(), customerId: 'ada@customer.example' });
      const page = await store.page({ segment: 0, segments: 1 });
      expect(page.broken).toHaveLength(1);
      expect(JSON.stringify(page)).not.toContain('customer.example');
    });
  });
}

async function rowOf(store: Customers, customerId: CustomerId): Promise<Customer> {
  const row = await store.get(customerId);
  if (row === undefined) throw new Error('the row that was saved is gone');
  return row;
}

async function walk(store: Customers, segment: number, segments: number): Promise<Customer[]> {
  const rows: Customer[] = [];
  let after: string | undefined;
  do {
    const page = await store.page({ segment, segments, ...(after === undefined ? {} : { after }) });
    rows.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
