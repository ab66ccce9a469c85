import { describe, expect, test } from 'vitest';
import { closed, stopped } from '#core/enrollment';
import { type Fact, FactSchema, factKey, factsOfEnrollment, responseFact } from '#core/fact';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { anEnrollment } from '../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const fact = (fields: object): Fact =>
  FactSchema.parse({ at: '2026-07-01T14:00:00.000Z', kind: 'sent', customerId: 'c1', ...fields });

const enrollment = anEnrollment({
  touches: {
    'miss-you': { status: 'sent', at: '2026-07-01T14:00:01.000Z', channel: 'email', providerId: 'p1', parts: 1 },
    nudge: { status: 'skipped', at: '2026-07-05T14:00:01.000Z', channel: 'sms', because: 'noConsent' },
  },
  goal: { responseId: 'order-9', at: '2026-07-06T10:00:00.000Z', cents: 4_250, discount: 0 },
});
const ABOUT = { customerId: 'c1', enrollmentId: 'gentle_c1_20260402', sequence: 'gentle', version: 1 };

describe('an enrollment tells', () => {
  const stop = { at: at('2026-07-06T10:00:01.000Z'), because: 'cameBack', response: 'order-9' } as const;
  const ended = closed(stopped(enrollment, stop), 'wonBack', stop.at);

  test('of its touches, its stop and its end', () => {
    expect(factsOfEnrollment(ended)).toEqual([
      {
        ...ABOUT,
        at: '2026-07-01T14:00:01.000Z',
        kind: 'sent',
        touch: 'miss-you',
        channel: 'email',
        ref: 'p1',
        parts: 1,
      },
      {
        ...ABOUT,
        at: '2026-07-05T14:00:01.000Z',
        kind: 'skipped',
        touch: 'nudge',
        channel: 'sms',
        reason: 'noConsent',
      },
      { ...ABOUT, at: stop.at, kind: 'stopped', reason: 'cameBack', ref: 'order-9' },
      { ...ABOUT, at: stop.at, kind: 'closed', outcome: 'wonBack', cents: 4_250 },
    ]);
  });

  test('only what has happened', () => {
    expect(factsOfEnrollment(anEnrollment())).toEqual([]);
    expect(factsOfEnrollment(enrollment).map(({ kind }) => kind)).toEqual(['sent', 'skipped']);
  });

  test('facts that the journal can keep, each under a key of its own', () => {
    const facts = factsOfEnrollment(ended);
    expect(facts.map((one) => FactSchema.parse(one))).toEqual(facts);
    expect(new Set(facts.map(factKey)).size).toBe(facts.length);
  });
});

describe('the key of a fact', () => {
  test('is the same when the fact is told again', () => {
    expect(factKey(fact({ touch: 'nudge', ref: 'p1' }))).toBe(factKey(fact({ touch: 'nudge', ref: 'p1' })));
  });

  test.each([
    ['another instant', { at: '2026-07-01T14:00:00.001Z' }],
    ['another kind', { kind: 'failed' }],
    ['another touch', { touch: 'last-offer' }],
    ['another enrollment', { enrollmentId: 'gentle_c1_20260701' }],
    ['another id of the provider', { ref: 'p2' }],
  ])('differs for %s', (_what, other) => {
    const one = { touch: 'nudge', enrollmentId: 'gentle_c1_20260402' };
    expect(factKey(fact({ ...one, ...other }))).not.toBe(factKey(fact(one)));
  });
});

describe('the fact of a response', () => {
  const about = { responseId: 'r1', customerId: 'c1', at: '2026-07-01T14:00:00.000Z' };
  const factOf = (fields: object) => responseFact(ResponseSchema.parse({ ...about, ...fields }));

  test.each([
    [
      { kind: 'order', cents: 4_250 },
      { response: 'order', cents: 4_250 },
    ],
    [
      { kind: 'activity', activity: 'login' },
      { response: 'activity', reason: 'login' },
    ],
    [
      { kind: 'activity', activity: 'renewal', cents: 990 },
      { response: 'activity', reason: 'renewal', cents: 990 },
    ],
    [
      { kind: 'clicked', channel: 'email', touchId: 'nudge' },
      { response: 'clicked', channel: 'email', touch: 'nudge' },
    ],
    [
      { kind: 'clicked', channel: 'email', link: 'a1', automated: true },
      { response: 'clicked', channel: 'email', link: 'a1', automated: true },
    ],
    [
      { kind: 'bounced', channel: 'email', permanent: false },
      { response: 'bounced', channel: 'email', reason: 'soft' },
    ],
    [
      { kind: 'replied', channel: 'sms', meaning: 'stop' },
      { response: 'replied', channel: 'sms', reason: 'stop' },
    ],
    [
      { kind: 'chose', topic: 'offers', wants: false, source: 'preference page' },
      { response: 'chose', reason: 'declined offers' },
    ],
    [
      { kind: 'paused', until: '2026-10-01T04:00:00.000Z' },
      { response: 'paused', until: '2026-10-01T04:00:00.000Z' },
    ],
    [
      { kind: 'answered', away: 'price', words: 'too dear' },
      { response: 'answered', reason: 'price', words: 'too dear' },
    ],
  ])('%j says what it was', (fields, said) => {
    const told = factOf(fields);
    expect(told).toEqual({ at: about.at, kind: 'response', customerId: 'c1', ref: 'r1', ...said });
    expect(FactSchema.parse(told)).toEqual(told);
  });

  test('never repeats an address or a number that somebody wrote into the survey', () => {
    const words = 'Call me at +1 202 555 0123 or ada@customer.example';
    expect(factOf({ kind: 'answered', away: 'other', words }).words).toBe('Call me at a number or an address');
  });

  test('of a click has the same key whether or not it was judged already', () => {
    const click = { kind: 'clicked', channel: 'email', link: 'a1' };
    expect(factKey(factOf({ ...click, automated: true }))).toBe(factKey(factOf(click)));
  });

  test('has the same key when the response comes again, whatever else it says then', () => {
    const again = factOf({ kind: 'order', cents: 1, enrollmentId: 'gentle_c1_20260402' });
    expect(factKey(factOf({ kind: 'order', cents: 4_250 }))).toBe(factKey(again));
    expect(factKey(factOf({ kind: 'order', cents: 1, responseId: 'r2' }))).not.toBe(factKey(again));
  });

  test('has another key when another kind of response has the same id: a renewal and the order that paid for it', () => {
    const keys = [
      { kind: 'order', cents: 4_250 },
      { kind: 'visit' },
      { kind: 'activity', activity: 'renewal', cents: 4_250 },
      { kind: 'activity', activity: 'login' },
    ].map((response) => factKey(factOf(response)));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
