// What is left behind by a response that was obeyed, and what one leaves that comes late.
import { describe, expect, test } from 'vitest';
import { closed } from '#core/enrollment';
import { BadInput } from '#core/errors';
import { hear } from '#core/flow/hear';
import { report } from '#core/flow/report';
import { type Response, ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment } from '../../support/builders.ts';
import { aDoorWorld } from '../../support/door-world.ts';

const ENROLLMENT = anEnrollment();
const { enrollmentId } = ENROLLMENT;
const LAST_DAY = '2026-07-27T14:00:00.000Z';
let said = 0;
const response = (at: string, fields: object): Response => {
  said += 1;
  return ResponseSchema.parse({ responseId: `r${said}`, customerId: 'c1', at, ...fields });
};

/** Customer c1 in `gentle`, which runs, or has lapsed on 20 July and is watched until the 26th. */
async function aWorld(state: 'running' | 'lapsed' = 'running') {
  const open = { enrollmentId, until: LAST_DAY };
  const watched = { enrollmentId, until: ENROLLMENT.watchedUntil };
  const { services, timeline } = await aDoorWorld(aCustomer(state === 'running' ? { open, watched } : { watched }));
  const lapsed = closed(ENROLLMENT, 'lapsed', InstantSchema.parse('2026-07-20T14:00:00.000Z'));
  await services.enrollments.open(state === 'running' ? ENROLLMENT : lapsed);
  return {
    services,
    hear: async (at: string, fields: object) => {
      if (InstantSchema.parse(at) > timeline.now()) await timeline.runUntil(InstantSchema.parse(at));
      return hear(services, response(at, fields));
    },
    row: async () => (await services.customers.get(ENROLLMENT.customerId)) ?? aCustomer(),
    enrollment: () => services.enrollments.get(ENROLLMENT),
    facts: () => services.journal.ofCustomer(ENROLLMENT.customerId),
  };
}

const JULY = (day: number) => `2026-07-${String(day).padStart(2, '0')}T15:00:00.000Z`;
const answered = (away: string) => ({ kind: 'answered', away, words: 'too dear', enrollmentId });

describe('an answer to the survey', () => {
  test('is kept with its words in the journal, by its reason in the row and in the enrollment that asked', async () => {
    const world = await aWorld();
    await world.hear(JULY(2), answered('price'));
    expect((await world.row()).away).toEqual({ reason: 'price', at: JULY(2) });
    expect(await world.enrollment()).toMatchObject({ status: 'active', away: { reason: 'price' } });
    expect(await world.facts()).toContainEqual(expect.objectContaining({ reason: 'price', words: 'too dear' }));
  });

  test('counts in the report once, with the newest reason', async () => {
    const world = await aWorld();
    await world.hear(JULY(3), answered('price'));
    await world.hear(JULY(4), answered('moved-on'));
    await world.hear(JULY(2), answered('quality'));
    const { reports } = await report(world.services);
    expect(reports.map(({ away }) => away)).toEqual([{ 'moved-on': 1 }]);
  });

  test('is no sign of life: nothing stops for it', async () => {
    const world = await aWorld();
    expect(await world.hear(JULY(2), answered('other'))).toEqual({ status: 'recorded' });
    expect((await world.row()).activity).toEqual(aCustomer().activity);
  });

  test('without an enrollment, or to one that is not there, is kept in the row alone', async () => {
    const world = await aWorld();
    await world.hear(JULY(2), { kind: 'answered', away: 'price' });
    await world.hear(JULY(3), { ...answered('quality'), enrollmentId: 'gentle_c1_20250101' });
    expect((await world.row()).away?.reason).toBe('quality');
    expect((await world.enrollment())?.away).toBeUndefined();
  });
});

describe('after the close', () => {
  const still = { status: 'closed', outcome: 'lapsed', closedAt: '2026-07-20T14:00:00.000Z' };

  test.each([
    ['an order', { kind: 'order', cents: 4_200 }],
    ['an answer', answered('price')],
    ['a pause', { kind: 'paused', until: '2026-10-01T04:00:00.000Z' }],
    ['a topic declined', { kind: 'chose', topic: 'offers', wants: false, source: 'preference page' }],
    ['a yes', { kind: 'consented', channel: 'email', source: 'preference page' }],
    ['a START', { kind: 'replied', channel: 'sms', meaning: 'start' }],
    ['a STOP', { kind: 'replied', channel: 'sms', meaning: 'stop' }],
    ['a question for help', { kind: 'replied', channel: 'sms', meaning: 'help' }],
    ['a soft bounce', { kind: 'bounced', channel: 'email', permanent: false }],
    ['a complaint', { kind: 'complained', channel: 'email' }],
  ])('%s is recorded and reopens nothing', async (_what, fields) => {
    const world = await aWorld('lapsed');
    await world.hear(JULY(22), fields);
    expect(await world.enrollment()).toMatchObject(still);
    expect(await world.facts()).toContainEqual(expect.objectContaining({ kind: 'response', response: fields.kind }));
    expect((await world.row()).open).toBeUndefined();
  });

  test('an answer still counts in the report', async () => {
    const world = await aWorld('lapsed');
    await world.hear(JULY(22), answered('price'));
    expect((await report(world.services)).reports[0]?.away).toEqual({ price: 1 });
  });

  test('an order inside the watched span is credited, once; one after it is not', async () => {
    const world = await aWorld('lapsed');
    await world.hear(JULY(22), { kind: 'order', cents: 4_200 });
    await world.hear(JULY(23), { kind: 'order', cents: 9_900 });
    expect(await world.enrollment()).toMatchObject({ ...still, goal: { cents: 4_200, at: JULY(22) } });
    const late = await aWorld('lapsed');
    await late.hear(JULY(28), { kind: 'order', cents: 4_200 });
    expect((await late.enrollment())?.goal).toBeUndefined();
  });
});

describe('a date that cannot be right', () => {
  test.each(['1970-01-01T00:00:00.000Z', '9999-12-31T23:00:00.000Z'])(
    'does not keep a no from counting (%s)',
    async (at) => {
      const { services } = await aWorld();
      await hear(services, response(at, { kind: 'unsubscribed', channel: 'email', source: 'one-click' }));
      const row = await services.customers.get(ENROLLMENT.customerId);
      expect(row?.consent.email).toMatchObject({ state: 'withdrawn', at: services.clock.now() });
      expect(await services.enrollments.get(ENROLLMENT)).toMatchObject({ status: 'closed', outcome: 'optedOut' });
    },
  );

  test.each([
    ['a yes', { kind: 'consented', channel: 'email', source: 'preference page' }],
    ['a START', { kind: 'replied', channel: 'sms', meaning: 'start' }],
    ['a topic wanted', { kind: 'chose', topic: 'offers', wants: true, source: 'preference page' }],
    ['the end of a pause', { kind: 'paused' }],
  ])('of %s, an hour ahead, would outweigh every no until then: it is refused', async (_what, fields) => {
    const { services } = await aWorld();
    await expect(hear(services, response('2026-07-01T15:00:00.000Z', fields))).rejects.toThrow(BadInput);
  });
});
