import { beforeEach, expect, test } from 'vitest';
import { createLightPostbox } from '#adapters/local/light-postbox';
import { settleInterrupted } from '#adapters/local/recover';
import { type Active, type Enrollment, EnrollmentSchema } from '#core/enrollment';
import { anEnrollment } from '../../support/builders.ts';
import { aDoorWorld, type DoorWorld } from '../../support/door-world.ts';
import { aLeavingEmail } from '../../support/stored-postbox.ts';

const AT = '2026-07-01T14:00:00.000Z';
let world: DoorWorld;
let postbox: ReturnType<typeof createLightPostbox>;
beforeEach(async () => {
  world = await aDoorWorld();
  postbox = createLightPostbox();
});

/** An enrollment of a customer whose first touch was claimed, with nothing known of it. */
function interrupted(customerId: string, overrides: Parameters<typeof anEnrollment>[0] = {}): Active {
  return anEnrollment({
    customerId,
    claimed: 0,
    claims: { 0: AT },
    token: { value: 'token-1', leg: 0 },
    ...overrides,
  });
}

async function stored(...enrollments: readonly Enrollment[]): Promise<void> {
  for (const enrollment of enrollments) await world.services.enrollments.open(enrollment);
}

const nowOf = (enrollment: Enrollment) => world.services.enrollments.get(enrollment);

test('a touch that had left is written down as sent, when it left and under its own id', async () => {
  const enrollment = interrupted('c1');
  await stored(enrollment);
  const { messageId } = await postbox.deliver(aLeavingEmail({ when: '2026-07-01T14:00:02.000Z' }));
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 1, givenBack: 0 });
  expect(await nowOf(enrollment)).toMatchObject({
    claimed: 0,
    touches: {
      'miss-you': { status: 'sent', at: '2026-07-01T14:00:02.000Z', channel: 'email', providerId: messageId, parts: 1 },
    },
  });
  const facts = await world.services.journal.ofCustomer(enrollment.customerId);
  expect(facts.map(({ kind, touch, ref }) => ({ kind, touch, ref }))).toEqual([
    { kind: 'sent', touch: 'miss-you', ref: messageId },
  ]);
});

test('a touch that had not left is given back, so that it can leave, and nothing is told of it', async () => {
  const enrollment = interrupted('c1');
  await stored(enrollment);
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 0, givenBack: 1 });
  expect(await nowOf(enrollment)).toMatchObject({ status: 'active', claimed: -1, claims: {}, touches: {} });
  expect(await world.services.journal.ofCustomer(enrollment.customerId)).toEqual([]);
});

test('done twice it changes nothing more', async () => {
  const [left, notLeft] = [interrupted('c1'), interrupted('c2')];
  await stored(left, notLeft);
  await postbox.deliver(aLeavingEmail());
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 1, givenBack: 1 });
  const once = [await nowOf(left), await nowOf(notLeft)];
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 0, givenBack: 0 });
  expect([await nowOf(left), await nowOf(notLeft)]).toEqual(once);
});

test('a customer who came back meanwhile: the claim is given back, and the stop stays', async () => {
  const { status: _active, ...rest } = interrupted('c1');
  const stop = { at: '2026-07-01T14:00:01.000Z', because: 'cameBack' };
  const enrollment = EnrollmentSchema.parse({ ...rest, status: 'stopped', stop });
  await stored(enrollment);
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 0, givenBack: 1 });
  expect(await nowOf(enrollment)).toMatchObject({ status: 'stopped', stop, claimed: -1 });
});

test('whatever is settled, waits or is over stays as it is', async () => {
  const waiting = anEnrollment({
    customerId: 'c1',
    legs: [
      { does: 'wait', until: '2026-07-02T14:00:00.000Z' },
      { does: 'close', until: '2026-07-26T15:00:00.000Z' },
    ],
    claimed: 0,
    claims: { 0: AT },
  });
  const sent = { status: 'sent', at: AT, channel: 'email', providerId: 'provider-1', parts: 1 } as const;
  const settled = interrupted('c2', { touches: { 'miss-you': sent } });
  const untouched = anEnrollment({ customerId: 'c3' });
  const { status: _active, token: _token, ...rest } = interrupted('c4');
  const closed = EnrollmentSchema.parse({ ...rest, status: 'closed', outcome: 'calledOff', closedAt: AT });
  const all = [waiting, settled, untouched, closed];
  await stored(...all);
  const before = await Promise.all(all.map(nowOf));
  expect(await settleInterrupted(world.services, postbox)).toEqual({ sent: 0, givenBack: 0 });
  expect(await Promise.all(all.map(nowOf))).toEqual(before);
});
