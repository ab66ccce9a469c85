import { describe, expect, test } from 'vitest';
import { claimed, isClaimedBy, type LegClaim, mayClaim, released, withToken } from '#core/claim';
import { outcomeAtClose } from '#core/closing';
import {
  type Active,
  closed,
  type Enrollment,
  EnrollmentSchema,
  isRunning,
  maySettle,
  planToRun,
  replanned,
  stopped,
  type TouchRecord,
  unsettledBefore,
} from '#core/enrollment';
import { TouchIdSchema } from '#core/ids';
import { OUTCOMES, outcomeOfStop, STOP_REASONS } from '#core/outcome';
import { type Instant, InstantSchema } from '#core/time';
import { anEnrollment } from '../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const NOW = at('2026-07-05T14:00:02.000Z');
const LATER = at('2026-07-06T08:00:00.000Z');
const STOP = { at: LATER, because: 'cameBack' } as const;
const sent = { status: 'sent', at: NOW, channel: 'email', providerId: 'p1', parts: 1 } as const;
const skipped = { status: 'skipped', at: NOW, channel: 'sms', because: 'noConsent' } as const;
const failed = { status: 'failed', at: NOW, channel: 'email', because: 'refused', detail: 'no such mailbox' } as const;
const unknown = { status: 'unknown', at: NOW, channel: 'email', because: 'ambiguous' } as const;

/** May the leg be claimed by a journey that runs the enrollment's own plan? */
const mayRun = (enrollment: Enrollment, leg: number) =>
  mayClaim(enrollment, leg, anEnrollment().legs[leg]?.until ?? NOW);

/** The builder's enrollment after its first two legs were claimed. */
const atNudge = (): Active =>
  claimed(claimed(anEnrollment(), aClaim(0, at('2026-07-01T14:00:01.000Z'))), aClaim(1, NOW));

/** A claim of the builder's plan, by an attempt of its own. */
function aClaim(leg: number, instant: Instant, claimant = `attempt-${leg}`): LegClaim {
  return { leg, until: anEnrollment().legs[leg]?.until ?? NOW, token: `t${leg}`, at: instant, claimant };
}

describe('a claim', () => {
  test('is possible forwards only, each leg once', () => {
    const enrollment = atNudge();
    expect([0, 1, 2, 3].map((leg) => mayRun(enrollment, leg))).toEqual([false, false, true, true]);
    expect(mayRun(anEnrollment(), 0)).toBe(true);
  });

  test('is possible only for a journey whose due instants are those of the enrollment', () => {
    const [first] = anEnrollment().legs;
    expect(mayClaim(anEnrollment(), 0, first?.until ?? NOW)).toBe(true);
    expect(mayClaim(anEnrollment(), 0, LATER)).toBe(false);
    expect(mayClaim(anEnrollment(), 4, LATER)).toBe(false);
  });

  test('may pass over legs, which are then lost', () => {
    const enrollment = claimed(anEnrollment(), aClaim(2, NOW));
    expect([1, 2, 3].map((leg) => mayRun(enrollment, leg))).toEqual([false, false, true]);
  });

  test('is never possible after a stop or a close, nor for someone held out', () => {
    const stop = stopped(anEnrollment(), STOP);
    const { enrollmentId, customerId, sequence, version, episode, enrolledAt, watchedUntil, revision } = stop;
    const opened = { enrollmentId, customerId, sequence, version, episode, enrolledAt, watchedUntil, revision };
    const heldOut = EnrollmentSchema.parse({ status: 'heldOut', ...opened });
    for (const enrollment of [stop, closed(anEnrollment(), 'lapsed', LATER), heldOut]) {
      expect([0, 1, 2, 3].some((leg) => mayRun(enrollment, leg))).toBe(false);
    }
    expect([stop, anEnrollment(), closed(stop, 'wonBack', LATER), heldOut].map(isRunning)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('notes when, and stores the journey’s token with its leg', () => {
    expect(atNudge()).toMatchObject({
      claimed: 1,
      claims: { 0: '2026-07-01T14:00:01.000Z', 1: NOW },
      token: { value: 't1', leg: 1 },
    });
    expect(EnrollmentSchema.parse(atNudge())).toEqual(atNudge());
  });
});

describe('a claim that is given back', () => {
  const back = released(atNudge(), atNudge(), 1);

  test('can be claimed again', () => {
    expect(back).toMatchObject({ claimed: 0, claims: { 0: '2026-07-01T14:00:01.000Z' } });
    expect(back !== undefined && mayRun(back, 1)).toBe(true);
  });

  test('must be the newest', () => {
    expect(released(atNudge(), atNudge(), 0)).toBeUndefined();
    expect(released(anEnrollment(), anEnrollment(), 0)).toBeUndefined();
  });

  test('must be our own: what another attempt has claimed since is theirs', () => {
    const theirs = claimed(anEnrollment(), aClaim(1, NOW, 'another attempt'));
    expect(released(theirs, atNudge(), 1)).toBeUndefined();
  });

  test('must be of a touch of which nothing is written down', () => {
    expect(
      released({ ...atNudge(), touches: anEnrollment({ touches: { nudge: skipped } }).touches }, atNudge(), 1),
    ).toBeUndefined();
  });

  test('must still be the leg that it was: a hold has moved it', () => {
    const held = replanned(atNudge(), { legs: [{ does: 'close', until: LATER }], closeAt: LATER }, LATER);
    expect(released(held, atNudge(), 1)).toBeUndefined();
  });

  test('leaves a stop in force', () => {
    const stoppedBack = released(stopped(atNudge(), STOP), atNudge(), 1);
    expect(stoppedBack?.status).toBe('stopped');
    expect(stoppedBack !== undefined && mayRun(stoppedBack, 1)).toBe(false);
  });
});

test('a claim whose answer was lost is known by its claimant, and by nobody else', () => {
  expect(isClaimedBy(atNudge(), 1, 'attempt-1')).toBe(true);
  expect(isClaimedBy(atNudge(), 1, 'attempt-0')).toBe(false);
  expect(isClaimedBy(atNudge(), 0, 'attempt-0')).toBe(false);
  expect(isClaimedBy(stopped(atNudge(), STOP), 1, 'attempt-1')).toBe(false);
});

describe('a token', () => {
  test('is taken for the same leg and for a later one', () => {
    expect(withToken(atNudge(), 1, 't1-again')?.token).toEqual({ value: 't1-again', leg: 1 });
    expect(withToken(atNudge(), 2, 't2')?.token).toEqual({ value: 't2', leg: 2 });
    expect(withToken(anEnrollment(), 0, 't0')?.token).toEqual({ value: 't0', leg: 0 });
  });

  test('never goes back to an earlier leg, and the same one changes nothing', () => {
    expect(withToken(atNudge(), 0, 't0-again')).toBeUndefined();
    expect(withToken(atNudge(), 1, 't1')).toBeUndefined();
  });

  test('claims nothing and lifts no stop', () => {
    const enrollment = withToken(stopped(atNudge(), STOP), 2, 't2');
    expect(enrollment).toMatchObject({ status: 'stopped', stop: STOP, claimed: 1, token: { value: 't2', leg: 2 } });
  });

  test('is forgotten at the close', () => {
    expect(closed(atNudge(), 'lapsed', LATER)).not.toHaveProperty('token');
  });
});

describe('a new plan', () => {
  const legs = [
    { does: 'wait', until: at('2026-07-08T13:00:00.000Z') },
    { does: 'close', until: at('2026-07-22T14:00:00.000Z') },
  ] as const;
  const plan = { legs, closeAt: at('2026-07-22T13:00:00.000Z') };

  test('keeps what was entered, ends the leg that runs, and takes the place of the rest', () => {
    const enrollment = replanned(atNudge(), plan, LATER);
    expect(enrollment.legs).toEqual([
      { does: 'touch', touch: 'miss-you', until: '2026-07-05T14:00:00.000Z' },
      { does: 'touch', touch: 'nudge', until: LATER },
      ...legs,
    ]);
    expect(enrollment).toMatchObject({ closeAt: plan.closeAt, claimed: 1, token: { value: 't1', leg: 1 } });
  });

  test('of a journey that has not entered a leg is the whole plan', () => {
    expect(replanned(anEnrollment(), plan, LATER).legs).toEqual(legs);
  });

  test('leaves the span for which the lift is measured as it was', () => {
    expect(replanned(atNudge(), plan, LATER).watchedUntil).toBe(anEnrollment().watchedUntil);
  });

  test('is told to the journey from its next leg on, with the due instants of all legs', () => {
    expect(planToRun(replanned(atNudge(), plan, LATER))).toEqual({
      leg: 2,
      until: ['2026-07-05T14:00:00.000Z', LATER, '2026-07-08T13:00:00.000Z', '2026-07-22T14:00:00.000Z'],
    });
    expect(planToRun(anEnrollment()).leg).toBe(0);
  });
});

describe('a touch of which nothing is known', () => {
  const lost = (enrollment: Active, leg: number) => unsettledBefore(enrollment, leg);

  test('may have been sent when its leg was claimed, and cannot have been when it was not', () => {
    const skippedOver = claimed(claimed(anEnrollment(), aClaim(0, NOW)), aClaim(2, LATER));
    expect(lost(skippedOver, 2)).toEqual([
      { touch: 'miss-you', wasClaimed: true },
      { touch: 'nudge', wasClaimed: false },
    ]);
  });

  test('is none of those that are settled, and none that are still to come', () => {
    const enrollment = { ...atNudge(), touches: { [TouchIdSchema.parse('miss-you')]: skipped } };
    expect(lost(enrollment, 1)).toEqual([]);
    expect(lost(enrollment, 2)).toEqual([{ touch: 'nudge', wasClaimed: true }]);
  });

  test('is not one that was held and has its turn later', () => {
    const held = replanned(
      atNudge(),
      {
        legs: [
          { does: 'wait', until: at('2026-07-08T13:00:00.000Z') },
          { does: 'touch', touch: TouchIdSchema.parse('nudge'), until: at('2026-07-22T13:00:00.000Z') },
          { does: 'close', until: at('2026-07-22T14:00:00.000Z') },
        ],
        closeAt: at('2026-07-22T13:00:00.000Z'),
      },
      LATER,
    );
    expect(lost(held, 3).map(({ touch }) => touch)).toEqual(['miss-you']);
    expect(lost(held, 4).map(({ touch }) => touch)).toEqual(['miss-you', 'nudge']);
  });

  test('is no wait and no close', () => {
    const legs = [{ does: 'wait', until: NOW }, ...anEnrollment().legs] as const;
    expect(lost(anEnrollment({ legs: [...legs], claimed: 0 }), 1)).toEqual([]);
  });
});

test('the first word on a touch stands, and only doubt gives way to knowledge', () => {
  expect([undefined, unknown].map(maySettle)).toEqual([true, true]);
  expect([sent, skipped, failed].map(maySettle)).toEqual([false, false, false]);
});

describe('how an enrollment ends', () => {
  const withTouches = (...records: TouchRecord[]) =>
    anEnrollment({
      touches: Object.fromEntries(records.map((record, index) => [['miss-you', 'nudge', 'last-offer'][index], record])),
    });

  test.each([
    ['lapsed', 'one message went out', [sent, skipped], false],
    ['lapsed', 'one message may have gone out', [unknown, failed], false],
    ['lapsed', 'nothing is known of any touch', [], false],
    ['unreachable', 'no message ever went out', [skipped, failed], false],
    ['wonBack', 'the row shows the goal', [sent], true],
    ['wonBack', 'the row shows the goal, though no message went out', [skipped], true],
  ] as const)('%s, when the last wait is over and %s', (outcome, _why, records, backByRow) => {
    expect(outcomeAtClose(withTouches(...records), { back: backByRow, suppression: {} })).toBe(outcome);
  });

  const gone = { because: 'hard bounce', at: LATER } as const;
  test.each([
    ['unreachable', 'the only email came back, and nothing else went out', [sent, skipped], { email: gone }],
    ['lapsed', 'of two emails one came back', [sent, sent], { email: gone }],
    ['lapsed', 'the only email was called spam', [sent], { email: { because: 'complaint', at: LATER } }],
    ['lapsed', 'the number is gone, and an email went out', [sent, skipped], { sms: gone }],
  ] as const)('%s, when %s', (outcome, _why, records, suppression) => {
    expect(outcomeAtClose(withTouches(...records), { back: false, suppression })).toBe(outcome);
  });

  test('won back, once a response met the goal', () => {
    const goal = { responseId: 'r1', at: NOW, cents: 5_000, discount: 0 };
    const ended = anEnrollment({ goal, touches: { nudge: skipped } });
    expect(outcomeAtClose(ended, { back: false, suppression: {} })).toBe('wonBack');
  });

  test('closed for good: with its outcome, its instant and the stop that led to it', () => {
    const ended = closed(stopped(atNudge(), STOP), 'wonBack', LATER);
    expect(ended).toMatchObject({ status: 'closed', outcome: 'wonBack', closedAt: LATER, stop: STOP });
    expect(EnrollmentSchema.parse(ended)).toEqual(ended);
  });

  test('at once by every stop, but for someone who came back without meeting the goal', () => {
    const settled = STOP_REASONS.map((reason) => [outcomeOfStop(reason, false), outcomeOfStop(reason, true)]);
    expect(settled).toEqual([
      [undefined, 'wonBack'],
      ['optedOut', 'optedOut'],
      ['unreachable', 'unreachable'],
      ['calledOff', 'calledOff'],
    ]);
    expect(OUTCOMES).toEqual(expect.arrayContaining(settled.flat().filter((outcome) => outcome !== undefined)));
  });
});
