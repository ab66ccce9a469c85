// Are the customers' pages of the local world those that are deployed? Real HTTP on this machine.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningPage, startPage } from '#adapters/local/page-server';
import { aFakePageWorld, fakeCustomerPages } from '../support/fake-page-world.ts';
import { type AskPage, askPageAt } from '../support/page-requests.ts';
import { openStoredPostbox } from '../support/stored-postbox.ts';

let closeStore: () => Promise<void>;
let customers: ReturnType<typeof fakeCustomerPages>;
let page: RunningPage;

beforeEach(async () => {
  const { postbox, close } = await openStoredPostbox();
  closeStore = close;
  customers = fakeCustomerPages();
  page = await startPage({ port: 0, postbox, world: aFakePageWorld(), customers });
});
afterEach(async () => {
  await page.close();
  await closeStore();
});

const ask: AskPage = (method, path, asking) => askPageAt(page.port, method, path, asking);

describe('unsubscribing', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const ONE_CLICK = 'List-Unsubscribe=One-Click';
  const FIELD = 'Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click';

  test('looking at the link asks and never unsubscribes', async () => {
    for (const method of ['GET', 'HEAD']) expect((await ask(method, '/u/good-token')).status).toBe(200);
    expect((await ask('GET', '/u/good-token')).body).toContain('<form method="post">');
    expect(customers.said).toEqual([]);
  });

  test('one click unsubscribes: no redirect, no cookie, whoever posts it', async () => {
    const headers = { ...FORM, origin: 'null' };
    const answer = await ask('POST', '/u/good-token', { headers, body: ONE_CLICK });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(customers.said).toMatchObject([
      { kind: 'unsubscribed', customerId: 'c1', channel: 'email', source: 'one-click' },
    ]);
  });

  test.each([
    ['a form in parts', { 'content-type': 'multipart/form-data; boundary=b' }, `--b\r\n${FIELD}\r\n--b--\r\n`],
    ['a broken form', { 'content-type': 'multipart/form-data; boundary=x' }, 'junk'],
    ['a form that says something else', FORM, 'List-Unsubscribe=Maybe'],
    ['JSON', { 'content-type': 'application/json' }, '{'],
    ['nothing', {}, undefined],
    ['more than anybody reads', FORM, 'x'.repeat(1_000_000)],
  ])('%s is obeyed, as it is where we are deployed', async (_what, headers, body) => {
    const answer = await ask('POST', '/u/good-token', body === undefined ? { headers } : { headers, body });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('You are unsubscribed');
    expect(customers.said).toMatchObject([
      { kind: 'unsubscribed', customerId: 'c1', channel: 'email', source: 'one-click' },
    ]);
  });

  test('a token that was tampered with unsubscribes nobody', async () => {
    expect((await ask('POST', '/u/bad-token', { headers: FORM, body: ONE_CLICK })).status).toBe(404);
    expect(customers.said).toEqual([]);
  });

  test('a link that is not ours says so, and what else can be done', async () => {
    const { status, body } = await ask('GET', '/u/bad-token');
    expect(status).toBe(404);
    expect(body).toContain('reply to the message or write to Acorn &#38; Oak');
  });
});

describe('the other pages of a customer', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' };

  test('are those that are deployed, in the language of the browser', async () => {
    const preferences = await ask('GET', '/p/good-token', { headers: { 'accept-language': 'fr' } });
    expect([preferences.status, preferences.headers['content-language']]).toEqual([200, 'fr']);
    expect(preferences.body).toContain('a•••@customer.example');
    expect((await ask('GET', '/s/good-token')).body).toContain('Why have you been away?');
    expect(customers.said).toEqual([]);
  });

  test('keep what is said', async () => {
    await ask('POST', '/p/good-token', { headers: FORM, body: 'act=save&shown=email&had=email' });
    await ask('POST', '/s/good-token', { headers: FORM, body: 'away=price' });
    expect(customers.said).toMatchObject([{ kind: 'unsubscribed' }, { kind: 'answered', away: 'price' }]);
  });

  test('take no endless forms, and no tokens that are none', async () => {
    const long = await ask('POST', '/p/good-token', { headers: FORM, body: `act=stop&a=${'x'.repeat(100_000)}` });
    expect([long.status, long.headers.connection]).toEqual([400, 'close']);
    for (const token of ['', '%zz', '..', 'good-token.', '%2e%2e%2f'])
      expect((await ask('POST', `/s/${token}`, { headers: FORM, body: 'away=price' })).status).toBe(404);
    expect(customers.said).toEqual([]);
  });
});
