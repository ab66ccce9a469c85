// Does a response meet the goal of an enrollment, and what is it worth?
import { kindsThatMeet } from '#core/activity';
import { hasComeBack } from '#core/clearance';
import type { Customer } from '#core/customer';
import { type Enrollment, type GoalResponse, isRunning } from '#core/enrollment';
import { changeEnrollment } from '#core/flow/change-row';
import { discountOf, type RedeemAnswer } from '#core/incentive';
import type { Services } from '#core/ports';
import { activityOf, meetsGoal, type Response } from '#core/response';
import type { SequenceVersion } from '#core/sequence';

/** The response as the goal it meets: only a sign of life later than all that we had seen counts. */
export function goalOf(
  response: Response,
  customer: Customer,
  enrollment: Enrollment,
  published: SequenceVersion,
  redeemed: RedeemAnswer | undefined,
): GoalResponse | undefined {
  if (!meetsGoal(response, published.sequence) || response.at < enrollment.enrolledAt) return undefined;
  if (isRunning(enrollment) && !hasComeBack(customer, enrollment.seen, kindsThatMeet(published.sequence.goal)))
    return undefined;
  const cents = activityOf(response)?.cents ?? 0;
  return {
    responseId: response.responseId,
    at: response.at,
    cents,
    discount: discountFor(response, enrollment, published, redeemed),
  };
}

/** Only what this very order redeemed, of a code that was promised to this very enrollment, and in its time. */
function discountFor(
  response: Response,
  { enrollmentId }: Enrollment,
  { incentives }: SequenceVersion,
  redeemed: RedeemAnswer | undefined,
): number {
  if (response.kind !== 'order' || redeemed === undefined) return 0;
  if (redeemed.status === 'unknown' || redeemed.status === 'taken') return 0;
  const { issued } = redeemed;
  if (issued.enrollmentId !== enrollmentId || response.at > issued.expiresAt) return 0;
  const terms = incentives[issued.incentive];
  return terms === undefined ? 0 : discountOf(terms, response.cents);
}

/** Whoever is held out, or whose journey ended early, is watched just like the others: the first goal response counts. */
export async function noteGoal(services: Services, enrollment: Enrollment, goal: GoalResponse): Promise<void> {
  const noted = (row: Enrollment) => (row.goal === undefined ? { ...row, goal } : undefined);
  await changeEnrollment(services, enrollment, noted, enrollment);
}
