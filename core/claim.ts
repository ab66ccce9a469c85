// Who may run a leg, who runs it, and how it is given back: the fence in the enrollment (docs/decisions/0004-the-fence.md).
import { type Active, type Enrollment, isRunning, type Running } from '#core/enrollment';
import type { Instant } from '#core/time';

/**
 * May this leg be claimed? Only once, only forwards, never after a stop, and only by a journey that runs the plan as it
 * stands here: the fence (docs/decisions/0004-the-fence.md).
 */
export function mayClaim(enrollment: Enrollment, leg: number, until: Instant): enrollment is Active {
  return enrollment.status === 'active' && enrollment.claimed < leg && enrollment.legs[leg]?.until === until;
}

/**
 * `until` is when the leg ends by the plan that the journey runs; a journey with an older plan claims nothing. `claimant`
 * tells this attempt from all others.
 */
export type LegClaim = {
  readonly leg: number;
  readonly until: Instant;
  readonly token: string;
  readonly at: Instant;
  readonly claimant: string;
};

/** The enrollment with leg claimed and the journey's token stored: what the claiming write leaves behind. */
export function claimed(enrollment: Active, { leg, token, at, claimant }: LegClaim): Active {
  const claims = { ...enrollment.claims, [leg]: at };
  return { ...enrollment, claimed: leg, claims, claimant, token: { value: token, leg } };
}

/** Was this leg claimed by this attempt? Also when the answer to its write was lost, and the write was repeated. */
export function isClaimedBy(enrollment: Enrollment, leg: number, claimant: string | undefined): enrollment is Active {
  return enrollment.status === 'active' && enrollment.claimed === leg && enrollment.claimant === claimant;
}

/** The enrollment with a token for the same or a later leg; tokens never go back. Undefined when it is as it was. */
export function withToken<E extends Running>(enrollment: E, leg: number, token: string): E | undefined {
  const { token: have } = enrollment;
  if (have !== undefined && (have.leg > leg || have.value === token)) return undefined;
  return { ...enrollment, token: { value: token, leg } };
}

/**
 * The enrollment with a leg given back, because certainly nothing went out: it may be claimed again. Undefined when the
 * leg is no longer this attempt's to give: claimed by another since, moved by a hold, or its touch is written down.
 */
export function released(enrollment: Enrollment, mine: Running, leg: number): Running | undefined {
  if (!isRunning(enrollment) || enrollment.claimed !== leg || enrollment.claimant !== mine.claimant) return undefined;
  const now = enrollment.legs[leg];
  if (now?.until !== mine.legs[leg]?.until) return undefined;
  if (now?.does === 'touch' && enrollment.touches[now.touch] !== undefined) return undefined;
  const { [leg]: _returned, ...claims } = enrollment.claims;
  return { ...enrollment, claims, claimed: leg - 1 };
}
