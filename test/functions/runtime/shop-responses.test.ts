import { describe, expect, test } from 'vitest';
import { shopResponses } from '../../../functions/runtime/shop-responses.ts';

const ABOUT = { customerId: 'c1', responseId: 'page-1', at: '2026-07-01T13:59:00.000Z' };
const YES = { kind: 'consented', ...ABOUT, channel: 'email', source: 'checkout', wording: 'Send me offers by email.' };

describe('a shop with pages of its own may tell', () => {
  test.each([
    ['a yes, with the words it was said to', YES],
    [
      'a topic that somebody does not want',
      { kind: 'chose', ...ABOUT, topic: 'offers', wants: false, source: 'account page' },
    ],
    ['a pause until a day', { kind: 'paused', ...ABOUT, until: '2026-08-01T00:00:00.000Z' }],
    ['the end of a pause', { kind: 'paused', ...ABOUT }],
    ['why somebody stayed away', { kind: 'answered', ...ABOUT, away: 'price', words: 'Too dear.' }],
  ])('%s', (_what, told) => {
    expect(shopResponses.safeParse(told)).toMatchObject({ success: true, data: [told] });
  });

  test('a pause until a day that its language writes otherwise', () => {
    const told = { kind: 'paused', ...ABOUT, until: '2026-08-01T02:00:00+02:00' };
    expect(shopResponses.safeParse(told).data).toEqual([{ ...told, until: '2026-08-01T00:00:00.000Z' }]);
  });
});

describe('a yes that nobody could prove is none', () => {
  test.each([
    ['without the words', { wording: undefined }, 'wording'],
    ['with blank words', { wording: '  ' }, 'wording'],
    ['without where it was said', { source: undefined }, 'source'],
  ])('CMP-21: %s', (_what, wrong, field) => {
    const parsed = shopResponses.safeParse({ ...YES, ...wrong });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});

test.each(['bounced', 'complained', 'delivered', 'opened', 'clicked', 'sent', 'failed'])(
  'what a mailbox or a provider tells is not for a shop to tell: %s',
  (kind) => {
    const told = { kind, ...ABOUT, channel: 'email', permanent: true };
    expect(shopResponses.safeParse(told).success).toBe(false);
  },
);
