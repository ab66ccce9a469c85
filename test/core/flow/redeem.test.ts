// A code is for one person and one order: whoever brings it first has it, and only its own enrollment counts what it took off.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Enrollment } from '#core/enrollment';
import { enroll } from '#core/flow/enroll';
import { redeemCode } from '#core/flow/redeem';
import { respond } from '#core/flow/respond';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { type Incentives, type IssuedCode, IssuedCodeSchema, RedemptionSchema } from '#core/incentive';
import { type Response, ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../../support/builders.ts';
import { createInterleaved, drain, type Interleaved } from '../../support/interleaving.ts';

const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const NEXT_DAY = '2026-07-02T10:00:00.000Z';
const CUSTOMERS = ['c1', 'c2'];
const CODES: Readonly<Record<string, string>> = { c1: '7K3M-9QXT-2HBA', c2: 'ABCD-EFGH-JKMN' };
const enrollmentOf = (customerId: string) => `gentle_${customerId}_20260402`;

/** Two customers on the sequence, each with a code of 10% off (up to $20) that ends on 15 July. */
async function aWorld(): Promise<Interleaved> {
  const world = createInterleaved(START, () => 'accepted');
  await world.stores.sequences.publish(aPublishedFile({ sequence: { holdout: '0%' } }));
  for (const customerId of CUSTOMERS) {
    await world.stores.customers.save(aCustomer({ customerId }));
    const task = {
      customerId: CustomerIdSchema.parse(customerId),
      sequence: SequenceNameSchema.parse('gentle'),
      version: 1,
    };
    expect(await enroll(world.inner, task)).toMatchObject({ status: 'enrolled' });
    await world.stores.incentives.issue(issuedTo(customerId));
  }
  return world;
}

function issuedTo(customerId: string): IssuedCode {
  return IssuedCodeSchema.parse({
    incentive: 'ten-off',
    code: CODES[customerId],
    worth: 2_000,
    issuedAt: START,
    expiresAt: '2026-07-15T14:00:00.000Z',
    customerId,
    enrollmentId: enrollmentOf(customerId),
    touchId: 'last-offer',
  });
}

function anOrder(fields: Readonly<Record<string, unknown>> = {}): Response {
  const order = { kind: 'order', responseId: 'order-1', customerId: 'c1', at: NEXT_DAY, cents: 5_000, code: CODES.c1 };
  return ResponseSchema.parse({ ...order, ...fields });
}

async function enrollmentIn({ stores }: Interleaved, customerId: string): Promise<Enrollment> {
  // The cast: what the test has enrolled has an id of this form.
  const key = { customerId, enrollmentId: enrollmentOf(customerId) } as Parameters<typeof stores.enrollments.get>[0];
  const enrollment = await stores.enrollments.get(key);
  if (enrollment === undefined) throw new Error('nobody is enrolled');
  return enrollment;
}

describe('an order with the code of its customer', () => {
  test.each(['7K3M-9QXT-2HBA', '7k3m9qxt2hba', ' 7k3m 9qxt 2hba '])(
    'typed as "%s" counts what it took off',
    async (code) => {
      const world = await aWorld();
      expect(await respond(world.inner, anOrder({ code }))).toMatchObject({ status: 'closed', outcome: 'wonBack' });
      expect(await enrollmentIn(world, 'c1')).toMatchObject({
        goal: { responseId: 'order-1', cents: 5_000, discount: 500 },
      });
    },
  );

  test('told again counts it once', async () => {
    const world = await aWorld();
    await respond(world.inner, anOrder());
    const before = await enrollmentIn(world, 'c1');
    expect(await respond(world.inner, anOrder())).toMatchObject({ status: 'already' });
    expect(await enrollmentIn(world, 'c1')).toEqual(before);
  });

  test('after the end of the code has redeemed it, and nothing was taken off', async () => {
    const world = await aWorld();
    await world.timeline.runUntil(InstantSchema.parse('2026-07-16T09:00:00.000Z'));
    await respond(world.inner, anOrder({ at: '2026-07-16T09:00:00.000Z' }));
    expect(await enrollmentIn(world, 'c1')).toMatchObject({ goal: { responseId: 'order-1', discount: 0 } });
    expect(await redeemCode(world.inner, anOrder({ responseId: 'order-2' }))).toMatchObject({ status: 'taken' });
  });

  test('after the enrollment has ended is credited, and opens nothing again', async () => {
    const world = await aWorld();
    const about = { customerId: 'c1', channel: 'email', source: 'one-click' };
    await respond(world.inner, ResponseSchema.parse({ kind: 'unsubscribed', responseId: 'no-1', at: START, ...about }));
    expect(await enrollmentIn(world, 'c1')).toMatchObject({ status: 'closed', outcome: 'optedOut' });
    await world.timeline.runUntil(InstantSchema.parse('2026-07-10T12:00:00.000Z'));
    await respond(world.inner, anOrder({ at: '2026-07-10T12:00:00.000Z' }));
    await drain(world);
    expect(await enrollmentIn(world, 'c1')).toMatchObject({
      status: 'closed',
      outcome: 'optedOut',
      goal: { discount: 500 },
    });
    expect(world.left.filter(({ outgoing }) => outgoing.customerId === 'c1')).toEqual([]);
  });
});

describe('an order with the code of somebody else', () => {
  test('has redeemed it, and nobody’s discount is counted, not even with their own order later', async () => {
    const world = await aWorld();
    await respond(world.inner, anOrder({ responseId: 'order-of-c2', customerId: 'c2' }));
    await respond(world.inner, anOrder({ responseId: 'order-of-c1' }));
    expect(await enrollmentIn(world, 'c2')).toMatchObject({ outcome: 'wonBack', goal: { discount: 0 } });
    expect(await enrollmentIn(world, 'c1')).toMatchObject({ outcome: 'wonBack', goal: { discount: 0 } });
  });
});

describe('an order of somebody we do not know', () => {
  test('redeems its code all the same: nobody’s discount is counted for a second order', async () => {
    const world = await aWorld();
    const stranger = anOrder({ responseId: 'order-of-a-stranger', customerId: 'stranger' });
    expect(await respond(world.inner, stranger)).toEqual({ status: 'ignored', because: 'noSuchCustomer' });
    await respond(world.inner, anOrder());
    expect(await enrollmentIn(world, 'c1')).toMatchObject({ outcome: 'wonBack', goal: { discount: 0 } });
  });
});

describe('an order without a code of ours', () => {
  /** A store that nobody may ask. */
  const untouched = {
    incentives: new Proxy({}, { get: () => expect.unreachable('the store was asked') }) as Incentives,
  };

  test('asks nothing of the store', async () => {
    expect(await redeemCode(untouched, anOrder({ code: undefined }))).toBeUndefined();
    expect(await redeemCode(untouched, anOrder({ code: 'SUMMER-SALE' }))).toEqual({ status: 'unknown' });
    expect(await redeemCode(untouched, ResponseSchema.parse({ ...anOrder(), kind: 'visit' }))).toBeUndefined();
  });

  test('that was never issued redeems nothing, and makes no code', async () => {
    const world = await aWorld();
    await respond(world.inner, anOrder({ code: 'ZZZZ-ZZZZ-ZZZZ' }));
    expect(await enrollmentIn(world, 'c1')).toMatchObject({ outcome: 'wonBack', goal: { discount: 0 } });
    expect(await world.stores.incentives.find('ZZZZ-ZZZZ-ZZZZ')).toBeUndefined();
  });
});

const order = fc.record({
  number: fc.nat(4),
  customerId: fc.constantFrom(...CUSTOMERS),
  code: fc.constantFrom('7K3M-9QXT-2HBA', '7k3m 9qxt 2hba', 'ABCD-EFGH-JKMN', 'abcdefghjkmn'),
});
const action = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant('step' as const), choice: fc.nat(99) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('take' as const), choice: fc.nat(99), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('crash' as const), choice: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('tick' as const) }) },
);

test('however often orders with codes are told, in any order and at once, each code is one order’s, and its discount counts once at most', async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { minLength: 1, maxLength: 5 }),
      fc.array(action, { minLength: 20, maxLength: 120 }),
      async (orders, actions) => {
        const world = await aWorld();
        // One order has one code and one customer, however often it is told.
        const told = new Map(orders.map((one) => [one.number, one] as const));
        const all = [...told.values()].map(({ number, ...one }) => anOrder({ ...one, responseId: `order-${number}` }));
        world.bag.push(...all.map((heard) => ({ kind: 'heard' as const, heard })));
        for (const one of actions) {
          if (one.does === 'step') await world.step(one.choice);
          else if (one.does === 'take') world.take(one.choice, one.again);
          else if (one.does === 'crash') world.crash(one.choice);
          else await world.tick();
        }
        await drain(world);
        expect(world.faults).toEqual([]);
        for (const owner of CUSTOMERS) counted += await redeemedOnce(world, owner, all);
      },
    ),
    { numRuns: 300 },
  );
  // Otherwise these stories would prove nothing.
  expect(counted).toBeGreaterThan(0);
});

/** Asks what must hold of one code; answers how many enrollments count its discount. */
async function redeemedOnce(
  { stores, ...world }: Interleaved,
  owner: string,
  orders: readonly Response[],
): Promise<number> {
  const code = CODES[owner] ?? '';
  const bringing = orders.filter(
    (one) => one.kind === 'order' && one.code?.replace(/\W/g, '').toUpperCase() === code.replace(/-/g, ''),
  );
  const having: string[] = [];
  for (const { responseId, customerId, at } of bringing) {
    const answer = await stores.incentives.redeem(
      code,
      RedemptionSchema.parse({ responseId, customerId, at, cents: 0 }),
    );
    if (answer.status === 'again') having.push(responseId);
    else expect(answer.status).toBe('taken');
  }
  expect(having).toHaveLength(bringing.length === 0 ? 0 : 1);
  const { goal } = await enrollmentIn({ stores, ...world }, owner);
  const own = orders.filter(({ customerId }) => customerId === owner);
  // Nobody else and no other order in its way: then nothing may lose the discount either.
  if (own.length === 1 && bringing.length === 1 && own[0] === bringing[0])
    expect(goal).toMatchObject({ discount: 500 });
  if (goal === undefined || goal.discount === 0) return 0;
  expect(goal).toMatchObject({ responseId: having[0], discount: 500 });
  return 1;
}
