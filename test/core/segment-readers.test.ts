import { describe, expect, test } from 'vitest';
import type { FieldValue } from '#core/customer';
import { fieldOf } from '#core/segment-field-names';
import { SEGMENT_FIELDS } from '#core/segment-fields';
import { READERS, readerOf } from '#core/segment-readers';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { judgedBy } from '../support/segment-world.ts';

const BY = judgedBy();
function read(name: string, customer = aCustomer(), by = BY): FieldValue | undefined {
  const field = fieldOf(name);
  if (field === undefined) throw new TypeError(`there is no field ${name}`);
  return readerOf(field)(customer, by);
}

test('each field of the table has a reader, and each reader its field', () => {
  expect([...READERS.keys()].sort()).toEqual(SEGMENT_FIELDS.map(({ name }) => name).sort());
});

describe('activity', () => {
  const visit = { first: '2026-01-01', last: '2026-06-21', count: 7, spent: 0 };
  const call = { first: '2026-06-01', last: '2026-06-30', count: 4, days: 3, spent: 1_550 };
  const customer = aCustomer({ activity: { ...aCustomer().activity, visit, 'store-visit': call } });

  test.each([
    ['orders', 2],
    ['spent', 120],
    ['average order', 60],
    ['visits', 7],
    ['order count', 2],
    ['order days', 2],
    ['visit count', 7],
    ['days since order', 90],
    ['days since visit', 10],
    ['days since first order', 537],
    ['first order', '2025-01-10'],
    ['last order', '2026-04-02'],
    ['store-visit count', 4],
    ['store-visit days', 3],
    ['spent on store-visit', 15.5],
    ['last store-visit', '2026-06-30'],
    ['days since first store-visit', 30],
  ])('%s is %j', (name, value) => {
    expect(read(name, customer)).toBe(value);
  });

  test('counts nothing as zero, but the days of nothing are unknown', () => {
    const newcomer = aCustomer({ activity: {} });
    for (const name of ['orders', 'spent', 'visits', 'click count', 'click days', 'spent on renewal'])
      expect(read(name, newcomer)).toBe(0);
    for (const name of ['average order', 'first order', 'last click', 'days since visit', 'days since first login'])
      expect(read(name, newcomer)).toBeUndefined();
  });
});

describe('the person', () => {
  const customer = aCustomer({ lastName: 'Lovelace', fields: { plan: 'gold', points: 0, member: false } });

  test.each([
    ['first name', 'Ada'],
    ['last name', 'Lovelace'],
    ['email', 'ada@customer.example'],
    ['phone', '+12025550123'],
    ['time zone', 'America/New_York'],
    ['fields.plan', 'gold'],
    ['fields.points', 0],
    ['fields.member', false],
    ['fields.shoe_size', undefined],
    ['fields.toString', undefined],
  ])('%s is %j', (name, value) => {
    expect(read(name, customer)).toBe(value);
  });
});

describe('consent and reach', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const withdrawn = { state: 'withdrawn', at, source: 'preference page' } as const;
  const suppression = { email: { because: 'hard bounce', at } } as const;

  test.each([
    ['email consent', {}, 'granted'],
    ['sms consent', { consent: { sms: withdrawn } }, 'withdrawn'],
    ['sms consent', { consent: {} }, 'unknown'],
    ['reachable by email', {}, true],
    ['reachable by email', { email: undefined }, false],
    ['reachable by email', { suppression }, false],
    ['reachable by sms', { consent: { sms: withdrawn } }, false],
    ['suppressed by email', { suppression }, true],
    ['suppressed by sms', { suppression }, false],
  ])('%s, %j: %j', (name, overrides, value) => {
    expect(read(name, aCustomer(overrides))).toBe(value);
  });
});

describe('what the customer asked for and answered', () => {
  const at = '2026-06-01T00:00:00.000Z';

  test.each([
    ['paused', {}, false],
    ['paused', { pausedUntil: '2026-09-01T00:00:00.000Z' }, true],
    ['paused', { pausedUntil: '2026-07-01T18:00:00.000Z' }, false],
    ['paused', { pausedUntil: '2026-06-01T00:00:00.000Z' }, false],
    ['away because', {}, undefined],
    ['away because', { away: { reason: 'too-many', at } as const }, 'too many messages'],
  ])('%s, %j: %j', (name, overrides, value) => {
    expect(read(name, aCustomer(overrides))).toBe(value);
  });

  test('a pause ends on the day of the shop’s calendar', () => {
    const customer = aCustomer({ pausedUntil: '2026-07-02T02:00:00.000Z' });
    expect(read('paused', customer, { ...BY, zone: TimeZoneSchema.parse('UTC') })).toBe(true);
    expect(read('paused', customer, { ...BY, zone: TimeZoneSchema.parse('America/New_York') })).toBe(false);
  });
});

describe('worth', () => {
  const customer = aCustomer();

  test('scores and their row of digits come from the model', () => {
    expect(['recency score', 'frequency score', 'money score', 'rfm'].map((name) => read(name, customer))).toEqual([
      ...[3, 3, 5, '335'],
    ]);
  });

  test('the clock is in percent and whole days', () => {
    const [alive, gapShare, next] = ['alive', 'gap share', 'days until next order'].map((name) => read(name, customer));
    expect(alive).toBeGreaterThan(1);
    expect(alive).toBeLessThan(100);
    expect(gapShare).toBeGreaterThan(1);
    expect(gapShare).toBeLessThan(100);
    expect(Number.isInteger(next)).toBe(true);
  });

  test('value is in major units, with its tier', () => {
    expect(read('value', customer)).toBeGreaterThan(1);
    expect(['high', 'middle', 'low', 'top']).toContain(read('value tier', customer));
  });

  test('before anything was fitted all of it is unknown, and nothing else is', () => {
    const by = judgedBy({ model: undefined });
    const unknown = SEGMENT_FIELDS.filter(({ name }) => !name.includes('<')).filter(
      ({ name }) => read(name, customer) !== undefined && read(name, customer, by) === undefined,
    );
    expect(unknown).toEqual(SEGMENT_FIELDS.filter(({ isModelled }) => isModelled));
  });
});

describe('past sequences', () => {
  const decided = { episode: '2026-01-01', decision: 'enrolled', at: '2026-05-01T14:00:00.000Z' } as const;
  const customer = aCustomer({
    admissions: {
      gentle: { ...decided, enteredAt: '2026-05-02T01:00:00.000Z', outcome: 'lapsed' },
      early: { ...decided, enteredAt: '2025-05-02T01:00:00.000Z', outcome: 'wonBack' },
      now: { ...decided, enteredAt: '2026-06-30T14:00:00.000Z' },
      refused: { ...decided, decision: 'reentry' },
    },
  });

  test.each([
    ['entered gentle', '2026-05-02'],
    ['days since entering gentle', 60],
    ['outcome of gentle', 'lapsed'],
    ['outcome of early', 'won back'],
    ['outcome of now', undefined],
    ['entered refused', undefined],
    ['days since entering refused', undefined],
    ['entered never', undefined],
    ['last outcome', 'lapsed'],
  ])('%s is %j', (name, value) => {
    expect(read(name, customer)).toBe(value);
  });

  test('the day is that of the calendar that is given', () => {
    const by = judgedBy({ zone: TimeZoneSchema.parse('America/New_York') });
    expect(read('entered gentle', customer, by)).toBe('2026-05-01');
    expect(read('days since entering gentle', customer, by)).toBe(61);
  });

  test('nobody who never entered one has an outcome', () => {
    expect(read('last outcome')).toBeUndefined();
  });
});
