// One leg of a journey: claim it, run what it does, and park what no retry can run.
import { isClaimedBy, released } from '#core/claim';
import type { Active } from '#core/enrollment';
import { changeEnrollment } from '#core/flow/change-row';
import { orParked, type Parked } from '#core/flow/park';
import { finishSend, prepareSend, type Ready } from '#core/flow/send';
import type { SendTask } from '#core/flow/send-task';
import { settlePast } from '#core/flow/settle';
import { brokenLeg, type LegEnd, type TouchTask } from '#core/flow/touch-task';
import { answerUnclaimed, closeByLeg } from '#core/flow/unclaimed';
import { chanceWord } from '#core/ids';
import type { Services } from '#core/ports';
import { touchOf } from '#core/sequence';

/** Two attempts in the lifetime of a system would have to draw the same 64 bits for the same leg. */
const CLAIMANT_BYTES = 8;

export type TouchAnswer = LegEnd | Parked;
type Claimed = { readonly claimed: Active };
type Sending = { readonly send: SendTask; readonly ready: Ready };

/** Handles one message of the touch queue, however often and in whatever order it is delivered. */
export async function touch(services: Services, task: TouchTask): Promise<TouchAnswer> {
  const entered = await orParked(services, task.token, () => enter(services, task));
  if ('status' in entered) return entered;
  const run = () => runUpToSend(services, task, entered.claimed);
  const next = await orParked(services, task.token, run, () => giveBack(services, task, entered.claimed));
  return 'status' in next ? next : finishSend(services, next.send, next.ready);
}

async function enter(services: Services, task: TouchTask): Promise<Claimed | LegEnd> {
  const { leg, expiresAt: until, token } = task;
  const claimant = chanceWord(services.randomness.bytes(CLAIMANT_BYTES));
  const claim = { leg, until, token, at: services.clock.now(), claimant };
  const answer = await services.enrollments.claimLeg(task, claim);
  if (answer.status === 'missing')
    throw brokenLeg(task, 'a journey ran without its enrollment; see what deleted the row');
  // The claim was written, its answer lost, and the client asked again: it is ours.
  if (isClaimedBy(answer.enrollment, leg, claimant)) return { claimed: answer.enrollment };
  if (answer.status === 'notClaimed') return answerUnclaimed(services, task, answer.enrollment);
  return { claimed: answer.enrollment };
}

/** Everything that a leg does except a send. Nothing has gone out yet: where this fails, it may be done again. */
async function runUpToSend(services: Services, task: TouchTask, enrollment: Active): Promise<Sending | LegEnd> {
  const leg = enrollment.legs[task.leg];
  if (leg === undefined) throw brokenLeg(task, 'a leg was claimed that is not in the plan');
  if (leg.does === 'close') return closeByLeg(services, task, enrollment);
  const settled = await settlePast(services, enrollment, task.leg, services.clock.now());
  if (leg.does === 'wait') return { status: 'waiting' };
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  const planned = published === undefined ? undefined : touchOf(published.sequence, leg.touch);
  if (published === undefined || planned === undefined) {
    throw brokenLeg(task, `version ${enrollment.version} of the sequence, or its touch ${leg.touch}, is not published`);
  }
  const send = { enrollment: settled, published, touch: planned, leg: task.leg, turnEnds: leg.until };
  const prepared = await prepareSend(services, send);
  return prepared.say === 'send' ? { send, ready: prepared } : finishSend(services, send, prepared);
}

/** Nothing went out, so the queue may try again. */
async function giveBack(services: Services, task: TouchTask, mine: Active): Promise<void> {
  await changeEnrollment(services, task, (now) => released(now, mine, task.leg));
}
