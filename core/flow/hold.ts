// A touch that may not go out yet: the rest of the plan moves, and the journey is told.
import { isRunning, planToRun, replanned } from '#core/enrollment';
import { changeEnrollment, keepCustomer } from '#core/flow/change-row';
import type { SendTask } from '#core/flow/send-task';
import { smsLaw } from '#core/law/sms-law';
import type { Services } from '#core/ports';
import { planFrom } from '#core/schedule';
import type { Instant } from '#core/time';

/** Plans the touch anew, no earlier than `until`, with everything after it at its usual distance. */
export async function holdTouch(services: Services, task: SendTask, until: Instant, reason: string): Promise<void> {
  const { enrollment, published, touch, leg } = task;
  const { customerId, enrollmentId, enrolledAt, timeZone: zone, version } = enrollment;
  const { sequence } = published;
  const at = services.clock.now();
  const customer = await services.customers.get(customerId);
  const law = customer === undefined ? {} : { smsLaw: smsLaw(customer) };
  const facts = { sequence, customerId, zone, enrolledAt, timeScale: services.timeScale, ...law };
  const plan = planFrom(facts, sequence.touches.indexOf(touch), at, until);
  const row = await changeEnrollment(services, enrollment, (now) =>
    now.status === 'active' && now.claimed === leg ? replanned(now, plan, at) : undefined,
  );
  const about = { customerId, enrollmentId, sequence: sequence.name, version, touch: touch.id, channel: touch.channel };
  await services.journal.record([{ at, kind: 'held', ...about, reason, until }]);
  if (row === undefined || !isRunning(row)) return;
  await keepCustomer(services, row, customer);
  if (row.token !== undefined) await services.journeys.replan(row.token.value, planToRun(row));
}
