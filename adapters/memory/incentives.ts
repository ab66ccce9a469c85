// What is promised and what is left of the budgets in a simulation or a test?
import { frozen } from '#adapters/memory/frozen';
import type { IncentiveName } from '#core/ids';
import type { Incentives, IssuedCode, Redemption } from '#core/incentive';

/** The port `Incentives` in memory. */
export function createMemoryIncentives(): Incentives {
  const reserved = new Map<IncentiveName, number>();
  const codes = new Map<string, IssuedCode>();
  const redemptions = new Map<string, Redemption>();

  return {
    async reserve(incentive, cents, budget) {
      const after = (reserved.get(incentive) ?? 0) + cents;
      if (after > budget) return 'exhausted';
      reserved.set(incentive, after);
      return 'reserved';
    },
    async reserved(incentive) {
      return reserved.get(incentive) ?? 0;
    },
    async issue(code) {
      if (!codes.has(code.code)) codes.set(code.code, frozen({ ...code }));
    },
    async find(code) {
      return codes.get(code);
    },
    async redeem(code, redemption) {
      const issued = codes.get(code);
      if (issued === undefined) return { status: 'unknown' };
      const first = redemptions.get(code);
      if (first === undefined) redemptions.set(code, frozen({ ...redemption }));
      if (first === undefined) return { status: 'redeemed', issued };
      return { status: first.responseId === redemption.responseId ? 'again' : 'taken', issued };
    },
    async erase(code) {
      codes.delete(code);
      redemptions.delete(code);
    },
  };
}
