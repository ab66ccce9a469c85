// What a customer or their mailbox did: written to the row first, then obeyed.
import { hasComeBack, reasonToStop } from '#core/clearance';
import type { Customer } from '#core/customer';
import { type Enrollment, type GoalResponse, isRunning } from '#core/enrollment';
import { BadInput } from '#core/errors';
import { responseFact } from '#core/fact';
import { changeCustomer, changeEnrollment } from '#core/flow/change-row';
import { letGo } from '#core/flow/close';
import { settleIfSent } from '#core/flow/settle';
import { type StopAnswer, stopEnrollment } from '#core/flow/stop';
import type { EnrollmentId } from '#core/ids';
import { discountOf } from '#core/incentive';
import type { Services } from '#core/ports';
import { customerAfter, isFromTheFuture, meetsGoal, type Response, tellsOfMessage } from '#core/response';
import { kindsThatMeet, type SequenceVersion } from '#core/sequence';
import { type TimeZone, TimeZoneSchema } from '#core/time';

const UTC = TimeZoneSchema.parse('UTC');

export type RespondAnswer =
  | { readonly status: 'ignored'; readonly because: 'noSuchCustomer' }
  | { readonly status: 'recorded' }
  | StopAnswer;

/**
 * Records a response and stops the customer's journey if it stands against further touches. The row is written before
 * the stop, so that a touch between the two sees it in its last look. Everything may be done again: whether to stop is
 * read from the row, not from this one response.
 */
export async function respond(services: Services, response: Response): Promise<RespondAnswer> {
  const { customerId } = response;
  if (tellsOfMessage(response)) {
    const settled = await settleIfSent(services, response);
    // That a message left is news only where it was in doubt; our own fact says it everywhere else.
    if (response.kind !== 'sent' || settled) await services.journal.record([responseFact(response)]);
    return { status: 'recorded' };
  }
  if (isFromTheFuture(response, services.clock.now())) {
    const ids = { customerId, responseId: response.responseId };
    throw new BadInput('a response lies in the future; look at the clock, or the "no date" value, of whoever sent it', {
      ids,
    });
  }
  const zone = await shopZone(services);
  const customer = await changeCustomer(services, customerId, (row) => customerAfter(row, response, zone));
  if (customer === undefined) return { status: 'ignored', because: 'noSuchCustomer' };
  await services.journal.record([responseFact(response)]);
  const enrollmentId = customer.open?.enrollmentId ?? watchedOf(customer, response);
  const enrollment =
    enrollmentId === undefined ? undefined : await services.enrollments.get({ customerId, enrollmentId });
  if (enrollment === undefined) return { status: 'recorded' };
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  if (published === undefined) return { status: 'recorded' };
  const goal = goalOf(response, customer, enrollment, published);
  if (!isRunning(enrollment)) {
    if (enrollment.status === 'closed') await letGo(services, enrollment, undefined);
    if (goal !== undefined) await noteGoal(services, enrollment, goal);
    return { status: enrollment.status === 'closed' ? 'already' : 'recorded' };
  }
  const because = reasonToStop(customer, enrollment, published.sequence);
  if (because === undefined) return { status: 'recorded' };
  const stop = { at: services.clock.now(), because, response: response.responseId };
  return stopEnrollment(services, enrollment, stop, goal, published.sequence);
}

/** Days are counted in the calendar of the shop. Before anything is published there is none, and UTC is as good as any. */
async function shopZone({ sequences }: Pick<Services, 'sequences'>): Promise<TimeZone> {
  const [first] = await sequences.live();
  return first?.shop.timeZone ?? UTC;
}

/** An enrollment that has ended, whose customer is still watched: both arms of the lift are judged by the same span. */
function watchedOf({ watched }: Customer, response: Response): EnrollmentId | undefined {
  return watched !== undefined && response.at <= watched.until ? watched.enrollmentId : undefined;
}

/** The response as the goal it meets: only a sign of life later than all that we had seen counts. */
function goalOf(
  response: Response,
  customer: Customer,
  enrollment: Enrollment,
  published: SequenceVersion,
): GoalResponse | undefined {
  if (!meetsGoal(response, published.sequence) || response.at < enrollment.enrolledAt) return undefined;
  if (isRunning(enrollment) && !hasComeBack(customer, enrollment.seen, kindsThatMeet(published.sequence.goal)))
    return undefined;
  const cents = response.kind === 'order' ? response.cents : 0;
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
async function noteGoal(services: Services, enrollment: Enrollment, goal: GoalResponse): Promise<void> {
  await changeEnrollment(services, enrollment, (row) => (row.goal === undefined ? { ...row, goal } : undefined));
}
