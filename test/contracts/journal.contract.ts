// What every journal does: facts in the order of time, each of them once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import { type Fact, FactSchema, factKey } from '#core/fact';
import { CustomerIdSchema } from '#core/ids';
import type { Journal } from '#core/ports';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const ADA = CustomerIdSchema.parse('ada-1');
/** The property makes a table for each of its runs. */
const RUNS = 8;

export function journalContract(name: string, make: MakeWorld<Journal>): void {
  describe(`the journal in ${name}`, () => {
    it('a customer of whom nothing is known has no facts', async () => {
      const { store } = await make();
      await store.record([]);
      expect(await store.ofCustomer(ADA)).toEqual([]);
    });

    it('a fact comes back whole', async () => {
      const { store } = await make();
      const fact = aFact({
        kind: 'sent',
        enrollmentId: 'gentle_ada-1_20260402',
        sequence: 'gentle',
        version: 1,
        touch: 'miss-you',
        channel: 'sms',
        ref: 'p-1',
        parts: 2,
      });
      await store.record([fact]);
      expect(await store.ofCustomer(ADA)).toEqual([fact]);
    });

    it('holds the very fact that was recorded, and no other', async () => {
      const { store } = await make();
      const fact = aFact({ ref: 'r-1', response: 'ordered', cents: 4_200 });
      expect(await store.holds(fact)).toBe(false);
      await store.record([aFact({ ref: 'r-2' }), fact, aFact({ ref: 'r-3', at: '2026-07-01T11:00:00.000Z' })]);
      expect(await store.holds(fact)).toBe(true);
      // What it is told by is its instant, its kind and the id of the response.
      expect(await store.holds({ ...fact, cents: 1 })).toBe(true);
      expect(await store.holds({ ...fact, ref: 'r-4' })).toBe(false);
      expect(await store.holds(aFact({ ref: 'r-1', at: '2026-07-01T10:00:00.001Z' }))).toBe(false);
      expect(await store.holds(aFact({ ref: 'r-1', customerId: 'eve-2' }))).toBe(false);
    });

    it('facts are in the order of time, whatever order they were recorded in', async () => {
      const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 28 });
      await fc.assert(
        fc.asyncProperty(days, async (order) => {
          const { store } = await make();
          const facts = order.map((day) => aFact({ at: `2026-07-${String(day).padStart(2, '0')}T10:00:00.000Z` }));
          for (const fact of facts) await store.record([fact]);
          const found = await store.ofCustomer(ADA);
          expect(found.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort());
        }),
        { numRuns: RUNS },
      );
    });

    it('the same fact twice is one, in one batch or in two', async () => {
      const { store } = await make();
      const fact = aFact({});
      await store.record([fact, fact]);
      await store.record([fact]);
      expect(await store.ofCustomer(ADA)).toEqual([fact]);
    });

    it('different facts of one instant are all kept', async () => {
      const { store } = await make();
      const facts = [
        aFact({ kind: 'dormant', sequence: 'gentle' }),
        aFact({ kind: 'enrolled', sequence: 'gentle' }),
        aFact({ kind: 'response', ref: 'r-1', response: 'clicked' }),
        aFact({ kind: 'response', ref: 'r-2', response: 'clicked' }),
      ];
      await store.record([...facts].reverse());
      expect((await store.ofCustomer(ADA)).map(factKey)).toEqual(facts.map(factKey).sort());
    });

    it('a batch of any size is recorded, each fact with its own customer', async () => {
      const { store } = await make();
      const minutes = Array.from({ length: 59 }, (_, minute) => String(minute).padStart(2, '0'));
      const facts = minutes.flatMap((minute) =>
        ['ada-1', 'eve-2'].map((customerId) => aFact({ customerId, at: `2026-07-01T10:${minute}:00.000Z` })),
      );
      await store.record(facts);
      const own = facts.filter(({ customerId }) => customerId === ADA);
      expect(await store.ofCustomer(ADA)).toEqual(own);
    });

    it('CMP-36: erasing takes all facts of one customer and none of another', async () => {
      const { store } = await make();
      const minutes = Array.from({ length: 59 }, (_, minute) => String(minute).padStart(2, '0'));
      const facts = minutes.map((minute) => aFact({ at: `2026-07-01T10:${minute}:00.000Z` }));
      const hers = aFact({ customerId: 'eve-2' });
      await store.record([...facts, hers]);
      expect(await store.erase(ADA)).toBe(facts.length);
      expect(await store.ofCustomer(ADA)).toEqual([]);
      expect(await store.ofCustomer(hers.customerId)).toEqual([hers]);
      expect(await store.erase(ADA)).toBe(0);
    });

    it('a broken row is BrokenRecord with the customer and no more', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ customerId: ADA, factKey: 'x', at: 'ada@customer.example', kind: 'sent' });
      const fault = await store.ofCustomer(ADA).catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(BrokenRecord);
      expect(fault).toMatchObject({ ids: { customerId: ADA } });
      expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
    });
  });
}

function aFact(overrides: Record<string, unknown>): Fact {
  return FactSchema.parse({ at: '2026-07-01T10:00:00.000Z', kind: 'response', customerId: ADA, ...overrides });
}
