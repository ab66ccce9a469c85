// The incentive of a touch: its money is taken and its code made known before anything is promised to anybody.
import type { Active } from '#core/enrollment';
import type { IncentiveName } from '#core/ids';
import { CODE_BYTES, type Offer, offerOf } from '#core/incentive';
import type { Services } from '#core/ports';
import type { SequenceVersion, Touch } from '#core/sequence';

export type Promised =
  | { readonly status: 'none' | 'exhausted' }
  | { readonly status: 'reserved'; readonly offer: Offer };

/**
 * Reserves the most that the offer can cost and issues its code. An offer that an earlier try has made is used again,
 * also when the customer's tier would get another one by now.
 * A crash in between leaves money reserved that nobody was promised: too little is offered then, never too much.
 */
export async function promiseIncentive(
  services: Services,
  enrollment: Active,
  { incentives }: SequenceVersion,
  { id: touchId }: Touch,
  name: IncentiveName,
): Promise<Promised> {
  const earlier = enrollment.offers[touchId];
  if (earlier !== undefined) return { status: 'reserved', offer: earlier };
  const terms = incentives[name];
  if (terms === undefined) return { status: 'none' };
  if (terms.budget !== undefined) {
    const answer = await services.incentives.reserve(name, terms.worth, terms.budget);
    if (answer === 'exhausted') return { status: 'exhausted' };
  }
  const offer = offerOf(name, terms, services.randomness.bytes(CODE_BYTES), services.clock.now(), enrollment.timeZone);
  const { customerId, enrollmentId } = enrollment;
  await services.incentives.issue({ ...offer, customerId, enrollmentId, touchId });
  return { status: 'reserved', offer };
}
