// What every store of figures does: it keeps the newest report of each sequence version.
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import { SequenceNameSchema } from '#core/ids';
import type { Figures } from '#core/report';
import { emptyReport, type SequenceReport } from '#core/report';
import { InstantSchema } from '#core/time';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

export function figuresContract(name: string, make: MakeWorld<Figures>): void {
  describe(`figures in ${name}`, () => {
    it('before any report there are none', async () => {
      const { store } = await make();
      expect(await store.all()).toEqual([]);
    });

    it('a report comes back whole', async () => {
      const { store } = await make();
      const report = { ...aReport('gentle', 1), enrolled: 12, discountCents: 995, sendingCost: 0.000_16 };
      await store.put(report);
      expect(await store.all()).toEqual([report]);
    });

    it('reports are in the order of sequences and versions', async () => {
      const { store } = await make();
      const reports = [aReport('gentle', 2), aReport('gentle', 10), aReport('harder', 1)];
      for (const report of [...reports].reverse()) await store.put(report);
      expect(await store.all()).toEqual(reports);
    });

    it('a newer report replaces an older one, never the other way round', async () => {
      const { store } = await make();
      const older = { ...aReport('gentle', 1, '2026-07-01T10:00:00.000Z'), enrolled: 1 };
      const newer = { ...aReport('gentle', 1, '2026-07-02T10:00:00.000Z'), enrolled: 2 };
      await store.put(older);
      await store.put(newer);
      await store.put(older);
      expect(await store.all()).toEqual([newer]);
    });

    it('a report of the same instant is the later word', async () => {
      const { store } = await make();
      await store.put(aReport('gentle', 1));
      await store.put({ ...aReport('gentle', 1), enrolled: 3 });
      expect((await store.all()).map(({ enrolled }) => enrolled)).toEqual([3]);
    });

    it('a broken row is BrokenRecord with its sequence and version', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ ...aReport('gentle', 1), enrolled: -1 });
      const fault = await store.all().catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(BrokenRecord);
      expect(fault).toMatchObject({ ids: { sequence: 'gentle', version: '1' } });
    });
  });
}

function aReport(sequence: string, version: number, asOf = '2026-07-01T10:00:00.000Z'): SequenceReport {
  return emptyReport(SequenceNameSchema.parse(sequence), version, InstantSchema.parse(asOf));
}
