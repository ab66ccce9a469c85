// Does a response meet the goal of an enrollment, and what is it worth?
import { kindsThatMeet } from '#core/activity';
import { hasComeBack } from '#core/clearance';
import type { Customer } from '#core/customer';
import { type Enrollment, type GoalResponse, isRunning } from '#core/enrollment';
import { changeEnrollment } from '#core/flow/change-row';
import { discountOf } from '#core/incentive';
import type { Services } from '#core/ports';
import { activityOf, meetsGoal, type Response } from '#core/response';
import type { SequenceVersion } from '#core/sequence';

/** The response as the goal it meets: only a sign of life later than all that we had seen counts. */
export function goalOf(
  response: Response,
  customer: Customer,
  enrollment: Enrollment,
  published: SequenceVersion,
): GoalResponse | undefined {
  if (!meetsGoal(response, published.sequence) || response.at < enrollment.enrolledAt) return undefined;
  if (isRunning(enrollment) && !hasComeBack(customer, enrollment.seen, kindsThatMeet(published.sequence.goal)))
    return undefined;
  const cents = activityOf(response)?.cents ?? 0;
  return {
    responseId: response.responseId,
    at: response.at,
    cents,
    discount: discountFor(response, enrollment, published),
  };
}

function discountFor(response: Response, enrollment: Enrollment, { incentives }: SequenceVersion): number {
  if (response.kind !== 'order' || enrollment.status === 'heldOut') return 0;
  const offer = Object.values(enrollment.offers).find(
    ({ code, expiresAt }) => code === response.code && response.at <= expiresAt,
  );
  const terms = offer === undefined ? undefined : incentives[offer.incentive];
  return terms === undefined ? 0 : discountOf(terms, response.cents);
}

/** Whoever is held out, or whose journey ended early, is watched just like the others: the first goal response counts. */
export async function noteGoal(services: Services, enrollment: Enrollment, goal: GoalResponse): Promise<void> {
  const noted = (row: Enrollment) => (row.goal === undefined ? { ...row, goal } : undefined);
  await changeEnrollment(services, enrollment, noted, enrollment);
}
