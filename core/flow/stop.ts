// No more touches for this enrollment: first the flag in the store, then the journey's token.
import {
  closed,
  type Enrollment,
  type GoalResponse,
  planToRun,
  type Running,
  replanned,
  type Stop,
  stopped,
} from '#core/enrollment';
import { changeEnrollment, keepCustomer } from '#core/flow/change-row';
import { endFacts, letGo } from '#core/flow/close';
import { type Outcome, outcomeOfStop } from '#core/outcome';
import type { Services } from '#core/ports';
import { planClose } from '#core/schedule';
import type { Sequence } from '#core/sequence';

/** Only who came back without meeting the goal is stopped and not closed. `already`: another had stopped it before. */
export type StopAnswer =
  | { readonly status: 'stopped'; readonly because: 'cameBack' }
  | { readonly status: 'closed'; readonly outcome: Outcome }
  | { readonly status: 'already' };

/**
 * Stops for a reason that stands in the customer's row. A customer who came back without meeting the goal has until the
 * close to meet it; every other stop settles the outcome in the same write. The store's word holds even when the token
 * has died meanwhile: the next leg meets the flag.
 */
export async function stopEnrollment(
  services: Services,
  enrollment: Running,
  stop: Stop,
  goal: GoalResponse | undefined,
  sequence: Sequence,
): Promise<StopAnswer> {
  let token: string | undefined;
  let changed = false;
  const flag = (row: Enrollment) => {
    token = 'token' in row ? row.token?.value : undefined;
    const next = afterStop(row, stop, goal, sequence, services.timeScale);
    changed = next !== undefined;
    return next;
  };
  const now = await changeEnrollment(services, enrollment, flag, enrollment);
  // Read a moment ago, and erased since: whoever it was is forgotten, and gets nothing more.
  if (now === undefined) return { status: 'already' };
  if (now.status === 'closed') {
    await letGo(services, now, token);
    return changed ? { status: 'closed', outcome: now.outcome } : { status: 'already' };
  }
  if (now.status !== 'stopped') return { status: 'already' };
  await services.journal.record(endFacts(now));
  await keepCustomer(services, now);
  if (!changed) return { status: 'already' };
  if (token !== undefined) await services.journeys.replan(token, planToRun(now));
  return { status: 'stopped', because: 'cameBack' };
}

function afterStop(
  row: Enrollment,
  stop: Stop,
  goal: GoalResponse | undefined,
  sequence: Sequence,
  timeScale: number,
): Enrollment | undefined {
  if (row.status !== 'active' && row.status !== 'stopped') return undefined;
  const withGoal = goal === undefined || row.goal !== undefined ? row : { ...row, goal };
  const flagged = withGoal.status === 'active' ? stopped(withGoal, stop) : withGoal;
  const outcome = outcomeOfStop(stop.because, flagged.goal !== undefined);
  if (outcome !== undefined) return closed(flagged, outcome, stop.at);
  if (row.status === 'stopped') return undefined;
  const { customerId, enrolledAt, timeZone: zone } = row;
  return replanned(flagged, planClose({ sequence, customerId, zone, enrolledAt, timeScale }, stop.at), stop.at);
}
