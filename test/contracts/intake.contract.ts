// What every intake does: a line that loses nobody, parts that are counted once, and a count that is never exceeded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { byTurn, type InLine, type Intake, MOST_RANK, RAMP_REMEMBERED_DAYS } from '#core/intake';
import { DaySchema, plusDays } from '#core/time';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const GENTLE = SequenceNameSchema.parse('gentle-90');
const FIRM = SequenceNameSchema.parse('firm-180');
const TODAY = DaySchema.parse('2026-11-22');
const AT = { sequence: GENTLE, day: TODAY };
/** Each run makes a table. */
const RUNS = 8;
/** More than fit into one piece of a line. */
const MANY = 2_500;

const inLine = (id: string, rank: number): InLine => ({ customerId: CustomerIdSchema.parse(id), rank });
const within = (day: number) => ({ sequence: GENTLE, day: plusDays(TODAY, day) });

export function intakeContract(name: string, make: MakeWorld<Intake>): void {
  describe(`the line in ${name}`, () => {
    it('has nobody in it at first, and nobody after nobody was put there', async () => {
      const { store } = await make();
      await store.line({ ...AT, segment: 0 }, []);
      expect(await store.first(AT, 10)).toEqual([]);
    });

    it('has the first of all parts, by rank and then by id', async () => {
      const { store } = await make();
      await store.line({ ...AT, segment: 1 }, [inLine('b', 7), inLine('z', 2), inLine('A', 7)]);
      await store.line({ ...AT, segment: 0 }, [inLine('a', 7), inLine('last', MOST_RANK), inLine('c', 10)]);
      expect(await store.first(AT, 4)).toEqual(['z', 'A', 'a', 'b']);
      expect(await store.first(AT, 100)).toEqual(['z', 'A', 'a', 'b', 'c', 'last']);
    });

    it('has everybody once, at the better of two places, however often they were put there', async () => {
      const { store } = await make();
      const [early, late] = [inLine('a', 3), inLine('a', 9)];
      await store.line({ ...AT, segment: 0 }, [inLine('b', 5), late]);
      await store.line({ ...AT, segment: 0 }, [inLine('b', 5), late]);
      await store.line({ ...AT, segment: 0 }, [early, inLine('b', 5)]);
      await store.line({ ...AT, segment: 1 }, [inLine('c', 7)]);
      expect(await store.first(AT, 2)).toEqual(['a', 'b']);
      expect(await store.first(AT, 3)).toEqual(['a', 'b', 'c']);
    });

    it('keeps who was found by a walk that ended early or late, whichever came last', async () => {
      const { store } = await make();
      const [a, b, c] = [inLine('a', 1), inLine('b', 2), inLine('c', 3)];
      await store.line({ ...AT, segment: 0 }, [a, b, c]);
      await store.line({ ...AT, segment: 0 }, [a, b]);
      expect(await store.first(AT, 3)).toEqual(['a', 'b', 'c']);
    });

    it('is one for each sequence and each day', async () => {
      const { store } = await make();
      await store.line({ ...AT, segment: 0 }, [inLine('a', 1)]);
      await store.line({ ...within(1), segment: 0 }, [inLine('b', 1)]);
      await store.line({ sequence: FIRM, day: TODAY, segment: 0 }, [inLine('c', 1)]);
      expect(await store.first(AT, 9)).toEqual(['a']);
      expect(await store.first(within(1), 9)).toEqual(['b']);
      expect(await store.first({ sequence: FIRM, day: TODAY }, 9)).toEqual(['c']);
    });

    it('may be as long as it likes', async () => {
      const { store } = await make();
      const all = Array.from({ length: MANY }, (_, number) => inLine(`c${number}`, (number * 7_919) % MANY));
      await store.line({ ...AT, segment: 3 }, all.slice(0, 2_100));
      await store.line({ ...AT, segment: 4 }, all.slice(2_000));
      const expected = [...all].sort(byTurn).map(({ customerId }) => customerId);
      expect(await store.first(AT, 1_700)).toEqual(expected.slice(0, 1_700));
      expect(await store.first(AT, MANY)).toEqual(expected);
    });

    it('is the same, whoever was found by whom and in whatever order', async () => {
      const found = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 40 }));
      await fc.assert(
        fc.asyncProperty(fc.array(found, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), async (all, most) => {
          const { store } = await make();
          for (const [segment, number] of all) await store.line({ ...AT, segment }, [inLine(`c${number}`, number % 9)]);
          const expected = [...new Set(all.map(([, number]) => number))]
            .map((number) => inLine(`c${number}`, number % 9))
            .sort(byTurn)
            .map(({ customerId }) => customerId);
          expect(await store.first(AT, most)).toEqual(expected.slice(0, most));
        }),
        { numRuns: RUNS },
      );
    });
  });

  describe(`the parts of a scan in ${name}`, () => {
    const finish = (store: Intake, segment: number, segments = 3, at = AT) =>
      store.finish({ ...at, segment, segments });

    it('are complete with the last of them, in any order, and stay so', async () => {
      const { store } = await make();
      expect(await finish(store, 2)).toBe('waiting');
      expect(await finish(store, 2)).toBe('waiting');
      expect(await finish(store, 0)).toBe('waiting');
      expect(await finish(store, 1)).toBe('complete');
      expect(await finish(store, 1)).toBe('complete');
      expect(await finish(store, 0)).toBe('complete');
    });

    it('of another day, another sequence and another number of parts are others', async () => {
      const { store } = await make();
      expect(await finish(store, 0, 2)).toBe('waiting');
      expect(await finish(store, 1, 2, within(1))).toBe('waiting');
      expect(await finish(store, 1, 2, { sequence: FIRM, day: TODAY })).toBe('waiting');
      expect(await finish(store, 1, 3)).toBe('waiting');
      expect(await finish(store, 0, 1)).toBe('complete');
    });

    it('that end at once are all counted', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 40 }, (_, segment) => finish(store, segment, 40)));
      expect(answers.filter((answer) => answer === 'complete')).toHaveLength(1);
    });
  });

  describe(`the count of a day in ${name}`, () => {
    const admit = (store: Intake, most: number, day = 0) => store.admit(within(day), most);

    it('lets in of 50 at once as many as may enter', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 50 }, () => admit(store, 14)));
      expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(14);
      expect(await store.entered(AT)).toBe(14);
    });

    it('begins anew on another day and for another sequence', async () => {
      const { store } = await make();
      expect(await store.entered(AT)).toBe(0);
      expect([await admit(store, 1), await admit(store, 1)]).toEqual(['admitted', 'full']);
      expect(await admit(store, 1, 1)).toBe('admitted');
      expect(await store.admit({ sequence: FIRM, day: TODAY }, 1)).toBe('admitted');
      expect(await store.entered(AT)).toBe(1);
    });

    it('obeys a limit that is raised or lowered within the day', async () => {
      const { store } = await make();
      await admit(store, 2);
      await admit(store, 2);
      expect(await admit(store, 3)).toBe('admitted');
      expect(await admit(store, 2)).toBe('full');
      expect(await store.entered(AT)).toBe(3);
    });

    it('is not counted by what stands in line', async () => {
      const { store } = await make();
      await store.line({ ...AT, segment: 0 }, [inLine('a', 1)]);
      await store.finish({ ...AT, segment: 0, segments: 1 });
      expect(await store.entered(AT)).toBe(0);
      expect(await store.before(within(1))).toBeUndefined();
    });

    it('remembers how many entered on the last day before on which anybody did', async () => {
      const { store } = await make();
      expect(await store.before(AT)).toBeUndefined();
      await admit(store, 50);
      await admit(store, 70);
      expect(await store.before(AT)).toBeUndefined();
      expect(await store.before(within(-1))).toBeUndefined();
      expect(await store.before(within(1))).toBe(2);
      await admit(store, 100, 2);
      expect(await store.before(within(2))).toBe(2);
      expect(await store.before(within(3))).toBe(1);
      expect(await store.before({ sequence: FIRM, day: plusDays(TODAY, 1) })).toBeUndefined();
    });

    it('forgets after a pause', async () => {
      const { store } = await make();
      await admit(store, 50);
      expect(await store.before(within(RAMP_REMEMBERED_DAYS))).toBe(1);
      expect(await store.before(within(RAMP_REMEMBERED_DAYS + 1))).toBeUndefined();
    });
  });

  describe(`a broken row of the intake in ${name}`, () => {
    it('is BrokenRecord with the sequence and the day', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ id: 'line#gentle-90#2026-11-22#3', place: 'x', customers: { 'ada@customer.example': 1 } });
      await putRaw({ id: 'count#gentle-90', place: '2026-11-22', entered: 'ada@customer.example' });
      const faults = await Promise.all(
        [store.first(AT, 1), store.entered(AT), store.before(within(1))].map((asked) =>
          asked.catch((thrown: unknown) => thrown),
        ),
      );
      for (const fault of faults) {
        expect(fault).toBeInstanceOf(BrokenRecord);
        expect(fault).toMatchObject({ ids: { sequence: 'gentle-90' } });
        expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
      }
    });
  });
}
