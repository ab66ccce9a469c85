// What a touch waits for beside the shop's own rules: the law, complaints, and the quiet that the customer asked for.
import { describe, expect, test } from 'vitest';
import { type ClearanceFacts, clearanceOf, reasonToStop } from '#core/clearance';
import { PublishedSequenceSchema, type Touch } from '#core/sequence';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';
import { clearanceFacts } from '../support/clearance-facts.ts';

const at = (text: string) => InstantSchema.parse(text);
const { sequence } = PublishedSequenceSchema.parse(
  aPublishedFile({
    sequence: { send: { between: '07:00-23:00' }, topic: 'offers' },
    shop: { topics: { offers: 'Offers', news: 'News' } },
  }),
);
const [missYou, nudge] = sequence.touches as [Touch, Touch];
// A Monday, 10:10 in New York: five days into the journey.
const NOW = at('2026-07-06T14:10:00.000Z');
const EVENING = at('2026-07-07T00:30:00.000Z');
const sms = (when: string) => ({ at: when, channel: 'sms' as const });

const facts = (overrides: Partial<ClearanceFacts> = {}) =>
  clearanceFacts({ now: NOW, sequence, touch: nudge, ...overrides });

describe('CMP-22, CMP-23: quiet hours by law', () => {
  test('hold an SMS at 20:30 where Florida may be, and not one to New York', () => {
    const customer = aCustomer({ phone: '+13055550100' });
    const until = '2026-07-07T12:00:00.000Z';
    expect(clearanceOf(facts({ now: EVENING, customer }))).toEqual({ say: 'hold', because: 'quietHours', until });
    expect(clearanceOf(facts({ now: EVENING, customer: aCustomer({ phone: '+12125550100' }) })).say).toBe('send');
  });

  test('say nothing about an email', () => {
    const customer = aCustomer({ phone: '+13055550100' });
    expect(clearanceOf(facts({ now: EVENING, customer, touch: missYou })).say).toBe('send');
  });

  test('are told by the clock of the story in a compressed journey, and end no moment early', () => {
    // At a day in a second 20:30 on the day of the enrollment is 437.5 ms after it.
    const late = facts({ now: at('2026-07-01T14:00:00.438Z'), timeScale: 86_400 });
    const held = clearanceOf({ ...late, customer: aCustomer({ phone: '+13055550100' }) });
    expect(held).toEqual({ say: 'hold', because: 'quietHours', until: '2026-07-01T14:00:00.917Z' });
  });

  test('that leave the send window no hour skip the touch: it would be put off for ever', () => {
    const narrow = PublishedSequenceSchema.parse(aPublishedFile({ sequence: { send: { between: '09:00-11:00' } } }));
    const customer = aCustomer({ phone: '+18005550100' });
    expect(clearanceOf(facts({ sequence: narrow.sequence, customer }))).toEqual({ say: 'skip', because: 'quietHours' });
  });

  test('allow a fourth SMS within 24 hours only when the first is a day old', () => {
    const recentTouches = ['2026-07-05T20:00:00.000Z', '2026-07-06T12:00:00.000Z', '2026-07-06T13:00:00.000Z'].map(sms);
    const floridian = aCustomer({ phone: '+13055550100', recentTouches });
    const until = '2026-07-06T20:00:00.000Z';
    expect(clearanceOf(facts({ customer: floridian }))).toEqual({ say: 'hold', because: 'lawCap', until });
    expect(clearanceOf(facts({ customer: floridian, now: at(until) })).say).toBe('send');
    expect(clearanceOf(facts({ customer: aCustomer({ recentTouches }) })).say).toBe('send');
  });
});

describe('CMP-05: while too many complain', () => {
  const stopped = at('2026-07-05T09:00:00.000Z');
  const until = '2026-07-12T09:00:00.000Z';

  test.each([missYou, nudge])(
    'nothing promotional leaves: %o waits until a week after the last that was too many',
    (touch) => {
      const held = facts({ touch, breaker: { warned: stopped, paused: stopped, stopped } });
      const answer = clearanceOf(held);
      expect(answer).toMatchObject({ say: 'hold', because: 'complaints' });
      // Its own share of the two days after: `resumption.test.ts`.
      expect(answer.say === 'hold' && answer.until >= until && answer.until < '2026-07-14T09:00:00.000Z').toBe(true);
      expect(
        clearanceOf({ ...held, now: at('2026-07-12T08:59:59.999Z'), turnEnds: at('2026-08-01T00:00:00.000Z') }).say,
      ).toBe('hold');
      expect(
        clearanceOf({ ...held, now: at('2026-07-12T12:00:00.000Z'), turnEnds: at('2026-08-01T00:00:00.000Z') }).say,
      ).toBe('send');
    },
  );

  test('a warning or a pause keeps nobody from what they have begun', () => {
    expect(clearanceOf(facts({ breaker: { warned: stopped, paused: stopped } })).say).toBe('send');
  });
});

describe('a customer who asked for a pause', () => {
  const pausedUntil = '2026-07-08T00:00:00.000Z';

  test('gets nothing before its end, and no pile of messages afterwards', () => {
    const customer = aCustomer({ pausedUntil });
    expect(clearanceOf(facts({ customer }))).toEqual({ say: 'skip', because: 'paused' });
    expect(clearanceOf(facts({ customer, now: at('2026-07-07T23:59:59.999Z') }))).toMatchObject({ because: 'paused' });
    expect(clearanceOf(facts({ customer, now: at('2026-07-08T12:00:00.000Z') })).say).toBe('send');
  });

  test('is not stopped by it', () => {
    expect(reasonToStop(aCustomer({ pausedUntil }), anEnrollment(), sequence)).toBeUndefined();
  });
});

describe('a customer who does not want the topic', () => {
  const declined = { offers: '2026-07-03T00:00:00.000Z' };

  test('hears no more of it', () => {
    expect(clearanceOf(facts({ customer: aCustomer({ declined }) }))).toEqual({ say: 'stop', because: 'optedOut' });
  });

  test('still hears of others, and a sequence without a topic is not about any', () => {
    const news = aCustomer({ declined: { news: '2026-07-03T00:00:00.000Z' } });
    expect(reasonToStop(news, anEnrollment(), sequence)).toBeUndefined();
    const { topic: _none, ...about } = sequence;
    expect(reasonToStop(aCustomer({ declined }), anEnrollment(), about)).toBeUndefined();
  });
});

test('a no stands although a yes came later: the enrollment that it stopped stays stopped', () => {
  const withdrawn = { state: 'withdrawn', at: '2026-07-03T00:00:00.000Z', source: 'unsubscribe link' } as const;
  const again = { state: 'granted', at: '2026-07-04T00:00:00.000Z', source: 'reply by sms' } as const;
  const other = { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' } as const;
  const enrollment = anEnrollment();
  expect(reasonToStop(aCustomer({ consent: { email: withdrawn, sms: other } }), enrollment, sequence)).toBe('optedOut');
  // By then the enrollment is closed, and closed enrollments have no way back: here only the row speaks.
  expect(reasonToStop(aCustomer({ consent: { email: again, sms: other } }), enrollment, sequence)).toBeUndefined();
});

test('soft bounces bar their own channel and no other', () => {
  const suppression = { sms: { because: 'soft bounces', at: '2026-07-03T00:00:00.000Z' } } as const;
  const customer = aCustomer({ suppression });
  expect(reasonToStop(customer, anEnrollment(), sequence)).toBeUndefined();
  expect(clearanceOf(facts({ customer }))).toEqual({ say: 'skip', because: 'suppressed' });
  expect(clearanceOf(facts({ customer, touch: missYou })).say).toBe('send');
});
