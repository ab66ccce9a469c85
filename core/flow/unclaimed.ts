// A leg that is not to be claimed: a duplicate, a retry with a new token, an older plan, a stop, an end.
import { withToken } from '#core/claim';
import { type Enrollment, isRunning, planToRun, type Running } from '#core/enrollment';
import { touchFact } from '#core/fact';
import { changeEnrollment, keepCustomer } from '#core/flow/change-row';
import { closeEnrollment, letGo } from '#core/flow/close';
import { settlePast } from '#core/flow/settle';
import { brokenLeg, type LegEnd, type TouchTask } from '#core/flow/touch-task';
import type { Services } from '#core/ports';

/** Answers the journey by the enrollment as it was found; nothing goes out. */
export async function answerUnclaimed(services: Services, task: TouchTask, found: Enrollment): Promise<LegEnd> {
  if (found.status === 'heldOut') throw brokenLeg(task, 'a journey ran for a held-out customer; see what started it');
  if (found.status === 'closed') {
    await letGo(services, found, task.token);
    return { status: 'already' };
  }
  const leg = found.legs[task.leg];
  if (leg?.until !== task.expiresAt) return giveOurPlan(services, task, found);
  if (leg.does === 'close') return closeByLeg(services, task, found);
  // The newest token is the one that a stop must use; a retried Task has a new one.
  const kept = await changeEnrollment(services, task, (row) =>
    isRunning(row) ? withToken(row, task.leg, task.token) : undefined,
  );
  if (kept?.status === 'closed') return answerUnclaimed(services, task, kept);
  const record = leg.does === 'touch' ? found.touches[leg.touch] : undefined;
  // A crash between the two writes of a settlement left the journal without its fact.
  if (leg.does === 'touch' && record !== undefined)
    await services.journal.record([touchFact(found, leg.touch, record)]);
  return { status: found.status === 'stopped' ? 'waiting' : 'duplicate' };
}

/** The journey's due instants are not those of the enrollment (a hold, a stop): it goes on with ours. */
async function giveOurPlan(services: Services, task: TouchTask, row: Running): Promise<LegEnd> {
  // A crash after the plan had moved may have left the customer free before its end.
  await keepCustomer(services, row);
  await services.journeys.replan(task.token, planToRun(row));
  return { status: 'behind' };
}

/** The last leg: whatever is not known by now is written down, and the outcome is settled. */
export async function closeByLeg(services: Services, task: TouchTask, enrollment: Running): Promise<LegEnd> {
  await settlePast(services, enrollment, task.leg, services.clock.now());
  const answer = await closeEnrollment(services, task, { token: task.token, known: enrollment });
  return answer.status === 'closed' ? answer : { status: 'already' };
}
