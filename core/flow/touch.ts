// One leg of a journey: claim it, run what it does, and answer journeys that are behind the enrollment.
import {
  type Active,
  type Enrollment,
  isRunning,
  planToRun,
  type Running,
  released,
  withToken,
} from '#core/enrollment';
import { BrokenRecord } from '#core/errors';
import { touchFact } from '#core/fact';
import { changeEnrollment } from '#core/flow/change-row';
import { closeEnrollment, letGo } from '#core/flow/close';
import { finishSend, prepareSend } from '#core/flow/send';
import type { SendStatus } from '#core/flow/send-task';
import { settlePast } from '#core/flow/settle';
import type { CustomerId, EnrollmentId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Leg } from '#core/schedule';
import { touchOf } from '#core/sequence';
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

/** `duplicate`: the leg was run before, nothing goes out. `behind`: the journey ran an older plan and was given ours. */
export type TouchAnswer = { readonly status: SendStatus | 'waiting' | 'closed' | 'duplicate' | 'behind' };

/** Handles one message of the touch queue, however often and in whatever order it is delivered. */
export async function touch(services: Services, task: TouchTask): Promise<TouchAnswer> {
  const at = services.clock.now();
  const answer = await services.enrollments.claimLeg(task, {
    leg: task.leg,
    until: task.expiresAt,
    token: task.token,
    at,
  });
  if (answer.status === 'missing') throw broken(task, 'a journey runs without its enrollment; stop its execution');
  if (answer.status === 'notClaimed') return answerTheRest(services, task, answer.enrollment);
  const { enrollment } = answer;
  const leg = enrollment.legs[task.leg];
  if (leg === undefined) throw broken(task, 'a leg was claimed that is not in the plan');
  if (leg.does === 'close') return close(services, task, enrollment);
  const ready = await prepared(services, task, enrollment, leg)
    .then(async (send) => {
      if (send === undefined) return { status: 'waiting' as const };
      return send.prepared.clearance.say === 'send' ? send : finishSend(services, send.send, send.prepared);
    })
    .catch(async (fault: unknown) => {
      // Nothing went out, so the leg can be given back and the queue may try again; but not once a hold has moved the plan.
      await changeEnrollment(services, task, (now) =>
        isRunning(now) && now.legs[task.leg]?.until === task.expiresAt ? released(now, task.leg) : undefined,
      );
      throw fault;
    });
  return 'status' in ready ? ready : finishSend(services, ready.send, ready.prepared);
}

async function prepared(services: Services, task: TouchTask, enrollment: Active, leg: Leg) {
  const settled = await settlePast(services, enrollment, task.leg, services.clock.now());
  if (leg.does !== 'touch') return undefined;
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  const planned = published === undefined ? undefined : touchOf(published.sequence, leg.touch);
  if (published === undefined || planned === undefined) {
    throw broken(task, `version ${enrollment.version} of the sequence, or its touch ${leg.touch}, is not published`);
  }
  const send = { enrollment: settled, published, touch: planned, leg: task.leg, turnEnds: leg.until };
  return { send, prepared: await prepareSend(services, send) };
}

/** The leg is not ours to claim: a duplicate, a retry with a new token, or the enrollment was stopped or closed. */
async function answerTheRest(services: Services, task: TouchTask, found: Enrollment): Promise<TouchAnswer> {
  if (found.status === 'heldOut') throw broken(task, 'a journey runs for a held-out customer; stop its execution');
  if (found.status === 'closed') {
    await letGo(services, found, task.token);
    return { status: 'closed' };
  }
  const leg = found.legs[task.leg];
  if (leg?.until !== task.expiresAt) return giveOurPlan(services, task, found);
  if (leg.does === 'close') return close(services, task, found);
  // The newest token is the one that a stop must use; a retried Task has a new one.
  const kept = await changeEnrollment(services, task, (row) =>
    isRunning(row) ? withToken(row, task.leg, task.token) : undefined,
  );
  if (kept?.status === 'closed') return answerTheRest(services, task, kept);
  const record = leg.does === 'touch' ? found.touches[leg.touch] : undefined;
  // A crash between the two writes of a settlement left the journal without its fact.
  if (leg.does === 'touch' && record !== undefined)
    await services.journal.record([touchFact(found, leg.touch, record)]);
  return { status: found.status === 'stopped' ? 'waiting' : 'duplicate' };
}

/** The journey's due instants are not those of the enrollment (a hold, a stop): it goes on with ours. */
async function giveOurPlan(services: Services, task: TouchTask, row: Running): Promise<TouchAnswer> {
  await services.journeys.replan(task.token, planToRun(row));
  return { status: 'behind' };
}

async function close(services: Services, task: TouchTask, enrollment: Running): Promise<TouchAnswer> {
  await settlePast(services, enrollment, task.leg, services.clock.now());
  await closeEnrollment(services, task, { token: task.token, known: enrollment });
  return { status: 'closed' };
}

function broken(task: TouchTask, problem: string): BrokenRecord {
  return new BrokenRecord(problem, { ids: { enrollmentId: task.enrollmentId, leg: task.leg } });
}
