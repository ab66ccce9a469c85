import { describe, expect, test } from 'vitest';
import { KNOWN_KINDS, MOST_KINDS } from '#core/activity';
import { isActivityOf, ShopSchema } from '#core/shop';
import { aPublishedFile } from '../support/builders.ts';

const written = (overrides: object = {}) => ({ ...aPublishedFile().shop, ...overrides });
const problems = (overrides: object) =>
  ShopSchema.safeParse(written(overrides)).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('a shop', () => {
  test('needs to say little: the rest has sensible values', () => {
    expect(ShopSchema.parse(written())).toEqual({
      name: 'Acorn & Oak',
      website: 'https://shop.example.com',
      address: '12 Orchard Lane, Albany, NY 12207, USA',
      timeZone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      scanAt: '10:00',
      emailFrom: 'Acorn & Oak <hello@shop.example.com>',
      replyTo: undefined,
      smsMaxPrice: 0.05,
      costs: { email: 0.00016, sms: 0.00883 },
      cap: undefined,
      dormant: undefined,
      activities: [],
      topics: {},
      keywords: 'provider',
    });
  });

  test('may have a window for customers without a clock of their own, with an end', () => {
    const dormant = { after: '90 days', until: '1 year' };
    expect(ShopSchema.parse(written({ dormant })).dormant).toEqual({ after: 90, until: 365 });
    expect(problems({ dormant: { after: '90 days', until: '90 days' } })).toEqual([
      ['dormant.until', 'until must be longer than after'],
    ]);
    expect(ShopSchema.safeParse(written({ dormant: { after: '90 days' } })).success).toBe(false);
  });

  test('may name kinds of activity of its own, and knows them beside those that every shop has', () => {
    const shop = ShopSchema.parse(written({ activities: ['store-visit'] }));
    expect(['store-visit', 'order', 'app-open', 'tasting'].map((kind) => isActivityOf(shop, kind))).toEqual([
      ...[true, true, true, false],
    ]);
    expect(problems({ activities: ['store-visit', 'order'] })).toEqual([
      ['activities.1', 'every shop has this kind; name only your own'],
    ]);
    const most = Array.from({ length: MOST_KINDS - KNOWN_KINDS.length }, (_, index) => `kind-${index}`);
    expect(problems({ activities: most })).toBeUndefined();
    expect(problems({ activities: [...most, 'one-more'] })).toHaveLength(1);
  });

  test('may cap its messages in any stretch of time', () => {
    expect(ShopSchema.parse(written({ 'at most': { messages: 3, in: '1 week' } })).cap).toEqual({
      messages: 3,
      in: { days: 7, milliseconds: 0 },
    });
  });

  test('loses the slash at the end of its website, so that links can be joined to it', () => {
    expect(ShopSchema.parse(written({ website: 'https://shop.example.com/' })).website).toBe(
      'https://shop.example.com',
    );
  });
});

describe('a shop is refused', () => {
  test.each([
    [
      'a website of another kind',
      { website: 'ftp://shop.example.com' },
      'website',
      'expected a web address like https://shop.example.com',
    ],
    ['a currency without a code', { currency: '$' }, 'currency', 'expected a currency code like USD'],
    ['a currency without cents', { currency: 'JPY' }, 'currency', 'only currencies with two decimals are supported'],
    ['a scan at no time of day', { 'scan at': '25:00' }, 'scan at', 'expected a time of day like 09:00'],
    [
      'a sender without a name',
      { email: { from: 'hello@shop.example.com' } },
      'email.from',
      'expected a sender like Shop <hello@shop.example.com>',
    ],
  ])('for %s', (_what, overrides, path, message) => {
    expect(problems(overrides)).toEqual([[path, message]]);
  });

  test.each([
    ['no postal address, which every commercial email must carry', { address: '' }],
    ['a sender in which a second header could hide', { email: { from: 'Shop\r\nBcc: x <hello@shop.example.com>' } }],
    ['customers who are kept for less than a year', { 'keep customers': '364 days' }],
    ['customers who are kept for hours', { 'keep customers': '6 hours' }],
    ['a cap of no messages', { 'at most': { messages: 0, in: '1 week' } }],
    ['a locale that no calendar knows', { locale: 'en_US' }],
    ['a key that it does not know', { timezone: 'UTC' }],
  ])('for %s', (_what, overrides) => {
    expect(ShopSchema.safeParse(written(overrides)).success).toBe(false);
  });
});
