import { expect, test } from 'vitest';
import { askWords, doneWords, invalidLinkWords, LATER_WORDS } from '#core/unsubscribe-words';

test.each([
  [
    'email',
    'Stop email from Ada & Sons?',
    'You will get no more marketing email from Ada & Sons. Messages about your orders are not affected.',
  ],
  [
    'sms',
    'Stop SMS from Ada & Sons?',
    'You will get no more marketing SMS from Ada & Sons. Messages about your orders are not affected.',
  ],
] as const)(
  'who looks at a link of %s is asked about that channel, with one thing to press',
  (channel, title, text) => {
    expect(askWords('Ada & Sons', channel)).toEqual({ title, text, button: 'Unsubscribe' });
  },
);

test('who cannot be helped by a link is told another way to say no', () => {
  expect(invalidLinkWords('Ada & Sons').text).toContain('reply to the message or write to Ada & Sons');
  expect(LATER_WORDS.text).toMatch(/not unsubscribed yet.*reply to the message/);
});

test('only the page that asks has something to press', () => {
  for (const words of [doneWords('Shop', 'sms'), LATER_WORDS, invalidLinkWords('Shop')])
    expect(words).not.toHaveProperty('button');
});
