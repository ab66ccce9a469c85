// What every store of consents does: appends the proof of a yes or a no, and never changes one.
import { describe, expect, it } from 'vitest';
import { type ConsentRecord, ConsentRecordSchema, type Consents } from '#core/consent';
import { BrokenRecord } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const [ADA, EVE] = [CustomerIdSchema.parse('ada-1'), CustomerIdSchema.parse('eve-2')];

export function consentsContract(name: string, make: MakeWorld<Consents>): void {
  describe(`consents in ${name}`, () => {
    it('CMP-30: a record comes back whole', async () => {
      const { store } = await make();
      expect(await store.ofCustomer(ADA)).toEqual([]);
      const record = aRecord({ wording: 'Yes, write to me.' });
      await store.append([record]);
      expect(await store.ofCustomer(ADA)).toEqual([record]);
    });

    it('records are in the order of time, whatever order they came in', async () => {
      const { store } = await make();
      const days = ['09', '02', '28', '01'];
      for (const day of days) await store.append([aRecord({ at: `2026-07-${day}T10:00:00.000Z` })]);
      expect((await store.ofCustomer(ADA)).map(({ at }) => at.slice(8, 10))).toEqual(['01', '02', '09', '28']);
    });

    it('CMP-21: the same record twice is one, and the first word on it stands', async () => {
      const { store } = await make();
      const record = aRecord({});
      await store.append([record, record]);
      await store.append([{ ...record, source: 'another', recordedAt: record.at }]);
      expect(await store.ofCustomer(ADA)).toEqual([record]);
    });

    it('what differs in channel, purpose, state, proof or wording is another record', async () => {
      const { store } = await make();
      const { channel: _all, ...ofTopic } = aRecord({ purpose: 'topic:offers' });
      const others = [
        aRecord({}),
        aRecord({ channel: 'sms' }),
        aRecord({ wording: 'Yes, write to me.' }),
        aRecord({ wording: 'Yes, do write to me.' }),
        ofTopic,
        aRecord({ state: 'withdrawn' }),
        aRecord({ proof: 'import b' }),
      ];
      await store.append(others);
      const kept = await store.ofCustomer(ADA);
      expect(kept).toHaveLength(others.length);
      expect(kept).toEqual(expect.arrayContaining(others));
    });

    it('CMP-36: erasing takes all of one customer and nothing of another', async () => {
      const { store } = await make();
      const many = Array.from({ length: 59 }, (_, minute) =>
        aRecord({ at: `2026-07-01T10:${String(minute).padStart(2, '0')}:00.000Z` }),
      );
      const hers = aRecord({ customerId: EVE });
      await store.append([...many, hers]);
      expect(await store.erase(ADA)).toBe(many.length);
      expect(await store.ofCustomer(ADA)).toEqual([]);
      expect(await store.ofCustomer(EVE)).toEqual([hers]);
      expect(await store.erase(ADA)).toBe(0);
    });

    it('a broken row is BrokenRecord with the customer and no more, and can be erased', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ customerId: ADA, consentKey: 'x', state: 'ada@customer.example' });
      const fault = await store.ofCustomer(ADA).catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(BrokenRecord);
      expect(fault).toMatchObject({ ids: { customerId: ADA } });
      expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
      expect(await store.erase(ADA)).toBe(1);
      expect(await store.ofCustomer(ADA)).toEqual([]);
    });
  });
}

function aRecord(overrides: Record<string, unknown>): ConsentRecord {
  return ConsentRecordSchema.parse({
    customerId: ADA,
    channel: 'email',
    purpose: 'marketing',
    state: 'granted',
    at: '2026-07-01T10:00:00.000Z',
    source: 'customers.csv',
    proof: 'import customers.csv',
    recordedAt: '2026-07-02T10:00:00.000Z',
    ...overrides,
  });
}
