import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readUnsubscribeToken } from '#adapters/aws/links';
import { TryAgain } from '#core/errors';
import { LANGUAGES } from '#core/language';
import { captureLog } from '../support/captured-log.ts';
import { aToken, customerPages, FORM, KEY } from '../support/customer-pages.ts';
import { MORNING } from '../support/door-world.ts';

const OLD_SECRET = 'previous-secret-'.repeat(4);
const FOREIGN_SECRET = 'foreign-secret-'.repeat(4);
const log = captureLog();

describe('CMP-14: looking at a link', () => {
  test.each(['GET', 'HEAD'])('with %s changes nothing', async (method) => {
    const pages = customerPages();
    expect((await pages.ask(method, 'u', aToken())).statusCode).toBe(200);
    expect(pages.queue).toEqual([]);
  });

  test.each([
    ['email', 'emails', 'marketing emails'],
    ['sms', 'text messages', 'marketing texts'],
  ] as const)('of %s shows what it would stop, and one button', async (channel, called, what) => {
    const { body } = await customerPages().ask('GET', 'u', aToken({ channel }));
    expect(body).toContain(`<h1>Stop ${called} from Ada &#38; Sons &#60;Hats&#62;?</h1>`);
    expect(body).toContain(`no more ${what} from Ada &#38; Sons &#60;Hats&#62;.`);
    expect(body.match(/<button>Unsubscribe<\/button>/g)).toHaveLength(1);
    expect(body).toMatch(/<form method="post">/);
    expect(body).not.toContain('Sons <Hats>');
  });

  test('with HEAD has the headers of GET and no body', async () => {
    const pages = customerPages();
    const { body: _body, ...got } = await pages.ask('GET', 'u', aToken());
    expect(await pages.ask('HEAD', 'u', aToken())).toEqual({ ...got, body: '' });
  });
});

describe('a page', () => {
  test.each(['u', 'p', 's'] as const)(
    'at /%s/ has no script and nothing of a third party, and its policy allows only its own style',
    async (page) => {
      const { body, headers } = await customerPages().ask('GET', page, aToken());
      expect(body).not.toMatch(/<script|<img|<link|<iframe|https?:|url\(|@import|\bon[a-z]+="/);
      const [, style = ''] = /<style>(.*?)<\/style>/s.exec(body) ?? [];
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      );
      expect(headers['x-robots-tag']).toBe('noindex');
      expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    },
  );

  test.each([
    ['GET', 200],
    ['POST', 200],
    ['DELETE', 405],
    ['OPTIONS', 405],
  ])('that answers %s is for one person, once', async (method, statusCode) => {
    const answer = await customerPages().ask(method, 'u', aToken());
    expect(answer).toMatchObject({
      statusCode,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    });
    expect(answer.headers.allow).toBe(statusCode === 405 ? 'GET, HEAD, POST' : undefined);
    expect(Object.keys(answer.headers).filter((name) => ['set-cookie', 'location'].includes(name))).toEqual([]);
  });

  test.each(LANGUAGES)('speaks %s to a browser that does', async (language) => {
    const asked = { headers: { 'Accept-Language': `xx, ${language}-XX;q=0.9, en;q=0.1` } };
    const { body, headers } = await customerPages().ask('GET', 'u', aToken(), asked);
    expect(body).toContain(`<html lang="${language}">`);
    expect(headers['content-language']).toBe(language);
  });
});

describe('CMP-13: saying so', () => {
  const BODIES = [
    ['a form', FORM['content-type'], 'List-Unsubscribe=One-Click'],
    [
      'a form in parts',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ['a form in parts without boundary', 'multipart/form-data', '--b\r\n'],
    ['nothing', '', undefined],
    ['something else', 'application/json', '{"List-Unsubscribe":'],
    ['bytes', 'application/octet-stream', Buffer.from([0, 255, 254])],
    ['a megabyte', FORM['content-type'], Buffer.alloc(1_000_000, 'a=b&')],
  ] as const;

  test.each(BODIES)('with %s is obeyed', async (_what, type, body) => {
    const pages = customerPages();
    const sent = { headers: { 'content-type': type }, ...(body === undefined ? {} : { body }) };
    const answer = await pages.ask('POST', 'u', aToken({ channel: 'sms' }), sent);
    expect([answer.statusCode, answer.body.includes('You are unsubscribed')]).toEqual([200, true]);
    expect(pages.queue).toEqual([
      {
        kind: 'unsubscribed',
        responseId: 'one-click-request-1',
        ...KEY,
        channel: 'sms',
        at: MORNING,
        source: 'one-click',
      },
    ]);
  });

  test('CMP-15: by a link of the secret before is obeyed', async () => {
    const pages = customerPages({ read: async (token) => readUnsubscribeToken(token, ['x'.repeat(32), OLD_SECRET]) });
    expect((await pages.ask('POST', 'u', aToken({ secret: OLD_SECRET }))).statusCode).toBe(200);
    expect(pages.queue).toHaveLength(1);
  });

  test('again, after consenting again, is another response', async () => {
    const pages = customerPages();
    await pages.ask('POST', 'u', aToken());
    await pages.ask('POST', 'u', aToken());
    expect(new Set(pages.queue.map(({ responseId }) => responseId)).size).toBe(2);
  });

  test('offers to say why, and to choose, by links of the same person and of this site', async () => {
    const { body } = await customerPages().ask('POST', 'u', aToken());
    const targets = [...body.matchAll(/href="([^"]*)"/g)].map(([, target = '']) => target);
    expect(targets).toEqual([`../s/${aToken()}`, `../p/${aToken()}`]);
    // From a stage behind any path of any host, they stay on it.
    expect(new URL(targets[0] ?? '', `https://x.example/prod/u/${aToken()}`).href).toBe(
      `https://x.example/prod/s/${aToken()}`,
    );
  });

  test('needs no store: customers cannot be read, and it is obeyed', async () => {
    const pages = customerPages({ customers: { get: () => Promise.reject(new TryAgain('the table is away')) } });
    expect((await pages.ask('POST', 'u', aToken())).statusCode).toBe(200);
    expect(pages.queue).toHaveLength(1);
  });

  test.each([
    ['en', 'You are not unsubscribed yet'],
    ['de', 'Sie sind noch nicht abgemeldet'],
  ])('is not called done before the queue has it (%s)', async (language, words) => {
    const put = () => Promise.reject(new TryAgain('the response queue took 0 of 1 responses; offer them again'));
    const asked = { headers: { 'accept-language': language } };
    const answer = await customerPages({ responses: { put } }).ask('POST', 'u', aToken(), asked);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('value="One-Click"');
  });
});

describe('a link that is not ours', () => {
  const [about = '', signature = ''] = aToken().split('.');
  const LINKS: readonly [string, string][] = [
    ['cut off', aToken().slice(0, -4)],
    ['signed by somebody else', aToken({ secret: FOREIGN_SECRET })],
    ['about one customer, with the signature of another', `${aToken({ customer: 'c2' }).split('.')[0]}.${signature}`],
    ['about another channel, with the signature of this', `${aToken({ channel: 'sms' }).split('.')[0]}.${signature}`],
    ['in more pieces', `${about}.${signature}.${signature}`],
    ['only dots', '.....'],
    ['no base64', '%%%!.ä'],
    ['huge', `${'A'.repeat(100_000)}.${signature}`],
    ['empty', ''],
    ['a path', '../../etc/passwd'],
    ['a script', '"><script>alert(1)</script>'],
  ];

  test.each(LINKS)('because it is %s says what to do, on every page, whoever asks how', async (_what, token) => {
    for (const page of ['u', 'p', 's'] as const) {
      const pages = customerPages();
      const got = await pages.ask('GET', page, token);
      const posted = await pages.ask('POST', page, token, { headers: FORM, body: 'act=stop&away=price' });
      expect([got.statusCode, posted.statusCode, pages.queue]).toEqual([404, 404, []]);
      expect(got.body).toContain('reply to the message or write to Ada &#38; Sons &#60;Hats&#62;');
      expect(posted.body).toBe(got.body);
      expect(got.body).not.toMatch(/ada@|customer\.example|<form|alert\(1\)/);
    }
  });
});

test('CMP-38: nothing that a link or a form says stands in the log', async () => {
  const pages = customerPages();
  await pages.ask('POST', 'u', aToken(), { body: 'zephyrine@quackenbush.example' });
  await pages.ask('GET', 'u', `${aToken()}zephyrine`);
  await pages.post('s', [
    ['away', 'other'],
    ['words', 'zephyrine'],
  ]);
  await pages.post('p', [
    ['act', 'stop'],
    ['on', 'zephyrine'],
  ]);
  expect(log.lines().map(({ statusCode }) => statusCode)).toEqual([200, 404, 200, 200]);
  expect(log.text()).not.toMatch(/zephyrine|gentle_c1|203\.0\.113|ada@/);
  expect(log.text()).not.toContain(aToken().slice(0, 20));
});
