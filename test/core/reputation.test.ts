import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BREAKER_LEVELS,
  type Breaker,
  isJudged,
  keepsOut,
  LEAST_COMPLAINTS,
  LEAST_TO_STOP,
  latest,
  levelAt,
  metBy,
  rateOf,
  stoppedUntil,
} from '#core/reputation';
import { DaySchema, epochOf, type Instant, InstantSchema, instantOf } from '#core/time';

const DAY_MS = 24 * 60 * 60_000;
const AT = InstantSchema.parse('2026-07-01T09:00:00.000Z');
const daysAfter = (days: number) => instantOf(epochOf(AT) + days * DAY_MS);
const levelsMet = (sent: number, complaints: number) => Object.keys(metBy([{ sent, complaints }], AT));

describe('CMP-05: the share of complaints', () => {
  test('is that of all days together', () => {
    const days = [
      { sent: 900, complaints: 1 },
      { sent: 0, complaints: 1 },
      { sent: 100, complaints: 0 },
    ];
    expect(rateOf(days)).toBe(0.002);
    expect(rateOf([])).toBe(0);
  });

  test('without any mail is none: there is nothing to judge', () => {
    expect(rateOf([{ sent: 0, complaints: 3 }])).toBe(0);
  });

  test.each([
    [10_000, 7, []],
    [10_000, 8, ['warned']],
    [10_000, 9, ['warned']],
    [10_000, 10, ['warned', 'paused']],
    [10_000, 29, ['warned', 'paused']],
    [10_000, 30, ['warned', 'paused', 'stopped']],
  ])('of %i mails and %i complaints meets %j', (sent, complaints, met) => {
    expect(levelsMet(sent, complaints)).toEqual(met);
  });

  test('means nothing before the third: one angry person stops no small shop', () => {
    expect(levelsMet(100, LEAST_COMPLAINTS - 1)).toEqual([]);
    expect(levelsMet(100, LEAST_COMPLAINTS)).toEqual(['warned', 'paused']);
  });

  test('stops nothing before the sixth: three by chance keep out the new, no more', () => {
    expect(levelsMet(100, LEAST_TO_STOP - 1)).toEqual(['warned', 'paused']);
    expect(levelsMet(100, LEAST_TO_STOP)).toEqual(['warned', 'paused', 'stopped']);
  });
});

describe('CMP-05: a level', () => {
  test('lasts a week from when it was last met, and then the next lower one lasts a week', () => {
    const breaker: Breaker = { warned: AT, paused: AT, stopped: AT };
    const levels = [0, 6.99, 7, 13.99, 14, 20.99, 21].map((days) => levelAt(breaker, daysAfter(days)));
    expect(levels).toEqual(['stopped', 'stopped', 'paused', 'paused', 'warned', 'warned', 'closed']);
  });

  test('begins again with every complaint that is too many', () => {
    const again = latest({ paused: AT }, { paused: daysAfter(5) });
    expect(levelAt(again, daysAfter(11.99))).toBe('paused');
    expect(levelAt(again, daysAfter(12))).toBe('warned');
  });

  test('of nobody’s complaint is closed', () => {
    expect(levelAt({}, AT)).toBe('closed');
    expect(stoppedUntil({}, AT)).toBeUndefined();
  });

  test('that stops says until when', () => {
    expect(stoppedUntil({ stopped: AT }, daysAfter(3))).toBe(daysAfter(7));
    expect(stoppedUntil({ stopped: AT }, daysAfter(7))).toBeUndefined();
    expect(stoppedUntil({ paused: AT, warned: AT }, AT)).toBeUndefined();
  });

  test('keeps people out when it is a pause or worse', () => {
    expect(BREAKER_LEVELS.filter(keepsOut)).toEqual(['paused', 'stopped']);
  });
});

describe('CMP-05: mail that is judged', () => {
  const day = (text: string) => DaySchema.parse(text);
  const today = day('2026-07-10');

  test('is that of the newest seven days', () => {
    expect([day('2026-07-03'), day('2026-07-04'), today].map((one) => isJudged(one, today, {}))).toEqual([
      ...[false, true, true],
    ]);
  });

  test('is none that left before the newest stop, or on its day: it has paid', () => {
    const stopped = { stopped: InstantSchema.parse('2026-07-05T09:00:00.000Z') };
    expect(isJudged(day('2026-07-05'), today, stopped)).toBe(false);
    expect(isJudged(day('2026-07-06'), today, stopped)).toBe(true);
  });
});

test('CMP-05: however the complaints fall, the level never steps down twice within a week, nor by more than one', () => {
  const complaint = fc.record({
    hour: fc.nat({ max: 60 * 24 }),
    sent: fc.constantFrom(200, 2_000, 3_500),
    complaints: fc.constantFrom(3, 6),
  });
  fc.assert(
    fc.property(fc.array(complaint, { maxLength: 30 }), (complaints) => {
      let breaker: Breaker = {};
      let before = 0;
      let lastStep: Instant | undefined;
      for (let hour = 0; hour < 100 * 24; hour += 1) {
        const now = instantOf(epochOf(AT) + hour * 3_600_000);
        for (const one of complaints)
          if (one.hour === hour)
            breaker = latest(breaker, metBy([{ sent: one.sent, complaints: one.complaints }], now));
        const level = BREAKER_LEVELS.indexOf(levelAt(breaker, now));
        if (level < before) {
          expect(level).toBe(before - 1);
          if (lastStep !== undefined) expect(epochOf(now) - epochOf(lastStep)).toBeGreaterThanOrEqual(7 * DAY_MS);
          lastStep = now;
        }
        before = level;
      }
      expect(before).toBe(0);
    }),
    { numRuns: 50 },
  );
});
