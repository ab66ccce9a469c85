import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withActivity } from '#core/activity';
import type { Customer } from '#core/customer';
import { clockOf, figuresOf, orderSummaryOf, scoresOf, worthOf } from '#core/insight';
import { fitShop } from '#core/model/fit-shop';
import { summaryOf } from '#core/model/order-summary';
import type { ShopModel } from '#core/model/shop-model';
import { type Day, DaySchema, InstantSchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { SPEND, simulatedRows, TIMING } from '../support/simulated-rows.ts';

const TODAY = DaySchema.parse('2026-07-06');
const AT = { until: TODAY, fittedAt: InstantSchema.parse('2026-07-06T08:00:00.000Z') };
const UNFIT = { status: 'unfit', because: 'tooFewRepeatCustomers' } as const;
const MODEL: ShopModel = {
  ...{ ...AT, version: 3, customers: 2_357, repeatCustomers: 946, orders: 4_814 },
  timing: { status: 'fitted', model: TIMING, logLikelihood: -9_582.4 },
  spend: { status: 'fitted', model: SPEND, logLikelihood: -4_058.9 },
  value: { by: 'expectedValue', floors: { top: 300, high: 100, middle: 20 } },
  scores: { recency: [-200, -100, -50, -10], frequency: [1, 2, 3, 5], money: [10, 20, 50, 100] },
};

/** Orders on these days, 25.00 each. */
function whoOrdered(...days: readonly string[]): Customer {
  const order = days.reduce<Parameters<typeof withActivity>[0]>(
    (sum, day) => withActivity(sum, 'order', { day: DaySchema.parse(day), cents: 2_500 }),
    undefined,
  );
  return aCustomer({ activity: order === undefined ? {} : { order } });
}

describe('what the models ask of a customer', () => {
  test('is in her row as it is in her orders', () => {
    const order = fc.record({ back: fc.integer({ min: 0, max: 400 }), cents: fc.integer({ min: 0, max: 90_000 }) });
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 12 }), (orders) => {
        const dated = orders.map(({ back, cents }) => ({ day: plusDays(TODAY, -back), cents }));
        const kept = dated.reduce<Parameters<typeof withActivity>[0]>(
          (sum, one) => withActivity(sum, 'order', one),
          undefined,
        );
        const summary = summaryOf(
          dated.map(({ day, cents }) => ({ day, amount: cents / 100 })),
          TODAY,
        );
        const { repeatSpend = 0, ...times } = orderSummaryOf(kept, TODAY) ?? {};
        const { repeatSpend: expected = 0, ...expectedTimes } = summary ?? {};
        expect(times).toEqual(expectedTimes);
        expect(repeatSpend).toBeCloseTo(expected, 6);
      }),
    );
  });

  test('is nothing before a first order, and no negative silence where an order is dated ahead', () => {
    expect(orderSummaryOf(undefined, TODAY)).toBeUndefined();
    expect(orderSummaryOf(whoOrdered('2026-07-07').activity.order, TODAY)).toBeUndefined();
    expect(orderSummaryOf(whoOrdered('2026-06-30', '2026-07-07').activity.order, TODAY)).toMatchObject({
      ...{ repeats: 1, recency: 1, age: 1, repeatSpend: 25 },
    });
  });
});

describe('her own clock', () => {
  // By hand, for x = 3, t_x = 12, T = 26: the odds of having left are 0.793 / 4.426 x (30.414 / 16.414) ^ 3.243 = 1.3241.
  test('ticks from the second day with an order on', () => {
    const clock = clockOf(whoOrdered('2026-01-05', '2026-02-02', '2026-03-02', '2026-03-30'), MODEL, TODAY);
    expect(clock).toEqual({
      status: 'ticking',
      alive: expect.closeTo(0.430_27, 4),
      gapShare: expect.closeTo(0.864_69, 4),
      dormantAfterDays: expect.any(Number),
      nextOrderDays: expect.closeTo(50.73, 1),
      model: 3,
    });
  });

  test.each([
    ['without a model', whoOrdered('2026-01-05', '2026-02-02'), undefined, 'noModel'],
    ['where the model did not fit', whoOrdered('2026-01-05', '2026-02-02'), { ...MODEL, timing: UNFIT }, 'unfit'],
    ['of whoever ordered on one day only', whoOrdered('2026-01-05', '2026-01-05'), MODEL, 'noRepeatOrder'],
    ['of whoever never ordered', whoOrdered(), MODEL, 'neverOrdered'],
  ] as const)('does not tick %s, and says why', (_when, customer, model, because) => {
    expect(clockOf(customer, model, TODAY)).toEqual({ status: 'thin', because });
  });

  test('calls her dormant on the day that it names, and not a day before', () => {
    const customer = whoOrdered('2026-01-05', '2026-02-02', '2026-03-02');
    const on = (day: Day) => {
      const clock = clockOf(customer, MODEL, day);
      return clock.status === 'ticking' ? clock : undefined;
    };
    const after = on(TODAY)?.dormantAfterDays ?? 0;
    const last = DaySchema.parse('2026-03-02');
    expect([0, 30, after, after + 60].map((silent) => on(plusDays(last, silent))?.dormantAfterDays)).toEqual([
      after,
      after,
      after,
      after,
    ]);
  });
});

describe('her value', () => {
  test('is what her orders to come are worth, with the tier of the shop', () => {
    const regular = worthOf(whoOrdered('2026-05-04', '2026-05-25', '2026-06-15', '2026-07-05'), MODEL, TODAY);
    const once = worthOf(whoOrdered('2025-07-06'), MODEL, TODAY);
    expect([regular?.by, once?.by]).toEqual(['expectedValue', 'expectedValue']);
    expect(regular?.amount).toBeGreaterThan(once?.amount ?? Number.POSITIVE_INFINITY);
    expect(once?.tier).toBe('low');
  });

  test('is what she spent where the shop is ranked so', () => {
    const model: ShopModel = { ...MODEL, value: { by: 'spent', floors: { top: 75, high: 50, middle: 25 } } };
    const days = ['2026-05-04', '2026-05-25', '2026-06-15'];
    const worth = [1, 2, 3].map((orders) => worthOf(whoOrdered(...days.slice(0, orders)), model, TODAY));
    expect(worth).toEqual([
      { by: 'spent', amount: 25, tier: 'middle' },
      { by: 'spent', amount: 50, tier: 'high' },
      { by: 'spent', amount: 75, tier: 'top' },
    ]);
  });

  test('is nothing yet for whoever never ordered, and not known while nothing was fitted', () => {
    expect(worthOf(whoOrdered(), MODEL, TODAY)).toEqual({ by: 'expectedValue', amount: 0, tier: 'low' });
    expect(worthOf(whoOrdered('2026-05-04'), undefined, TODAY)).toBeUndefined();
    const { value: _, ...unranked } = MODEL;
    expect(worthOf(whoOrdered('2026-05-04'), unranked, TODAY)).toBeUndefined();
  });
});

describe('her scores', () => {
  test('are those whose floors she reaches', () => {
    const scores = scoresOf(whoOrdered('2026-05-04', '2026-06-22'), MODEL, TODAY);
    expect(scores).toEqual({ recency: 4, frequency: 3, money: 4 });
  });

  test('are none for whoever never ordered, and while nothing was fitted', () => {
    expect(scoresOf(whoOrdered(), MODEL, TODAY)).toBeUndefined();
    expect(scoresOf(whoOrdered('2026-05-04'), undefined, TODAY)).toBeUndefined();
  });
});

test('everybody from whom a model was learned is in the tier and the fifths of her rank', () => {
  const rows = simulatedRows(2, 1_000, TODAY);
  const model = {
    ...fitShop(
      rows.flatMap((row) => figuresOf(row, TODAY) ?? []),
      AT,
    ),
    version: 1,
  };
  const count = <T>(of: (row: Customer) => T) => Map.groupBy(rows, of);
  expect(count((row) => worthOf(row, model, TODAY)?.tier).get('top')).toHaveLength(50);
  const recencies = count((row) => scoresOf(row, model, TODAY)?.recency);
  for (const score of [1, 2, 3, 4, 5]) expect((recencies.get(score)?.length ?? 0) / rows.length).toBeCloseTo(0.2, 1);
});
