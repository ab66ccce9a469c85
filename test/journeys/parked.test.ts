// Legs that no retry can run: the journey is parked, the enrollment called off, and nothing goes out that must not.
import { describe, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld } from '#adapters/local/world';
import { BrokenRecord, TryAgain } from '#core/errors';
import { enroll } from '#core/flow/enroll';
import { touch } from '#core/flow/touch';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { aDoorWorld, MORNING } from '../support/door-world.ts';

const TASK = { customerId: CustomerIdSchema.parse('c1'), sequence: SequenceNameSchema.parse('gentle'), version: 1 };
const AFTER_THE_END = InstantSchema.parse('2026-09-01T00:00:00.000Z');
const { enrollmentId, customerId } = anEnrollment();
const KEY = { enrollmentId, customerId };
const GONE = { get: async () => undefined };

describe.each(['memory', 'local'] as const)('in the world "%s"', (store) => {
  test('a touch whose version is gone is parked and its enrollment called off', async () => {
    const links = createLinks({ baseUrl: 'https://links.shop.example', secret: 'a secret that protects only a test' });
    const randomness = createSeededRandomness('7');
    const world = await openWorld({ store, start: MORNING, links, randomness, keepWords: false });
    const { services, timeline, deadLetters, journeys } = world;
    await services.sequences.publish(aPublishedFile({ sequence: { holdout: '0%' } }));
    await services.customers.save(aCustomer());
    await enroll(services, TASK);
    await timeline.runUntil(InstantSchema.parse('2026-07-02T00:00:00.000Z'));
    Object.assign(services, { sequences: { ...services.sequences, ...GONE } });
    await timeline.runUntil(AFTER_THE_END);

    const enrollment = await services.enrollments.get(KEY);
    expect(enrollment).toMatchObject({ status: 'closed', outcome: 'calledOff' });
    expect(Object.keys(enrollment?.status === 'closed' ? enrollment.touches : {})).toEqual(['miss-you']);
    expect((await services.customers.get(customerId))?.open).toBeUndefined();
    expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1, failed: 1 });
    expect(deadLetters).toEqual([
      { queue: 'parked', problem: 'a journey was parked for an operator (BrokenRecord)' },
      { queue: 'touch', problem: 'version 1 of the sequence, or its touch nudge, is not published' },
    ]);
    await world.close();
  });
});

/** Customer c1 at the beginning of a journey, and the message that its first leg put on the queue. */
async function aWorldInFirstLeg() {
  const world = await aDoorWorld(aCustomer());
  const { services, touches } = world;
  await enroll(services, TASK);
  const [task] = touches;
  if (task === undefined) throw new Error('no leg was entered');
  const handle = (changed: Partial<Services> = {}) => touch({ ...services, ...changed }, task);
  const withoutVersion = { sequences: { ...services.sequences, ...GONE } };
  const isOpen = async () => (await services.journeys.succeed(task.token, { outcome: 'lapsed' })) === 'done';
  return { ...world, handle, withoutVersion, isOpen };
}

test('what broke is told with the fault and its ids, and the parked message has its name', async () => {
  const { handle, withoutVersion, parked } = await aWorldInFirstLeg();
  expect(await handle(withoutVersion)).toEqual({
    status: 'parked',
    fault: expect.objectContaining({ name: 'BrokenRecord', ids: { enrollmentId, leg: 0 } }),
  });
  expect(parked).toMatchObject([{ ...KEY, leg: 0, error: 'BrokenRecord' }]);
});

test('a message that is delivered again while its journey is parked, or after, sends nothing', async () => {
  const { services, handle, withoutVersion, outbox } = await aWorldInFirstLeg();
  const meanwhile: string[] = [];
  const journeys: Services['journeys'] = {
    ...services.journeys,
    async park(token, fault) {
      // The version is there again by now.
      meanwhile.push((await handle()).status);
      return services.journeys.park(token, fault);
    },
  };
  expect((await handle({ ...withoutVersion, journeys })).status).toBe('parked');
  expect(meanwhile).toEqual(['duplicate']);
  expect((await handle()).status).toBe('duplicate');
  expect(outbox).toEqual([]);
});

test('a journey that cannot be told now is told at the next delivery', async () => {
  const { services, handle, withoutVersion, parked } = await aWorldInFirstLeg();
  const journeys: Services['journeys'] = {
    ...services.journeys,
    park: () => Promise.reject(new TryAgain('throttled; call again')),
  };
  await expect(handle({ ...withoutVersion, journeys })).rejects.toBeInstanceOf(TryAgain);
  expect(parked).toEqual([]);
  expect((await handle(withoutVersion)).status).toBe('parked');
  expect(parked).toHaveLength(1);
});

test('a journey that has moved on is left alone, and the leg says that nothing went out', async () => {
  const { services, handle, withoutVersion, parked, timeline } = await aWorldInFirstLeg();
  await timeline.runUntil(InstantSchema.parse('2026-07-06T00:00:00.000Z'));
  expect((await handle(withoutVersion)).status).toBe('parked');
  expect(parked).toEqual([]);
  expect(await services.enrollments.get(KEY)).toMatchObject({ status: 'active', claimed: -1, claims: {} });
});

test.each([
  ['passes by itself', new TryAgain('the store is busy; deliver this again')],
  ['is none of ours', new TypeError('a bug')],
])('a fault that %s parks nothing: the queue delivers again', async (_which, fault) => {
  const { services, handle, parked, isOpen, outbox } = await aWorldInFirstLeg();
  const customers = { ...services.customers, get: () => Promise.reject(fault) };
  await expect(handle({ customers })).rejects.toBe(fault);
  expect(await handle()).toEqual({ status: 'sent', channel: 'email' });
  expect(outbox).toHaveLength(1);
  expect(parked).toEqual([]);
  expect(await isOpen()).toBe(true);
});

test('a fault after the provider’s yes parks nothing: the journey goes on, and the message is not sent again', async () => {
  const { services, handle, parked, isOpen, outbox } = await aWorldInFirstLeg();
  const fault = new BrokenRecord('the row cannot be written');
  const enrollments = { ...services.enrollments, settleTouch: () => Promise.reject(fault) };
  await expect(handle({ enrollments })).rejects.toBe(fault);
  expect((await handle()).status).toBe('duplicate');
  expect(outbox).toHaveLength(1);
  expect(parked).toEqual([]);
  expect(await isOpen()).toBe(true);
});

test('a last leg that cannot be closed is parked, instead of asking every hour for a year', async () => {
  const { services, handle, timeline, touches, parked } = await aWorldInFirstLeg();
  await handle();
  await timeline.runUntil(InstantSchema.parse('2026-07-26T18:00:00.000Z'));
  const closing = touches.at(-1);
  if (closing === undefined) throw new Error('no leg was entered');
  const fault = new BrokenRecord('the row of a customer cannot be read');
  const customers = { ...services.customers, get: () => Promise.reject(fault) };
  expect(await touch({ ...services, customers }, closing)).toEqual({ status: 'parked', fault });
  expect(parked).toMatchObject([{ ...KEY, error: 'BrokenRecord' }]);
  await timeline.runUntil(AFTER_THE_END);
  expect(touches.at(-1)).toEqual(closing);
});
