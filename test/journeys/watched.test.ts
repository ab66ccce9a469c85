// Whoever left a sequence early is watched just as long as those who were left alone: lift compares like with like.
import { expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { enroll } from '#core/flow/enroll';
import { report } from '#core/flow/report';
import { respond } from '#core/flow/respond';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { createInterleaved, drain } from '../support/interleaving.ts';

const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const C1 = CustomerIdSchema.parse('c1');

async function optedOutAndOrdered(orderedAt: string) {
  const world = createInterleaved(START, () => 'accepted');
  await world.stores.sequences.publish(aPublishedFile({ sequence: { holdout: '0%' } }));
  await world.stores.customers.save(aCustomer());
  await enroll(world.inner, { customerId: C1, sequence: SequenceNameSchema.parse('gentle'), version: 1 });
  const about = { customerId: 'c1', channel: 'email', source: 'one-click' };
  await world.timeline.runUntil(InstantSchema.parse('2026-07-02T09:00:00.000Z'));
  await respond(
    world.inner,
    ResponseSchema.parse({ kind: 'unsubscribed', responseId: 'r1', at: '2026-07-02T09:00:00.000Z', ...about }),
  );
  const order = { kind: 'order', responseId: 'r2', customerId: 'c1', at: orderedAt, cents: 4_200 };
  await world.timeline.runUntil(InstantSchema.parse(orderedAt));
  await respond(world.inner, ResponseSchema.parse(order));
  await respond(world.inner, ResponseSchema.parse(order));
  await drain(world);
  await world.timeline.runUntil(InstantSchema.parse('2026-09-01T00:00:00.000Z'));
  const { reports } = await report(world.inner);
  return { world, reports };
}

test('an order after an opt-out, inside the watched span, counts for those who were enrolled', async () => {
  const { world, reports } = await optedOutAndOrdered('2026-07-10T12:00:00.000Z');
  expect(reports[0]?.treated).toEqual({ people: 1, back: 1, cents: 4_200 });
  expect(reports[0]?.outcomes.optedOut).toBe(1);
  expect(world.left.filter(({ answer }) => answer === 'accepted')).toEqual([]);
});

test('an order after the watched span counts for nobody', async () => {
  const { reports } = await optedOutAndOrdered('2026-08-20T12:00:00.000Z');
  expect(reports[0]?.treated).toEqual({ people: 1, back: 0, cents: 0 });
});

test('a response from the far future is refused, and changes nothing', async () => {
  const world = createInterleaved(START, () => 'accepted');
  await world.stores.sequences.publish(aPublishedFile());
  await world.stores.customers.save(aCustomer());
  const order = { kind: 'order', responseId: 'r1', customerId: 'c1', at: '9999-12-31T23:00:00.000Z', cents: 1 };
  await expect(respond(world.inner, ResponseSchema.parse(order))).rejects.toThrow(BadInput);
  expect((await world.stores.customers.get(C1))?.activity).toEqual(aCustomer().activity);
});
