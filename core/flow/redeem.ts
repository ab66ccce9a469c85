// A code that an order carries: matched to the enrollment it was promised to, exactly once.
import { codeTyped, type RedeemAnswer } from '#core/incentive';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';

/**
 * Notes that an order redeemed its code, whoever placed it, a stranger too: a code is for one person and one order, and the
 * first order that brings it has it. Undefined when the order has no code; what cannot be one of ours is not looked up.
 */
export async function redeemCode(
  { incentives }: Pick<Services, 'incentives'>,
  response: Response,
): Promise<RedeemAnswer | undefined> {
  if (response.kind !== 'order' || response.code === undefined) return undefined;
  const code = codeTyped(response.code);
  if (code === undefined) return { status: 'unknown' };
  const { responseId, customerId, at, cents } = response;
  return incentives.redeem(code, { responseId, customerId, at, cents });
}
