import { describe, expect, test } from 'vitest';
import { AWAY_REASONS, MOST_AWAY_WORDS } from '#core/away';
import { TryAgain } from '#core/errors';
import { captureLog } from '../support/captured-log.ts';
import { aToken, customerPages, FORM, fieldsOf, KEY } from '../support/customer-pages.ts';
import { MORNING } from '../support/door-world.ts';

captureLog();
const about = { responseId: 'survey-request-1', ...KEY, at: MORNING };

describe('why have you been away?', () => {
  test('CMP-14: looking, as scanners do, answers nothing', async () => {
    const pages = customerPages();
    const { body } = await pages.ask('GET', 's', aToken());
    expect(body.match(/<button class="plain" name="away"/g)).toHaveLength(AWAY_REASONS.length);
    await pages.ask('HEAD', 's', aToken());
    expect(pages.queue).toEqual([]);
  });

  test.each(AWAY_REASONS)('one tap on %s is an answer, and asks for words', async (away) => {
    const pages = customerPages();
    const { body, statusCode } = await pages.post('s', [['away', away]]);
    expect([statusCode, pages.queue]).toEqual([200, [{ kind: 'answered', ...about, away }]]);
    expect(fieldsOf(body)).toEqual([['away', away]]);
    expect(body).toContain(`maxlength="${MOST_AWAY_WORDS}"`);
  });

  test('who gets too many messages is shown at once where to get fewer', async () => {
    const { body } = await customerPages().post('s', [['away', 'too-many']]);
    expect(body.indexOf(`href="../p/${aToken()}"`)).toBeLessThan(body.indexOf('<form'));
  });

  test('no store is read', async () => {
    const pages = customerPages({ customers: { get: () => Promise.reject(new TryAgain('the table is away')) } });
    expect((await pages.post('s', [['away', 'price']])).statusCode).toBe(200);
  });
});

describe('words beside the answer', () => {
  const said = async (words: string) => {
    const pages = customerPages();
    const answer = await pages.post('s', [
      ['away', 'service'],
      ['words', words],
    ]);
    return { answer, response: pages.queue[0] };
  };

  test('are kept, on one line', async () => {
    const { answer, response } = await said('  The parcel\r\nwas\u0000 late. ');
    expect(response).toEqual({ kind: 'answered', ...about, away: 'service', words: 'The parcel was late.' });
    expect(answer.body).toContain('Your words have been passed on');
  });

  test('CMP-38: never with an address or a number in them', async () => {
    const { response } = await said('Write to ada@customer.example or +1 202 555 0123, or 2025550123');
    expect(response).toMatchObject({ words: 'Write to an address or a number, or a number' });
  });

  test.each(['', '   ', '\r\n\u0000'])('are not needed: %j stores nothing again', async (words) => {
    const { answer, response } = await said(words);
    expect([answer.statusCode, response]).toEqual([200, undefined]);
  });

  test.each([
    ['very long words', 'word '.repeat(2_000)],
    ['one long word', 'x'.repeat(60_000)],
    ['addresses that grow', 'a@b '.repeat(1_000)],
    ['halves of characters', '😀'.repeat(700)],
  ])('fit: %s', async (_what, words) => {
    const { response } = await said(words);
    const kept = response?.kind === 'answered' ? (response.words ?? '') : '';
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThanOrEqual(MOST_AWAY_WORDS);
    expect(kept).not.toMatch(/@/);
    expect(kept.isWellFormed()).toBe(true);
  });

  test.each(['<script>alert(1)</script>', '{{ 7 | times: 7 }}', '</title><img src=x>'])(
    '%s is never shown, and stays text where it is kept',
    async (words) => {
      const { answer, response } = await said(words);
      expect(answer.body).not.toMatch(/alert|49|times|src=/);
      expect(response).toMatchObject({ words });
    },
  );
});

test.each([
  ['no reason', ''],
  ['a reason of no button', 'away=boredom'],
  ['two reasons', 'away=price&away=service'],
  ['words alone', 'words=hello'],
  ['broken escapes', 'away=%E0%A4%A'],
])('%s is no answer, and the question is put again', async (_what, body) => {
  const pages = customerPages();
  const answer = await pages.ask('POST', 's', aToken(), { headers: FORM, body });
  expect([answer.statusCode, pages.queue]).toEqual([400, []]);
  expect(answer.body).toContain('Please choose again');
});
