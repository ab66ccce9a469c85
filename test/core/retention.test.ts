import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { isOutdated, lastHeardDay } from '#core/retention';
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
const outdated = (row: Customer) => isOutdated(row, KEPT, { now: NOW, today: TODAY });

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
    expect(lastHeardDay(silent(row), ZONE)).toBe(expected);
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
    expect(isOutdated(row, { ...KEPT, keepDays: undefined }, { now: NOW, today: TODAY })).toBe(false);
    expect(outdated(silent())).toBe(false);
  });

  test('not while an enrollment has them', () => {
    const old = { activity: { order: summaryOn('1999-01-01') } };
    const open = (until: string) =>
      ({ enrollmentId: 'gentle_c1_19990101', until: at(until) }) as NonNullable<Customer['open']>;
    expect(outdated(silent({ ...old, open: open('2026-07-01T14:00:00.001Z') }))).toBe(false);
    expect(outdated(silent({ ...old, open: open('2026-07-01T14:00:00.000Z') }))).toBe(true);
  });

  test('and any newer word or sign of life undoes it, whatever else is old', () => {
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
