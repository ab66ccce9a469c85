import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActivityKind, activeDays, withActivity } from '#core/activity';
import type { Customer } from '#core/customer';
import { dormancyOf } from '#core/dormancy';
import type { DormancyPart, DormancyRule } from '#core/dormancy-rule';
import { dormancyText } from '#core/dormancy-words';
import { SegmentNameSchema } from '#core/ids';
import { DaySchema, plusDays } from '#core/time';
import { aCustomer } from '../support/builders.ts';
import { A_MODEL, aSegment, customers, judgedBy } from '../support/segment-world.ts';

const TODAY = DaySchema.parse('2026-07-01');
const SEGMENTS = {
  frequent: aSegment({ all: [{ field: 'orders', 'at least': 3 }] }),
  visitors: aSegment({ all: [{ field: 'visits', 'at least': 1 }] }),
};
const by = (overrides: Parameters<typeof judgedBy>[0] = {}) =>
  judgedBy({ today: TODAY, segments: SEGMENTS, shopWindow: { after: 90, until: 365 }, ...overrides });

const ends = fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined });
const spans = fc
  .record({ after: fc.integer({ min: 1, max: 300 }), length: ends })
  .map(({ after, length }) => ({ after, until: length === undefined ? undefined : after + length }));
const segmentNames = fc.constantFrom('frequent', 'visitors', 'gone').map((name) => SegmentNameSchema.parse(name));
const perSegments = fc.array(
  fc.record({ span: spans, segment: segmentNames }).map(({ span, segment }) => ({ ...span, segment })),
  { maxLength: 2 },
);
const windows = fc
  .record({
    span: spans,
    by: fc.uniqueArray(fc.constantFrom<ActivityKind>('order', 'visit', 'store-visit', 'login'), { minLength: 1 }),
    perSegment: perSegments,
  })
  .map(({ span, ...rest }): DormancyPart => ({ kind: 'window', ...span, ...rest }));
const clocks = fc
  .record({ until: ends })
  .map(({ until }): DormancyPart => ({ kind: 'personal', until, perSegment: [] }));
const parts = fc.oneof({ weight: 4, arbitrary: windows }, { weight: 1, arbitrary: clocks });
const lists = fc.array(parts, { minLength: 1, maxLength: 4 });
const alone = (part: DormancyPart): DormancyRule => ({ join: 'all', parts: [part] });
const isDormant = (customer: Customer, rule: DormancyRule) => dormancyOf(customer, rule, by()).status === 'dormant';

describe('one verdict for each customer', () => {
  test('with the same answer when asked again, and a text that has no gap', () => {
    fc.assert(
      fc.property(customers, lists, fc.constantFrom('all', 'any'), (customer, some, join) => {
        const rule = { join, parts: some } as const;
        const verdict = dormancyOf(customer, rule, by());
        expect(dormancyOf(customer, rule, by())).toEqual(verdict);
        expect(verdict.measured.length).toBeGreaterThan(0);
        expect(dormancyText(verdict)).toMatch(
          /^((last .+ -?\d+ days? ago, .*(\d+ to \d+ days|\d+ days or more|no window))(; |$)|no .+ yet(; |$))+$/,
        );
        expect(dormancyText(verdict)).not.toMatch(/undefined|NaN|Infinity/);
      }),
    );
  });

  test('that names a day on which there was a sign of life', () => {
    fc.assert(
      fc.property(customers, lists, fc.constantFrom('all', 'any'), (customer, some, join) => {
        const verdict = dormancyOf(customer, { join, parts: some }, by());
        if (verdict.status === 'neverActive') return;
        const days = Object.values(customer.activity).map(({ last }) => last);
        expect(days).toContain(verdict.episode);
        expect(plusDays(verdict.episode, verdict.silentDays)).toBe(TODAY);
      }),
    );
  });

  test('goes from active to dormant to too long as silence goes on, and never back', () => {
    const order = ['active', 'dormant', 'tooLong'];
    fc.assert(
      fc.property(customers, parts, fc.array(fc.nat({ max: 1_500 }), { minLength: 2 }), (customer, part, waits) => {
        // Segments may change with the days: only the window of the rule itself is looked at.
        const rule = alone({ ...part, perSegment: [] });
        const verdicts = [...waits]
          .sort((one, other) => one - other)
          .map((wait) => dormancyOf(customer, rule, by({ today: plusDays(TODAY, wait) })).status);
        if (verdicts[0] === 'neverActive') expect(new Set(verdicts).size).toBe(1);
        else
          expect(verdicts.map((one) => order.indexOf(one))).toEqual(verdicts.map((one) => order.indexOf(one)).sort());
      }),
    );
  });
});

describe('joined rules', () => {
  test('of which any must hold are dormant just where one of them is by itself, and its silence is named', () => {
    fc.assert(
      fc.property(customers, lists, (customer, some) => {
        const verdict = dormancyOf(customer, { join: 'any', parts: some }, by());
        const first = some
          .map((part) => dormancyOf(customer, alone(part), by()))
          .find(({ status }) => status === 'dormant');
        expect(verdict.status === 'dormant').toBe(first !== undefined);
        if (first !== undefined) expect(verdict).toEqual(first);
      }),
    );
  });

  test('that must all hold are dormant just where each is by itself, or speaks of what never happened and has no end', () => {
    fc.assert(
      fc.property(customers, lists, (customer, some) => {
        const verdicts = some.map((part) => dormancyOf(customer, alone(part), by()));
        const holds = verdicts.every(
          ({ status, measured: [one] }) =>
            status === 'dormant' || (status === 'neverActive' && one !== undefined && one.until === undefined),
        );
        const isDormantInSome = verdicts.some(({ status }) => status === 'dormant');
        expect(isDormant(customer, { join: 'all', parts: some })).toBe(holds && isDormantInSome);
      }),
    );
  });

  test('that must all hold begin anew with every sign of life that any of them looks at', () => {
    fc.assert(
      fc.property(customers, lists, fc.integer({ min: 0, max: 900 }), (customer, some, wait) => {
        const today = plusDays(TODAY, wait);
        const rule = { join: 'all', parts: some } as const;
        const verdict = dormancyOf(customer, rule, by({ today }));
        if (verdict.status === 'neverActive') return;
        const seen = verdict.measured.flatMap(({ last }) => last ?? []).sort();
        expect(verdict.episode).toBe(seen.at(-1));
      }),
    );
  });

  test('of which any must hold: an order does not begin a silence in logins anew', () => {
    fc.assert(
      fc.property(customers, spans, spans, fc.integer({ min: 0, max: 900 }), (customer, logins, orders, wait) => {
        const rule: DormancyRule = {
          join: 'any',
          parts: [
            { kind: 'window', ...logins, by: ['login'], perSegment: [] },
            { kind: 'window', ...orders, by: ['order'], perSegment: [] },
          ],
        };
        const asked = by({ today: plusDays(TODAY, wait) });
        const login = withActivity(undefined, 'login', { day: TODAY, cents: 0 });
        const before = aCustomer({ activity: { ...customer.activity, login } });
        const order = withActivity(before.activity.order, 'order', { day: asked.today, cents: 1_000 });
        const since = aCustomer({ activity: { ...before.activity, order } });
        const verdict = dormancyOf(before, rule, asked);
        if (verdict.status === 'dormant' && verdict.episode === TODAY && verdict.measured[0]?.by[0] === 'login')
          expect(dormancyOf(since, rule, asked)).toEqual(verdict);
      }),
    );
  });
});

test('a clock says whose window it went by, and always the same for the same row and fit', () => {
  fc.assert(
    fc.property(customers, fc.boolean(), fc.boolean(), (customer, isFitted, hasWindow) => {
      const asked = by({
        model: isFitted ? A_MODEL : undefined,
        shopWindow: hasWindow ? { after: 90, until: 365 } : undefined,
      });
      const verdict = dormancyOf(customer, alone({ kind: 'personal', until: undefined, perSegment: [] }), asked);
      const order = customer.activity.order;
      const hasClock = isFitted && order !== undefined && activeDays(order) > 1 && order.first <= TODAY;
      const [one] = verdict.measured;
      expect(one?.source).toEqual(hasClock ? { from: 'clock', model: A_MODEL.version } : { from: 'shop' });
      if (!hasClock && !hasWindow) expect(verdict.status).not.toBe('dormant');
    }),
  );
});
