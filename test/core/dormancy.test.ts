import { describe, expect, test } from 'vitest';
import { dormancyOf } from '#core/dormancy';
import { DormancyRuleSchema } from '#core/dormancy-rule';
import { clockOf } from '#core/insight';
import { type Day, DaySchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { A_MODEL, aSegment, judgedBy } from '../support/segment-world.ts';

const LAST_ORDER = DaySchema.parse('2026-04-02');
const rule = (written: unknown) => DormancyRuleSchema.parse(written);
const byOrder = rule({ after: '90 days', until: '1 year' });
const byBoth = rule({ after: '90 days', until: '1 year', by: ['order', 'visit'] });
const daysLater = (count: number) => plusDays(LAST_ORDER, count);
const on = (today: Day) => judgedBy({ today });
const once = (first: string, last = first) => ({ first, last, count: 1, spent: 0 });

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
    expect(dormancyOf(aCustomer(), byOrder, on(daysLater(silentDays)))).toEqual({
      status,
      episode: LAST_ORDER,
      silentDays,
      measured: [{ by: ['order'], last: LAST_ORDER, silentDays, after: 90, until: 365, source: { from: 'sequence' } }],
    });
  });

  test('counts whole calendar days, through the days on which clocks change', () => {
    const customer = aCustomer({ activity: { order: once('2025-08-01') } });
    const verdict = dormancyOf(customer, byOrder, on(DaySchema.parse('2025-10-30')));
    expect(verdict).toMatchObject({ status: 'dormant', silentDays: 90 });
    expect(dormancyOf(customer, byOrder, on(DaySchema.parse('2025-10-29'))).status).toBe('active');
  });

  test('is nothing for someone who never ordered', () => {
    const verdict = dormancyOf(aCustomer({ activity: {} }), byOrder, on(daysLater(90)));
    expect(verdict).toMatchObject({ status: 'neverActive', measured: [{ last: undefined, silentDays: undefined }] });
  });

  test('an order in the future is a sign of life', () => {
    expect(dormancyOf(aCustomer(), byOrder, on(daysLater(-3)))).toMatchObject({ status: 'active', silentDays: -3 });
  });
});

describe('silence by orders and visits', () => {
  const visitor = aCustomer({ activity: { ...aCustomer().activity, visit: once('2026-04-20', '2026-05-02') } });

  test('is broken by either: a visit makes the silence begin later', () => {
    expect(dormancyOf(visitor, byBoth, on(daysLater(90)))).toMatchObject({
      ...{ status: 'active', episode: '2026-05-02', silentDays: 60 },
    });
    expect(dormancyOf(visitor, byBoth, on(daysLater(120))).status).toBe('dormant');
  });

  test('leaves visits aside when only orders count', () => {
    expect(dormancyOf(visitor, byOrder, on(daysLater(90))).status).toBe('dormant');
  });

  test('counts a visitor who never ordered', () => {
    const { visit } = visitor.activity;
    const verdict = dormancyOf(
      aCustomer({ activity: visit ? { visit } : {} }),
      byBoth,
      on(DaySchema.parse('2026-07-31')),
    );
    expect(verdict.status).toBe('dormant');
  });
});

describe('silences that must all hold', () => {
  const both = rule({
    all: [
      { after: '1 year', until: '2 years' },
      { after: '180 days', by: ['click'] },
    ],
  });
  const clicked = (day: string) => aCustomer({ activity: { ...aCustomer().activity, click: once(day) } });

  test('are named by the newest sign of life, which begins a new silence', () => {
    const verdict = dormancyOf(clicked('2026-10-01'), both, on(daysLater(365)));
    expect(verdict).toMatchObject({ status: 'dormant', episode: '2026-10-01', silentDays: 183 });
    expect(verdict.measured.map(({ silentDays }) => silentDays)).toEqual([365, 183]);
  });

  test('are broken by any of them', () => {
    expect(dormancyOf(clicked('2026-10-05'), both, on(daysLater(365))).status).toBe('active');
    expect(dormancyOf(clicked('2025-01-01'), both, on(daysLater(364))).status).toBe('active');
    expect(dormancyOf(clicked('2025-01-01'), both, on(daysLater(730))).status).toBe('tooLong');
  });

  test('hold for whoever never clicked, but not for whoever never did anything', () => {
    expect(dormancyOf(aCustomer(), both, on(daysLater(365)))).toMatchObject({
      ...{ status: 'dormant', episode: LAST_ORDER },
    });
    expect(dormancyOf(aCustomer({ activity: {} }), both, on(daysLater(365))).status).toBe('neverActive');
  });

  test('where what never happened has an end, that is long past', () => {
    const ended = rule({ all: [{ after: '1 year' }, { after: '180 days', until: '3 years', by: ['click'] }] });
    expect(dormancyOf(aCustomer(), ended, on(daysLater(400))).status).toBe('tooLong');
    expect(dormancyOf(clicked('2026-04-02'), ended, on(daysLater(400))).status).toBe('dormant');
  });
});

describe('silences of which one must hold', () => {
  const either = rule({
    any: [
      { after: '90 days', until: '1 year' },
      { after: '30 days', until: '60 days', by: ['login'] },
    ],
  });
  const loggedIn = (day: string) => aCustomer({ activity: { ...aCustomer().activity, login: once(day) } });

  test('are named by the first of the rule that does, and tell of it alone', () => {
    const verdict = dormancyOf(loggedIn('2026-05-20'), either, on(daysLater(90)));
    expect(verdict).toMatchObject({ status: 'dormant', episode: LAST_ORDER, measured: [{ by: ['order'] }] });
    expect(verdict.measured).toHaveLength(1);
    const byLogin = dormancyOf(loggedIn('2026-05-20'), either, on(daysLater(80)));
    expect(byLogin).toMatchObject({ status: 'dormant', episode: '2026-05-20', measured: [{ by: ['login'] }] });
  });

  test('an order does not begin a silence in logins anew', () => {
    const today = on(DaySchema.parse('2026-06-25'));
    const [before, since] = [once('2026-04-02'), once('2026-04-02', '2026-06-20')].map((order) =>
      dormancyOf(aCustomer({ activity: { order, login: once('2026-05-20') } }), either, today),
    );
    expect(before).toMatchObject({ status: 'dormant', episode: '2026-05-20' });
    expect(since).toEqual(before);
  });

  test('where none does, all are told, and an active one counts before one that lasted too long', () => {
    const verdict = dormancyOf(loggedIn('2026-06-20'), either, on(daysLater(85)));
    expect(verdict).toMatchObject({ status: 'active', episode: LAST_ORDER });
    expect(verdict.measured).toHaveLength(2);
    expect(dormancyOf(loggedIn('2026-06-20'), either, on(daysLater(366))).status).toBe('tooLong');
    const back = loggedIn('2027-04-01');
    expect(dormancyOf(back, either, on(daysLater(366)))).toMatchObject({ status: 'active', episode: '2027-04-01' });
    expect(dormancyOf(aCustomer({ activity: {} }), either, on(daysLater(90))).status).toBe('neverActive');
  });
});

describe('a window for each segment', () => {
  const segments = {
    frequent: aSegment({ all: [{ field: 'orders', 'at least': 2 }] }),
    all: aSegment({ all: [{ field: 'orders', 'at least': 0 }] }),
  };
  const perSegment = [
    { segment: 'frequent', after: '30 days', until: '60 days' },
    { segment: 'all', after: '45 days' },
  ];
  const split = rule({ after: '90 days', until: '1 year', 'per segment': perSegment });
  const judge = (count: number, silentDays: number, known: Partial<typeof segments> = segments) => {
    const order = { first: '2025-01-10', last: LAST_ORDER, count, spent: 0 };
    return dormancyOf(
      aCustomer({ activity: { order } }),
      split,
      judgedBy({ today: daysLater(silentDays), segments: known }),
    );
  };

  test('is that of the first segment that has the customer', () => {
    expect(judge(2, 30)).toMatchObject({
      status: 'dormant',
      measured: [{ after: 30, until: 60, source: { from: 'segment', segment: 'frequent' } }],
    });
    expect(judge(2, 60).status).toBe('tooLong');
    expect(judge(1, 44).status).toBe('active');
  });

  test('ends with the rule unless it has an end of its own', () => {
    expect(judge(1, 364)).toMatchObject({ status: 'dormant', measured: [{ after: 45, until: 365 }] });
    expect(judge(1, 365).status).toBe('tooLong');
  });

  test('is that of the rule for whoever is in none', () => {
    expect(judge(1, 89, {})).toMatchObject({ status: 'active', measured: [{ source: { from: 'sequence' } }] });
    expect(judge(1, 90, {}).status).toBe('dormant');
  });
});

describe('a personal clock', () => {
  const personal = rule('personal');
  const shopWindow = { after: 100, until: 365 };
  /** Four orders within three months. */
  const regular = aCustomer({ activity: { order: { first: '2026-01-01', last: LAST_ORDER, count: 4, spent: 9_000 } } });
  const clock = clockOf(regular, A_MODEL, LAST_ORDER);
  const own = clock.status === 'ticking' ? clock.dormantAfterDays : 0;
  const judge = (silentDays: number, overrides: object = {}, customer = regular, asked = personal) =>
    dormancyOf(customer, asked, judgedBy({ today: daysLater(silentDays), shopWindow, ...overrides }));

  test('begins the day on which the model of the shop says so, and names its fit', () => {
    expect(own).toBeGreaterThan(30);
    expect(judge(own - 1).status).toBe('active');
    expect(judge(own)).toMatchObject({
      status: 'dormant',
      measured: [{ after: own, until: 365, source: { from: 'clock', model: 3 } }],
    });
  });

  test('ends with the shop’s window, or with its own end', () => {
    expect(judge(365).status).toBe('tooLong');
    const longer = rule({ personal: true, until: '2 years' });
    expect(judge(365, {}, regular, longer).status).toBe('dormant');
    expect(judge(730, {}, regular, longer).status).toBe('tooLong');
  });

  test.each([
    ['nothing was fitted yet', { model: undefined }, 2],
    [
      'the shop could not be fitted',
      { model: { ...A_MODEL, timing: { status: 'unfit', because: 'notConverged' } } },
      2,
    ],
    ['the customer ordered on one day only', {}, 1],
  ])('falls back to the shop’s window where %s, and says so', (_why, overrides, count) => {
    const order = { first: count === 1 ? LAST_ORDER : '2025-01-10', last: LAST_ORDER, count, spent: 0 };
    const customer = aCustomer({ activity: { order } });
    expect(judge(99, overrides, customer).status).toBe('active');
    expect(judge(100, overrides, customer)).toMatchObject({
      status: 'dormant',
      measured: [{ after: 100, until: 365, source: { from: 'shop' } }],
    });
  });

  test('falls back to the window of a segment before that of the shop', () => {
    const asked = rule({ personal: true, 'per segment': [{ segment: 'frequent', after: '50 days' }] });
    const segments = { frequent: aSegment({ all: [{ field: 'orders', 'at least': 2 }] }) };
    expect(judge(50, { model: undefined, segments }, regular, asked)).toMatchObject({
      status: 'dormant',
      measured: [{ after: 50, until: 365, source: { from: 'segment', segment: 'frequent' } }],
    });
    expect(judge(99, { model: undefined }, regular, asked).status).toBe('active');
  });

  test('says of nobody that they are dormant where there is nothing to go by', () => {
    expect(judge(4_000, { model: undefined, shopWindow: undefined }).status).toBe('active');
    expect(judge(100, {}, aCustomer({ activity: {} })).status).toBe('neverActive');
  });
});
