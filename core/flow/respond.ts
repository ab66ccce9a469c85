// What a customer or their mailbox did: written to the row first, then obeyed.
import { hasComeBack, reasonToStop } from '#core/clearance';
import type { Customer } from '#core/customer';
import { type Enrollment, type GoalResponse, isRunning, maySettle } from '#core/enrollment';
import type { Fact } from '#core/fact';
import { changeCustomer, changeEnrollment } from '#core/flow/change-row';
import { letGo } from '#core/flow/close';
import { type StopAnswer, stopEnrollment } from '#core/flow/stop';
import { discountOf } from '#core/incentive';
import type { Services } from '#core/ports';
import { customerAfter, meetsGoal, type Response, tellsOfMessage } from '#core/response';
import { kindsThatMeet, type SequenceVersion } from '#core/sequence';
import type { TimeZone } from '#core/time';

export type RespondAnswer =
  | { readonly status: 'ignored'; readonly because: 'noSuchCustomer' }
  | { readonly status: 'recorded' | StopAnswer['status'] };

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
    if (response.kind !== 'sent' || settled) await services.journal.record([factOf(response)]);
    return { status: 'recorded' };
  }
  const zone = (await services.sequences.live())[0]?.shop.timeZone ?? ('UTC' as TimeZone);
  const customer = await changeCustomer(services, customerId, (row) => customerAfter(row, response, zone));
  if (customer === undefined) return { status: 'ignored', because: 'noSuchCustomer' };
  await services.journal.record([factOf(response)]);
  const open = customer.open?.enrollmentId;
  const enrollment =
    open === undefined ? undefined : await services.enrollments.get({ customerId, enrollmentId: open });
  if (enrollment === undefined) return { status: 'recorded' };
  if (enrollment.status === 'closed') {
    await letGo(services, enrollment, undefined);
    return { status: 'already' };
  }
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  if (published === undefined) return { status: 'recorded' };
  const goal = goalOf(response, customer, enrollment, published);
  if (!isRunning(enrollment)) {
    if (goal !== undefined) await noteGoal(services, enrollment, goal);
    return { status: 'recorded' };
  }
  const because = reasonToStop(customer, enrollment, published.sequence);
  if (because === undefined) return { status: 'recorded' };
  const stop = { at: services.clock.now(), because, response: response.responseId };
  return stopEnrollment(services, enrollment, stop, goal, published.sequence);
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
  if (response.kind !== 'order' || !isRunning(enrollment)) return 0;
  const offer = Object.values(enrollment.offers).find(
    ({ code, expiresAt }) => code === response.code && response.at <= expiresAt,
  );
  const terms = offer === undefined ? undefined : incentives[offer.incentive];
  return terms === undefined ? 0 : discountOf(terms, response.cents);
}

/** Held-out customers are watched just like the others: the first goal response counts. */
async function noteGoal(services: Services, enrollment: Enrollment, goal: GoalResponse): Promise<void> {
  await changeEnrollment(services, enrollment, (row) => (row.goal === undefined ? { ...row, goal } : undefined));
}

/** The provider's own word that a message left: it settles what a crash or a time-out had left open. */
async function settleIfSent(services: Services, response: Response): Promise<boolean> {
  if (response.kind !== 'sent' && response.kind !== 'delivered') return false;
  const { customerId, enrollmentId, touchId, channel, at, providerId, parts = 1 } = response;
  if (enrollmentId === undefined || touchId === undefined || providerId === undefined) return false;
  const key = { customerId, enrollmentId };
  // Read first: it is nearly always settled, and a refused write costs ten times a read.
  const enrollment = await services.enrollments.get(key);
  if (enrollment === undefined || enrollment.status === 'heldOut') return false;
  if (!maySettle(enrollment.touches[touchId])) return false;
  const record = { status: 'sent', at, channel, providerId, parts } as const;
  return (await services.enrollments.settleTouch(key, touchId, record)) === 'settled';
}

function factOf(response: Response): Fact {
  const { at, customerId, enrollmentId, touchId, kind, responseId } = response;
  return {
    at,
    kind: 'response',
    customerId,
    response: kind,
    ref: responseId,
    ...(enrollmentId === undefined ? {} : { enrollmentId }),
    ...(touchId === undefined ? {} : { touch: touchId }),
    ...('channel' in response ? { channel: response.channel } : {}),
    ...(response.kind === 'order' ? { cents: response.cents } : {}),
  };
}
