import { describe, expect, test } from 'vitest';
import { DormancyWindowSchema, dormancyOf, dormancyText } from '#core/dormancy';
import { DaySchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const LAST_ORDER = DaySchema.parse('2026-04-02');
const byOrder = DormancyWindowSchema.parse({ after: '90 days', until: '1 year' });
const byBoth = DormancyWindowSchema.parse({ after: '90 days', until: '1 year', by: ['order', 'visit'] });
const daysLater = (count: number) => plusDays(LAST_ORDER, count);

describe('silence by orders', () => {
  test.each([
    [0, 'active'],
    [89, 'active'],
    [90, 'dormant'],
    [91, 'dormant'],
    [364, 'dormant'],
    [365, 'tooLong'],
    [366, 'tooLong'],
  ])('after %i days is %s: `after` is included, `until` excluded', (silentDays, status) => {
    expect(dormancyOf(aCustomer(), byOrder, daysLater(silentDays))).toEqual({
      status,
      episode: LAST_ORDER,
      silentDays,
    });
  });

  test('counts whole calendar days, through the days on which clocks change', () => {
    const order = { first: '2025-08-01', last: '2025-08-01', count: 1, spent: 0 };
    const verdict = dormancyOf(aCustomer({ activity: { order } }), byOrder, DaySchema.parse('2025-10-30'));
    expect(verdict).toMatchObject({ status: 'dormant', silentDays: 90 });
    expect(dormancyOf(aCustomer({ activity: { order } }), byOrder, DaySchema.parse('2025-10-29')).status).toBe(
      'active',
    );
  });

  test('is nothing for someone who never ordered', () => {
    expect(dormancyOf(aCustomer({ activity: {} }), byOrder, daysLater(90))).toEqual({ status: 'neverActive' });
  });

  test('an order in the future is a sign of life', () => {
    expect(dormancyOf(aCustomer(), byOrder, daysLater(-3))).toMatchObject({ status: 'active', silentDays: -3 });
  });
});

describe('silence by orders and visits', () => {
  const visit = { first: '2026-04-20', last: '2026-05-02', count: 4, spent: 0 };
  const visitor = aCustomer({ activity: { ...aCustomer().activity, visit } });

  test('is broken by either: a visit makes the silence begin later', () => {
    expect(dormancyOf(visitor, byBoth, daysLater(90))).toEqual({
      status: 'active',
      episode: '2026-05-02',
      silentDays: 60,
    });
    expect(dormancyOf(visitor, byBoth, daysLater(120)).status).toBe('dormant');
  });

  test('leaves visits aside when only orders count', () => {
    expect(dormancyOf(visitor, byOrder, daysLater(90)).status).toBe('dormant');
  });

  test('counts a visitor who never ordered', () => {
    expect(dormancyOf(aCustomer({ activity: { visit } }), byBoth, DaySchema.parse('2026-07-31')).status).toBe(
      'dormant',
    );
  });
});

describe('a dormancy window', () => {
  test('counts orders unless it says otherwise', () => {
    expect(byOrder).toEqual({ after: 90, until: 365, by: ['order'] });
  });

  test.each([
    [{ after: '0 days', until: '1 year' }, 'after', 'a customer is silent for at least 1 day before they are dormant'],
    [{ after: '90 days', until: '90 days' }, 'until', 'until must be longer than after'],
    [{ after: '90 days', until: '30 days' }, 'until', 'until must be longer than after'],
    [{ after: '36 hours', until: '1 year' }, 'after', 'silence is counted in whole days; write it like 90 days'],
  ])('%j is refused at %s', (written, path, message) => {
    const issues = DormancyWindowSchema.safeParse(written).error?.issues ?? [];
    expect(issues).toMatchObject([{ path: [path], message }]);
  });

  test('refuses a key that it does not know', () => {
    expect(DormancyWindowSchema.safeParse({ after: '90 days', untill: '1 year' }).success).toBe(false);
  });
});

test('the verdict in words names the sign of life, the silence and the window', () => {
  const dormant = dormancyOf(aCustomer(), byBoth, daysLater(94));
  expect(dormancyText(dormant, byBoth)).toBe('last order or visit 94 days ago, window 90 to 365 days');
  expect(dormancyText({ status: 'neverActive' }, byOrder)).toBe('no order yet');
});
