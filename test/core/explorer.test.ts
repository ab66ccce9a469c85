import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Exploration, explore, foldedTail, type KnownPeople } from '#core/explorer';
import { PastOrderSchema, ProfileSchema } from '#core/history';
import { DaySchema, InstantSchema, plusDays } from '#core/time';

const AS_OF = DaySchema.parse('2026-06-01');
const MOMENT = { asOf: AS_OF, at: InstantSchema.parse('2026-06-01T00:00:00.000Z') };

const order = (customerId: string, day: string, cents = 1_000) => PastOrderSchema.parse({ customerId, day, cents });
const ordersOnly = (orders: KnownPeople['orders']): KnownPeople => ({
  orders,
  profiles: undefined,
  refusals: new Map(),
});

function explored(known: KnownPeople, after: number, until?: number): Exploration {
  const answer = explore(known, { after, until }, MOMENT);
  if (answer.status !== 'explored') throw new Error(`the answer was ${answer.status}`);
  return answer.exploration;
}

describe('a shop of five, counted by hand for 1 June 2026 with 90 days', () => {
  const known = ordersOnly([
    // 3 March is 90 days before 1 June, 4 March 89.
    order('exactly', '2026-03-03', 500),
    order('nearly', '2026-03-04', 400),
    // Her silence reached 90 days on 31 May; the order of that day is the latest that counts.
    order('cameBack', '2026-03-02', 300),
    order('cameBack', '2026-05-31', 300),
    order('long', '2025-06-01', 200),
    order('long', '2025-06-01', 100),
    order('tomorrow', '2026-05-02', 9_000),
    order('tomorrow', '2026-06-01', 9_000),
    order('notYet', '2026-06-02', 9_000),
  ]);

  test('only orders before the day count, and the line itself is dormant', () => {
    expect(explored(known, 90)).toMatchObject({
      ...{ asOf: '2026-06-01', after: 90, until: null, customers: 5, orders: 7, laterOrders: 2, dormant: 2 },
      reachable: 'unknown',
    });
  });

  test('whoever is silent for as long as `until` is dormant no more', () => {
    expect(explored(known, 90, 365).dormant).toBe(1);
    expect(explored(known, 90, 366).dormant).toBe(2);
  });

  test('silences fall into buckets of 30 days, the empty ones included', () => {
    const { histogram } = explored(known, 90);
    expect(histogram).toHaveLength(13);
    expect(histogram.filter(({ customers }) => customers > 0)).toEqual([
      { from: 0, to: 30, customers: 1, dormant: 0 },
      { from: 30, to: 60, customers: 1, dormant: 0 },
      { from: 60, to: 90, customers: 1, dormant: 0 },
      { from: 90, to: 120, customers: 1, dormant: 1 },
      { from: 360, to: 390, customers: 1, dormant: 1 },
    ]);
  });

  test('a silence that reached the line counts, also where it was broken on that very day', () => {
    // cameBack crossed on 31 May; exactly crosses on 1 June, which is not before it.
    expect(explored(known, 90).crossingPerDay).toBe(1 / 30);
    // With 89 days, exactly crossed on 31 May and cameBack on 30 May.
    expect(explored(known, 89).crossingPerDay).toBe(2 / 30);
    // With 91 days, cameBack had ordered before she would have crossed.
    expect(explored(known, 91).crossingPerDay).toBe(0);
  });

  test('five windows are compared, and those that would end before they begin are not', () => {
    const { windows } = explored(known, 90);
    expect(windows.map(({ after, dormant }) => [after, dormant])).toEqual([
      [45, 3],
      [60, 3],
      [90, 2],
      [135, 1],
      [180, 1],
    ]);
    expect(explored(known, 90, 135).windows.map(({ after }) => after)).toEqual([45, 60, 90]);
  });

  test('too few people for a model are ranked by what they spent before the day', () => {
    // 9,000 · 600 · 500 · 400 · 300 cents: the best of five is top, none is high, middle are the next two.
    expect(explored(known, 90).tiers).toEqual({
      by: 'spent',
      because: 'tooFewRepeatCustomers',
      all: { top: 1, high: 0, middle: 2, low: 2 },
      dormant: { top: 0, high: 0, middle: 1, low: 1 },
    });
  });

  test('reach is address and consent of the dormant, and a no in a row that was rejected counts', () => {
    const profile = (customerId: string, more: object) =>
      ProfileSchema.parse({ customerId, consentSource: 'a list', fields: {}, ...more });
    const email = { email: 'a@example.com', emailConsent: true };
    const profiles = [
      profile('exactly', { ...email, phone: '+12025550101', smsConsent: true }),
      profile('long', { phone: '+12025550102' }),
      profile('nearly', email),
      profile('stranger', email),
    ];
    const informed = { ...known, profiles: new Map(profiles.map((one) => [one.customerId, one])) };
    expect(explored(informed, 90)).toMatchObject({ neverOrdered: 1, reachable: { email: 1, sms: 1, none: 1 } });
    const no = profile('exactly', { emailConsent: false });
    const refused = { ...informed, refusals: new Map([[no.customerId, no]]) };
    expect(explored(refused, 90).reachable).toEqual({ email: 0, sms: 1, none: 1 });
  });
});

test('before the first order there is no answer, and it says when there will be one', () => {
  const known = ordersOnly([order('A', '2026-06-03'), order('B', '2026-06-01')]);
  expect(explore(known, { after: 90, until: undefined }, MOMENT)).toEqual({
    status: 'tooEarly',
    firstOrder: '2026-06-01',
  });
  expect(explore(ordersOnly([]), { after: 90, until: undefined }, MOMENT)).toEqual({ status: 'noOrders' });
});

test('an order of a mistyped year makes no endless histogram', () => {
  const { histogram, dormant } = explored(ordersOnly([order('A', '0026-03-01'), order('B', '2026-05-01')]), 90);
  expect(histogram).toHaveLength(120);
  expect(histogram.at(-1)).toMatchObject({ from: 3_570, customers: 1, dormant: 1 });
  expect(dormant).toBe(1);
});

describe('for any shop', () => {
  const shops = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 60 })
    .map((rows) => ordersOnly(rows.map(([number, ago]) => order(`C${number}`, plusDays(AS_OF, -ago)))));

  test('the dormant are the buckets from the line on, where the line lies between two', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 24 }), (known, months) => {
        const { dormant, histogram, customers } = explored(known, months * 30);
        const beyond = histogram.filter(({ from }) => from >= months * 30);
        expect(beyond.reduce((sum, bucket) => sum + bucket.customers, 0)).toBe(dormant);
        expect(histogram.reduce((sum, bucket) => sum + bucket.customers, 0)).toBe(customers);
      }),
    );
  });

  test('a longer window finds no more, and tiers and folded buckets lose nobody', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), (known, after, most) => {
        const found = explored(known, after);
        const counts = found.windows.map(({ dormant }) => dormant);
        expect(counts).toEqual([...counts].sort((one, other) => other - one));
        expect(found.windows.find((window) => window.after === after)?.dormant).toBe(found.dormant);
        const sum = (tiers: object) => Object.values(tiers).reduce((all: number, one: number) => all + one, 0);
        expect([sum(found.tiers.all), sum(found.tiers.dormant)]).toEqual([found.customers, found.dormant]);
        const folded = foldedTail(found.histogram, most);
        expect(folded.length).toBeLessThanOrEqual(most);
        expect(folded.reduce((all, bucket) => all + bucket.dormant, 0)).toBe(found.dormant);
      }),
    );
  });
});
