import { describe, expect, test } from 'vitest';
import { MOST_KINDS } from '#core/activity';
import { CustomerSchema, lastActivityDay, newCustomer, reachableChannels, reachOf } from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import { aCustomer } from '../support/builders.ts';

const AT = '2026-05-01T00:00:00.000Z';
const summary = (last: string) => ({ first: '2025-01-01', last, count: 2, spent: 0 });

describe('reach', () => {
  test('an address, no suppression and consent make a channel reachable', () => {
    expect(reachOf(aCustomer(), 'email')).toEqual({ may: true });
    expect(reachableChannels(aCustomer())).toEqual(['email', 'sms']);
  });

  test('a missing address speaks before a suppression and a missing consent', () => {
    const nobody = aCustomer({
      email: undefined,
      suppression: { email: { because: 'complaint', at: AT } },
      consent: {},
    });
    expect(reachOf(nobody, 'email')).toEqual({ may: false, because: 'noAddress' });
  });

  test('a suppression speaks before a missing consent', () => {
    const bounced = aCustomer({ suppression: { email: { because: 'hard bounce', at: AT } }, consent: {} });
    expect(reachOf(bounced, 'email')).toEqual({ may: false, because: 'suppressed' });
  });

  test.each([
    ['was never given', {}],
    ['was withdrawn', { email: { state: 'withdrawn', at: AT, source: 'unsubscribe link' } }],
  ] as const)('a consent that %s closes the channel', (_how, consent) => {
    expect(reachOf(aCustomer({ consent }), 'email')).toEqual({ may: false, because: 'noConsent' });
  });

  test('what stands against one channel does not close the other', () => {
    expect(reachableChannels(aCustomer({ suppression: { email: { because: 'complaint', at: AT } } }))).toEqual(['sms']);
    expect(reachableChannels(aCustomer({ phone: undefined }))).toEqual(['email']);
  });

  test('a customer of whom nothing is known can be reached nowhere', () => {
    const stranger = newCustomer(CustomerIdSchema.parse('c9'));
    expect(reachableChannels(stranger)).toEqual([]);
    expect(CustomerSchema.parse(stranger)).toEqual(stranger);
  });
});

describe('the last sign of life', () => {
  const customer = aCustomer({ activity: { order: summary('2026-04-02'), visit: summary('2026-05-20') } });

  test('is the latest of the kinds that count', () => {
    expect(lastActivityDay(customer, ['order'])).toBe('2026-04-02');
    expect(lastActivityDay(customer, ['order', 'visit'])).toBe('2026-05-20');
  });

  test('is missing when no kind that counts was ever seen', () => {
    expect(lastActivityDay(aCustomer({ activity: {} }), ['order', 'visit'])).toBeUndefined();
    expect(lastActivityDay(aCustomer(), ['visit'])).toBeUndefined();
  });
});

test('a row has room for as many kinds of activity as every shop has, and as many of its own', () => {
  const kinds = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`kind-${index}`, summary('2026-04-02')]));
  expect(CustomerSchema.safeParse({ ...aCustomer(), activity: kinds(MOST_KINDS) }).success).toBe(true);
  expect(CustomerSchema.safeParse({ ...aCustomer(), activity: kinds(MOST_KINDS + 1) }).success).toBe(false);
});
