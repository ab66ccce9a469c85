import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActivitySummary,
  addActivity,
  CustomerSchema,
  lastActivityDay,
  newCustomer,
  reachableChannels,
  reachOf,
} from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import { DaySchema } from '#core/time';
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

test('the summary of activities is the same in whatever order they arrive', () => {
  const activity = fc.record({
    day: fc.integer({ min: 1, max: 28 }).map((date) => DaySchema.parse(`2026-02-${String(date).padStart(2, '0')}`)),
    cents: fc.nat({ max: 100_000 }),
  });
  fc.assert(
    fc.property(fc.array(activity, { minLength: 1, maxLength: 20 }), fc.infiniteStream(fc.nat()), (all, keys) => {
      const shuffled = all.map((one) => ({ one, key: keys.next().value })).sort((a, b) => a.key - b.key);
      const fold = (list: typeof all) =>
        list.reduce<ActivitySummary | undefined>((sum, { day, cents }) => addActivity(sum, day, cents), undefined);
      const days = all.map(({ day }) => day).sort();
      expect(fold(shuffled.map(({ one }) => one))).toEqual(fold(all));
      expect(fold(all)).toEqual({
        first: days[0],
        last: days.at(-1),
        count: all.length,
        spent: all.reduce((sum, { cents }) => sum + cents, 0),
      });
    }),
  );
});
