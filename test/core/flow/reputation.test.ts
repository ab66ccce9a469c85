// What leaves is counted once, what is complained about is counted once, and too much of it keeps new people out.
import { describe, expect, test } from 'vitest';
import { enroll } from '#core/flow/enroll';
import { breakerLevel, countComplaint } from '#core/flow/reputation';
import { planScan, scan } from '#core/flow/scan';
import { settleIfSent } from '#core/flow/settle';
import { touch } from '#core/flow/touch';
import { SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import type { Breaker } from '#core/reputation';
import { ResponseSchema } from '#core/response';
import { DaySchema, InstantSchema, plusMilliseconds } from '#core/time';
import { aCustomer, anEnrollment } from '../../support/builders.ts';
import { aDoorWorld, type DoorWorld, MORNING } from '../../support/door-world.ts';

const TODAY = DaySchema.parse('2026-07-01');
const LAST_YEAR = DaySchema.parse('2025-07-01');
const DAY_MS = 24 * 60 * 60_000;
const GENTLE = SequenceNameSchema.parse('gentle');

const complaint = (responseId: string, at = '2026-07-01T13:00:00.000Z', channel = 'email') =>
  ResponseSchema.parse({
    ...{ kind: 'complained', responseId, customerId: 'c1', at, channel },
    enrollmentId: 'gentle_c1_20260402',
  });

async function mails({ services }: DoorWorld, count: number, day = TODAY): Promise<void> {
  for (let mail = 0; mail < count; mail += 1) await services.reputation.countSent(day);
}

const counted = ({ services }: DoorWorld) => services.reputation.days(LAST_YEAR);

async function aTouchOf(world: DoorWorld): Promise<void> {
  const { services, touches } = world;
  await enroll(services, { customerId: aCustomer().customerId, sequence: GENTLE, version: 1 });
  const [task] = touches.splice(0);
  if (task === undefined) throw new TypeError('the journey puts its first touch on the queue');
  await touch(services, task);
  await touch(services, task);
}

describe('an email', () => {
  test('that left is counted on its day, however often its touch is delivered', async () => {
    const world = await aDoorWorld(aCustomer());
    await aTouchOf(world);
    expect(world.outbox).toHaveLength(1);
    expect(await counted(world)).toEqual([{ sent: 1, complaints: 0 }]);
  });

  test('whose record was written, but the answer to that lost, is counted once', async () => {
    const world = await aDoorWorld(aCustomer());
    const { services } = world;
    const enrollments: Services['enrollments'] = {
      ...services.enrollments,
      async settleTouch(...record) {
        await services.enrollments.settleTouch(...record);
        return services.enrollments.settleTouch(...record);
      },
    };
    await aTouchOf({ ...world, services: { ...services, enrollments } });
    expect(await counted(world)).toEqual([{ sent: 1, complaints: 0 }]);
  });

  test('that was refused, or may have left, is not counted; the provider’s word counts it once', async () => {
    const world = await aDoorWorld(aCustomer());
    world.answerWith({ status: 'ambiguous', reason: 'no answer' });
    await aTouchOf(world);
    expect(await counted(world)).toEqual([]);
    const enrollmentId = anEnrollment().enrollmentId;
    const said = {
      customerId: 'c1',
      enrollmentId,
      touchId: 'miss-you',
      at: MORNING,
      channel: 'email',
      providerId: 'p1',
    };
    for (const kind of ['sent', 'delivered', 'sent'])
      await settleIfSent(world.services, ResponseSchema.parse({ kind, responseId: kind, ...said }));
    expect(await counted(world)).toEqual([{ sent: 1, complaints: 0 }]);
  });
});

describe('CMP-05: complaints', () => {
  test('trip the breaker at the third, if they are too many', async () => {
    const world = await aDoorWorld();
    await mails(world, 1_500);
    await countComplaint(world.services, complaint('r1'));
    await countComplaint(world.services, complaint('r2'));
    expect(await breakerLevel(world.services)).toBe('closed');
    await countComplaint(world.services, complaint('r3'));
    expect(await breakerLevel(world.services)).toBe('paused');
  });

  test('told twice are one, and those of an SMS are no mailbox provider’s', async () => {
    const world = await aDoorWorld();
    await mails(world, 10);
    for (const id of ['r1', 'r1', 'r1', 'r2', 'r2']) await countComplaint(world.services, complaint(id));
    for (const id of ['r3', 'r4']) await countComplaint(world.services, complaint(id, MORNING, 'sms'));
    expect(await counted(world)).toEqual([{ sent: 10, complaints: 2 }]);
    expect(await breakerLevel(world.services)).toBe('closed');
  });

  test('of a week ago are history', async () => {
    const world = await aDoorWorld();
    await mails(world, 10);
    for (const id of ['r1', 'r2']) await countComplaint(world.services, complaint(id, '2026-06-24T23:59:59.999Z'));
    await countComplaint(world.services, complaint('r3'));
    expect(await breakerLevel(world.services)).toBe('closed');
    for (const id of ['r4', 'r5']) await countComplaint(world.services, complaint(id, '2026-06-25T00:00:00.000Z'));
    expect(await breakerLevel(world.services)).toBe('paused');
  });

  test('told again later do not hold anybody for longer', async () => {
    const world = await aDoorWorld();
    const all = ['r1', 'r2', 'r3'].map((id) => complaint(id));
    for (const one of all) await countComplaint(world.services, one);
    const before = await world.services.reputation.breaker();
    await world.timeline.runUntil(plusMilliseconds(MORNING, 3 * DAY_MS));
    for (const one of all) await countComplaint(world.services, one);
    expect(await world.services.reputation.breaker()).toEqual(before);
  });
});

describe.each([
  ['paused', { warned: MORNING, paused: MORNING }],
  ['stopped', { warned: MORNING, paused: MORNING, stopped: MORNING }],
] as const)('CMP-05: while the breaker is %s', (_level, met: Breaker) => {
  const task = { customerId: aCustomer().customerId, sequence: GENTLE, version: 1 };

  test('nobody enters, nothing is noted, and the next scan after it finds everybody again', async () => {
    const world = await aDoorWorld(aCustomer());
    const { services, timeline, enrolls } = world;
    await services.reputation.trip(met);
    const before = await services.customers.get(task.customerId);
    expect(await enroll(services, task)).toEqual({ status: 'paused' });
    expect(await services.customers.get(task.customerId)).toEqual(before);
    expect(await services.journal.ofCustomer(task.customerId)).toEqual([]);

    const aScan = () => scan(services, { segment: 0, segments: 1 }, plusMilliseconds(services.clock.now(), DAY_MS));
    expect(await aScan()).toMatchObject({ status: 'paused', putForward: 0 });
    expect(enrolls).toEqual([]);
    await timeline.runUntil(plusMilliseconds(MORNING, 15 * DAY_MS));
    expect(await aScan()).toMatchObject({ status: 'finished', putForward: 1 });
    expect(await enroll(services, task)).toMatchObject({ status: 'enrolled' });
  });
});

test('a place of so many a day is not spent while nobody may enter', async () => {
  const world = await aDoorWorld(aCustomer());
  const { services } = world;
  await services.reputation.trip({ paused: InstantSchema.parse(MORNING) });
  await planScan(services, 1);
  await enroll(services, { customerId: aCustomer().customerId, sequence: GENTLE, version: 1 });
  expect(await services.intake.entered({ sequence: GENTLE, day: TODAY })).toBe(0);
});
