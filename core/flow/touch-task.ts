// What the journey asks of a leg, and how a leg may end.
import { BrokenRecord } from '#core/errors';
import type { CloseAnswer } from '#core/flow/close';
import type { SendEnd } from '#core/flow/send-task';
import type { CustomerId, EnrollmentId } from '#core/ids';
import type { Instant } from '#core/time';

/** What the journey puts on the touch queue when it enters a leg. */
export type TouchTask = {
  readonly enrollmentId: EnrollmentId;
  readonly customerId: CustomerId;
  readonly leg: number;
  readonly token: string;
  /** When the next leg begins, by the plan that the journey runs. */
  readonly expiresAt: Instant;
};

/**
 * `waiting`: nothing is to be done before the next leg. `duplicate`: the leg was run before, nothing goes out. `behind`:
 * the journey ran an older plan and was given ours. `already`: another had stopped or closed the enrollment before.
 */
export type LegEnd =
  | SendEnd
  | Extract<CloseAnswer, { status: 'closed' }>
  | { readonly status: 'waiting' | 'duplicate' | 'behind' | 'already' };

/** Our own rows make no sense of this task. */
export function brokenLeg({ enrollmentId, leg }: TouchTask, problem: string): BrokenRecord {
  return new BrokenRecord(problem, { ids: { enrollmentId, leg } });
}
