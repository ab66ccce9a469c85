import { describe, expect, test } from 'vitest';
import { type ClearanceFacts, clearanceOf, hasComeBack, reasonToStop, sentTouches } from '#core/clearance';
import { PublishedSequenceSchema, type Touch } from '#core/sequence';
import { ShopSchema } from '#core/shop';
import { DaySchema, InstantSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { clearanceFacts } from '../support/clearance-facts.ts';

const at = (text: string) => InstantSchema.parse(text);
const { sequence } = PublishedSequenceSchema.parse(
  aPublishedFile({ sequence: { send: { between: '09:00-20:00', days: 'mon-sat' } } }),
);
const [missYou, nudge, lastOffer] = sequence.touches as [Touch, Touch, Touch];
// A Monday, 10:10 in New York: five days into the journey.
const NOW = at('2026-07-06T14:10:00.000Z');
const SUNDAY_NOON = at('2026-07-05T16:00:00.000Z');
const MONDAY_NINE = at('2026-07-06T13:00:00.000Z');

const granted = { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' } as const;
const withdrawn = (when: string) => ({ state: 'withdrawn', at: when, source: 'unsubscribe link' }) as const;
const sent = (when: string) => ({ status: 'sent', at: when, channel: 'email', providerId: 'p1', parts: 1 }) as const;
const capOf = (messages: number, span: string) =>
  ShopSchema.parse({ ...aPublishedFile().shop, 'at most': { messages, in: span } }).cap;

const facts = (overrides: Partial<ClearanceFacts> = {}) =>
  clearanceFacts({ now: NOW, sequence, touch: nudge, ...overrides });

test('with nothing against it, a touch goes out', () => {
  expect(clearanceOf(facts())).toEqual({ say: 'send' });
  expect(clearanceOf(facts({ touch: lastOffer, incentive: 'reserved' }))).toEqual({ say: 'send' });
});

test('a customer’s own word comes first, then what cannot be, then what can wait', () => {
  const order = { first: '2025-01-10', last: '2026-07-06', count: 3, spent: 15_000 };
  const recentTouches = [{ at: '2026-06-30T14:00:00.000Z', channel: 'sms' as const }];
  let everything = facts({
    now: SUNDAY_NOON,
    customer: aCustomer({ consent: {}, activity: { order } }),
    turnEnds: SUNDAY_NOON,
    incentive: 'exhausted',
    cap: capOf(1, '30 days'),
  });
  const without = (change: Partial<ClearanceFacts>) => {
    everything = { ...everything, ...change };
    return clearanceOf(everything);
  };

  expect(without({})).toEqual({ say: 'stop', because: 'cameBack' });
  expect(without({ customer: aCustomer({ consent: {} }) })).toEqual({ say: 'stop', because: 'unreachable' });
  expect(without({ customer: aCustomer({ consent: { email: granted } }) })).toEqual({ say: 'skip', because: 'stale' });
  expect(without({ turnEnds: at('2026-07-12T14:00:00.000Z') })).toEqual({ say: 'skip', because: 'noConsent' });
  expect(without({ customer: aCustomer({ recentTouches }) })).toEqual({ say: 'skip', because: 'budgetExhausted' });
  expect(without({ incentive: 'reserved' })).toMatchObject({ say: 'hold', because: 'frequencyCap' });
  expect(without({ cap: undefined })).toEqual({ say: 'hold', because: 'sendWindow', until: MONDAY_NINE });
  expect(without({ now: NOW })).toEqual({ say: 'send' });
});

describe('a customer who came back', () => {
  const seen = { order: DaySchema.parse('2026-04-02') };
  const active = (last: string, kind: 'order' | 'visit' = 'order') =>
    aCustomer({ activity: { ...aCustomer().activity, [kind]: { first: '2025-01-10', last, count: 3, spent: 0 } } });

  test('has been seen on a later day than we knew of at enrollment', () => {
    expect(hasComeBack(active('2026-04-03'), seen, ['order'])).toBe(true);
    expect(hasComeBack(active('2026-04-02'), seen, ['order'])).toBe(false);
    expect(hasComeBack(active('2026-04-01'), seen, ['order'])).toBe(false);
  });

  test('for the first time counts as well', () => {
    expect(hasComeBack(active('2026-07-02', 'visit'), seen, ['order', 'visit'])).toBe(true);
    expect(hasComeBack(aCustomer({ activity: {} }), {}, ['order', 'visit'])).toBe(false);
  });

  test('by a sign that does not stop the sequence gets the next touch all the same', () => {
    expect(reasonToStop(active('2026-07-02', 'visit'), anEnrollment(), sequence)).toBeUndefined();
  });
});

describe('a customer who said no', () => {
  const enrollment = anEnrollment();

  test('to any channel since enrollment hears no more on any', () => {
    const customer = aCustomer({ consent: { email: withdrawn('2026-07-03T00:00:00.000Z'), sms: granted } });
    expect(clearanceOf(facts({ customer }))).toEqual({ say: 'stop', because: 'optedOut' });
  });

  test('by a complaint hears no more on any channel', () => {
    const suppression = { email: { because: 'complaint', at: '2026-07-03T00:00:00.000Z' } } as const;
    expect(reasonToStop(aCustomer({ suppression }), enrollment, sequence)).toBe('optedOut');
  });

  test('to one channel before the enrollment is still written to on the other', () => {
    const customer = aCustomer({ consent: { email: withdrawn('2026-06-30T00:00:00.000Z'), sms: granted } });
    expect(reasonToStop(customer, enrollment, sequence)).toBeUndefined();
    expect(clearanceOf(facts({ customer }))).toEqual({ say: 'send' });
  });

  test('and came back has opted out: no is the stronger word', () => {
    const customer = aCustomer({
      consent: { email: withdrawn('2026-07-03T00:00:00.000Z') },
      activity: { order: { first: '2025-01-10', last: '2026-07-04', count: 3, spent: 0 } },
    });
    expect(reasonToStop(customer, enrollment, sequence)).toBe('optedOut');
  });
});

describe('a customer out of reach', () => {
  const bounced = { because: 'hard bounce', at: '2026-07-01T15:00:00.000Z' } as const;

  test.each([
    ['suppressed', { suppression: { sms: bounced } }],
    ['noAddress', { phone: undefined }],
    ['noConsent', { consent: { email: granted } }],
  ] as const)('on this channel only loses this touch: %s', (because, lacking) => {
    expect(clearanceOf(facts({ customer: aCustomer(lacking) }))).toEqual({ say: 'skip', because });
  });

  test('on every channel that is still to come loses the rest', () => {
    const customer = aCustomer({ suppression: { email: bounced } });
    const enrollment = anEnrollment({ claimed: 2 });
    expect(clearanceOf(facts({ customer, enrollment, touch: lastOffer }))).toEqual({
      say: 'stop',
      because: 'unreachable',
    });
    expect(clearanceOf(facts({ customer, enrollment: anEnrollment({ claimed: 0 }), touch: missYou }))).toEqual({
      say: 'skip',
      because: 'suppressed',
    });
  });

  test('who got a message before is only skipped: that journey may still end as a lapse', () => {
    const customer = aCustomer({ suppression: { email: bounced } });
    const touches = { nudge: sent('2026-07-05T14:00:00.000Z') };
    const enrollment = anEnrollment({ claimed: 2, touches });
    expect(clearanceOf(facts({ customer, enrollment, touch: lastOffer }))).toEqual({
      say: 'skip',
      because: 'suppressed',
    });
  });
});

describe('a touch whose turn is over', () => {
  test('is stale from the very instant at which the next leg begins', () => {
    expect(clearanceOf(facts({ turnEnds: NOW }))).toEqual({ say: 'skip', because: 'stale' });
    expect(clearanceOf(facts({ turnEnds: at('2026-07-06T14:10:00.001Z') }))).toEqual({ say: 'send' });
  });
});

describe('a frequency cap', () => {
  const first = '2026-07-01T14:00:00.000Z';
  const enrollment = anEnrollment({ claimed: 1, touches: { 'miss-you': sent(first) } });
  const recentTouches = [{ at: '2026-06-30T14:00:00.000Z', channel: 'sms' as const }];

  test('holds to the instant at which the oldest message leaves its span', () => {
    const held = facts({ cap: capOf(2, '7 days'), enrollment, customer: aCustomer({ recentTouches }) });
    expect(clearanceOf(held)).toEqual({ say: 'hold', because: 'frequencyCap', until: '2026-07-07T14:00:00.000Z' });
    expect(clearanceOf({ ...held, now: at('2026-07-07T13:59:59.999Z') }).say).toBe('hold');
    expect(clearanceOf({ ...held, now: at('2026-07-07T14:00:00.000Z') })).toEqual({ say: 'send' });
  });

  test('lets a message pass that still fits', () => {
    expect(clearanceOf(facts({ cap: capOf(2, '7 days'), enrollment })).say).toBe('send');
    expect(clearanceOf(facts({ cap: capOf(1, '5 days'), enrollment })).say).toBe('send');
  });

  test('counts the messages that may have gone out, and none that did not', () => {
    const skipped = { status: 'skipped', at: first, channel: 'sms', because: 'noConsent' } as const;
    const failed = {
      status: 'failed',
      at: first,
      channel: 'sms',
      because: 'refused',
      detail: 'no such number',
    } as const;
    const unknown = { status: 'unknown', at: first, channel: 'email', because: 'ambiguous' } as const;
    const touches = { 'miss-you': unknown, nudge: skipped, 'last-offer': failed };
    expect(sentTouches(anEnrollment({ touches }))).toEqual([{ at: first, channel: 'email' }]);
    expect(clearanceOf(facts({ cap: capOf(1, '7 days'), enrollment: anEnrollment({ touches, claimed: 1 }) }))).toEqual({
      say: 'hold',
      because: 'frequencyCap',
      until: '2026-07-08T14:00:00.000Z',
    });
  });

  test('counts by the clock of the story: a message four days in still counts on day five', () => {
    // At a day in a second, four seconds after enrollment are four days.
    const nudged = anEnrollment({ claimed: 1, touches: { 'miss-you': sent('2026-07-01T14:00:04.000Z') } });
    const held = facts({ timeScale: 86_400, now: at('2026-07-01T14:00:05.000Z'), enrollment: nudged });
    expect(clearanceOf({ ...held, cap: capOf(1, '3 days') })).toEqual({
      say: 'hold',
      because: 'frequencyCap',
      until: '2026-07-01T14:00:07.000Z',
    });
  });
});

test.each([
  ['a Sunday', SUNDAY_NOON, MONDAY_NINE],
  ['the evening', at('2026-07-07T00:00:00.000Z'), at('2026-07-07T13:00:00.000Z')],
  ['Saturday night', at('2026-07-05T03:00:00.000Z'), MONDAY_NINE],
  ['the early morning', at('2026-07-06T12:59:59.999Z'), MONDAY_NINE],
])('%s is no time to write: the touch waits for the window', (_when, now, until) => {
  expect(clearanceOf(facts({ now }))).toEqual({ say: 'hold', because: 'sendWindow', until });
});

test('a hold of a compressed journey ends after the opening, never a moment before it', () => {
  // At a day in a second the window opens 958.33 ms after enrollment, and instants have whole milliseconds.
  const now = at('2026-07-01T14:00:00.958Z');
  const early = facts({ now, timeScale: 86_400, turnEnds: at('2026-07-01T14:00:05.000Z') });
  expect(clearanceOf(early)).toEqual({ say: 'hold', because: 'sendWindow', until: '2026-07-01T14:00:00.959Z' });
  expect(clearanceOf({ ...early, now: at('2026-07-01T14:00:00.959Z') })).toEqual({ say: 'send' });
});
