import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedTail } from '#core/explorer-silence';
import { SegmentNameSchema } from '#core/ids';
import { SegmentSchema } from '#core/segment';
import { plusDays } from '#core/time';
import { AS_OF, type Deed, exploredBy, knownFrom, rowsFrom, windowRule } from '../support/explored-shop.ts';

const explored = (deeds: readonly Deed[], after: number, until?: number) =>
  exploredBy(rowsFrom(knownFrom(deeds)), windowRule(after, until));

const FIVE: readonly Deed[] = [
  // 3 March is 90 days before 1 June, 4 March 89.
  ['exactly', '2026-03-03', 500],
  ['nearly', '2026-03-04', 400],
  // Her silence reached 90 days on 31 May; the order of that day is the latest that counts.
  ['cameBack', '2026-03-02', 300],
  ['cameBack', '2026-05-31', 300],
  ['long', '2025-06-01', 200],
  ['long', '2025-06-01', 100],
  ['tomorrow', '2026-05-02', 9_000],
  ['tomorrow', '2026-06-01', 9_000],
  ['notYet', '2026-06-02', 9_000],
];

describe('a shop of five, counted by hand for 1 June 2026 with 90 days', () => {
  test('only orders before the day count, and the line itself is dormant', () => {
    expect(explored(FIVE, 90)).toMatchObject({
      ...{ asOf: '2026-06-01', after: 90, until: null, customers: 5, orders: 7, dormant: 2, neverOrdered: 0 },
      reachable: 'unknown',
    });
  });

  test('whoever is silent for as long as `until` is dormant no more', () => {
    expect(explored(FIVE, 90, 365).dormant).toBe(1);
    expect(explored(FIVE, 90, 366).dormant).toBe(2);
  });

  test('silences fall into buckets of 30 days, the empty ones included', () => {
    const { histogram } = explored(FIVE, 90);
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
    expect(explored(FIVE, 90).crossingPerDay).toBe(1 / 30);
    // With 89 days, exactly crossed on 31 May and cameBack on 30 May.
    expect(explored(FIVE, 89).crossingPerDay).toBe(2 / 30);
    // With 91 days, cameBack had ordered before she would have crossed.
    expect(explored(FIVE, 91).crossingPerDay).toBe(0);
  });

  test('five windows are compared, and those that would end before they begin are not', () => {
    const { windows } = explored(FIVE, 90);
    expect(windows.map(({ after, dormant }) => [after, dormant])).toEqual([
      [45, 3],
      [60, 3],
      [90, 2],
      [135, 1],
      [180, 1],
    ]);
    expect(explored(FIVE, 90, 135).windows.map(({ after }) => after)).toEqual([45, 60, 90]);
  });

  test('too few people for a model are ranked by what they spent before the day', () => {
    // 9,000 · 600 · 500 · 400 · 300 cents: the best of five is top, none is high, middle are the next two.
    expect(explored(FIVE, 90).tiers).toEqual({
      by: 'spent',
      because: 'tooFewRepeatCustomers',
      all: { top: 1, high: 0, middle: 2, low: 2 },
      dormant: { top: 0, high: 0, middle: 1, low: 1 },
    });
  });

  test('reach is address and consent of the dormant, and a no in a row that was rejected counts', () => {
    const profile = (customerId: string, more: object) => ({
      customerId,
      consentSource: 'a list',
      fields: {},
      ...more,
    });
    const email = { email: 'a@example.com', emailConsent: true };
    const profiles = [
      profile('exactly', { ...email, phone: '+12025550101', smsConsent: true }),
      profile('long', { phone: '+12025550102' }),
      profile('nearly', email),
      profile('stranger', email),
    ];
    const known = knownFrom(FIVE, profiles);
    const reach = { reachKnown: true };
    const told = exploredBy(rowsFrom(known), windowRule(90), reach);
    expect(told).toMatchObject({ neverOrdered: 1, neverActive: 1, reachable: { email: 1, sms: 1, none: 1 } });
    const refused = known.map((one) => {
      const refusal = { ...profile('exactly', { emailConsent: false }), customerId: one.customerId };
      return one.customerId === ('exactly' as never) ? { ...one, refusal } : one;
    });
    expect(exploredBy(rowsFrom(refused), windowRule(90), reach).reachable).toEqual({ email: 0, sms: 1, none: 1 });
  });

  test('a segment leaves the others out, and the tiers are still those of the whole shop', () => {
    const small = SegmentNameSchema.parse('small');
    const segments = { [small]: SegmentSchema.parse({ all: [{ field: 'spent', 'less than': 5 }] }) };
    const told = exploredBy(rowsFrom(knownFrom(FIVE)), windowRule(90), { segment: small, by: { segments } });
    expect(told).toMatchObject({ segment: 'small', customers: 2, outside: 3, dormant: 1, orders: 3 });
    expect(told.tiers.all).toEqual({ top: 0, high: 0, middle: 0, low: 2 });
  });
});

test('an activity ahead of the day, as a world may hold, is no silence at all', () => {
  const [row] = rowsFrom(knownFrom([['A', '2026-05-31']]));
  const ahead = row && {
    ...row,
    activity: { order: { first: AS_OF, last: plusDays(AS_OF, 3), count: 1, spent: 1, recent: '' } },
  };
  const { histogram, dormant } = exploredBy(ahead ? [ahead] : [], windowRule(90));
  expect({ histogram, dormant }).toEqual({ histogram: [{ from: 0, to: 30, customers: 1, dormant: 0 }], dormant: 0 });
});

test('an order of a mistyped year makes no endless histogram', () => {
  const { histogram, dormant } = explored(
    [
      ['A', '0026-03-01'],
      ['B', '2026-05-01'],
    ],
    90,
  );
  expect(histogram).toHaveLength(120);
  expect(histogram.at(-1)).toMatchObject({ from: 3_570, customers: 1, dormant: 1 });
  expect(dormant).toBe(1);
});

describe('for any shop', () => {
  const shops = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 60 })
    .map((deeds) => deeds.map(([number, ago]): Deed => [`C${number}`, plusDays(AS_OF, -ago)]));

  test('the dormant are the buckets from the line on, where the line lies between two', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 24 }), (deeds, months) => {
        const { dormant, histogram, customers } = explored(deeds, months * 30);
        const beyond = histogram.filter(({ from }) => from >= months * 30);
        expect(beyond.reduce((sum, bucket) => sum + bucket.customers, 0)).toBe(dormant);
        expect(histogram.reduce((sum, bucket) => sum + bucket.customers, 0)).toBe(customers);
      }),
    );
  });

  test('a longer window finds no more, and tiers, scores and folded buckets lose nobody', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), (deeds, after, most) => {
        const found = explored(deeds, after);
        const counts = found.windows.map(({ dormant }) => dormant);
        expect(counts).toEqual([...counts].sort((one, other) => other - one));
        expect(found.windows.find((window) => window.after === after)?.dormant).toBe(found.dormant);
        const sum = (tiers: object) => Object.values(tiers).reduce((all: number, one: number) => all + one, 0);
        expect([sum(found.tiers.all), sum(found.tiers.dormant)]).toEqual([found.customers, found.dormant]);
        const { all, dormant } = found.scores === 'unknown' ? { all: [], dormant: [] } : found.scores;
        expect([sum(all.flat()), sum(dormant.flat())]).toEqual([found.customers, found.dormant]);
        const folded = foldedTail(found.histogram, most);
        expect(folded.length).toBeLessThanOrEqual(most);
        expect(folded.reduce((all, bucket) => all + bucket.dormant, 0)).toBe(found.dormant);
      }),
    );
  });
});
