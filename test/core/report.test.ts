import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closed, type Enrollment, EnrollmentSchema } from '#core/enrollment';
import { SequenceNameSchema } from '#core/ids';
import { OUTCOMES } from '#core/outcome';
import { counted, emptyReport, liftOf, SequenceReportSchema } from '#core/report';
import { InstantSchema } from '#core/time';
import { anEnrollment } from '../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const WATCHED_UNTIL = '2026-07-26T14:00:00.000Z';
const COSTS = { email: 0.0002, sms: 0.01 };
const empty = (asOf = WATCHED_UNTIL) => emptyReport(SequenceNameSchema.parse('gentle'), 1, at(asOf));
const fold = (enrollments: readonly Enrollment[], asOf = WATCHED_UNTIL) =>
  enrollments.reduce((report, enrollment) => counted(report, enrollment, COSTS), empty(asOf));

const goal = (when: string, cents = 5_000, discount = 0) => ({ responseId: 'r1', at: when, cents, discount });
const sent = (channel: 'email' | 'sms', parts = 1) =>
  ({ status: 'sent', at: '2026-07-01T14:00:00.000Z', channel, providerId: 'p', parts }) as const;

function heldOut(met?: ReturnType<typeof goal>): Enrollment {
  const { enrollmentId, customerId, sequence, version, episode, enrolledAt, watchedUntil } = anEnrollment();
  const opened = { enrollmentId, customerId, sequence, version, episode, enrolledAt, watchedUntil, revision: 0 };
  return EnrollmentSchema.parse({ status: 'heldOut', ...opened, ...(met === undefined ? {} : { goal: met }) });
}

describe('a report', () => {
  test('counts touches by channel and what became of them, at the shop’s prices', () => {
    const touches = {
      'miss-you': sent('email'),
      nudge: sent('sms', 3),
      'last-offer': { status: 'unknown', at: '2026-07-12T14:00:00.000Z', channel: 'email', because: 'ambiguous' },
    } as const;
    const report = fold([anEnrollment({ touches })]);
    expect(report.touches).toEqual({
      email: { sent: 1, skipped: 0, failed: 0, unknown: 1, parts: 1 },
      sms: { sent: 1, skipped: 0, failed: 0, unknown: 0, parts: 3 },
    });
    expect(report.sendingCost).toBeCloseTo(0.0302, 10);
    expect(report).toMatchObject({ enrolled: 1, running: 1, heldOut: 0 });
  });

  test('counts what incentives took off', () => {
    const report = fold([anEnrollment({ goal: goal('2026-07-05T00:00:00.000Z', 5_000, 500) }), anEnrollment()]);
    expect(report.discountCents).toBe(500);
  });

  test('counts why people had been away, by the newest answer of each', () => {
    const answered = (reason: 'price' | 'moved-on') =>
      anEnrollment({ away: { reason, at: '2026-07-05T00:00:00.000Z' } });
    const report = fold([answered('price'), answered('moved-on'), answered('price'), anEnrollment(), heldOut()]);
    expect(report.away).toEqual({ price: 2, 'moved-on': 1 });
  });

  test('of before anybody was asked can still be read', () => {
    const { away: _none, ...old } = empty();
    expect(SequenceReportSchema.parse(old)).toEqual(empty());
  });

  test('judges both arms only once their whole span is over', () => {
    const people = [
      anEnrollment({ goal: goal('2026-07-05T00:00:00.000Z') }),
      heldOut(goal('2026-07-05T00:00:00.000Z')),
    ];
    const early = fold(people, '2026-07-26T13:59:59.999Z');
    expect([early.treated, early.holdout]).toEqual([
      { people: 0, back: 0, cents: 0 },
      { people: 0, back: 0, cents: 0 },
    ]);
    const inTime = fold(people, WATCHED_UNTIL);
    expect([inTime.treated, inTime.holdout]).toEqual([
      { people: 1, back: 1, cents: 5_000 },
      { people: 1, back: 1, cents: 5_000 },
    ]);
  });

  test('counts nobody as back who came after the span, in either arm', () => {
    const late = goal('2026-07-26T14:00:00.001Z');
    const report = fold([anEnrollment({ goal: late }), heldOut(late)], '2026-12-01T00:00:00.000Z');
    expect([report.treated, report.holdout]).toEqual([
      { people: 1, back: 0, cents: 0 },
      { people: 1, back: 0, cents: 0 },
    ]);
  });

  test('adds up, in whatever order enrollments are read', () => {
    const goals = fc.option(
      fc.record({
        cents: fc.nat({ max: 100_000 }),
        at: fc.constantFrom('2026-07-10T00:00:00.000Z', '2026-08-10T00:00:00.000Z'),
      }),
      { nil: undefined },
    );
    const one = fc
      .record({
        fate: fc.constantFrom('heldOut', 'running', ...OUTCOMES),
        met: goals,
        parts: fc.integer({ min: 1, max: 4 }),
      })
      .map(({ fate, met, parts }): Enrollment => {
        const reached = met === undefined ? undefined : goal(met.at, met.cents);
        if (fate === 'heldOut') return heldOut(reached);
        const touches = { nudge: sent('sms', parts) };
        const running = anEnrollment(reached === undefined ? { touches } : { touches, goal: reached });
        return fate === 'running' ? running : closed(running, fate, at('2026-07-26T14:00:00.000Z'));
      });
    const shuffled = fc
      .array(one, { maxLength: 30 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, otherOrder]) => {
        const { sendingCost, ...report } = fold(all);
        const { sendingCost: sameCost, ...same } = fold(otherOrder);
        expect(same).toEqual(report);
        expect(sameCost).toBeCloseTo(sendingCost, 9);
        expect(report.enrolled + report.heldOut).toBe(all.length);
        const settled = Object.values(report.outcomes).reduce((sum, count) => sum + count, 0);
        expect(settled + report.running).toBe(report.enrolled);
        expect(report.treated.people).toBe(report.enrolled);
        expect(report.holdout.people).toBe(report.heldOut);
        expect(report.treated.cents + report.holdout.cents).toBe(
          all.reduce((sum, { goal: met }) => sum + (met !== undefined && met.at < WATCHED_UNTIL ? met.cents : 0), 0),
        );
        expect(SequenceReportSchema.parse({ ...report, sendingCost })).toEqual({ ...report, sendingCost });
      }),
    );
  });
});

describe('the lift', () => {
  const arm = (back: number, people: number) => ({ people, back, cents: 0 });

  // Newcombe RG (1998), Interval estimation for the difference between independent proportions: comparison of eleven
  // methods, Statistics in Medicine 17:873-890, table II, method 10.
  test.each([
    ['a', 56, 70, 48, 80, 0.0524, 0.3339, 'measured'],
    ['b', 9, 10, 3, 10, 0.1705, 0.809, 'measured'],
    ['c', 6, 7, 2, 7, 0.0582, 0.8062, 'measured'],
    ['d', 5, 56, 0, 29, -0.0381, 0.1926, 'unclear'],
    ['e', 0, 10, 0, 20, -0.1611, 0.2775, 'unclear'],
  ])(
    'has the interval of Newcombe’s example (%s): %i of %i and %i of %i',
    (_example, a, m, b, n, low, high, status) => {
      const lift = liftOf({ treated: arm(a, m), holdout: arm(b, n) });
      if (lift.status === 'tooEarly') throw new Error('both arms have people');
      expect(lift.status).toBe(status);
      expect(lift.difference).toBeCloseTo(a / m - b / n, 10);
      expect(lift.low).toBeCloseTo(low, 4);
      expect(lift.high).toBeCloseTo(high, 4);
    },
  );

  test('is too early to tell while an arm is empty', () => {
    expect(liftOf({ treated: arm(0, 0), holdout: arm(1, 5) })).toEqual({ status: 'tooEarly' });
    expect(liftOf({ treated: arm(1, 5), holdout: arm(0, 0) })).toEqual({ status: 'tooEarly' });
  });

  test('can be measured to be harm', () => {
    expect(liftOf({ treated: arm(48, 80), holdout: arm(56, 70) })).toMatchObject({ status: 'measured' });
  });

  test('lies within its interval, and the interval within what shares can be', () => {
    const arms = fc
      .integer({ min: 1, max: 100_000 })
      .chain((people) => fc.integer({ min: 0, max: people }).map((back) => arm(back, people)));
    fc.assert(
      fc.property(arms, arms, (treated, holdout) => {
        const lift = liftOf({ treated, holdout });
        if (lift.status === 'tooEarly') throw new Error('both arms have people');
        expect(lift.low).toBeLessThanOrEqual(lift.difference);
        expect(lift.high).toBeGreaterThanOrEqual(lift.difference);
        expect(lift.low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(lift.high).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
