import { describe, expect, test } from 'vitest';
import { standardWebhooksScheme } from '#adapters/webhooks/signatures/standard-webhooks';
import { TryAgain } from '#core/errors';
import type { Heard } from '#core/heard';
import { createHandler } from '../../functions/receive.ts';
import type { ReceiveServices } from '../../functions/runtime/http-services.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { aRequest, signedBy } from '../support/http-requests.ts';
import { aContext } from '../support/lambda-events.ts';

const SECRET = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MOST_BYTES = 262_144;
const log = captureLog();

/** What a shop and an app can know, one of each kind. */
const ABOUT = { customerId: 'c1', at: '2026-07-01T13:59:00.000Z' };
const TOLD = [
  { kind: 'order', responseId: 'order-1', ...ABOUT, cents: 4_200, code: 'TEN-ABC' },
  { kind: 'visit', responseId: 'visit-1', ...ABOUT },
  { kind: 'unsubscribed', responseId: 'account-1', ...ABOUT, channel: 'email', source: 'account page' },
  { kind: 'replied', responseId: 'inbox-1', ...ABOUT, channel: 'sms', meaning: 'stop' },
];

/** A door whose queue can be looked at. */
function aDoor(overrides: Partial<ReceiveServices> = {}) {
  const queue: Heard[] = [];
  const handle = createHandler(() => ({
    clock: { now: () => MORNING },
    responses: { put: async (responses) => void queue.push(...responses) },
    verify: async (request) => standardWebhooksScheme(request, { secrets: [SECRET], now: MORNING }),
    ...overrides,
  }));
  /** Sends a body, signed and called JSON unless told otherwise. */
  const send = async (body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...signedBy(SECRET, text, MORNING), ...headers };
    const answer = await handle(aRequest({ method: 'POST', path: '/responses', headers: all, body: text }), aContext());
    return { status: answer.statusCode, headers: answer.headers, told: JSON.parse(answer.body) };
  };
  return { send, queue };
}

describe('a shop', () => {
  test('that sends a list hears how many were taken, and each is on the queue as it was sent', async () => {
    const { send, queue } = aDoor();
    expect(await send(TOLD)).toMatchObject({ status: 202, told: { accepted: 4 } });
    expect(queue).toEqual(TOLD);
  });

  test.each(TOLD)('may send one response alone: $kind', async (one) => {
    const { send, queue } = aDoor();
    expect(await send(one, { 'content-type': 'Application/JSON; charset=utf-8' })).toMatchObject({
      status: 202,
      told: { accepted: 1 },
    });
    expect(queue).toEqual([one]);
  });

  test.each([
    ['2026-07-01T13:59:00Z', '2026-07-01T13:59:00.000Z'],
    ['2026-07-01T15:59:00.1234+02:00', '2026-07-01T13:59:00.123Z'],
  ])('may write its instants as its language does: %s', async (at, instant) => {
    const { send, queue } = aDoor();
    expect(await send({ ...TOLD[0], at })).toMatchObject({ status: 202 });
    expect(queue).toEqual([{ ...TOLD[0], at: instant }]);
  });

  test('whose clock is far ahead is told so, and nothing of its list is taken', async () => {
    const { send, queue } = aDoor();
    const [first, second] = TOLD;
    const { status, told } = await send([first, { ...second, at: '2026-07-03T00:00:00.000Z' }]);
    expect({ status, told }).toMatchObject({
      status: 400,
      told: { because: expect.stringContaining('1 of the responses lie in the future') },
    });
    expect(queue).toEqual([]);
  });

  test('may send a hundred at once, and not one more', async () => {
    const { send, queue } = aDoor();
    const visits = Array.from({ length: 101 }, (_, number) => ({ ...TOLD[1], responseId: `visit-${number}` }));
    expect(await send(visits)).toMatchObject({ status: 400, told: { because: expect.stringContaining('too_big') } });
    expect(queue).toEqual([]);
    expect(await send(visits.slice(1))).toMatchObject({ status: 202, told: { accepted: 100 } });
  });

  test('whose fields we do not know is understood all the same', async () => {
    const { send, queue } = aDoor();
    expect(await send({ ...TOLD[1], basket: ['a hat'] })).toMatchObject({ status: 202 });
    expect(queue).toEqual([TOLD[1]]);
  });

  test.each([
    [
      'a kind that only a mailbox knows',
      { kind: 'bounced', ...ABOUT, responseId: 'x', channel: 'email', permanent: true },
      'kind (',
    ],
    ['a kind that nobody knows', { ...TOLD[1], kind: 'wept' }, 'kind ('],
    ['an address for an id', { ...TOLD[1], customerId: 'ada@customer.example' }, 'customerId ('],
    ['one bad response among good ones', [TOLD[0], { ...TOLD[1], at: '1 July' }, TOLD[2]], '1.at ('],
    ['an empty list', [], 'all of it ('],
    ['a text', JSON.stringify('ada@customer.example'), 'all of it ('],
    ['no JSON', '{"kind": "visit", ', 'all of it ('],
    ['nothing', '', 'all of it ('],
    ['a depth that nobody needs', '['.repeat(200_000), 'all of it ('],
  ])('that sends %s hears which fields to mend, and nothing is taken', async (_what, body, field) => {
    const { send, queue } = aDoor();
    const { status, told } = await send(body);
    expect([status, queue]).toEqual([400, []]);
    expect(told.because).toContain(`nothing was taken; mend these fields and send all of it again: ${field}`);
    expect(`${told.because}${log.text()}`).not.toMatch(/ada@|wept|1 July/);
  });
});

describe('a stranger', () => {
  const body = JSON.stringify(TOLD);
  const earlier = (seconds: number) => new Date(Date.parse(MORNING) - seconds * 1_000).toISOString();

  test.each([
    ['unsigned', { 'webhook-id': '', 'webhook-timestamp': '', 'webhook-signature': '' }, 'sign the request'],
    ['signed with another secret', signedBy('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', body, MORNING), 'no signature fits'],
    ['signed for another body', signedBy(SECRET, `${body} `, MORNING), 'no signature fits'],
    ['an hour old', signedBy(SECRET, body, earlier(3_600)), 'within 5 minutes'],
  ])('whose request is %s is turned away', async (_what, headers, why) => {
    const { send, queue } = aDoor();
    const { status, told } = await send(body, headers);
    expect([status, queue]).toEqual([401, []]);
    expect(told.because).toContain(why);
  });

  test('who sends too much is turned away before anything is looked at', async () => {
    const { send } = aDoor({ verify: () => Promise.reject(new Error('looked at')) });
    expect((await send('x'.repeat(MOST_BYTES + 1))).status).toBe(413);
    expect((await send('☕'.repeat(MOST_BYTES / 3 + 1))).status).toBe(413);
  });

  test('may send just as much as is allowed', async () => {
    const { send } = aDoor();
    expect((await send(JSON.stringify(TOLD).padEnd(MOST_BYTES))).status).toBe(202);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'who sends "%s" hears what to send',
    async (type) => {
      const { send, queue } = aDoor();
      expect(await send(body, { 'content-type': type })).toMatchObject({
        status: 415,
        told: { because: 'send application/json' },
      });
      expect(queue).toEqual([]);
    },
  );
});

describe('when we are at fault', () => {
  const failing = () => Promise.reject(new TryAgain('the response queue took 0 of 4 responses; offer them again'));

  test.each([
    ['the queue does not take everything', { responses: { put: failing } }],
    ['the secret store does not answer', { verify: failing }],
  ])('and %s, nobody is told "accepted"', async (_what, overrides) => {
    expect(await aDoor(overrides).send(TOLD)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '60' },
      told: { because: expect.stringContaining('send the same again later') },
    });
  });
});

test('nothing of what is sent stands in the log', async () => {
  const { send } = aDoor();
  const marked = { ...TOLD[2], responseId: 'zephyrine-1', source: 'zephyrine@quackenbush.example' };
  await send(marked);
  await send({ ...marked, kind: 'zephyrine', zephyrine: 'zephyrine' });
  await send(marked, { 'webhook-signature': 'v1,zephyrine' });
  expect(log.lines().map(({ statusCode }) => statusCode)).toEqual([202, 400, 401]);
  expect(log.text()).not.toMatch(/zephyrine|quackenbush|order-1/);
});
