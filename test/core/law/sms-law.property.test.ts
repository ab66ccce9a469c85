// A million customers, instants and places: no SMS leaves a window that the law has closed.
import { beforeAll, expect, test } from 'vitest';
import { clearanceOf } from '#core/clearance';
import { isLawful, lawfulFrom, smsLaw } from '#core/law/sms-law';
import { SendWindowSchema } from '#core/send-window';
import { PublishedSequenceSchema, touchOf } from '#core/sequence';
import { epochOf, type Instant, InstantSchema, instantOf, TimeZoneSchema } from '#core/time';
import { anEnrollment, aPublishedFile } from '../../support/builders.ts';
import { HOLIDAYS, LAW_CASES, type LawCase } from '../../support/law-cases.ts';

const HOUR_MS = 3_600_000;
const FIRST = Date.UTC(2026, 0, 2);
const LAST = Date.UTC(2027, 11, 20);
/** The nights on which American clocks change. */
const CHANGES = ['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07'].map((day) => Date.parse(`${day}T07:00:00Z`));
const CHECKS = 1_000_000;
const CLEARANCES = 20_000;
const UTC = TimeZoneSchema.parse('UTC');
const ALWAYS = SendWindowSchema.parse({ between: '00:00-23:59' });
const NEVER = InstantSchema.parse('2099-01-01T00:00:00.000Z');

/** Offsets from UTC by the hour, as the runtime's own calendar tells them: a second opinion, and a fast one. */
const offsets = new Map<string, Int32Array>();

beforeAll(() => {
  for (const zone of new Set(LAW_CASES.flatMap(({ open }) => open.map((one) => one.zone)))) {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
    const hours = Int32Array.from({ length: (LAST - FIRST) / HOUR_MS + 1 }, (_, hour) => {
      const name = clock.formatToParts(FIRST + hour * HOUR_MS).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign = '+', h = '0', m = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m)) * 60_000;
    });
    offsets.set(zone, hours);
  }
});

/** Is it open by the hand-written table? */
function showsOpen({ open, holidays }: LawCase, instant: Instant): boolean {
  const at = epochOf(instant);
  return open.every(({ zone, week, sat = week, sun = week }) => {
    const local = new Date(at + (offsets.get(zone)?.[Math.floor((at - FIRST) / HOUR_MS)] ?? Number.NaN));
    const weekday = local.getUTCDay();
    const hours = weekday === 0 ? sun : weekday === 6 ? sat : week;
    if (hours === '-' || (holidays === true && HOLIDAYS.has(local.toISOString().slice(0, 10)))) return false;
    const [from = 0, to = 0] = hours.split('-').map(Number);
    return from <= local.getUTCHours() && local.getUTCHours() < to;
  });
}

/** A generator that gives the same numbers each time: Numerical Recipes' 32-bit congruence. */
function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Half of the instants are near a change of the clocks, and many near a full hour, where windows open and close. */
function instantBy(random: () => number): Instant {
  const near = CHANGES[Math.floor(random() * CHANGES.length * 2)];
  const at =
    near === undefined ? FIRST + HOUR_MS + random() * (LAST - FIRST - HOUR_MS) : near + (random() - 0.5) * 72 * HOUR_MS;
  const edge = Math.floor(at / HOUR_MS) * HOUR_MS + Math.floor((random() - 0.5) * 4) * 60_000;
  return instantOf(random() < 0.5 ? Math.floor(at) : edge);
}

/** Louisiana and Rhode Island have holidays of their own, which the federal table does not know. */
const isOwnHoliday = ({ holidays }: LawCase) => holidays === true;

test('CMP-31: of a million random customers, places and instants none is open where the law is closed', () => {
  const random = createNumbers(1);
  const laws = LAW_CASES.map(({ customer }) => smsLaw(customer));
  const opened = LAW_CASES.map(() => 0);
  for (let check = 0; check < CHECKS; check += 1) {
    const place = Math.floor(random() * LAW_CASES.length);
    const [one, law] = [LAW_CASES[place], laws[place]];
    if (one === undefined || law === undefined) throw new RangeError('no such case');
    const instant = instantBy(random);
    const isOpen = isLawful(instant, law);
    if (isOpen === showsOpen(one, instant)) opened[place] = (opened[place] ?? 0) + (isOpen ? 1 : 0);
    else if (isOpen || !isOwnHoliday(one)) expect.fail(`${one.who} at ${instant}: the code says ${isOpen}`);
  }
  expect(Math.min(...opened)).toBeGreaterThan(1_000);
}, 120_000);

test('CMP-22, CMP-31: what the clearance lets leave is lawful, and what it holds is lawful when the hold ends', () => {
  const random = createNumbers(2);
  const { sequence } = PublishedSequenceSchema.parse(
    aPublishedFile({ sequence: { send: { between: '00:00-23:59' } } }),
  );
  const touch = touchOf(sequence, 'nudge');
  if (touch === undefined) throw new TypeError('the sequence has an SMS');
  let sent = 0;
  for (let check = 0; check < CLEARANCES; check += 1) {
    const one = LAW_CASES[Math.floor(random() * LAW_CASES.length)];
    if (one === undefined) throw new RangeError('no such case');
    const now = instantBy(random);
    const enrollment = anEnrollment({ claimed: 1, timeZone: 'UTC' });
    const facts = { now, timeScale: 1, enrollment, customer: one.customer, sequence, touch, turnEnds: NEVER };
    const verdict = clearanceOf({ ...facts, cap: undefined, incentive: 'none' });
    if (verdict.say === 'send') {
      sent += 1;
      if (!showsOpen(one, now)) expect.fail(`${one.who} at ${now}`);
    } else if (verdict.say === 'hold') {
      if (epochOf(verdict.until) > LAST || verdict.because === 'sendWindow') continue;
      if (verdict.until <= now || !showsOpen(one, verdict.until)) expect.fail(`${one.who} until ${verdict.until}`);
    } else expect.fail(`${one.who} at ${now}: ${verdict.say}`);
  }
  expect(sent).toBeGreaterThan(CLEARANCES / 10);
}, 120_000);

test('no earlier instant would have done, and there is a quarter of an hour to spare', () => {
  const random = createNumbers(3);
  for (let check = 0; check < 2_000; check += 1) {
    const one = LAW_CASES[Math.floor(random() * LAW_CASES.length)];
    if (one === undefined) throw new RangeError('no such case');
    const law = smsLaw(one.customer);
    const asked = instantBy(random);
    const opening = lawfulFrom(asked, law, ALWAYS, UTC);
    if (opening === undefined) expect.fail(`${one.who} at ${asked}`);
    const later = (milliseconds: number) => instantOf(epochOf(opening) + milliseconds);
    expect(isLawful(opening, law)).toBe(true);
    expect(isLawful(later(15 * 60_000 - 1), law)).toBe(true);
    // The window that is always open has a last call of its own, at midnight.
    const [isMidnight, before] = [opening.endsWith('T00:00:00.000Z'), later(-60_000)];
    // A minute earlier it was closed, or would be before a quarter of an hour was over.
    if (!isMidnight && before > asked && isLawful(before, law)) expect(isLawful(later(15 * 60_000), law)).toBe(false);
  }
});
