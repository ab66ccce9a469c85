import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClearanceFacts, clearanceOf } from '#core/clearance';
import { storyTime } from '#core/schedule';
import { PublishedSequenceSchema, type Sequence, type Touch } from '#core/sequence';
import { type Instant, InstantSchema, instantOf, plusMilliseconds, TimeZoneSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { showsOpen } from '../support/wall-clock.ts';

const HOUR_MS = 3_600_000;
const NEVER = InstantSchema.parse('2099-01-01T00:00:00.000Z');

const zones = fc
  .constantFrom(
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Cairo',
  )
  .map((name) => TimeZoneSchema.parse(name));
const instants = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2030, 11, 31) }).map(instantOf);
const windows = fc.constantFrom(
  { between: '09:00-20:00', days: 'mon-sat' },
  { between: '00:00-23:59', days: 'sun' },
  { between: '02:00-03:30', days: 'sat-mon' },
  { between: '11:15-12:45', days: 'tue' },
);
const sequences = windows.map((send) => PublishedSequenceSchema.parse(aPublishedFile({ sequence: { send } })).sequence);

function facts(sequence: Sequence, now: Instant, overrides: Partial<ClearanceFacts> = {}): ClearanceFacts {
  const [touch] = sequence.touches as [Touch];
  return {
    now,
    timeScale: 1,
    enrollment: anEnrollment({ claimed: 0 }),
    customer: aCustomer(),
    sequence,
    touch,
    turnEnds: NEVER,
    cap: undefined,
    incentive: 'none',
    ...overrides,
  };
}

test('nothing goes out outside the window, in any zone at any instant, and what is held opens it', () => {
  fc.assert(
    fc.property(sequences, instants, zones, (sequence, now, timeZone) => {
      const verdict = clearanceOf(facts(sequence, now, { enrollment: anEnrollment({ claimed: 0, timeZone }) }));
      expect(verdict.say).toBe(showsOpen(now, sequence.send, timeZone) ? 'send' : 'hold');
      if (verdict.say === 'hold') expect(showsOpen(verdict.until, sequence.send, timeZone)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whatever the time scale, a hold ends later than now, and the window is then open by the clock of the story', () => {
  const scales = fc.constantFrom(60, 1440, 86_400);
  const enrolledAt = anEnrollment().enrolledAt;
  fc.assert(
    fc.property(sequences, fc.nat({ max: 20_000 }), scales, zones, (sequence, milliseconds, timeScale, timeZone) => {
      const now = plusMilliseconds(enrolledAt, milliseconds);
      const enrollment = anEnrollment({ claimed: 0, timeZone });
      const verdict = clearanceOf(facts(sequence, now, { enrollment, timeScale }));
      fc.pre(verdict.say === 'hold');
      expect(verdict.until > now).toBe(true);
      expect(showsOpen(storyTime(verdict.until, { enrolledAt, timeScale }), sequence.send, timeZone)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('no stretch of the cap’s length ever holds more messages than the cap, and none waits longer than it must', () => {
  const { sequence, shop } = PublishedSequenceSchema.parse(
    aPublishedFile({
      sequence: { send: { between: '00:00-23:59' } },
      shop: { 'at most': { messages: 2, in: '48 hours' } },
    }),
  );
  const span = 48 * HOUR_MS;
  const now = InstantSchema.parse('2026-07-06T14:10:00.000Z');
  const ages = fc.array(fc.integer({ min: 0, max: 4 * 24 * 60 }), { maxLength: 6 });
  fc.assert(
    fc.property(ages, (minutesAgo) => {
      const sentAt = minutesAgo.map((minutes) => Date.parse(now) - minutes * 60_000);
      const recentTouches = sentAt.map((at) => ({ at: instantOf(at), channel: 'email' as const }));
      const inSpan = (at: number) => sentAt.filter((sent) => sent > at - span).length;
      const verdict = clearanceOf(facts(sequence, now, { cap: shop.cap, customer: aCustomer({ recentTouches }) }));
      if (verdict.say !== 'hold') {
        expect(verdict).toEqual({ say: 'send' });
        expect(inSpan(Date.parse(now))).toBeLessThan(2);
        return;
      }
      expect(verdict.because).toBe('frequencyCap');
      expect(inSpan(Date.parse(verdict.until))).toBeLessThan(2);
      expect(inSpan(Date.parse(verdict.until) - 1)).toBeGreaterThanOrEqual(2);
    }),
  );
});
