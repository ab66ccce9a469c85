// The ledger of sends: certain is certain, and what may have gone out is never sent again.
import { released } from '#core/claim';
import type { TouchRecord } from '#core/enrollment';
import { TryAgain } from '#core/errors';
import { changeEnrollment } from '#core/flow/change-row';
import type { Promised } from '#core/flow/promise';
import { countSent } from '#core/flow/reputation';
import type { SendEnd, SendTask } from '#core/flow/send-task';
import { settle } from '#core/flow/settle';
import type { SendAnswer, Services } from '#core/ports';

type Unsigned<T> = T extends TouchRecord ? Omit<T, 'at' | 'channel'> : never;

/** Enters what the provider answered. Only a definite "not now" gives the leg back, for the queue to deliver again. */
export async function enterAnswer(
  services: Services,
  task: SendTask,
  promised: Promised,
  answer: SendAnswer,
): Promise<SendEnd> {
  if (answer.status === 'accepted') {
    const { providerId, parts } = answer;
    return writeRecord(services, task, { status: 'sent', providerId, parts }, promised);
  }
  if (answer.status === 'ambiguous')
    return writeRecord(services, task, { status: 'unknown', because: 'ambiguous' }, promised);
  if (answer.status === 'throttled') {
    await giveBack(services, task, promised);
    const ids = { enrollmentId: task.enrollment.enrollmentId, leg: task.leg };
    throw new TryAgain(`the provider takes no messages now (${answer.reason}); deliver this again`, { ids });
  }
  return writeRecord(services, task, { status: 'failed', because: 'refused', detail: answer.reason });
}

/** Writes what became of the touch, signed with the instant and the channel. */
export async function writeRecord(
  services: Services,
  task: SendTask,
  record: Unsigned<TouchRecord>,
  promised?: Promised,
): Promise<SendEnd> {
  // The spread of a union's member and the two fields taken from it is that member again.
  const signed = { ...record, at: services.clock.now(), channel: task.touch.channel } as TouchRecord;
  const offer = promised?.status === 'reserved' ? promised.offer : undefined;
  const answer = await settle(services, task.enrollment, task.touch.id, signed, offer);
  if (answer === 'settled' && signed.status === 'sent' && signed.channel === 'email')
    await countSent(services, signed.at);
  return record.status === 'sent' ? { status: 'sent', channel: task.touch.channel } : { status: record.status };
}
/** A definite "not now": the leg may be claimed again when the queue delivers again. */
async function giveBack(services: Services, { enrollment, leg, touch }: SendTask, promised?: Promised): Promise<void> {
  await changeEnrollment(services, enrollment, (now) => {
    const row = released(now, enrollment, leg);
    if (row === undefined || promised?.status !== 'reserved') return row;
    return { ...row, offers: { ...row.offers, [touch.id]: promised.offer } };
  });
}
