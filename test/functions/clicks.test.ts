// Which clicks count? As the door of responses hears them, with everything that the journal knows.
import { expect, test } from 'vitest';
import type { Heard } from '#core/heard';
import { type Instant, InstantSchema, plusMilliseconds } from '#core/time';
import { createHandler } from '../../functions/respond.ts';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

captureLog();
const DELIVERED = InstantSchema.parse('2026-07-01T14:00:02.000Z');
const SENT = { status: 'sent', at: '2026-07-01T14:00:00.000Z', channel: 'email', providerId: 'p1', parts: 1 } as const;
const HTML = ['new', 'old', 'sale', 'help'].map((page) => `<a href="{{ shop.website }}/${page}">${page}</a>`).join(' ');

/** Customer c1, to whom `miss-you` was delivered. Clicks stop their sequence. */
async function aWorldAfterDelivery() {
  const enrollment = anEnrollment({ version: 2, touches: { 'miss-you': SENT } });
  const open = { enrollmentId: enrollment.enrollmentId, until: '2026-07-27T14:00:00.000Z' };
  const world = await aDoorWorld(aCustomer({ open }));
  const { services, timeline, heard } = world;
  await services.sequences.publish(
    aPublishedFile({
      sequence: { holdout: '0%', goal: 'click' },
      messages: {
        ...aPublishedFile().messages,
        'miss-you': { email: { subject: 's', preview: '', html: HTML, text: '' } },
      },
    }),
  );
  await services.enrollments.open(enrollment);
  const handle = createHandler(() => services);
  const about = { customerId: 'c1', enrollmentId: enrollment.enrollmentId, touchId: 'miss-you', channel: 'email' };
  const respond = (...bodies: readonly unknown[]) => handle(aBatch(...bodies), aContext());
  await timeline.runUntil(DELIVERED);
  await respond({ kind: 'delivered', responseId: 'd1', at: DELIVERED, providerId: 'p1', ...about });
  return {
    ...world,
    respond,
    click: (seconds: number, link: string) => {
      const at = plusMilliseconds(DELIVERED, seconds * 1_000);
      return { kind: 'clicked', responseId: `click-${link}-${seconds}`, at, link, ...about };
    },
    /** What was put back comes again when its time has come, until nothing is left. */
    async settle(): Promise<number> {
      let rounds = 0;
      for (let one = heard.shift(); one !== undefined; one = heard.shift(), rounds += 1) {
        await timeline.runUntil(plusMilliseconds(timeline.now(), one.afterSeconds * 1_000));
        await respond(one.heard satisfies Heard);
      }
      return rounds;
    },
    at: (seconds: number): Promise<void> => timeline.runUntil(plusMilliseconds(DELIVERED, seconds * 1_000) as Instant),
    enrollment: () => services.enrollments.get(enrollment),
    facts: async () =>
      (await services.journal.ofCustomer(enrollment.customerId)).filter((one) => one.response === 'clicked'),
  };
}

test('a click of a person counts, once its siblings had time to come', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(300);
  await world.respond(world.click(300, 'a'));
  expect(await world.enrollment()).toMatchObject({ status: 'active' });
  expect(world.heard).toEqual([expect.objectContaining({ afterSeconds: 15 })]);
  await world.settle();
  expect(await world.enrollment()).toMatchObject({ status: 'closed', outcome: 'wonBack' });
});

test('a click within seconds of the delivery does not count', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(4);
  await world.respond(world.click(4, 'a'));
  await world.settle();
  expect(await world.enrollment()).toMatchObject({ status: 'active' });
  expect(await world.facts()).toEqual([expect.objectContaining({ automated: true, link: 'a' })]);
});

test('clicks that hit every link do not count, in whatever order they are told', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(600);
  const burst = ['d', 'b', 'a', 'c'].map((link, index) => world.click(600 - index, link));
  await world.respond(...burst, burst[1]);
  await world.settle();
  expect(await world.enrollment()).toMatchObject({ status: 'active' });
  expect((await world.facts()).map(({ automated }) => automated)).toEqual([true, true, true, true]);
  expect((await world.services.customers.get(anEnrollment().customerId))?.activity.click).toBeUndefined();
});

test('a click that comes late is judged at once, and one that comes again never waits for ever', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(900);
  await world.respond(world.click(300, 'a'), world.click(300, 'a'));
  expect(world.heard).toEqual([]);
  expect(await world.enrollment()).toMatchObject({ status: 'closed', outcome: 'wonBack' });
});

test('a click from the future waits no longer than clocks differ', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(300);
  await world.respond(world.click(330, 'a'), world.click(7_000, 'b'));
  expect(world.heard.map(({ afterSeconds }) => afterSeconds)).toEqual([45]);
  expect(await world.settle()).toBe(1);
});

test('a click that a provider takes for a machine’s is not asked twice', async () => {
  const world = await aWorldAfterDelivery();
  await world.at(300);
  await world.respond({ ...world.click(300, 'a'), automated: true });
  expect(world.heard).toEqual([]);
  expect(await world.enrollment()).toMatchObject({ status: 'active' });
});
