import { describe, expect, test } from 'vitest';
import { CustomerIdSchema } from '#core/ids';
import { isOpen, openingFrom } from '#core/opening';
import { planClose, planFrom, planJourney, stageTime, storyTime } from '#core/schedule';
import { SendWindowSchema } from '#core/send-window';
import { type SequenceFile, SequenceSchema } from '#core/sequence';
import { type Instant, InstantSchema, TimeZoneSchema } from '#core/time';
import { aPublishedFile } from '../support/builders.ts';
import { showsOpen } from '../support/wall-clock.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => InstantSchema.parse(text);
const window = (between: string, days = 'mon-sun') => SendWindowSchema.parse({ between, days });
const NEW_YORK = TimeZoneSchema.parse('America/New_York');
// A Wednesday, 10:00 in New York.
const WEDNESDAY_TEN = at('2026-07-01T14:00:00.000Z');

function facts(enrolledAt: Instant, overrides: Partial<SequenceFile> = {}, timeScale = 1) {
  const sequence = SequenceSchema.parse(aPublishedFile({ sequence: overrides }).sequence);
  return { sequence, customerId: CustomerIdSchema.parse('c1'), zone: NEW_YORK, enrolledAt, timeScale };
}

/** Milliseconds by which the second instant follows the first. */
const between = (from: string, to: string | undefined) => Date.parse(to ?? '') - Date.parse(from);

describe('a journey that starts inside the window', () => {
  const { legs, closeAt } = planJourney(facts(WEDNESDAY_TEN));

  test('has one leg for each touch and one to close, and waits for nothing first', () => {
    expect(legs.map((leg) => (leg.does === 'touch' ? leg.touch : leg.does))).toEqual([
      'miss-you',
      'nudge',
      'last-offer',
      'close',
    ]);
  });

  test('spreads its later touches over the hour after their delay', () => {
    const [, nudge] = legs.map((leg) => leg.until);
    const jitter = between('2026-07-05T14:00:00.000Z', legs[0]?.until);
    // `printf jitter/gentle/c1 | sha256sum` begins with 5f85823a: this customer's share of the hour.
    expect(jitter).toBe(Math.floor((0x5f85823a / 2 ** 32) * HOUR_MS));
    expect(between('2026-07-12T14:00:00.000Z', nudge)).toBe(jitter);
  });

  test('closes when the last touch has had its time, and is patient for an hour more', () => {
    expect(between(legs[1]?.until ?? '', closeAt)).toBe(14 * 24 * HOUR_MS);
    expect(legs[2]?.until).toBe(closeAt);
    expect(between(closeAt, legs[3]?.until)).toBe(HOUR_MS);
  });
});

describe('a journey that starts outside the window', () => {
  test.each([
    ['before it opens', '2026-07-01T10:00:00.000Z', '2026-07-01T13:00:00.000Z'],
    ['after it has closed', '2026-07-02T01:00:00.000Z', '2026-07-02T13:00:00.000Z'],
    ['in its last minutes, which a late queue could miss', '2026-07-01T23:50:00.000Z', '2026-07-02T13:00:00.000Z'],
    ['on a Sunday', '2026-07-05T15:00:00.000Z', '2026-07-06T13:00:00.000Z'],
  ])('%s waits for the opening in one leg, and is spread over its first hour', (_when, enrolledAt, opening) => {
    const { legs } = planJourney(facts(at(enrolledAt), { send: { between: '09:00-20:00', days: 'mon-sat' } }));
    expect(legs.map((leg) => leg.does)).toEqual(['wait', 'touch', 'touch', 'touch', 'close']);
    const lateness = between(opening, legs[0]?.until);
    expect(lateness).toBeGreaterThan(0);
    expect(lateness).toBeLessThan(HOUR_MS);
  });

  test('its first touch keeps its own delay', () => {
    const touches: SequenceFile['touches'] = [
      { id: 'miss-you', after: '2 days', channel: 'email', message: 'miss-you' },
    ];
    const { legs } = planJourney(facts(WEDNESDAY_TEN, { touches }));
    expect(legs.map((leg) => leg.does)).toEqual(['wait', 'touch', 'close']);
    expect(legs[0]?.until.slice(0, 13)).toBe('2026-07-03T14');
  });
});

describe('the window', () => {
  test.each([
    ['its first minute', '2026-07-01T13:00:00.000Z', true],
    ['a moment before it', '2026-07-01T12:59:59.999Z', false],
    ['its last minute', '2026-07-01T23:59:59.999Z', true],
    ['the minute at which it closes', '2026-07-02T00:00:00.000Z', false],
    ['noon of a day that is not its own', '2026-07-05T16:00:00.000Z', false],
  ])('from inclusive, to exclusive: %s', (_when, instant, open) => {
    expect(isOpen(at(instant), window('09:00-20:00', 'mon-sat'), NEW_YORK)).toBe(open);
  });

  test('that the clocks swallow whole opens again a week later', () => {
    const swallowed = window('02:00-03:00', 'sun');
    expect(openingFrom(at('2026-03-08T05:00:00.000Z'), swallowed, NEW_YORK)).toBe('2026-03-15T06:00:00.000Z');
  });

  test('of a day that Samoa left out opens a week later', () => {
    const fridays = window('09:00-20:00', 'fri');
    expect(openingFrom(at('2011-12-29T10:00:00.000Z'), fridays, TimeZoneSchema.parse('Pacific/Apia'))).toBe(
      '2012-01-05T19:00:00.000Z',
    );
  });
});

describe('a touch that is held', () => {
  const held = facts(WEDNESDAY_TEN);
  const now = at('2026-07-05T14:40:00.000Z');

  test('comes no earlier than it may, with those after it at their distance', () => {
    const plan = planFrom(held, 1, now, at('2026-07-07T16:00:00.000Z'));
    expect(plan.legs.map((leg) => (leg.does === 'touch' ? leg.touch : leg.does))).toEqual([
      'wait',
      'nudge',
      'last-offer',
      'close',
    ]);
    expect(plan.legs[0]?.until.slice(0, 13)).toBe('2026-07-07T16');
    expect(plan.legs[1]?.until.slice(0, 13)).toBe('2026-07-14T16');
  });
});

test('someone who came back without meeting the goal has the time of a last touch to meet it', () => {
  const { legs, closeAt } = planClose(facts(WEDNESDAY_TEN), at('2026-07-03T08:00:00.000Z'));
  expect(closeAt).toBe('2026-07-17T08:00:00.000Z');
  expect(legs).toEqual([
    { does: 'wait', until: '2026-07-17T08:00:00.000Z' },
    { does: 'close', until: '2026-07-17T09:00:00.000Z' },
  ]);
});

test('at a time scale of a day in a second, four days last four seconds', () => {
  const scale = { enrolledAt: WEDNESDAY_TEN, timeScale: 86_400 };
  expect(stageTime(at('2026-07-05T14:00:00.000Z'), scale)).toBe('2026-07-01T14:00:04.000Z');
  expect(storyTime(at('2026-07-01T14:00:04.000Z'), scale)).toBe('2026-07-05T14:00:00.000Z');
});

test('where an hour comes twice, nobody is spread out of the window', () => {
  // On 1 November 2026 the clocks of New York go from 02:00 back to 01:00, half an hour before this window opens.
  const send: SequenceFile['send'] = { between: '01:30-03:30', days: 'sun' };
  const given = facts(at('2026-10-31T16:00:00.000Z'), { send });
  const firstDues = Array.from({ length: 40 }, (_, number) => CustomerIdSchema.parse(`c${number}`)).map(
    (customerId) => planJourney({ ...given, customerId }).legs[0]?.until ?? given.enrolledAt,
  );
  expect(firstDues.filter((due) => !showsOpen(due, given.sequence.send, NEW_YORK))).toEqual([]);
  expect(new Set(firstDues.map((due) => due.slice(0, 10)))).toEqual(new Set(['2026-11-01']));
});
