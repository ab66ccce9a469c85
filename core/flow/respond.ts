// What a customer or their mailbox did: written to the row first, then obeyed.
import { reasonToStop } from '#core/clearance';
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { isRunning } from '#core/enrollment';
import { BadInput } from '#core/errors';
import { responseFact } from '#core/fact';
import { changeCustomer } from '#core/flow/change-row';
import { judgeClick } from '#core/flow/click';
import { letGo } from '#core/flow/close';
import { isOfOldContact } from '#core/flow/contact-now';
import { goalOf, noteGoal } from '#core/flow/goal';
import { redeemCode } from '#core/flow/redeem';
import { remember } from '#core/flow/remember';
import { settleIfSent } from '#core/flow/settle';
import { judgeSoftBounces } from '#core/flow/soft-bounce';
import { type StopAnswer, stopEnrollment } from '#core/flow/stop';
import { strangersRow } from '#core/flow/stranger';
import type { EnrollmentId } from '#core/ids';
import type { RedeemAnswer } from '#core/incentive';
import { believed, isMisdated } from '#core/misdated';
import type { Services } from '#core/ports';
import { activityOf, countsSingly, isNewsOnly, isSoftBounce, type Response, tellsOfMessage } from '#core/response';
import type { SequenceVersion } from '#core/sequence';
import { isActivityOf } from '#core/shop';
import { TimeZoneSchema } from '#core/time';

/** Before anything is published there is no calendar of the shop, and UTC is as good as any. */
const NO_CALENDAR = TimeZoneSchema.parse('UTC');

export type RespondAnswer =
  | { readonly status: 'ignored'; readonly because: 'noSuchCustomer' | 'unknownActivity' }
  | { readonly status: 'recorded' | 'waiting' }
  | StopAnswer;

/**
 * Records a response and stops the customer's journey if it stands against further touches. The row is written before
 * the stop, so that a touch between the two sees it in its last look. Everything may be done again: whether to stop is
 * read from the row, not from this one response.
 */
export async function respond(services: Services, told: Response): Promise<RespondAnswer> {
  const judged = told.kind === 'clicked' ? await judgeClick(services, told) : undefined;
  if (judged?.status === 'waiting') return judged;
  const response = believed(judged?.response ?? told, services.clock.now());
  const { customerId } = response;
  if (tellsOfMessage(response)) {
    const settled = await settleIfSent(services, response);
    // That a message left is news only where it was in doubt; our own fact says it everywhere else.
    if (isNewsOnly(response)) {
      if (response.kind !== 'sent' || settled) await services.journal.record([responseFact(response)]);
      return { status: 'recorded' };
    }
  }
  refuseMisdated(services, response);
  // Only what is dated asks for the calendar of the shop: nothing that cannot be read keeps a no from being written down.
  const live = activityOf(response) === undefined ? [] : await services.sequences.live();
  const timeZone = live[0]?.shop.timeZone ?? NO_CALENDAR;
  if (isUnknownKind(response, live)) return { status: 'ignored', because: 'unknownActivity' };
  // A row remembers the newest ids only; the journal knows a duplicate that comes days later.
  const isCounted = countsSingly(response) && (await services.journal.holds(responseFact(response)));
  let before: Customer | undefined;
  const after = (row: Customer) => {
    before = row.revision === 0 ? undefined : row;
    return isCounted || isOfOldContact(services, row, response) ? undefined : customerAfter(row, response, timeZone);
  };
  let customer = (await changeCustomer(services, customerId, after)) ?? (await strangersRow(services, response, after));
  const redeemed = await redeemCode(services, response);
  if (customer === undefined) return { status: 'ignored', because: 'noSuchCustomer' };
  await services.journal.record([responseFact(response)]);
  if (isSoftBounce(response)) customer = await judgeSoftBounces(services, response, customer);
  const answer = await obey(services, response, customer, redeemed);
  await remember(services, response, before);
  return answer;
}

function refuseMisdated(services: Services, response: Response): void {
  const { customerId, responseId } = response;
  if (!isMisdated(response, services.clock.now())) return;
  throw new BadInput(
    'a response lies in the future, or before all time; look at the clock, or the "no date" value, of whoever sent it',
    { ids: { customerId, responseId } },
  );
}

/** What follows for the customer's enrollment. */
async function obey(
  services: Services,
  response: Response,
  customer: Customer,
  redeemed: RedeemAnswer | undefined,
): Promise<RespondAnswer> {
  const { customerId } = customer;
  const enrollmentId = customer.open?.enrollmentId ?? watchedOf(customer, response);
  const enrollment =
    enrollmentId === undefined ? undefined : await services.enrollments.get({ customerId, enrollmentId });
  if (enrollment === undefined) return { status: 'recorded' };
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  if (published === undefined) return { status: 'recorded' };
  const goal = goalOf(response, customer, enrollment, published, redeemed);
  if (!isRunning(enrollment)) {
    if (enrollment.status === 'closed') await letGo(services, enrollment, undefined, customer);
    if (goal !== undefined) await noteGoal(services, enrollment, goal);
    return { status: enrollment.status === 'closed' ? 'already' : 'recorded' };
  }
  const because = reasonToStop(customer, enrollment, published.sequence);
  if (because === undefined) return { status: 'recorded' };
  const stop = { at: services.clock.now(), because, response: response.responseId };
  return stopEnrollment(services, enrollment, stop, goal, published.sequence);
}

/** Each version has the shop of its day: a kind that any of them names is one. Where nothing is live, nobody can tell. */
function isUnknownKind(response: Response, live: readonly SequenceVersion[]): boolean {
  if (response.kind !== 'activity' || live.length === 0) return false;
  return !live.some(({ shop }) => isActivityOf(shop, response.activity));
}

/** An enrollment that has ended, whose customer is still watched: both arms of the lift are judged by the same span. */
function watchedOf({ watched }: Customer, response: Response): EnrollmentId | undefined {
  return watched !== undefined && response.at <= watched.until ? watched.enrollmentId : undefined;
}
