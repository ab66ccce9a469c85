import { describe, expect, test } from 'vitest';
import { believed, byOurClock, isMisdated } from '#core/misdated';
import { type Response, ResponseSchema } from '#core/response';
import { type Instant, InstantSchema, plusMilliseconds } from '#core/time';

const NOW = InstantSchema.parse('2026-07-02T15:00:00.000Z');
const MINUTE_MS = 60_000;
const ahead = (minutes: number) => plusMilliseconds(NOW, minutes * MINUTE_MS);
const NO_DATE = InstantSchema.parse('1970-01-01T00:00:00.000Z');
const response = (at: Instant, fields: object): Response =>
  ResponseSchema.parse({ responseId: 'r1', customerId: 'c1', at, ...fields });

const NOES = [
  { kind: 'unsubscribed', channel: 'email', source: 'one-click' },
  { kind: 'replied', channel: 'sms', meaning: 'stop' },
  { kind: 'complained', channel: 'email' },
  { kind: 'bounced', channel: 'email', permanent: true },
];
const YESES = [
  { kind: 'consented', channel: 'email', source: 'preference page' },
  { kind: 'replied', channel: 'sms', meaning: 'start' },
  { kind: 'chose', topic: 'offers', wants: true, source: 'preference page' },
  { kind: 'paused' },
];
const OTHERS = [
  { kind: 'order', cents: 100 },
  { kind: 'chose', topic: 'offers', wants: false, source: 'preference page' },
  { kind: 'paused', until: '2026-10-01T04:00:00.000Z' },
  { kind: 'answered', away: 'price' },
];

describe('a no is never refused for its date', () => {
  test.each(NOES)('%j', (fields) => {
    for (const at of [NO_DATE, ahead(10_000), ahead(30), NOW])
      expect(isMisdated(response(at, fields), NOW)).toBe(false);
    expect(believed(response(NO_DATE, fields), NOW).at).toBe(NOW);
    expect(believed(response(ahead(10_000), fields), NOW).at).toBe(NOW);
    expect(believed(response(ahead(30), fields), NOW).at).toBe(ahead(30));
  });
});

describe('CMP-25: a yes may be ahead by seconds only, or it would outweigh the STOP a minute later', () => {
  test.each(YESES)('%j', (fields) => {
    expect(
      [NO_DATE, ahead(-10_000), ahead(5 / 60), ahead(6 / 60)].map((at) => isMisdated(response(at, fields), NOW)),
    ).toEqual([...[true, false, false, true]]);
  });
});

describe('all else may be ahead by a day', () => {
  test.each(OTHERS)('%j', (fields) => {
    expect([NO_DATE, ahead(0), ahead(1_440), ahead(1_441)].map((at) => isMisdated(response(at, fields), NOW))).toEqual([
      ...[true, false, false, true],
    ]);
    expect(believed(response(NO_DATE, fields), NOW).at).toBe(NO_DATE);
  });
});

test('a yes of a shop whose clock is a little ahead counts from when we heard of it, and nothing else is redated', () => {
  const now = InstantSchema.parse('2026-07-01T14:00:00.000Z');
  const ahead = plusMilliseconds(now, 60_000);
  const yes = { kind: 'consented', responseId: 'r1', at: ahead, channel: 'sms', source: 'checkout' } as const;
  expect(byOurClock(yes, now).at).toBe(now);
  expect(isMisdated(byOurClock(yes, now), now)).toBe(false);
  expect(byOurClock({ kind: 'visit', responseId: 'r2', at: ahead }, now).at).toBe(ahead);
  expect(byOurClock({ ...yes, at: plusMilliseconds(now, 3_600_000) }, now).at).not.toBe(now);
});
