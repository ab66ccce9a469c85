// What does the page's server show, to whom, and what does it refuse? Real HTTP on this machine.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningPage, startPage } from '#adapters/local/page-server';
import type { Postbox } from '#adapters/local/postbox';
import { aFakePageWorld, type FakePageWorld, fakeCustomerPages } from '../support/fake-page-world.ts';
import { type AskPage, askPageAt } from '../support/page-requests.ts';
import { aLeavingEmail, aLeavingSms, openStoredPostbox } from '../support/stored-postbox.ts';

let postbox: Postbox;
let closeStore: () => Promise<void>;
let world: FakePageWorld;
let page: RunningPage;
let customers: ReturnType<typeof fakeCustomerPages>;

beforeEach(async () => {
  ({ postbox, close: closeStore } = await openStoredPostbox());
  world = aFakePageWorld();
  customers = fakeCustomerPages();
  page = await startPage({ port: 0, postbox, world, customers });
});
afterEach(async () => {
  await page.close();
  await closeStore();
});

const ask: AskPage = (method, path, asking) => askPageAt(page.port, method, path, asking);

const JSON_TYPE = { 'content-type': 'application/json' };
const act = (body: unknown, headers: Record<string, string> = {}) =>
  ask('POST', '/api/act', { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

describe('what is shown', () => {
  test.each([
    ['/', 'text/html'],
    ['/app.js', 'text/javascript'],
    ['/styles.css', 'text/css'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is served as %s, and may load nothing from elsewhere', async (path, type) => {
    const { status, headers } = await ask('GET', path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  test('HEAD answers like GET, without the body', async () => {
    const { status, headers, body } = await ask('HEAD', '/');
    expect([status, body]).toEqual([200, '']);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });

  test('messages come newest first, page by page', async () => {
    await postbox.deliver(aLeavingEmail({ customer: 'c1' }));
    await postbox.deliver(aLeavingEmail({ customer: 'c2', when: '2026-07-02T14:00:00.000Z' }));
    const first = JSON.parse((await ask('GET', '/api/messages?channel=email&limit=1')).body);
    expect(first.items[0].customerId).toBe('c2');
    const rest = await ask('GET', `/api/messages?channel=email&limit=1&before=${encodeURIComponent(first.next)}`);
    expect(JSON.parse(rest.body).items[0].customerId).toBe('c1');
  });

  test('an email is shown in a sandbox that loads nothing and runs nothing', async () => {
    const { messageId } = await postbox.deliver(aLeavingEmail());
    const { status, headers, body } = await ask('GET', `/messages/${messageId}`);
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(['sandbox', "default-src 'none'", "frame-ancestors 'self'"]));
    expect(policy.join()).not.toContain('script-src');
    expect(body).toMatch(/^<!doctype html><html><head><base target="_blank">/);
  });

  test('the words of a message come without its HTML', async () => {
    const { messageId } = await postbox.deliver(aLeavingEmail());
    const message = JSON.parse((await ask('GET', `/api/messages/${messageId}`)).body);
    expect(message).toMatchObject({ text: 'Come back', hasHtml: true });
    expect(message).not.toHaveProperty('html');
  });

  test('a name with HTML in it travels as text and is never part of a page', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await page.close();
    world = aFakePageWorld({ name });
    world.change({ shop: { ...world.state().shop, name } });
    page = await startPage({ port: 0, postbox, world, customers: fakeCustomerPages(name) });
    const story = await ask('GET', '/api/customers/c1');
    expect(story.headers['content-type']).toContain('application/json');
    expect(JSON.parse(story.body).name).toBe(name);
    for (const at of ['u', 'p', 's']) expect((await ask('GET', `/${at}/good-token`)).body).not.toContain('<img');
  });

  test('a page that listens is told the state at once and after a change', async () => {
    const sent = request({ host: '127.0.0.1', port: page.port, path: '/api/live' }).end();
    const [stream] = (await once(sent, 'response')) as [IncomingMessage];
    expect(stream.headers['content-type']).toContain('text/event-stream');
    let told = '';
    for await (const chunk of stream) {
      told += String(chunk);
      if (told.includes('"paused":false') && !told.includes('"paused":true')) world.pause();
      if (told.includes('"paused":true')) break;
    }
    expect(told).toMatch(/^event: state\ndata: \{/);
  });
});

describe('what the buttons do', () => {
  test('the customer of a message acts', async () => {
    const asked = { messageId: 'gentle_c1_20260402.miss-you', act: 'buy' };
    const { status, body } = await act(asked);
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'done' }]);
    expect(world.acts).toEqual([asked]);
  });

  test('a refusal says why', async () => {
    world.answer({ status: 'refused', because: 'she opted out yesterday' });
    const { body } = await act({ messageId: 'm', act: 'open' });
    expect(JSON.parse(body)).toEqual({ status: 'refused', because: 'she opted out yesterday' });
  });

  test('a reply is kept beside its message, unless it was refused', async () => {
    const { messageId } = await postbox.deliver(aLeavingSms());
    await act({ messageId, act: 'reply', words: 'STOP' });
    world.answer({ status: 'refused', because: 'opted out' });
    await act({ messageId, act: 'reply', words: 'hello?' });
    const { items } = await postbox.page({ channel: 'sms', limit: 1 });
    expect(items[0]?.replies).toEqual([{ at: world.state().now, words: 'STOP' }]);
  });

  test('time is paused, goes on and changes its speed', async () => {
    const pace = (body: unknown) => ask('POST', '/api/pacing', { headers: JSON_TYPE, body: JSON.stringify(body) });
    expect((await pace({ paused: true, speed: 3_600 })).status).toBe(200);
    expect(world.state()).toMatchObject({ paused: true, speed: 3_600 });
    await pace({ paused: false });
    expect(world.state().paused).toBe(false);
    expect((await pace({ speed: 0 })).status).toBe(400);
    expect((await pace({ sped: 2 })).status).toBe(400);
    expect(world.state().speed).toBe(3_600);
  });
});

describe('what is refused', () => {
  test.each([
    '/../page-server.ts',
    '/%2e%2e/page-server.ts',
    '/..%2fpage-server.ts',
    '/page/../../postbox.ts',
    '//etc/passwd',
    '/app.js/',
    '/api/customers/%zz',
    '/api/customers/nobody',
    '/messages/..',
  ])('there is nothing at %s', async (path) => {
    const { status, body } = await ask('GET', path);
    expect(status).toBe(404);
    expect(JSON.parse(body).because).toMatch(/\w/);
  });

  test('a foreign name that points to this machine gets nothing', async () => {
    for (const host of ['evil.example', 'localhost.evil.example:80', '127.0.0.1.evil.example']) {
      expect((await ask('GET', '/api/state', { headers: { host } })).status).toBe(421);
      expect((await ask('GET', '/api/live', { headers: { host } })).status).toBe(421);
    }
    expect((await ask('GET', '/api/state', { headers: { host: 'localhost:9' } })).status).toBe(200);
  });

  test('another website cannot act, the page itself can', async () => {
    const body = { messageId: 'm', act: 'buy' };
    for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
      expect((await act(body, { origin })).status).toBe(403);
    }
    expect((await act(body, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(world.acts).toEqual([]);
    expect((await act(body, { origin: `http://127.0.0.1:${page.port}` })).status).toBe(200);
  });

  test('a body that is too large is refused, announced or not', async () => {
    const body = JSON.stringify({ messageId: 'm', act: 'reply', words: 'x'.repeat(100_000) });
    expect((await ask('POST', '/api/act', { headers: JSON_TYPE, body })).status).toBe(413);
    const chunked = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    expect((await ask('POST', '/api/act', { headers: chunked, body })).status).toBe(413);
    expect(world.acts).toEqual([]);
  });

  test('a method that an address does not take is named beside those it takes', async () => {
    const { status, headers } = await ask('POST', '/api/state');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await ask('GET', '/api/act')).headers.allow).toBe('POST');
    expect((await ask('DELETE', '/u/good-token')).headers.allow).toBe('GET, HEAD, POST');
  });

  test('what is no act says what is wrong', async () => {
    for (const body of [{ messageId: 'm', act: 'dance' }, { messageId: '../m', act: 'open' }, 'words']) {
      const answer = await act(body);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body).because).toMatch(/\w/);
    }
    expect((await ask('POST', '/api/act', { headers: JSON_TYPE, body: '{' })).status).toBe(400);
  });

  test('a fault becomes an answer without its words, and is told to the owner', async () => {
    const faults: unknown[] = [];
    const broken = { ...world, customer: () => Promise.reject(new RangeError('ada@customer.example')) };
    await page.close();
    page = await startPage({
      port: 0,
      postbox,
      world: broken,
      customers,
      onFault: (fault) => faults.push(fault),
    });
    const { status, body } = await ask('GET', '/api/customers/c1');
    expect(status).toBe(500);
    expect(body).not.toContain('ada');
    expect(faults).toHaveLength(1);
  });

  test('a port in use is named, with what to do', async () => {
    const second = startPage({ port: page.port, postbox, world, customers });
    await expect(second).rejects.toMatchObject({
      name: 'BadInput',
      message: `port ${page.port} is in use by another program; choose another with --port`,
    });
  });
});
