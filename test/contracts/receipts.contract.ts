// What every store of receipts does: knows a request that has come before, and whether what it told is safe.
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import type { Receipt, Receipts } from '#core/receipt';
import { InstantSchema } from '#core/time';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const NOON = InstantSchema.parse('2026-07-01T12:00:00.000Z');
const LATER = InstantSchema.parse('2026-07-01T12:00:09.000Z');
const FIRST: Receipt = { id: 'twilio/SM1/delivered', digest: 'd1', at: NOON };

export function receiptsContract(name: string, make: MakeWorld<Receipts>): void {
  describe(`receipts in ${name}`, () => {
    it('a request is new once, and again until it is closed', async () => {
      const { store } = await make();
      expect(await store.open(FIRST)).toEqual({ status: 'new', receipt: FIRST });
      expect(await store.open(FIRST)).toEqual({ status: 'again', receipt: FIRST });
      await store.close(FIRST.id, []);
      expect(await store.open(FIRST)).toEqual({ status: 'done', receipt: FIRST });
    });

    it('whoever comes later is told of the first one', async () => {
      const { store } = await make();
      await store.open(FIRST);
      expect(await store.open({ ...FIRST, digest: 'd2', at: LATER })).toEqual({ status: 'again', receipt: FIRST });
      await store.close(FIRST.id, ['queued']);
      expect(await store.open({ ...FIRST, at: LATER })).toEqual({ status: 'done', receipt: FIRST });
    });

    it('of many at once one is new', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.open(FIRST)));
      expect(answers.filter(({ status }) => status === 'new')).toHaveLength(1);
    });

    it('another request is another one', async () => {
      const { store } = await make();
      await store.open(FIRST);
      expect((await store.open({ ...FIRST, id: 'twilio/SM2/delivered' })).status).toBe('new');
    });

    it('closing what was never opened opens nothing, and closing twice changes nothing', async () => {
      const { store } = await make();
      await store.close(FIRST.id, []);
      expect((await store.open(FIRST)).status).toBe('new');
      await store.close(FIRST.id, []);
      await store.close(FIRST.id, ['queued']);
      expect((await store.open(FIRST)).status).toBe('done');
    });

    it('a broken row is BrokenRecord', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ id: FIRST.id, at: 'ada@customer.example' });
      const fault = await store.open(FIRST).catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(BrokenRecord);
      expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
    });
  });
}
