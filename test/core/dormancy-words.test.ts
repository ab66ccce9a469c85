import { describe, expect, test } from 'vitest';
import { KNOWN_KINDS } from '#core/activity';
import { dormancyOf } from '#core/dormancy';
import { DormancyRuleSchema } from '#core/dormancy-rule';
import { dormancyText, kindWord } from '#core/dormancy-words';
import { DaySchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { A_MODEL, aSegment, judgedBy } from '../support/segment-world.ts';

const LAST_ORDER = DaySchema.parse('2026-04-02');
const textOf = (written: unknown, silentDays: number, overrides: object = {}, customer = aCustomer()) => {
  const by = judgedBy({ today: plusDays(LAST_ORDER, silentDays), model: undefined, ...overrides });
  return dormancyText(dormancyOf(customer, DormancyRuleSchema.parse(written), by));
};
const window = (by: readonly string[]) => ({ after: '90 days', until: '1 year', by });

describe('the verdict in words', () => {
  test('names the sign of life, the silence and the window', () => {
    expect(textOf(window(['order', 'visit']), 94)).toBe('last order or visit 94 days ago, window 90 to 365 days');
    expect(textOf(window(['order']), 1)).toBe('last order 1 day ago, window 90 to 365 days');
  });

  test('names what never happened', () => {
    expect(textOf(window(['order']), 94, {}, aCustomer({ activity: {} }))).toBe('no order yet');
  });

  test('tells every silence of a joined rule, and of those of which one must hold the one that does', () => {
    const click = { first: '2026-01-05', last: '2026-01-05', count: 1, spent: 0 };
    const customer = aCustomer({ activity: { ...aCustomer().activity, click } });
    const parts = [window(['order']), { after: '180 days', until: '2 years', by: ['click'] }];
    expect(textOf({ all: parts }, 94, {}, customer)).toBe(
      'last order 94 days ago, window 90 to 365 days; last click 181 days ago, window 180 to 730 days',
    );
    expect(textOf({ any: parts }, 89, {}, customer)).toBe(
      'last order 89 days ago, window 90 to 365 days; last click 176 days ago, window 180 to 730 days',
    );
    expect(textOf({ any: parts }, 94, {}, customer)).toBe('last order 94 days ago, window 90 to 365 days');
  });

  test('says when a window has no end', () => {
    const rule = { all: [window(['order']), { after: '180 days', by: ['support'] }] };
    const support = { first: '2026-01-05', last: '2026-01-05', count: 1, spent: 0 };
    const customer = aCustomer({ activity: { ...aCustomer().activity, support } });
    expect(textOf(rule, 94, {}, customer)).toContain(
      '; last contact with support 181 days ago, window 180 days or more',
    );
  });

  test('says whose window was used', () => {
    const shopWindow = { after: 100, until: 365 };
    const segments = { regulars: aSegment({ all: [{ field: 'orders', 'at least': 2 }] }) };
    const perSegment = [{ segment: 'regulars', after: '60 days' }];
    expect(textOf('personal', 94, { shopWindow })).toBe("last order 94 days ago, the shop's window 100 to 365 days");
    expect(textOf({ ...window(['order']), 'per segment': perSegment }, 94, { segments })).toBe(
      'last order 94 days ago, window of regulars 60 to 365 days',
    );
    expect(textOf('personal', 94, { shopWindow, model: A_MODEL })).toMatch(
      /^last order 94 days ago, their own clock \(model 3\) \d+ to 365 days$/,
    );
    expect(textOf('personal', 94)).toBe('last order 94 days ago, no window');
  });
});

test('every kind of activity has a word that reads well after "last"', () => {
  expect([...KNOWN_KINDS, 'store-visit'].map(kindWord)).toEqual([
    ...['order', 'visit', 'app opening', 'login', 'click', 'reply', 'renewal', 'contact with support', 'store visit'],
  ]);
});
