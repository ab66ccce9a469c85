import { describe, expect, test } from 'vitest';
import { createSimulatedCustomers, type Message } from '#adapters/local/simulated-customers';
import { createTimeline } from '#adapters/memory/timeline';
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import { type Response, ResponseSchema } from '#core/response';
import { type Instant, InstantSchema, plusMilliseconds } from '#core/time';
import { aCustomer } from '../../support/builders.ts';

const AT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const LONG_AFTER = InstantSchema.parse('2026-09-01T14:00:00.000Z');
const HOUR_MS = 3_600_000;
const MANY = 3_000;

function aMessage(number: number, overrides: Partial<Message> = {}): Message {
  return {
    customerId: CustomerIdSchema.parse(`c${number}`),
    enrollmentId: EnrollmentIdSchema.parse(`gentle_c${number}_20260402`),
    touchId: TouchIdSchema.parse('miss-you'),
    channel: 'email',
    at: AT,
    ...overrides,
  };
}

type Told = ReturnType<typeof createSimulatedCustomers>;
/** What many customers of a seed do, in the order of time, each on its own instant. */
async function doneBy(
  tell: (people: Told, number: number) => void,
  seed = '1',
  now: Instant = AT,
): Promise<Response[]> {
  const timeline = createTimeline(now);
  const done: Response[] = [];
  const people = createSimulatedCustomers(timeline, seed, async (response) => {
    expect(response.at).toBe(timeline.now());
    done.push(ResponseSchema.parse(response));
  });
  for (let number = 1; number <= MANY; number += 1) tell(people, number);
  await timeline.runUntil(LONG_AFTER);
  return done;
}

const answersTo = (overrides: Partial<Message> = {}, seed?: string, now?: Instant) =>
  doneBy(
    (people, number) => people.receive(aMessage(number, overrides), aCustomer({ customerId: `c${number}` })),
    seed,
    now,
  );
const ofKind = (responses: readonly Response[], kind: Response['kind']) => responses.filter((one) => one.kind === kind);
const idsOf = (responses: readonly Response[]) => new Set(responses.map(({ customerId }) => customerId));

describe('customers who receive an email', () => {
  test('do all that customers do, some more often than others', async () => {
    const done = await answersTo();
    const counts = (['delivered', 'opened', 'clicked', 'order', 'bounced', 'unsubscribed', 'replied'] as const).map(
      (kind) => ofKind(done, kind).length,
    );
    const [delivered = 0, opened = 0, clicked = 0, order = 0, bounced = 0, unsubscribed = 0, replied] = counts;
    expect(delivered).toBeGreaterThan(opened);
    expect(opened).toBeGreaterThan(clicked);
    expect(clicked).toBeGreaterThan(order);
    for (const count of [order, bounced, unsubscribed]) expect(count).toBeGreaterThan(0);
    expect(replied).toBe(0);
    expect(delivered + bounced).toBe(MANY);
  });

  test('do nothing more when the message bounced, and click only what they opened', async () => {
    const done = await answersTo();
    const bounced = idsOf(ofKind(done, 'bounced'));
    expect(done.filter(({ customerId, kind }) => bounced.has(customerId) && kind !== 'bounced')).toEqual([]);
    const opened = idsOf(ofKind(done, 'opened'));
    expect(ofKind(done, 'clicked').filter(({ customerId }) => !opened.has(customerId))).toEqual([]);
  });

  test('redeem the code of the message, and buy more often for it', async () => {
    const [plain, offered] = [await answersTo(), await answersTo({ code: '7K3M-9QXT-2HBA' })];
    const orders = ofKind(offered, 'order');
    expect(orders.length).toBeGreaterThan(ofKind(plain, 'order').length);
    for (const order of orders) expect(order).toMatchObject({ code: '7K3M-9QXT-2HBA' });
    for (const order of ofKind(plain, 'order')) expect(order).not.toHaveProperty('code');
  });
});

test('customers who receive an SMS may reply, with STOP or otherwise', async () => {
  const replies = ofKind(await answersTo({ channel: 'sms' }), 'replied');
  expect(new Set(replies.map((reply) => reply.kind === 'replied' && reply.meaning))).toEqual(
    new Set(['stop', 'other']),
  );
});

test('the same seed gives the same people, another seed others', async () => {
  const done = await answersTo({}, 'a');
  expect(await answersTo({}, 'a')).toEqual(done);
  expect(await answersTo({}, 'b')).not.toEqual(done);
});

test('no response comes before its message, and each has an id of its own', async () => {
  const done = await answersTo();
  expect(done.every(({ at }) => at > AT)).toBe(true);
  expect(new Set(done.map(({ responseId }) => responseId)).size).toBe(done.length);
});

test('after a restart only what lies ahead still happens, and it is what would have happened', async () => {
  const restart = plusMilliseconds(AT, 3 * HOUR_MS);
  const done = await answersTo();
  const rest = await answersTo({}, '1', restart);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.length).toBeLessThan(done.length);
  expect(rest).toEqual(done.filter(({ at }) => at >= restart));
});

test('some customers come back or look in unasked, whether or not they were held out, once and within five weeks', async () => {
  const entered = (number: number) => ({ ...aMessage(number), enrolledAt: AT });
  const done = await doneBy((people, number) => people.live(entered(number), aCustomer({ customerId: `c${number}` })));
  for (const kind of ['order', 'visit'] as const) expect(ofKind(done, kind).length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(MANY / 5);
  expect(idsOf(done).size).toBe(done.length);
  expect(done.every(({ at }) => at > AT && at <= plusMilliseconds(AT, 35 * 24 * HOUR_MS))).toBe(true);
});
