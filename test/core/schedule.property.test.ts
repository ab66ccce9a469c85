import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CustomerIdSchema } from '#core/ids';
import { type JourneyPlan, planFrom, planJourney, storyTime } from '#core/schedule';
import { SequenceSchema } from '#core/sequence';
import { type Instant, instantOf, plusDuration, plusMilliseconds, TimeZoneSchema } from '#core/time';
import { aPublishedFile } from '../support/builders.ts';
import { showsOpen } from '../support/wall-clock.ts';

const HOUR_MS = 3_600_000;
const LAST_MINUTES_MS = 15 * 60_000;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

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

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const windows = fc
  .tuple(fc.integer({ min: 0, max: 1379 }), fc.integer({ min: 60, max: 1439 }))
  .map(([from, length]) => `${clock(from)}-${clock(Math.min(from + length, 1439))}`);
const delays = fc.oneof(
  fc.integer({ min: 1, max: 14 }).map((days) => `${days} days`),
  fc.integer({ min: 1, max: 200 }).map((hours) => `${hours} hours`),
  fc.integer({ min: 60, max: 5000 }).map((minutes) => `${minutes} minutes`),
);

const sequences = fc
  .record({
    between: windows,
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
    first: fc.option(delays, { nil: undefined }),
    rest: fc.array(delays, { maxLength: 5 }),
    closeAfter: fc.integer({ min: 1, max: 30 }).map((days) => `${days} days`),
  })
  .map(({ between, days, first, rest, closeAfter }) =>
    SequenceSchema.parse({
      ...aPublishedFile().sequence,
      send: { between, days },
      'close after': closeAfter,
      touches: [first, ...rest].map((after, index) => ({
        id: `touch-${index}`,
        channel: 'email',
        message: 'miss-you',
        ...(after === undefined ? {} : { after }),
      })),
    }),
  );

const facts = fc.record({
  sequence: sequences,
  customerId: fc.integer({ min: 1, max: 10_000 }).map((number) => CustomerIdSchema.parse(`c${number}`)),
  zone: zones,
  enrolledAt: instants,
  timeScale: fc.constant(1),
});
const scales = fc.constantFrom(2, 60, 1440, 86_400);
type Facts = Parameters<typeof planJourney>[0];

/** When each touch of a plan begins, on the stage's clock. */
function duesOf({ legs }: JourneyPlan, start: Instant): Instant[] {
  return legs.flatMap((leg, index) => (leg.does === 'touch' ? [legs[index - 1]?.until ?? start] : []));
}
const epoch = (instant: Instant) => Date.parse(instant);

describe('whatever the zone, the instant, the window and the delays', () => {
  test('every touch is due inside the send window, on an allowed weekday, where the customer lives', () => {
    fc.assert(
      fc.property(facts, (given) => {
        for (const due of duesOf(planJourney(given), given.enrolledAt)) {
          expect(showsOpen(due, given.sequence.send, given.zone)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('no touch is due before its delay has passed since the touch before it', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const dues = duesOf(planJourney(given), given.enrolledAt);
        given.sequence.touches.forEach(({ after }, index) => {
          const from = dues[index - 1] ?? given.enrolledAt;
          expect(epoch(dues[index] ?? from)).toBeGreaterThanOrEqual(epoch(plusDuration(from, after, given.zone)));
        });
      }),
      { numRuns: 400 },
    );
  });

  test('legs follow each other, touches in the order of the sequence, and the last leg closes', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { legs, closeAt } = planJourney(given);
        const untils = legs.map((leg) => leg.until);
        expect(untils).toEqual([...untils].sort());
        expect(untils[0] !== undefined && untils[0] > given.enrolledAt).toBe(true);
        const does = legs.map((leg) => (leg.does === 'touch' ? leg.touch : leg.does));
        const expected = [...given.sequence.touches.map(({ id }) => id), 'close'];
        expect(does[0] === 'wait' ? does.slice(1) : does).toEqual(expected);
        expect(legs.at(-2)?.until).toBe(closeAt);
        expect(epoch(legs.at(-1)?.until ?? closeAt) - epoch(closeAt)).toBe(HOUR_MS);
      }),
    );
  });

  test('a first touch inside the window starts at once, and no leg waits for it', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { send, touches } = given.sequence;
        const inTime = plusMilliseconds(given.enrolledAt, LAST_MINUTES_MS);
        const after = touches[0]?.after;
        fc.pre(showsOpen(given.enrolledAt, send, given.zone) && showsOpen(inTime, send, given.zone));
        fc.pre(after?.days === 0 && after.milliseconds === 0);
        expect(planJourney(given).legs[0]?.does).toBe('touch');
      }),
    );
  });

  test('a held touch is never planned before the hold ends, and those after it keep their order', () => {
    const holds = fc.tuple(facts, fc.nat(), fc.nat({ max: 90 * 24 }), fc.nat({ max: 30 * 24 * 60 }));
    fc.assert(
      fc.property(holds, ([given, pick, hoursIn, minutesHeld]) => {
        const index = pick % given.sequence.touches.length;
        const now = plusMilliseconds(given.enrolledAt, hoursIn * HOUR_MS);
        const notBefore = plusMilliseconds(now, 1 + minutesHeld * 60_000);
        const plan = planFrom(given, index, now, notBefore);
        const dues = duesOf(plan, now);
        expect(dues).toHaveLength(given.sequence.touches.length - index);
        expect(dues.every((due) => due >= notBefore && showsOpen(due, given.sequence.send, given.zone))).toBe(true);
        expect(dues).toEqual([...dues].sort());
      }),
    );
  });
});

describe('a time scale', () => {
  const scaled = fc.tuple(facts, scales).map(([given, timeScale]): [Facts, Facts] => [given, { ...given, timeScale }]);

  test('compresses every duration of the plan by the same factor', () => {
    fc.assert(
      fc.property(scaled, ([real, fast]) => {
        const [slowly, quickly] = [planJourney(real), planJourney(fast)];
        const sofar = (plan: JourneyPlan) =>
          plan.legs.slice(0, -1).map((leg) => epoch(leg.until) - epoch(real.enrolledAt));
        expect(quickly.legs.map(({ does }) => does)).toEqual(slowly.legs.map(({ does }) => does));
        sofar(quickly).forEach((length, index) => {
          const exact = (sofar(slowly)[index] ?? Number.NaN) / fast.timeScale;
          // Instants have milliseconds, so a compressed one is off by less than one.
          expect(Math.abs(length - exact)).toBeLessThan(1);
        });
      }),
    );
  });

  test('keeps the order of the legs', () => {
    fc.assert(
      fc.property(scaled, ([, fast]) => {
        const untils = planJourney(fast).legs.map((leg) => leg.until);
        expect(untils).toEqual([...untils].sort());
      }),
    );
  });

  test('keeps every touch inside the send window by the clock of the story', () => {
    fc.assert(
      fc.property(scaled, ([, fast]) => {
        for (const due of duesOf(planJourney(fast), fast.enrolledAt)) {
          expect(showsOpen(storyTime(due, fast), fast.sequence.send, fast.zone)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
