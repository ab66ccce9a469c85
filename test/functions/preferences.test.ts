import { describe, expect, test } from 'vitest';
import { TryAgain } from '#core/errors';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aToken, customerPages, FORM, fieldsOf, KEY } from '../support/customer-pages.ts';
import { MORNING } from '../support/door-world.ts';

captureLog();
type Fields = [string, string][];
const SAVE: [string, string] = ['act', 'save'];
const without = (fields: Fields, name: string, value: string) =>
  fields.filter((field) => field[0] !== name || field[1] !== value);
const setPause = (fields: Fields, value: string): Fields => [
  ...fields.filter(([name]) => name !== 'pause'),
  ['pause', value],
];

/** The form of a customer as their browser has it. */
async function opened(row = aCustomer(), language = 'en') {
  const pages = customerPages();
  pages.row = row;
  const { body } = await pages.ask('GET', 'p', aToken(), { headers: { 'accept-language': language } });
  return { pages, body, fields: [...fieldsOf(body), SAVE] as Fields };
}

const EMAIL_ONLY = aCustomer({
  consent: {
    email: { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' },
    sms: { state: 'withdrawn', at: '2026-01-01T00:00:00.000Z', source: 'STOP' },
  },
});
const about = (what: string) => ({ responseId: `preference-request-2-${what}`, ...KEY, at: MORNING });

describe('the page', () => {
  test('CMP-14: looking at it changes nothing', async () => {
    const pages = customerPages();
    for (const method of ['GET', 'HEAD']) expect((await pages.ask(method, 'p', aToken())).statusCode).toBe(200);
    expect(pages.queue).toEqual([]);
  });

  test('shows the channels that there is a contact for, with enough of it for its owner only', async () => {
    const { body } = await opened();
    expect(body).toContain('to a•••@customer.example');
    expect(body).toContain('your number ending in 23');
    expect(body).not.toMatch(/ada@|2025550123|Ada</);
    expect((await opened(aCustomer({ phone: undefined }))).body).not.toContain('Text messages');
  });

  test('shows every topic in the words of the shop, unticked when it is declined', async () => {
    const { body, fields } = await opened(aCustomer({ declined: { events: MORNING } }));
    expect(body).toContain('Events near you');
    expect(fields.filter(([name]) => name === 'on').map(([, value]) => value)).toEqual([
      'email',
      'sms',
      'topic.offers',
    ]);
  });

  test('CMP-19: offers to stop everything beside every choice, with nothing to fill in', async () => {
    const { body } = await opened();
    const forms = body.match(/<form.*?<\/form>/gs) ?? [];
    expect(forms.at(-1)).toBe(
      '<form method="post"><input type="hidden" name="act" value="stop"><button class="plain">Stop everything</button></form>',
    );
  });

  test('shows a break that is not over, and how to end it', async () => {
    expect((await opened(aCustomer({ pausedUntil: '2026-08-01T04:00:00.000Z' }))).body).toContain(
      'Keep my break, until August\u00a01,\u00a02026',
    );
    expect((await opened(aCustomer({ pausedUntil: '2026-06-01T04:00:00.000Z' }))).body).toContain('No break');
  });

  test.each([
    ['complaint', 'You reported our messages as unwanted'],
    ['hard bounce', 'Our messages came back from there'],
    ['soft bounces', 'Our messages came back from there'],
  ] as const)('after a %s has no tick for the channel, because none would help', async (because, words) => {
    const { body, pages, fields } = await opened(aCustomer({ suppression: { email: { because, at: MORNING } } }));
    expect(body).toContain(words);
    expect(body).not.toContain('id="on-email"');
    await pages.post('p', [...fields, ['shown', 'email'], ['on', 'email']]);
    expect(pages.queue).toEqual([]);
  });
});

describe('saving it', () => {
  test('as it was shown changes nothing, and says what holds', async () => {
    const { pages, fields } = await opened();
    const { body, statusCode } = await pages.post('p', fields);
    expect([statusCode, pages.queue]).toEqual([200, []]);
    expect(body).toContain('Nothing has changed');
    expect(body).toContain('<dt>Email</dt><dd>Yes</dd>');
  });

  test('CMP-34: a tick taken away withdraws, and nothing else', async () => {
    const { pages, fields } = await opened();
    const { body } = await pages.post('p', without(fields, 'on', 'email'));
    expect(pages.queue).toEqual([
      { kind: 'unsubscribed', ...about('email'), channel: 'email', source: 'preference page' },
    ]);
    expect(body).toContain('<dt>Email</dt><dd class="no">No</dd>');
    expect(body).toContain('<dt>Text messages (SMS)</dt><dd>Yes</dd>');
  });

  test('CMP-21: a new tick consents, with the words that were ticked and no address in them', async () => {
    const { pages, fields } = await opened(EMAIL_ONLY);
    const { body } = await pages.post('p', [...fields, ['on', 'sms']]);
    expect(pages.queue).toEqual([
      {
        kind: 'consented',
        ...about('sms'),
        channel: 'sms',
        source: 'preference page',
        wording: expect.stringMatching(
          /^Text messages \(SMS\): Tick this to agree to marketing texts from Ada & Sons <Hats>, some of them sent automatically\. .* Reply STOP/,
        ),
      },
    ]);
    expect(JSON.stringify(pages.queue)).not.toMatch(/•|customer\.example|ending in/);
    expect(body).toContain('<dt>Text messages (SMS)</dt><dd>Yes</dd>');
  });

  test('CMP-21: the words are those of the page that was read, whatever the browser says since', async () => {
    const { pages, fields } = await opened(EMAIL_ONLY, 'de');
    const { body } = await pages.post('p', [...fields, ['on', 'sms']], { headers: { 'accept-language': 'fr' } });
    expect(pages.queue).toEqual([
      expect.objectContaining({ wording: expect.stringMatching(/^SMS: Mit diesem Häkchen/) }),
    ]);
    expect(body).toContain('<html lang="de">');
  });

  test('days are written as where the reader lives, also on the page that says what was saved', async () => {
    const { pages, body, fields } = await opened(aCustomer(), 'en-GB, en;q=0.9');
    expect(body).toContain('Two weeks, until 15\u00a0July\u00a02026');
    const saved = await pages.post('p', setPause(fields, '2026-07-15'), { headers: { 'accept-language': 'en-GB' } });
    expect(saved.body).toContain('<dt>Break</dt><dd>until 15\u00a0July\u00a02026');
  });

  test('a page that is older than a no does not grant it again, and does not say that it holds', async () => {
    const { pages, fields } = await opened();
    pages.row = EMAIL_ONLY;
    const { body } = await pages.post('p', fields);
    expect(pages.queue).toEqual([]);
    expect(body).toContain('<dt>Text messages (SMS)</dt><dd class="no">No</dd>');
  });

  test('topics are chosen and declined', async () => {
    const { pages, fields } = await opened(aCustomer({ declined: { events: '2026-06-01T00:00:00.000Z' } }));
    const { body } = await pages.post('p', [...without(fields, 'on', 'topic.offers'), ['on', 'topic.events']]);
    expect(pages.queue).toEqual([
      { kind: 'chose', ...about('topic.offers'), topic: 'offers', wants: false, source: 'preference page' },
      { kind: 'chose', ...about('topic.events'), topic: 'events', wants: true, source: 'preference page' },
    ]);
    expect(body).toContain('<dt>Offers and discounts</dt><dd class="no">No</dd>');
    expect(body).toContain('<dt>Events near you</dt><dd>Yes</dd>');
  });

  test.each([
    ['a day that was offered', '2026-07-15', undefined, '2026-07-15T04:00:00.000Z'],
    ['a day of their own', 'own', '2026-12-24', '2026-12-24T05:00:00.000Z'],
    ['a day, without the choice before it', 'keep', '2026-12-24', '2026-12-24T05:00:00.000Z'],
    ['a day that was offered, whatever else is there', '2026-07-15', '2026-12-24', '2026-07-15T04:00:00.000Z'],
  ])('a break lasts until %s begins where the shop is', async (_what, pause, day, until) => {
    const { pages, fields } = await opened();
    const { body } = await pages.post('p', [...setPause(without(fields, 'day', ''), pause), ['day', day ?? '']]);
    expect(pages.queue).toEqual([{ kind: 'paused', ...about('pause'), until }]);
    expect(body).toMatch(/<dt>Break<\/dt><dd>until (July|December)\u00a0\d+,\u00a02026/);
  });

  test('a break is ended', async () => {
    const { pages, fields } = await opened(aCustomer({ pausedUntil: '2026-08-01T04:00:00.000Z' }));
    const { body } = await pages.post('p', setPause(fields, 'end'));
    expect(pages.queue).toEqual([{ kind: 'paused', ...about('pause') }]);
    expect(body).toContain('<dt>Break</dt><dd class="no">No</dd>');
  });

  test.each(['2026-07-01', '2027-07-02', '2026-02-30', '1998-01-01', 'tomorrow', '', '9999-12-31T00:00', '\u0000'])(
    'a break cannot end on "%s": nothing is saved, and nothing that was ticked is lost',
    async (day) => {
      const { pages, fields } = await opened();
      const sent = setPause(without(without(fields, 'day', ''), 'on', 'email'), 'own');
      const { body, statusCode } = await pages.post('p', [...sent, ['day', day]]);
      expect([statusCode, pages.queue]).toEqual([422, []]);
      expect(body).toContain('Please choose a day from July\u00a02,\u00a02026 to July\u00a01,\u00a02027');
      // Saved once more with a real day, the tick that was taken away still withdraws.
      const again = setPause(without([...fieldsOf(body), SAVE], 'day', ''), '2026-07-15');
      await pages.post('p', again);
      expect(pages.queue.map(({ kind }) => kind)).toEqual(['unsubscribed', 'paused']);
    },
  );

  test.each<[string, Fields | string, string?]>([
    ['nothing', []],
    ['two breaks', [SAVE, ['pause', 'end'], ['pause', '2026-07-15']]],
    ['an act of no form', [['act', 'destroy']]],
    ['the act twice', [SAVE, SAVE]],
    ['another type', 'act=save&shown=email&had=email', 'text/plain'],
    ['parts without boundary', 'act=stop', 'multipart/form-data'],
    ['more than any form', `act=save&shown=email&had=email&${'a=b&'.repeat(20_000)}`],
  ])('what makes no sense (%s) changes nothing, and says so', async (_what, sent, type) => {
    const pages = customerPages();
    const body = typeof sent === 'string' ? sent : new URLSearchParams(sent).toString();
    const answer = await pages.ask('POST', 'p', aToken(), {
      headers: { 'content-type': type ?? FORM['content-type'] },
      body,
    });
    expect([answer.statusCode, pages.queue]).toEqual([400, []]);
    expect(answer.body).toContain('nothing has been changed');
  });

  test('what the page did not show is not changed', async () => {
    const { pages } = await opened(EMAIL_ONLY);
    await pages.post('p', [
      SAVE,
      ['on', 'sms'],
      ['had', 'email'],
      ['had', 'topic.offers'],
      ['on', 'topic.nonsense'],
      ['shown', 'topic.nonsense'],
    ]);
    expect(pages.queue).toEqual([]);
  });

  test('sent once more, by a reload, undoes no later no: a yes is as old as the page that was seen', async () => {
    const { pages, fields } = await opened(EMAIL_ONLY);
    await pages.post('p', [...without(fields, 'seen', MORNING), ['seen', '2026-07-01T13:00:00.000Z'], ['on', 'sms']]);
    expect(pages.queue).toMatchObject([{ kind: 'consented', channel: 'sms', at: '2026-07-01T13:00:00.000Z' }]);
  });

  test.each(['', 'yesterday', '2026-07-01'])(
    'that does not say when its page was shown (%s) gives nothing',
    async (seen) => {
      const { pages, fields } = await opened(EMAIL_ONLY);
      await pages.post('p', [...without(fields, 'seen', MORNING), ['seen', seen], ['on', 'sms']]);
      expect(pages.queue).toEqual([]);
    },
  );

  test('is not called done before the queue has it', async () => {
    const put = () => Promise.reject(new TryAgain('the queue is away'));
    const { statusCode, body } = await customerPages({ responses: { put } }).post('p', [
      SAVE,
      ['shown', 'email'],
      ['had', 'email'],
    ]);
    expect(statusCode).toBe(503);
    expect(body).toContain('nothing has been saved');
    expect(body).toContain('value="stop"');
  });
});

describe('CMP-33: stopping everything', () => {
  const STOPPED = (['email', 'sms'] as const).map((channel) => ({
    kind: 'unsubscribed',
    responseId: `stop-request-1-${channel}`,
    ...KEY,
    at: MORNING,
    channel,
    source: 'preference page',
  }));

  test('is a no on every channel, whatever else the form says', async () => {
    const pages = customerPages();
    const { body } = await pages.post('p', [SAVE, ['act', 'stop'], ['shown', 'sms'], ['on', 'sms']]);
    expect(pages.queue).toEqual(STOPPED);
    expect(body).toContain('Everything is stopped');
  });

  test('is heard of somebody who is forgotten, of whom nothing else is shown', async () => {
    const pages = customerPages();
    pages.row = undefined;
    const { body } = await pages.ask('GET', 'p', aToken());
    expect(body).toContain('We keep no choices of yours');
    expect(body).not.toMatch(/<input type="(?:checkbox|radio)|customer\.example/);
    await pages.post('p', [SAVE, ['shown', 'email'], ['on', 'email']]);
    expect(pages.queue).toEqual([]);
    await pages.post('p', [['act', 'stop']], { requestId: 'request-1' });
    expect(pages.queue).toEqual(STOPPED);
  });

  test('needs no store', async () => {
    const pages = customerPages({ customers: { get: () => Promise.reject(new TryAgain('the table is away')) } });
    expect((await pages.post('p', [['act', 'stop']])).statusCode).toBe(200);
    expect(pages.queue).toEqual(STOPPED);
    expect((await pages.ask('GET', 'p', aToken())).body).toContain('value="stop"');
  });
});

test('a customer sees and changes their own row only', async () => {
  const pages = customerPages();
  const other = aToken({ customer: 'c2' });
  expect((await pages.ask('GET', 'p', other)).body).toContain('We keep no choices of yours');
  await pages.ask('POST', 'p', other, { headers: FORM, body: 'act=stop&customerId=c1' });
  expect(pages.queue.map(({ customerId }) => customerId)).toEqual(['c2', 'c2']);
});
