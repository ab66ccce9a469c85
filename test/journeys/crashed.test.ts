// A plan that was put off, and a crash before the customer's row heard of it: the next delivery makes up for it.
import { expect, test } from 'vitest';
import { TryAgain } from '#core/errors';
import { respond } from '#core/flow/respond';
import { touch } from '#core/flow/touch';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { aDoorWorld } from '../support/door-world.ts';

const enrollment = anEnrollment({ version: 2 });
const PLAN_ENDS = '2026-07-26T15:00:00.000Z';
const shop = { 'at most': { messages: 1, in: '9 days' } };

/** Customer c1, taken until the end of the plan, who got a message of another sequence on the day before. */
async function aTakenCustomer() {
  const { enrollmentId } = enrollment;
  const recentTouches = [{ at: '2026-06-30T14:00:00.000Z', channel: 'email' as const }];
  const world = await aDoorWorld(aCustomer({ recentTouches, open: { enrollmentId, until: PLAN_ENDS } }));
  const { services } = world;
  await services.sequences.publish(
    aPublishedFile({ sequence: { holdout: '0%', 'stops on': ['order', 'visit'] }, shop }),
  );
  await services.enrollments.open(enrollment);
  const takenUntil = async () => (await services.customers.get(enrollment.customerId))?.open?.until ?? '';
  const planEnds = async () => {
    const now = await services.enrollments.get(enrollment);
    return now !== undefined && 'legs' in now ? now.legs.at(-1)?.until : undefined;
  };
  return { ...world, takenUntil, planEnds };
}

/** The customers of a process that dies when it saves a row for the nth time. */
function dyingAtSave(customers: Services['customers'], nth: number): Services['customers'] {
  let saves = 0;
  return {
    ...customers,
    async save(row) {
      saves += 1;
      if (saves === nth) throw new TryAgain('the process died');
      return customers.save(row);
    },
  };
}

test('a customer whose touch was held stays taken until the new end of the plan', async () => {
  const { services, takenUntil, planEnds } = await aTakenCustomer();
  const expiresAt = InstantSchema.parse('2026-07-05T14:00:00.000Z');
  const task = { ...enrollment, leg: 0, token: 'AAAAKgAA', expiresAt };
  const customers = dyingAtSave(services.customers, 1);
  await expect(touch({ ...services, customers }, task)).rejects.toBeInstanceOf(TryAgain);
  expect(await takenUntil()).toBe(PLAN_ENDS);
  expect(await touch(services, task)).toEqual({ status: 'behind' });
  expect(await takenUntil()).toBe(await planEnds());
  expect((await takenUntil()) > PLAN_ENDS).toBe(true);
});

test('a customer who came back without meeting the goal stays taken until the close', async () => {
  const { services, timeline, takenUntil, planEnds } = await aTakenCustomer();
  await timeline.runUntil(InstantSchema.parse('2026-07-20T14:00:00.000Z'));
  const about = { responseId: 'visit-1', customerId: 'c1', at: timeline.now() };
  const visit = ResponseSchema.parse({ kind: 'visit', ...about });
  const customers = dyingAtSave(services.customers, 2);
  await expect(respond({ ...services, customers }, visit)).rejects.toBeInstanceOf(TryAgain);
  expect(await takenUntil()).toBe(PLAN_ENDS);
  expect(await respond(services, visit)).toEqual({ status: 'already' });
  expect(await takenUntil()).toBe(await planEnds());
  expect((await takenUntil()) > PLAN_ENDS).toBe(true);
});
