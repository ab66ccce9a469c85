import { expect, test } from 'vitest';
import { createHandler as createEnrollHandler } from '../../functions/enroll.ts';
import { createHandler } from '../../functions/touch.ts';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

const log = captureLog();

/** The first leg of every customer is on the touch queue. */
async function enrolledWorld(...ids: readonly string[]) {
  const world = await aDoorWorld(...ids.map((customerId) => aCustomer({ customerId })));
  const tasks = ids.map((customerId) => ({ customerId, sequence: 'gentle', version: 1 }));
  await createEnrollHandler(() => world.services)(aBatch(...tasks), aContext());
  // A touch is planned up to an hour after the window opens; its journey has waited until then.
  const due = world.touches.map(({ expiresAt }) => expiresAt).sort().at(-1);
  if (due !== undefined && world.touches[0]?.leg === 0) await runToFirstTouch(world);
  return { ...world, handler: createHandler(() => world.services) };
}

async function runToFirstTouch({ services, timeline, touches }: Awaited<ReturnType<typeof aDoorWorld>>) {
  const handler = createHandler(() => services);
  const [first] = touches;
  if (first === undefined) return;
  const enrollment = await services.enrollments.get(first);
  if (enrollment === undefined || !('legs' in enrollment) || enrollment.legs[0]?.does === 'touch') return;
  await handler(aBatch(...touches.splice(0)), aContext());
  await timeline.runUntil(first.expiresAt);
}

test('a leg with a touch sends its message', async () => {
  const world = await enrolledWorld('c1');
  expect(await world.handler(aBatch(...world.touches), aContext())).toEqual({ batchItemFailures: [] });
  expect(world.outbox).toEqual([expect.objectContaining({ customerId: 'c1', touchId: 'miss-you' })]);
});
