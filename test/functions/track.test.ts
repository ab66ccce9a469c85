import { describe, expect, test } from 'vitest';
import { readCall, withStatedKey } from '#adapters/webhooks/providers/segment';
import { segmentWriteKeyScheme } from '#adapters/webhooks/signatures/basic-auth';
import { contactKeyOf } from '#core/contact';
import { TryAgain } from '#core/errors';
import type { TrackServices } from '#core/flow/track';
import type { Heard } from '#core/heard';
import type { Known } from '#core/known';
import { createHandler } from '../../functions/track.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { aRequest } from '../support/http-requests.ts';
import { aContext } from '../support/lambda-events.ts';

const WRITE_KEY = 'DmBXIN4JnwqBnTqXccTF0wBn';
const SECRET = 'the secret of contacts';
const AT = '2026-07-01T13:59:00.000Z';
const MESSAGE = { userId: '1001', messageId: 'm-1', timestamp: AT };
const log = captureLog();

/** A door whose queues can be looked at. */
function aDoor(overrides: Partial<TrackServices> = {}) {
  const heard: Heard[] = [];
  const known: Known[] = [];
  const shop = { currency: 'USD', activities: ['store-visit'] };
  const handle = createHandler(() => ({
    clock: { now: () => MORNING },
    responses: { put: async (all) => void heard.push(...all) },
    contacts: { keyOf: (contact) => contactKeyOf(contact, SECRET) },
    imports: {
      async put(customers) {
        for await (const one of customers) known.push(one);
        return { customers: known.length, tooLarge: [] };
      },
    },
    read: (call, body, receivedAt) => readCall(call, body, { receivedAt, shop }),
    verify: async (request) =>
      segmentWriteKeyScheme(withStatedKey({ url: '', ...request }), { secrets: [WRITE_KEY], now: MORNING }),
    ...overrides,
  }));
  const send = async (call: string, body: unknown, key = WRITE_KEY) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = key === 'none' ? {} : { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const request = aRequest({ method: 'POST', path: `/v1/${call}`, headers, body: text });
    const answer = await handle({ ...request, pathParameters: { call } }, aContext());
    return { status: answer.statusCode, headers: answer.headers, told: JSON.parse(answer.body) };
  };
  return { send, heard, known };
}

describe('an app', () => {
  test('that tracks an order hears what Segment would answer, and the order is on the queue', async () => {
    const { send, heard, known } = aDoor();
    const order = { ...MESSAGE, event: 'Order Completed', properties: { order_id: '5', total: 42, coupon: 'TEN' } };
    expect(await send('track', order)).toMatchObject({ status: 200, told: { success: true } });
    expect(heard).toEqual([
      { kind: 'order', customerId: '1001', responseId: 'segment-order-5', at: AT, cents: 4_200, code: 'TEN' },
    ]);
    expect(known).toEqual([]);
  });

  test('that identifies somebody has them imported, by what it says last', async () => {
    const { send, heard, known } = aDoor();
    const identify = (traits: object) => ({ ...MESSAGE, type: 'identify', traits });
    const batch = [
      identify({ firstName: 'Ada', plan: 'free' }),
      identify({ plan: 'premium', email: 'ada@customer.example' }),
    ];
    expect(await send('batch', { batch })).toMatchObject({ status: 200 });
    const profile = { firstName: 'Ada', email: 'ada@customer.example', fields: { plan: 'premium' } };
    expect(known).toMatchObject([{ customerId: '1001', activities: [], profile }]);
    expect(heard).toEqual([]);
  });

  test('that knows an address only is heard of whoever has it, and the address goes no further', async () => {
    const { send, heard } = aDoor();
    const page = { messageId: 'm-1', timestamp: AT, context: { traits: { email: 'Ada@customer.example' } } };
    expect(await send('page', page)).toMatchObject({ status: 200 });
    const contact = contactKeyOf({ kind: 'email', address: 'ada@customer.example' }, SECRET);
    expect(heard).toEqual([{ contact, said: { kind: 'visit', responseId: 'segment-message-m-1', at: AT } }]);
  });

  test('that tells what we do not know hears yes, and it is counted', async () => {
    const { send, heard } = aDoor();
    const batch = [{ ...MESSAGE, type: 'track', event: 'Song Played' }, { type: 'page' }, { ...MESSAGE, type: 'page' }];
    expect(await send('batch', { batch })).toMatchObject({ status: 200, told: { success: true } });
    expect(heard).toHaveLength(1);
    expect(log.lines()).toContainEqual(
      expect.objectContaining({ heard: 1, profiles: 0, left: { unknownKind: 1, nobody: 1 } }),
    );
  });

  test.each([
    ['a body that is no JSON', 'batch', '{', 400],
    ['a call that there is not', 'wept', {}, 400],
    ['a batch without messages', 'batch', {}, 400],
    ['a message of more than 32 KB', 'track', { ...MESSAGE, event: 'x'.repeat(33_000) }, 413],
    ['a batch of more than 500 KB', 'batch', ' '.repeat(512_001), 413],
  ])('that sends %s hears why, and nothing is taken', async (_what, call, body, status) => {
    const { send, heard, known } = aDoor();
    const answer = await send(call, body);
    expect(answer).toMatchObject({ status, told: { because: expect.any(String) } });
    expect([...heard, ...known]).toEqual([]);
  });
});

describe('a library that writes the key into the body', () => {
  test('is believed', async () => {
    const { send, heard } = aDoor();
    expect(await send('batch', { batch: [{ ...MESSAGE, type: 'page' }], writeKey: WRITE_KEY }, 'none')).toMatchObject({
      status: 200,
    });
    expect(heard).toHaveLength(1);
  });

  test.each(['another-key', '', 7, null, undefined])('and writes %j is not', async (writeKey) => {
    const { send, heard } = aDoor();
    expect(await send('batch', { batch: [{ ...MESSAGE, type: 'page' }], writeKey }, 'none')).toMatchObject({
      status: 401,
    });
    expect(heard).toEqual([]);
  });

  test('cannot overrule the header with it', async () => {
    const page = { ...MESSAGE, writeKey: WRITE_KEY };
    expect(await aDoor().send('page', page, 'another-key')).toMatchObject({ status: 401 });
  });
});

describe('a stranger', () => {
  test.each(['', 'another-key', `${WRITE_KEY} `])(
    'with the key "%s" is turned away before anything is read',
    async (key) => {
      const { send, heard } = aDoor({ read: () => expect.unreachable('it was read') });
      expect(await send('page', MESSAGE, key)).toMatchObject({ status: 401 });
      expect(heard).toEqual([]);
    },
  );
});

test.each([
  ['responses', { responses: { put: () => Promise.reject(new TryAgain('the queue is full')) } }],
  ['imports', { imports: { put: () => Promise.reject(new TryAgain('the queue is full')) } }],
])('when the queue of %s does not take it, the app hears to send it again', async (_queue, overrides) => {
  const batch = [
    { ...MESSAGE, type: 'page' },
    { ...MESSAGE, type: 'identify', traits: { plan: 'free' } },
  ];
  expect(await aDoor(overrides).send('batch', { batch })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '60' },
  });
});

test('nothing of what is sent stands in the log', async () => {
  const { send } = aDoor();
  const traits = { email: 'zephyrine@quackenbush.example', firstName: 'Zephyrine' };
  await send('batch', {
    batch: [
      { ...MESSAGE, type: 'identify', traits },
      { ...MESSAGE, type: 'track', event: 'Zephyrine wept', traits },
      { type: 'zephyrine' },
    ],
  });
  await send('zephyrine', traits);
  await send('page', MESSAGE, 'zephyrine');
  expect(log.text()).not.toMatch(/zephyrine|quackenbush/i);
});
