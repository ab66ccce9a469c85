import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { isErasable, isOutdated, lastOutdatedDay } from '#core/retention';
import { DaySchema, dayOf, InstantSchema, plusDays, TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const day = (text: string) => DaySchema.parse(text);
const ZONE = TimeZoneSchema.parse('America/New_York');
const NOW = at('2026-07-01T14:00:00.000Z');
const TODAY = dayOf(NOW, ZONE);
const KEPT = { keepDays: 1_825, timeZone: ZONE };
/** Of whom nothing has a date. */
const silent = (more: Partial<Customer> = {}): Customer => ({ ...aCustomer(), activity: {}, consent: {}, ...more });
const summaryOn = (last: string) => {
  const { order } = aCustomer().activity;
  if (order === undefined) throw new Error('the builder has orders');
  return { ...order, last: day(last) };
};
const outdated = (row: Customer) => isOutdated(row, KEPT, TODAY);
const erasable = (row: Customer) => isErasable(row, KEPT, NOW);

describe('something was last heard of a customer', () => {
  test.each<[string, Partial<Customer>, string]>([
    ['when they ordered', { activity: { order: summaryOn('2021-03-04') } }, '2021-03-04'],
    [
      'when they came by',
      { activity: { order: summaryOn('2019-01-01'), visit: summaryOn('2020-05-06') } },
      '2020-05-06',
    ],
    [
      'when they said yes',
      { consent: { email: { state: 'granted', at: at('2021-03-04T03:00:00.000Z'), source: 'form' } } },
      '2021-03-03',
    ],
    [
      'when they said no',
      { consent: { sms: { state: 'withdrawn', at: at('2022-03-04T12:00:00.000Z'), source: 'reply' } } },
      '2022-03-04',
    ],
    ['when they answered', { away: { reason: 'price', at: at('2022-04-05T12:00:00.000Z') } }, '2022-04-05'],
    ['when they asked for a pause', { pausedAt: at('2022-05-06T12:00:00.000Z') }, '2022-05-06'],
    [
      'when they declined a topic',
      { declined: { offers: at('2022-06-07T12:00:00.000Z') } as Customer['declined'] },
      '2022-06-07',
    ],
  ])('%s', (_what, row, expected) => {
    const on = (days: number) => isOutdated(silent(row), KEPT, plusDays(day(expected), days));
    expect([on(KEPT.keepDays), on(KEPT.keepDays + 1)]).toEqual([false, true]);
  });
});

describe('CMP-37: a customer is outdated', () => {
  test('on the day after the last that is kept, and not before', () => {
    const last = (days: number) => silent({ activity: { order: summaryOn(plusDays(TODAY, -days)) } });
    expect(outdated(last(1_825))).toBe(false);
    expect(outdated(last(1_826))).toBe(true);
  });

  test('never where the shop keeps them for good, or where nothing has a date', () => {
    const row = silent({ activity: { order: summaryOn('1999-01-01') } });
    expect(isOutdated(row, { ...KEPT, keepDays: undefined }, TODAY)).toBe(false);
    expect(outdated(silent())).toBe(false);
  });

  test('by what has a date: a consent without one counts from its import only where nothing else has one', () => {
    const consent = { sms: { state: 'granted', at: NOW, source: 'a list', undated: true } } as const;
    expect(outdated(silent({ activity: { order: summaryOn('2019-01-01') }, consent }))).toBe(true);
    expect(outdated(silent({ consent }))).toBe(false);
    expect(isOutdated(silent({ consent }), KEPT, plusDays(TODAY, KEPT.keepDays + 1))).toBe(true);
  });

  test('from the day on that people are told', () => {
    const last = lastOutdatedDay(KEPT.keepDays, TODAY);
    const heardOn = (on: string) => outdated(silent({ activity: { order: summaryOn(on) } }));
    expect([heardOn(last), heardOn(plusDays(last, 1))]).toEqual([true, false]);
  });

  test('any newer word or sign of life undoes that, whatever else is old', () => {
    const aDay = fc.integer({ min: 0, max: 4_000 }).map((days) => plusDays(TODAY, -days));
    fc.assert(
      fc.property(aDay, aDay, aDay, (order, visit, said) => {
        const consent = { email: { state: 'granted', at: at(`${said}T16:00:00.000Z`), source: 'form' } } as const;
        const row = silent({ activity: { order: summaryOn(order), visit: summaryOn(visit) }, consent });
        const newest = [order, visit, said].sort().at(-1) ?? order;
        expect(outdated(row)).toBe(newest < plusDays(TODAY, -1_825));
      }),
    );
  });
});

describe('CMP-37: whoever is outdated may be erased', () => {
  const old = (more: Partial<Customer> = {}) => silent({ activity: { order: summaryOn('1999-01-01') }, ...more });

  test('and nobody else', () => {
    expect(erasable(old())).toBe(true);
    expect(erasable(silent({ activity: { order: summaryOn('2026-06-01') } }))).toBe(false);
  });

  test.each(['open', 'watched'] as const)('but not while an enrollment holds them (%s)', (which) => {
    const held = (until: string) => ({ [which]: { enrollmentId: 'gentle_c1_19990101', until: at(until) } });
    expect(erasable(old(held('2026-07-01T14:00:00.001Z')))).toBe(false);
    expect(erasable(old(held('2026-07-01T14:00:00.000Z')))).toBe(true);
  });

  test('but not while the link in a message must still work: 60 days after it left', () => {
    const touched = (on: string) => {
      const touch = {
        at: at(`${on}T12:00:00.000Z`),
        channel: 'email',
        enrollmentId: 'gentle_c1_19990101',
        touchId: 'miss-you',
      };
      return old({ recentTouches: [touch] as unknown as Customer['recentTouches'] });
    };
    expect(erasable(touched('2026-05-02'))).toBe(false);
    expect(erasable(touched('2026-05-01'))).toBe(true);
  });
});
