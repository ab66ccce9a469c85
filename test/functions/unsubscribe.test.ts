import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createLinks, readUnsubscribeToken } from '#adapters/aws/links';
import { TryAgain } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import { type Response, ResponseSchema } from '#core/response';
import type { UnsubscribeServices } from '../../functions/runtime/services.ts';
import { createHandler } from '../../functions/unsubscribe.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { aRequest } from '../support/http-requests.ts';
import { aContext } from '../support/lambda-events.ts';

const SECRET = 'current-secret-'.repeat(4);
const OLD_SECRET = 'previous-secret-'.repeat(4);
const FOREIGN_SECRET = 'foreign-secret-'.repeat(4);
const log = captureLog();
const KEY = { customerId: CustomerIdSchema.parse('c1'), enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402') };

/** The token of a link to customer c1, signed with this secret. */
function aToken({ channel = 'email' as 'email' | 'sms', secret = SECRET } = {}): string {
  const link = createLinks({ baseUrl: 'https://links.shop.example', secret });
  return link.unsubscribe({ ...KEY, channel }).replace('https://links.shop.example/u/', '');
}

/** A door whose queue can be looked at. */
function aDoor(overrides: Partial<UnsubscribeServices> = {}) {
  const queue: Response[] = [];
  const handle = createHandler(() => ({
    clock: { now: () => MORNING },
    responses: { put: async (responses) => void queue.push(...responses) },
    shop: 'Ada & Sons <Hats>',
    read: async (token) => readUnsubscribeToken(token, [SECRET, OLD_SECRET]),
    ...overrides,
  }));
  const ask = (method: string, token: string, rest: Parameters<typeof aRequest>[0] = {}) =>
    handle(aRequest({ method, path: `/u/${token}`, token, ...rest }), aContext());
  return { ask, queue };
}

describe('looking at a link', () => {
  test.each(['GET', 'HEAD'])('with %s changes nothing', async (method) => {
    const { ask, queue } = aDoor();
    expect((await ask(method, aToken())).statusCode).toBe(200);
    expect(queue).toEqual([]);
  });

  test.each([
    ['email', 'email'],
    ['sms', 'SMS'],
  ] as const)('of %s shows what it would stop, and one button', async (channel, called) => {
    const { body } = await aDoor().ask('GET', aToken({ channel }));
    expect(body).toContain(`<h1>Stop ${called} from Ada &#38; Sons &#60;Hats&#62;?</h1>`);
    expect(body).toContain(`no more marketing ${called} from Ada &#38; Sons &#60;Hats&#62;.`);
    expect(body.match(/<button>Unsubscribe<\/button>/g)).toHaveLength(1);
    expect(body).toMatch(/<form method="post">/);
    expect(body).not.toContain('Sons <Hats>');
  });

  test('with HEAD has the headers of GET and no body', async () => {
    const { ask } = aDoor();
    const { body: _body, ...got } = await ask('GET', aToken());
    expect(await ask('HEAD', aToken())).toEqual({ ...got, body: '' });
  });
});

describe('a page', () => {
  test('has no script and nothing of a third party, and its policy allows only its own style', async () => {
    const { body, headers } = await aDoor().ask('GET', aToken());
    expect(body).not.toMatch(/<script|<img|<link|https?:|url\(|@import/);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test.each([
    ['GET', 200],
    ['POST', 200],
    ['DELETE', 405],
  ])('that answers %s is for one person, once', async (method, statusCode) => {
    const answer = await aDoor().ask(method, aToken());
    expect(answer).toMatchObject({
      statusCode,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    });
    expect(Object.keys(answer.headers).filter((name) => ['set-cookie', 'location'].includes(name))).toEqual([]);
  });
});

describe('saying so', () => {
  const BODIES = [
    ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'a form in parts',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ['nothing', '', undefined],
    ['something else', 'application/json', '{"List-Unsubscribe":'],
    ['bytes', 'application/octet-stream', Buffer.from([0, 255, 254])],
  ] as const;

  test.each(BODIES)('with %s is obeyed', async (_what, type, body) => {
    const { ask, queue } = aDoor();
    const sent = { headers: { 'content-type': type }, ...(body === undefined ? {} : { body }) };
    const answer = await ask('POST', aToken({ channel: 'sms' }), sent);
    expect([answer.statusCode, answer.body.includes('You are unsubscribed')]).toEqual([200, true]);
    expect(queue).toEqual([
      {
        kind: 'unsubscribed',
        responseId: 'one-click-JKJaXmPLvHcESHA=',
        ...KEY,
        channel: 'sms',
        at: MORNING,
        source: 'one-click',
      },
    ]);
    expect(ResponseSchema.safeParse(queue[0]).success).toBe(true);
  });

  test('by a link of the secret before is obeyed', async () => {
    const { ask, queue } = aDoor();
    expect((await ask('POST', aToken({ secret: OLD_SECRET }))).statusCode).toBe(200);
    expect(queue).toHaveLength(1);
  });

  test('again, after consenting again, is another response', async () => {
    const { ask, queue } = aDoor();
    await ask('POST', aToken(), { requestId: 'request-1' });
    await ask('POST', aToken(), { requestId: 'request-2' });
    expect(new Set(queue.map(({ responseId }) => responseId)).size).toBe(2);
  });

  test('is not called done before the queue has it', async () => {
    const put = () => Promise.reject(new TryAgain('the response queue took 0 of 1 responses; offer them again'));
    const answer = await aDoor({ responses: { put } }).ask('POST', aToken());
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    expect(answer.body).toContain('You are not unsubscribed yet');
  });
});

describe('a link that is not ours', () => {
  test.each([
    ['cut off', aToken().slice(0, -4)],
    ['signed by somebody else', aToken({ secret: FOREIGN_SECRET })],
    ['empty', ''],
    ['nonsense', '../../etc/passwd'],
  ])('because it is %s says what to do, whoever asks how', async (_what, token) => {
    const { ask, queue } = aDoor();
    const [got, posted] = [await ask('GET', token), await ask('POST', token)];
    expect([got.statusCode, posted.statusCode, queue]).toEqual([404, 404, []]);
    expect(got.body).toContain('reply to the message or write to Ada &#38; Sons &#60;Hats&#62;');
    expect(posted.body).toBe(got.body);
    if (token !== '') expect(got.body).not.toContain(token);
  });
});

test('nothing that a link says stands in the log', async () => {
  const { ask } = aDoor();
  await ask('POST', aToken(), { body: 'zephyrine@quackenbush.example' });
  await ask('GET', `${aToken()}zephyrine`);
  expect(log.lines().map(({ statusCode }) => statusCode)).toEqual([200, 404]);
  expect(log.text()).not.toMatch(/zephyrine|gentle_c1|203\.0\.113/);
  expect(log.text()).not.toContain(aToken().slice(0, 20));
});
