// What every store of incentives does: no budget is ever exceeded, a code is found by itself, and redeemed once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenRecord } from '#core/errors';
import { IncentiveNameSchema } from '#core/ids';
import { type Incentives, type IssuedCode, IssuedCodeSchema, type Redemption, RedemptionSchema } from '#core/incentive';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const TEN_OFF = IncentiveNameSchema.parse('ten-off');
const SHIPPING = IncentiveNameSchema.parse('free-shipping');
const RUNS = 8;

export function incentivesContract(name: string, make: MakeWorld<Incentives>): void {
  describe(`incentives in ${name}`, () => {
    it('of 50 reservations at once only those that the budget covers are made', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.reserve(TEN_OFF, 700, 10_000)));
      expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(14);
      expect(await store.reserved(TEN_OFF)).toBe(9_800);
    });

    it('a budget is used to its last cent and not one further', async () => {
      const { store } = await make();
      expect(await store.reserve(TEN_OFF, 999, 1_000)).toBe('reserved');
      expect(await store.reserve(TEN_OFF, 2, 1_000)).toBe('exhausted');
      expect(await store.reserve(TEN_OFF, 1, 1_000)).toBe('reserved');
      expect(await store.reserve(TEN_OFF, 1, 1_000)).toBe('exhausted');
    });

    it('a first reservation larger than the budget takes nothing', async () => {
      const { store } = await make();
      expect(await store.reserve(TEN_OFF, 1_001, 1_000)).toBe('exhausted');
      expect(await store.reserved(TEN_OFF)).toBe(0);
    });

    it('whatever is asked for, the counter is the sum of what was reserved and within the budget', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 20 }), async (all) => {
          const { store } = await make();
          let expected = 0;
          for (const cents of all) {
            if ((await store.reserve(TEN_OFF, cents, 1_000)) === 'reserved') expected += cents;
          }
          expect(await store.reserved(TEN_OFF)).toBe(expected);
          expect(expected).toBeLessThanOrEqual(1_000);
        }),
        { numRuns: RUNS },
      );
    });

    it('a budget that was cut below what is reserved takes no more', async () => {
      const { store } = await make();
      await store.reserve(TEN_OFF, 900, 1_000);
      expect(await store.reserve(TEN_OFF, 1, 500)).toBe('exhausted');
      expect(await store.reserved(TEN_OFF)).toBe(900);
    });

    it('incentives have separate budgets', async () => {
      const { store } = await make();
      await store.reserve(TEN_OFF, 1_000, 1_000);
      expect(await store.reserve(SHIPPING, 1_000, 1_000)).toBe('reserved');
    });

    it('an issued code is found by itself, and no other is', async () => {
      const { store } = await make();
      const code = aCode('7K3M-9QXT-2HBA');
      await store.issue(code);
      expect(await store.find('7K3M-9QXT-2HBA')).toEqual(code);
      expect(await store.find('7K3M-9QXT-2HBB')).toBeUndefined();
      expect(await store.find('')).toBeUndefined();
    });

    it('the same code twice is one, and the first word on it stands', async () => {
      const { store } = await make();
      await store.issue(aCode('7K3M-9QXT-2HBA'));
      await store.issue({ ...aCode('7K3M-9QXT-2HBA'), worth: 1 });
      expect(await store.find('7K3M-9QXT-2HBA')).toEqual(aCode('7K3M-9QXT-2HBA'));
    });

    it('a code that reads like a budget finds no budget', async () => {
      const { store } = await make();
      await store.reserve(TEN_OFF, 100, 1_000);
      expect(await store.find('ten-off')).toBeUndefined();
      expect(await store.find('budget#ten-off')).toBeUndefined();
    });

    it('an order that redeems a code hears to whom it was promised, and so does the same order told again', async () => {
      const { store } = await make();
      const issued = aCode('7K3M-9QXT-2HBA');
      await store.issue(issued);
      expect(await store.redeem(issued.code, aRedemption('order-1'))).toEqual({ status: 'redeemed', issued });
      expect(await store.redeem(issued.code, aRedemption('order-1'))).toEqual({ status: 'again', issued });
    });

    it('a code that one order has redeemed is taken for every other, whoever placed it', async () => {
      const { store } = await make();
      const issued = aCode('7K3M-9QXT-2HBA');
      await store.issue(issued);
      await store.redeem(issued.code, aRedemption('order-1', 'somebody-else'));
      expect(await store.redeem(issued.code, aRedemption('order-2'))).toEqual({ status: 'taken', issued });
      expect(await store.redeem(issued.code, aRedemption('order-1'))).toMatchObject({ status: 'again' });
    });

    it('of 20 orders at once one redeems a code', async () => {
      const { store } = await make();
      await store.issue(aCode('7K3M-9QXT-2HBA'));
      const orders = Array.from({ length: 20 }, (_, number) => aRedemption(`order-${number}`));
      const answers = await Promise.all(orders.map((order) => store.redeem('7K3M-9QXT-2HBA', order)));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual(['redeemed', ...Array(19).fill('taken')]);
    });

    it('a code that was never issued cannot be redeemed, and redeeming it makes none', async () => {
      const { store } = await make();
      expect(await store.redeem('7K3M-9QXT-2HBA', aRedemption('order-1'))).toEqual({ status: 'unknown' });
      expect(await store.find('7K3M-9QXT-2HBA')).toBeUndefined();
      await store.issue(aCode('7K3M-9QXT-2HBA'));
      expect(await store.redeem('7K3M-9QXT-2HBA', aRedemption('order-2'))).toMatchObject({ status: 'redeemed' });
    });

    it('a redeemed code is found as it was issued, and issuing it again does not make it new', async () => {
      const { store } = await make();
      const issued = aCode('7K3M-9QXT-2HBA');
      await store.issue(issued);
      await store.redeem(issued.code, aRedemption('order-1'));
      await store.issue(issued);
      expect(await store.find(issued.code)).toEqual(issued);
      expect(await store.redeem(issued.code, aRedemption('order-2'))).toMatchObject({ status: 'taken' });
    });

    it('an erased code is gone, with who redeemed it, and no budget goes with it', async () => {
      const { store } = await make();
      await store.reserve(TEN_OFF, 2_000, 50_000);
      await store.issue(aCode('7K3M-9QXT-2HBA'));
      await store.redeem('7K3M-9QXT-2HBA', aRedemption('order-1'));
      await store.erase('7K3M-9QXT-2HBA');
      await store.erase('7K3M-9QXT-2HBA');
      expect(await store.find('7K3M-9QXT-2HBA')).toBeUndefined();
      expect(await store.redeem('7K3M-9QXT-2HBA', aRedemption('order-1'))).toEqual({ status: 'unknown' });
      expect(await store.reserved(TEN_OFF)).toBe(2_000);
    });

    it('a broken row is BrokenRecord with ids', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ id: 'budget#ten-off', reserved: -5 });
      await putRaw({ id: 'code#7K3M-9QXT-2HBA', ...aCode('7K3M-9QXT-2HBA'), touchId: 'ada@customer.example' });
      const budget = await store.reserved(TEN_OFF).catch((thrown: unknown) => thrown);
      const code = await store.find('7K3M-9QXT-2HBA').catch((thrown: unknown) => thrown);
      expect(budget).toBeInstanceOf(BrokenRecord);
      expect(budget).toMatchObject({ ids: { incentive: 'ten-off' } });
      expect(code).toBeInstanceOf(BrokenRecord);
      expect(code).toMatchObject({ ids: { customerId: 'c1', enrollmentId: 'gentle_c1_20260402' } });
      const redeemed = await store.redeem('7K3M-9QXT-2HBA', aRedemption('order-1')).catch((thrown: unknown) => thrown);
      expect(redeemed).toBeInstanceOf(BrokenRecord);
      expect(redeemed).toMatchObject({ ids: { customerId: 'c1', enrollmentId: 'gentle_c1_20260402' } });
      expect(JSON.stringify([String(code), code, redeemed])).not.toContain('customer.example');
    });
  });
}

function aCode(code: string): IssuedCode {
  return IssuedCodeSchema.parse({
    incentive: 'ten-off',
    code,
    worth: 2_000,
    issuedAt: '2026-07-01T10:00:00.000Z',
    expiresAt: '2026-07-15T10:00:00.000Z',
    customerId: 'c1',
    enrollmentId: 'gentle_c1_20260402',
    touchId: 'last-offer',
  });
}

function aRedemption(responseId: string, customerId = 'c1'): Redemption {
  return RedemptionSchema.parse({ responseId, customerId, at: '2026-07-03T10:00:00.000Z', cents: 4_200 });
}
