// What every store of contacts does: knows who has an address, and what was said about writing to it.
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '#core/channel';
import { type ContactKey, type Contacts, type ContactWord, ContactWordSchema, contactOf } from '#core/contact';
import { BrokenRecord } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const [ADA, EVE] = [CustomerIdSchema.parse('ada-1'), CustomerIdSchema.parse('eve-2')];
const AT_NOON = '2026-07-01T12:00:00.000Z';
const AT_ONE = '2026-07-01T13:00:00.000Z';

const no = (at: string) => word({ consent: { state: 'withdrawn', at, source: 'one-click' } });
const yes = (at: string) => word({ consent: { state: 'granted', at, source: 'preference page' } });

export function contactsContract(name: string, make: MakeWorld<Contacts>): void {
  describe(`contacts in ${name}`, () => {
    it('the same address is the same key however it is written, and no other address has it', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      expect(keyOf(store, ' ADA@Customer.Example ')).toBe(key);
      expect(keyOf(store, 'eve@customer.example')).not.toBe(key);
      expect(key).not.toContain('ada');
    });

    it('of a contact that nobody spoke of, nothing is known', async () => {
      const { store } = await make();
      expect(await store.read(keyOf(store, 'ada@customer.example'))).toEqual({ customers: [], words: {} });
    });

    it('whoever has an address is found by it, until it is taken from them', async () => {
      const { store } = await make();
      const key = keyOf(store, 'family@customer.example');
      await store.link(key, EVE);
      await store.link(key, ADA);
      await store.link(key, ADA);
      expect((await store.read(key)).customers).toEqual([ADA, EVE]);
      await store.unlink(key, ADA);
      await store.unlink(key, ADA);
      expect((await store.read(key)).customers).toEqual([EVE]);
      expect((await store.read(keyOf(store, 'other@customer.example'))).customers).toEqual([]);
    });

    it('CMP-36: a word outlives whoever had the address', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      await store.link(key, ADA);
      await store.say(key, 'email', no(AT_NOON));
      await store.unlink(key, ADA);
      expect(await store.read(key)).toEqual({ customers: [], words: { email: no(AT_NOON) } });
    });

    it('the newest consent stands, whatever order the words come in', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      await store.say(key, 'email', yes(AT_ONE));
      await store.say(key, 'email', no(AT_NOON));
      expect((await store.read(key)).words).toEqual({ email: yes(AT_ONE) });
      await store.say(key, 'email', no(AT_ONE));
      await store.say(key, 'email', yes(AT_ONE));
      expect((await store.read(key)).words).toEqual({ email: no(AT_ONE) });
    });

    it('a suppression and a consent stand side by side, and each channel has its own', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      const complaint = word({ suppression: { because: 'complaint', at: AT_NOON } });
      await store.say(key, 'email', complaint);
      await store.say(key, 'email', yes(AT_ONE));
      await store.say(key, 'email', word({ suppression: { because: 'hard bounce', at: AT_ONE } }));
      await store.say(key, 'sms', no(AT_NOON));
      const words = { email: { ...yes(AT_ONE), ...complaint }, sms: no(AT_NOON) };
      expect((await store.read(key)).words).toEqual(words);
    });

    it('of words that come at once none is lost', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      const complaint = word({ suppression: { because: 'complaint', at: AT_NOON } });
      await Promise.all([
        store.say(key, 'email', no(AT_NOON)),
        store.say(key, 'email', complaint),
        store.link(key, ADA),
      ]);
      expect(await store.read(key)).toEqual({ customers: [ADA], words: { email: { ...no(AT_NOON), ...complaint } } });
    });

    it('more customers than one answer holds are all found', async () => {
      const { store } = await make();
      const key = keyOf(store, 'school@customer.example');
      const all = Array.from({ length: 60 }, (_, number) =>
        CustomerIdSchema.parse(`c${String(number).padStart(2, '0')}`),
      );
      await Promise.all(all.map((customerId) => store.link(key, customerId)));
      expect((await store.read(key)).customers).toEqual(all);
    });

    it('a broken row is BrokenRecord with the hash and no more', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      const contact = keyOf(store, 'ada@customer.example');
      for (const entry of ['word#email', 'word#ada@customer.example', 'customer#ada@customer.example']) {
        await putRaw({ contact, entry, consent: 'ada@customer.example' });
      }
      const read = await store.read(contact).catch((thrown: unknown) => thrown);
      const said = await store.say(contact, 'email', no(AT_NOON)).catch((thrown: unknown) => thrown);
      for (const fault of [read, said]) {
        expect(fault).toBeInstanceOf(BrokenRecord);
        expect(fault).toMatchObject({ ids: { contact } });
        expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
      }
    });

    it('every channel may be spoken of', async () => {
      const { store } = await make();
      const key = keyOf(store, 'ada@customer.example');
      for (const channel of CHANNELS) await store.say(key, channel, no(AT_NOON));
      expect(Object.keys((await store.read(key)).words).sort()).toEqual([...CHANNELS].sort());
    });
  });
}

function keyOf(store: Contacts, written: string): ContactKey {
  const contact = contactOf('email', written);
  if (contact === undefined) throw new Error(`${written} is no address`);
  return store.keyOf(contact);
}

function word(said: object): ContactWord {
  return ContactWordSchema.parse(said);
}
