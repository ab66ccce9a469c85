// What every count of mails and complaints does: each complaint once, each day its own, and no threshold forgotten.
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import { type Breaker, BreakerSchema, type Reputation } from '#core/reputation';
import { DaySchema } from '#core/time';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const SUNDAY = DaySchema.parse('2026-06-28');
const MONDAY = DaySchema.parse('2026-06-29');
/** The day of the clock of these worlds. */
const TUESDAY = DaySchema.parse('2026-06-30');

export function reputationContract(name: string, make: MakeWorld<Reputation>): void {
  describe(`reputation in ${name}`, () => {
    it('before anything was sent there are no days, and no threshold was met', async () => {
      const { store } = await make();
      expect(await store.days(SUNDAY)).toEqual([]);
      expect(await store.breaker()).toEqual({});
    });

    it('mails are counted by day, however many leave at once', async () => {
      const { store } = await make();
      await Promise.all(Array.from({ length: 40 }, () => store.countSent(MONDAY)));
      await store.countSent(TUESDAY);
      expect(await store.days(SUNDAY)).toEqual([
        { sent: 40, complaints: 0 },
        { sent: 1, complaints: 0 },
      ]);
      expect(await store.days(TUESDAY)).toEqual([{ sent: 1, complaints: 0 }]);
    });

    it('CMP-05: a complaint is counted once, however often it is told', async () => {
      const { store } = await make();
      for (const responseId of ['a', 'b', 'a', 'a']) await store.countComplaint(TUESDAY, responseId);
      await store.countSent(TUESDAY);
      expect(await store.days(MONDAY)).toEqual([{ sent: 1, complaints: 2 }]);
    });

    it('a day ahead of the clock is counted too: shops east of Greenwich are in it already', async () => {
      const { store } = await make();
      await store.countSent(DaySchema.parse('2026-07-01'));
      expect(await store.days(SUNDAY)).toEqual([{ sent: 1, complaints: 0 }]);
    });

    it('of each threshold the later instant stays, and whoever met it reads it at once', async () => {
      const { store } = await make();
      await store.trip(met({ warned: 10, paused: 10 }));
      await store.trip(met({ warned: 9, stopped: 11 }));
      expect(await store.breaker()).toEqual(met({ warned: 10, paused: 10, stopped: 11 }));
      await store.trip(met({ paused: 12 }));
      await store.trip({});
      expect(await store.breaker()).toEqual(met({ warned: 10, paused: 12, stopped: 11 }));
    });

    it('the state of the breaker is no day', async () => {
      const { store } = await make();
      await store.trip(met({ warned: 10 }));
      expect(await store.days(SUNDAY)).toEqual([]);
    });

    it('a broken row is BrokenRecord', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ day: MONDAY, entry: 'sent', sent: 'many' });
      await putRaw({ day: 'breaker', entry: 'met', warned: 'yesterday' });
      await expect(store.days(SUNDAY)).rejects.toThrow(BrokenRecord);
      await expect(store.breaker()).rejects.toThrow(BrokenRecord);
    });
  });
}

function met(hours: Partial<Record<keyof Breaker, number>>): Breaker {
  const at = (hour: number) => `2026-06-30T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return BreakerSchema.parse(Object.fromEntries(Object.entries(hours).map(([level, hour]) => [level, at(hour)])));
}
