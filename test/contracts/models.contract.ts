// What every store of models does: it numbers fits, keeps each as it was, and knows the newest.
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import type { NewShopModel } from '#core/model/shop-model';
import type { Models } from '#core/ports';
import { DaySchema, InstantSchema } from '#core/time';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

export function modelsContract(name: string, make: MakeWorld<Models>): void {
  describe(`models in ${name}`, () => {
    it('before any fit there is none', async () => {
      const { store } = await make();
      expect(await store.newest()).toBeUndefined();
    });

    it('a fit comes back whole, to the last digit, under version 1', async () => {
      const { store } = await make();
      expect(await store.save(aFit())).toBe(1);
      expect(await store.newest()).toEqual({ ...aFit(), version: 1 });
    });

    it('a fit that found no model comes back with its reason', async () => {
      const { store } = await make();
      const unfit = { status: 'unfit', because: 'notConverged' } as const;
      const { repeats: _, scores: __, value: ___, ...bare } = aFit();
      await store.save({ ...bare, timing: unfit, spend: unfit });
      expect(await store.newest()).toEqual({ ...bare, timing: unfit, spend: unfit, version: 1 });
    });

    it('the newest is the one that was saved last, beyond ten of them too', async () => {
      const { store } = await make();
      for (let count = 1; count <= 11; count += 1) expect(await store.save(aFit({ customers: count }))).toBe(count);
      expect(await store.newest()).toMatchObject({ version: 11, customers: 11 });
    });

    it('two fits at once get a version each', async () => {
      const { store } = await make();
      const versions = await Promise.all([1, 2, 3].map((customers) => store.save(aFit({ customers }))));
      expect(versions.sort()).toEqual([1, 2, 3]);
    });

    it('what a caller does to a fit after saving it changes nothing', async () => {
      const { store } = await make();
      const mine = aFit();
      await store.save(mine);
      Object.assign(mine, { customers: 0 });
      expect(await store.newest()).toMatchObject({ customers: aFit().customers });
    });

    it.for([
      ['is no JSON', 'garbage'],
      ['is none of ours', '{"customers":"many"}'],
      ['is no object', 'null'],
    ])(
      'a model that %s is BrokenRecord with its version, and the next one is stored nevertheless',
      async ([, model], { skip }) => {
        const { store, putRaw } = await make();
        if (putRaw === undefined) return skip('this world holds no broken rows');
        await putRaw({ name: 'shop', version: 7, model });
        const fault = await store.newest().catch((thrown: unknown) => thrown);
        expect(fault).toBeInstanceOf(BrokenRecord);
        expect(fault).toMatchObject({ ids: { version: '7' } });
        expect(await store.save(aFit())).toBe(8);
        expect(await store.newest()).toEqual({ ...aFit(), version: 8 });
      },
    );
  });
}

/** With numbers that DynamoDB's own would not hold. */
function aFit(changed: Partial<NewShopModel> = {}): NewShopModel {
  return {
    fittedAt: InstantSchema.parse('2026-07-06T04:00:00.000Z'),
    until: DaySchema.parse('2026-07-06'),
    ...{ customers: 2_357, repeatCustomers: 946, orders: 4_814 },
    timing: {
      status: 'fitted',
      model: { r: 0.242_594_494_842_891_17, alpha: 4.413_597_063_186_713, a: 9e16, b: 2.425_946e-200 },
      logLikelihood: -9_582.429_206_676_28,
    },
    spend: { status: 'fitted', model: { p: 6.25, q: 3.74, gamma: 15.44 }, logLikelihood: -4_058.9 },
    repeats: { seen: 2_457, expected: 2_408.123 },
    value: { by: 'expectedValue', floors: { top: 310.5, high: 88.1, middle: 5e-324 } },
    scores: { recency: [-250, -190, -190, -31], frequency: [2, 2, 2, 4], money: [12.5, 30, 55.05, null] },
    ...changed,
  };
}
