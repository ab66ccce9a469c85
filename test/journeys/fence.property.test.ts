// Touches, responses, duplicates, retries and crashes at every await.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Enrollment } from '#core/enrollment';
import { enroll } from '#core/flow/enroll';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { SendAnswer } from '#core/ports';
import { type Response, ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { createInterleaved, drain, type Interleaved } from '../support/interleaving.ts';

const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const RUNS = 400;
const KEY = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: 'gentle_c1_20260402' as Enrollment['enrollmentId'],
};

const answer = fc.constantFrom<SendAnswer['status']>(
  'accepted',
  'accepted',
  'accepted',
  'throttled',
  'refused',
  'ambiguous',
);
const kind = fc.constantFrom('order', 'visit', 'unsubscribed', 'complained', 'bounced', 'replied', 'clicked', 'sent');
const action = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant('step' as const), choice: fc.nat(99) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('take' as const), choice: fc.nat(99), duplicate: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('crash' as const), choice: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('respond' as const),
      kind,
      touch: fc.constantFrom('miss-you', 'nudge', 'last-offer'),
    }),
  },
);
/** A version of the sequence disappears, and may come back. */
const loss = fc.record({ does: fc.constant('lose' as const), gone: fc.constantFrom(true, true, true, false) });
const story = fc.record({
  actions: fc.array(action, { minLength: 30, maxLength: 160 }),
  answers: fc.array(answer, { minLength: 12, maxLength: 12 }),
  stopsOn: fc.constantFrom(['order'] as const, ['order', 'visit'] as const),
  cap: fc.boolean(),
});
const storyOfLoss = fc
  .tuple(story, fc.array(fc.tuple(fc.nat(60), loss), { minLength: 1, maxLength: 4 }))
  .map(([told, losses]) => ({
    ...told,
    actions: losses.reduce<readonly Action[]>((actions, [at, one]) => actions.toSpliced(at, 0, one), told.actions),
  }));
type In<A> = A extends fc.Arbitrary<infer Value> ? Value : never;
type Action = In<typeof action> | In<typeof loss>;
type Story = Omit<In<typeof story>, 'actions'> & { readonly actions: readonly Action[] };

test('no message leaves after the stop flag is written', () =>
  everyStory(({ left }) => {
    for (const { enrollment } of left) expect(enrollment?.status).toBe('active');
  }));

test('no touch goes out twice', () =>
  everyStory(({ left }) => {
    const gone = left.filter((one) => one.answer === 'accepted' || one.answer === 'ambiguous');
    const touches = gone.map(({ outgoing }) => outgoing.touchId);
    expect(new Set(touches).size).toBe(touches.length);
  }));

test('an enrollment ends exactly once, with one outcome, and nobody waits for it any more', () =>
  everyStory(async ({ stores, journeys, faults }) => {
    expect(faults).toEqual([]);
    const enrollment = await stores.enrollments.get(KEY);
    expect(enrollment?.status).toBe('closed');
    const closes = (await stores.journal.ofCustomer(KEY.customerId)).filter((fact) => fact.kind === 'closed');
    expect(closes).toHaveLength(1);
    expect(journeys.statistics()).toMatchObject({ open: 0, ended: 1, failed: 0 });
    expect((await stores.customers.get(KEY.customerId))?.open).toBeUndefined();
  }));

test('the history explains every touch: what became of it, or the stop that came before it', () =>
  everyStory(async ({ stores, left }) => {
    const enrollment = await stores.enrollments.get(KEY);
    if (enrollment?.status !== 'closed') throw new Error('the enrollment is not closed');
    for (const touchId of ['miss-you', 'nudge', 'last-offer'] as const) {
      const record = enrollment.touches[touchId as keyof typeof enrollment.touches];
      const went = left.some((one) => one.outgoing.touchId === touchId && one.answer === 'accepted');
      if (record?.status === 'sent') expect(went || record.providerId === 'told').toBe(true);
      if (record === undefined) expect(enrollment.stop).toBeDefined();
      if (went) expect(['sent', 'unknown', undefined]).toContain(record?.status);
    }
    // Won back by a response, or by the row when the response's own step died before the last leg closed.
    const ordered = (await stores.customers.get(KEY.customerId))?.activity.order?.last ?? '';
    if (enrollment.outcome === 'wonBack') expect(ordered > (enrollment.seen.order ?? '')).toBe(true);
  }));

test('no money is reserved beyond the budget, and a code is found for every offer that was sent', () =>
  everyStory(async ({ stores, left }) => {
    expect(await stores.incentives.reserved('ten-off' as never)).toBeLessThanOrEqual(50_000);
    const enrollment = await stores.enrollments.get(KEY);
    const offers = enrollment !== undefined && 'offers' in enrollment ? Object.values(enrollment.offers) : [];
    for (const offer of offers) expect(await stores.incentives.find(offer.code)).toMatchObject({ code: offer.code });
    for (const { outgoing } of left) {
      const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(
        outgoing.message.channel === 'email' ? outgoing.message.subject : '',
      )?.[0];
      if (code !== undefined) expect(await stores.incentives.find(code)).toBeDefined();
    }
  }));

test('a touch whose version is gone is parked: nothing goes out twice or after a stop, and its enrollment is called off', async () => {
  let parked = 0;
  await everyStory(async ({ stores, journeys, left, faults }) => {
    expect(faults).toEqual([]);
    for (const { enrollment } of left) expect(enrollment?.status).toBe('active');
    const gone = left.filter((one) => one.answer === 'accepted' || one.answer === 'ambiguous');
    expect(new Set(gone.map(({ outgoing }) => outgoing.touchId)).size).toBe(gone.length);
    const { ended, failed, open } = journeys.statistics();
    expect({ ended, open }).toEqual({ ended: 1, open: 0 });
    parked += failed;
    const enrollment = await stores.enrollments.get(KEY);
    if (enrollment?.status !== 'closed') throw new Error('the enrollment is not closed');
    if (enrollment.outcome === 'calledOff') expect(failed).toBe(1);
    else if (failed === 1) expect(enrollment.stop ?? enrollment.goal).toBeDefined();
    const closes = (await stores.journal.ofCustomer(KEY.customerId)).filter((fact) => fact.kind === 'closed');
    expect(closes).toHaveLength(1);
    expect((await stores.customers.get(KEY.customerId))?.open).toBeUndefined();
  }, storyOfLoss);
  // Otherwise these stories would prove nothing.
  expect(parked).toBeGreaterThan(0);
});

/** Plays random stories, then lets everything come to rest, and asks what must hold. */
async function everyStory(
  law: (world: Interleaved) => void | Promise<void>,
  stories: fc.Arbitrary<Story> = story,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(stories, async (told) => {
      const world = await play(told);
      await law(world);
    }),
    { numRuns: RUNS },
  );
}

async function play({ actions, answers, stopsOn, cap }: Story): Promise<Interleaved> {
  let sends = 0;
  const world = createInterleaved(START, () => answers[sends++] ?? 'accepted');
  const shop = cap ? { 'at most': { messages: 1, in: '9 days' } } : {};
  await world.stores.sequences.publish(aPublishedFile({ sequence: { 'stops on': [...stopsOn], holdout: '0%' }, shop }));
  await world.stores.customers.save(aCustomer());
  const entered = await enroll(world.inner, {
    customerId: KEY.customerId,
    sequence: SequenceNameSchema.parse('gentle'),
    version: 1,
  });
  expect(entered).toEqual({ status: 'enrolled', enrollmentId: KEY.enrollmentId });
  let number = 0;
  for (const one of actions) {
    if (one.does === 'step') await world.step(one.choice);
    else if (one.does === 'take') world.take(one.choice, one.duplicate);
    else if (one.does === 'tick') await world.tick();
    else if (one.does === 'crash') world.crash(one.choice);
    else if (one.does === 'lose') world.lose(one.gone);
    else world.bag.push({ kind: 'response', response: responseOf(one.kind, one.touch, `r${number++}`, world) });
  }
  await drain(world);
  return world;
}

function responseOf(kind: string, touchId: string, responseId: string, { timeline, left }: Interleaved): Response {
  // A provider can tell of a message only once it has left.
  const known = left.some(
    ({ outgoing, answer: said }) => outgoing.touchId === touchId && said !== 'refused' && said !== 'throttled',
  );
  const about = { responseId, customerId: 'c1', at: timeline.now(), enrollmentId: KEY.enrollmentId, touchId };
  const extras: Record<string, object> = {
    order: { kind: 'order', cents: 4_200 },
    visit: { kind: 'visit' },
    unsubscribed: { kind: 'unsubscribed', channel: 'email', source: 'one-click' },
    complained: { kind: 'complained', channel: 'email' },
    bounced: { kind: 'bounced', channel: 'email', permanent: true },
    replied: { kind: 'replied', channel: 'sms', meaning: 'stop' },
    clicked: { kind: 'clicked', channel: 'email' },
    sent: known ? { kind: 'sent', channel: 'email', providerId: 'told' } : { kind: 'clicked', channel: 'email' },
  };
  return ResponseSchema.parse({ ...about, ...extras[kind] });
}
