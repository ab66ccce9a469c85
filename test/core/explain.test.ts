import { describe, expect, test } from 'vitest';
import { claimed } from '#core/claim';
import { HOLD_REASONS } from '#core/clearance';
import { NOT_ADMITTED } from '#core/customer';
import { closed, type Enrollment, FAIL_REASONS, SKIP_REASONS, stopped, UNKNOWN_REASONS } from '#core/enrollment';
import { type StoryFacts, type StoryLine, storyOf } from '#core/explain';
import { FACT_KINDS, type Fact, FactSchema } from '#core/fact';
import { OUTCOME_WORDS, OUTCOMES, STOP_REASONS } from '#core/outcome';
import { reasonText } from '#core/reason-words';
import { PublishedSequenceSchema } from '#core/sequence';
import { type Instant, InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';

const published = { ...PublishedSequenceSchema.parse(aPublishedFile()), version: 1 };
const ABOUT = { customerId: 'c1', enrollmentId: 'gentle_c1_20260402', sequence: 'gentle', version: 1 };
const at = (text: string) => InstantSchema.parse(text);
const fact = (when: string, kind: Fact['kind'], fields: object = {}): Fact =>
  FactSchema.parse({ ...ABOUT, at: when, kind, ...fields });
const facts = (told: readonly Fact[], enrollments: readonly Enrollment[] = []): StoryFacts => ({
  customer: aCustomer(),
  live: [],
  model: undefined,
  facts: told,
  enrollments,
  versions: [published],
  shop: published.shop,
  timeZone: TimeZoneSchema.parse('America/New_York'),
  now: at('2026-07-06T12:00:00.000Z'),
});
const tell = (...told: Parameters<typeof facts>) => storyOf(facts(...told));
const texts = (lines: readonly StoryLine[]) => lines.map(({ text }) => text);

const OPENING = [
  fact('2026-07-01T14:00:00.000Z', 'dormant', { reason: 'last order 90 days ago, window 90 to 365 days' }),
  fact('2026-07-01T14:00:00.000Z', 'enrolled'),
];
const SENT = fact('2026-07-01T14:00:02.000Z', 'sent', { touch: 'miss-you', channel: 'email', ref: 'p1', parts: 1 });

test('a whole story is told in plain lines, oldest first', () => {
  const { lines } = tell([
    ...OPENING,
    SENT,
    fact('2026-07-01T14:00:40.000Z', 'response', {
      response: 'delivered',
      touch: 'miss-you',
      channel: 'email',
      ref: 'e1',
    }),
    fact('2026-07-05T14:00:02.000Z', 'held', { touch: 'nudge', channel: 'sms', reason: 'frequencyCap' }),
    fact('2026-07-06T14:00:02.000Z', 'sent', { touch: 'nudge', channel: 'sms', ref: 'p2', parts: 2 }),
    fact('2026-07-06T18:00:00.000Z', 'response', { response: 'order', ref: 'order-9', cents: 4_250 }),
    fact('2026-07-06T18:00:01.000Z', 'stopped', { reason: 'cameBack', ref: 'order-9' }),
    fact('2026-07-06T18:00:02.000Z', 'closed', { outcome: 'wonBack', cents: 4_250 }),
  ]);
  expect(texts(lines)).toEqual([
    'Found dormant for gentle: last order 90 days ago, window 90 to 365 days.',
    'Enrolled in gentle (version 1).',
    'Email miss-you sent.',
    'Received miss-you.',
    'SMS nudge must wait: the customer has had as many messages as the shop allows.',
    'SMS nudge sent in 2 parts.',
    'Ordered for $42.50.',
    'Stopped: the customer came back. Nothing more goes out.',
    'Closed: won back for $42.50.',
  ]);
  expect(lines.map(({ tone }) => tone)).toEqual([...Array.from({ length: 6 }, () => 'plain'), 'good', 'plain', 'good']);
  expect(lines[0]?.when).toBe('Jul 1, 2026, 10:00 AM');
});

test('what did not go out is told with its reason', () => {
  const { lines } = tell([
    fact('2026-07-01T14:00:00.000Z', 'skipped', { touch: 'miss-you', channel: 'email', reason: 'noConsent' }),
    fact('2026-07-02T14:00:00.000Z', 'failed', { touch: 'nudge', channel: 'sms', reason: 'refused' }),
    fact('2026-07-03T14:00:00.000Z', 'unknown', { touch: 'last-offer', channel: 'email', reason: 'ambiguous' }),
    fact('2026-07-04T14:00:00.000Z', 'notEnrolled', { reason: 'noReachableChannel' }),
    fact('2026-07-05T14:00:00.000Z', 'heldOut'),
    fact('2026-07-06T14:00:00.000Z', 'response', { response: 'unsubscribed', channel: 'email', ref: 'e9' }),
  ]);
  expect(texts(lines)).toEqual([
    'Email miss-you did not go out: there is no consent for this channel.',
    'SMS nudge did not go out: the provider refused it.',
    'Email last-offer is in doubt: the provider did not answer, so it may or may not have gone out; it is never sent twice on a guess.',
    'Not enrolled in gentle: there is no channel with an address and consent.',
    'Held out of gentle (version 1): left alone, so that we can measure what the sequence does.',
    'Unsubscribed from email.',
  ]);
  expect(lines.map(({ tone }) => tone)).toEqual(['bad', 'bad', 'bad', 'bad', 'plain', 'bad']);
});

test.each([...SKIP_REASONS, ...FAIL_REASONS, ...UNKNOWN_REASONS, ...HOLD_REASONS, ...NOT_ADMITTED, ...STOP_REASONS])(
  'the reason %s has words',
  (reason) => {
    expect(reasonText(reason)).not.toBe(reason);
    expect(reasonText(reason)).toMatch(/^[a-z][a-z',; ]+$/);
  },
);

test('what the law held back names the places and the hours, by the row of today', () => {
  const told = [
    fact('2026-07-05T14:00:00.000Z', 'held', { touch: 'nudge', channel: 'sms', reason: 'quietHours' }),
    fact('2026-07-06T14:00:00.000Z', 'skipped', { touch: 'nudge', channel: 'sms', reason: 'quietHours' }),
  ];
  const story = (phone: string) =>
    texts(storyOf({ ...facts(told), customer: aCustomer({ phone, timeZone: undefined }) }).lines);
  const there = 'Rhode Island: Mon-Fri 9:00-18:00, Sat 10:00-17:00, not on holidays';
  expect(story('+14015550100')).toEqual([
    `SMS nudge must wait: the law of where the customer may be allows no text message at that hour (${there}).`,
    `SMS nudge did not go out: no hour of the sequence's window is allowed where the customer may be (${there}); widen send: between.`,
  ]);
  // With a new number no law is known any more.
  expect(story('+4915112345678')[1]).toBe(
    'SMS nudge did not go out: the law of where the customer may be allows no text message at that hour.',
  );
});

test('a missing address is named by what is missing', () => {
  const told = (channel: string) =>
    texts(tell([fact('2026-07-05T14:00:00.000Z', 'skipped', { touch: 'nudge', channel, reason: 'noAddress' })]).lines);
  expect(told('sms')).toEqual(['SMS nudge did not go out: there is no phone number.']);
  expect(told('email')).toEqual(['Email nudge did not go out: there is no email address.']);
});

describe('a sequence that ends because of a no', () => {
  const file = aPublishedFile();
  const version = PublishedSequenceSchema.parse({
    ...file,
    sequence: { ...file.sequence, topic: 'offers' },
    shop: { ...file.shop, topics: { offers: 'Offers and discounts' } },
  });
  const declined = { offers: at('2026-07-05T14:00:00.000Z') };
  const stop = fact('2026-07-05T14:00:01.000Z', 'stopped', { reason: 'optedOut', ref: 'r1' });
  const story = (response: object) =>
    texts(
      storyOf({
        ...facts([fact('2026-07-05T14:00:00.000Z', 'response', { ref: 'r1', ...response }), stop]),
        customer: aCustomer({ declined }),
        versions: [{ ...version, version: 1 }],
        shop: version.shop,
      }).lines,
    ).at(-1);

  test('to its topic alone says so', () => {
    expect(story({ response: 'chose', reason: 'declined offers' })).toBe(
      'Stopped: the customer declined the topic (Offers and discounts). Nothing more goes out.',
    );
  });

  test('to everything says that', () => {
    expect(story({ response: 'unsubscribed', channel: 'email', reason: 'one-click' })).toBe(
      'Stopped: the customer said no more. Nothing more goes out.',
    );
  });
});

test.each(OUTCOMES)('the outcome %s has words, which the last line says', (outcome) => {
  expect(OUTCOME_WORDS[outcome]).toMatch(/^[a-z ]+$/);
  expect(texts(tell([fact('2026-07-06T14:00:00.000Z', 'closed', { outcome })]).lines)).toEqual([
    `Closed: ${OUTCOME_WORDS[outcome]}.`,
  ]);
});

test.each(FACT_KINDS)('a fact of kind %s makes a sentence without a gap', (kind) => {
  const fields = { touch: 'nudge', channel: 'sms', reason: 'stale', response: 'clicked', outcome: 'lapsed' };
  const [text] = texts(tell([fact('2026-07-06T14:00:00.000Z', kind, fields)]).lines);
  expect(text).toMatch(/^[A-Z].*\.$/);
  expect(text).not.toMatch(/undefined| {2}|: \./);
});

test('a reason that is already in words stays as it is', () => {
  expect(reasonText('last order 90 days ago')).toBe('last order 90 days ago');
});

describe('a story is whole', () => {
  const touches = {
    'miss-you': { status: 'sent', at: SENT.at, channel: 'email', providerId: 'p1', parts: 1 },
  } as const;

  test('though the journal lost a fact: the enrollment still knows it', () => {
    const stop = { at: at('2026-07-06T10:00:01.000Z'), because: 'optedOut' } as const;
    const ended = closed(stopped(anEnrollment({ touches }), stop), 'optedOut', stop.at);
    expect(texts(tell(OPENING, [ended]).lines)).toEqual([
      ...texts(tell(OPENING).lines),
      'Email miss-you sent.',
      'Stopped: the customer said no more. Nothing more goes out.',
      'Closed: opted out.',
    ]);
  });

  test('and says nothing twice', () => {
    const told = tell([...OPENING, SENT, SENT], [anEnrollment({ touches, claimed: 0 })]);
    expect(texts(told.lines)).toEqual([...texts(tell(OPENING).lines), 'Email miss-you sent.']);
  });

  test('and names a touch that was begun and of which nothing is known', () => {
    const begun = begunAt(at('2026-07-01T14:00:01.000Z'));
    expect(texts(tell(OPENING, [begun]).lines).at(-1)).toBe('miss-you was begun, and nothing is known of it yet.');
  });
});

describe('what comes next', () => {
  test('is every leg that was not yet entered, with its incentive, and the end', () => {
    const begun = begunAt(at('2026-07-01T14:00:01.000Z'));
    const { next } = tell(OPENING, [begun]);
    expect(next.map(({ when, text }) => [when, text])).toEqual([
      ['Jul 5, 2026, 10:00 AM', 'SMS nudge is due.'],
      ['Jul 12, 2026, 10:00 AM', 'Email last-offer with ten-off is due.'],
      ['Jul 26, 2026, 10:00 AM', 'gentle ends.'],
    ]);
  });

  test('begins with the first touch at once, and a wait is not worth a line', () => {
    expect(texts(tell(OPENING, [anEnrollment()]).next)[0]).toBe('Email miss-you is due.');
    const waiting = anEnrollment({
      legs: [{ does: 'wait', until: '2026-07-02T13:00:00.000Z' }, ...anEnrollment().legs],
    });
    expect(texts(tell(OPENING, [waiting]).next)[0]).toBe('Email miss-you is due.');
  });

  test('is nothing once the enrollment is closed', () => {
    expect(tell(OPENING, [closed(anEnrollment(), 'lapsed', at('2026-07-06T10:00:00.000Z'))]).next).toEqual([]);
  });
});

test('how the customer stands now is part of the story', () => {
  expect(tell([]).standing).toEqual(['Email: yes (checkout, Jan 10, 2025).', 'SMS: yes (checkout, Jan 10, 2025).']);
});

test('a sign of life is told by its kind, in words', () => {
  const told = ['login', 'app-open', 'support', 'store-visit'].map((reason) =>
    fact('2026-07-06T10:00:00.000Z', 'response', { response: 'activity', ref: reason, reason }),
  );
  const renewal = fact('2026-07-06T11:00:00.000Z', 'response', {
    ...{ response: 'activity', ref: 'r9', reason: 'renewal', cents: 990 },
  });
  expect(texts(tell([...told, renewal]).lines)).toEqual([
    ...['Login.', 'App opening.', 'Contact with support.', 'Store visit.', 'Renewal for $9.90.'],
  ]);
});

test.each([
  [{ response: 'clicked', touch: 'nudge' }, 'Clicked in nudge.', 'good'],
  [{ response: 'clicked', touch: 'nudge', automated: true }, 'A machine followed a link in nudge.', 'plain'],
  [{ response: 'bounced', touch: 'nudge' }, 'Bounced: nudge.', 'bad'],
  [{ response: 'bounced', touch: 'nudge', reason: 'soft' }, 'Bounced for now: nudge.', 'bad'],
  [{ response: 'replied', channel: 'sms' }, 'Replied to SMS.', 'plain'],
  [{ response: 'replied', touch: 'nudge', reason: 'stop' }, 'Replied to nudge: no more, please.', 'bad'],
  [{ response: 'replied', touch: 'nudge', reason: 'start' }, 'Replied to nudge: yes again, please.', 'plain'],
  [{ response: 'replied', touch: 'nudge', reason: 'help' }, 'Replied to nudge: asked who we are.', 'plain'],
  [{ response: 'consented', channel: 'email' }, 'Said yes to email.', 'plain'],
  [{ response: 'consented', channel: 'sms', reason: 'preference page' }, 'Said yes to SMS (preference page).', 'plain'],
  [{ response: 'unsubscribed', channel: 'sms', reason: 'Klaviyo' }, 'Unsubscribed from SMS (Klaviyo).', 'bad'],
  [
    { response: 'unsubscribed', channel: 'email', touch: 'nudge', reason: 'one-click' },
    'Unsubscribed from email after nudge (one-click).',
    'bad',
  ],
  [{ response: 'chose', reason: 'declined offers' }, 'On the preference page: declined offers.', 'plain'],
  [{ response: 'paused', until: '2026-10-01T04:00:00.000Z' }, 'Asked for a pause until Oct 1, 2026.', 'plain'],
  [{ response: 'paused' }, 'Ended the pause.', 'plain'],
  [{ response: 'answered', reason: 'moved-on' }, 'Said why they had been away: moved on.', 'plain'],
  [
    { response: 'answered', reason: 'price', words: 'too dear for us' },
    'Said why they had been away: the price ("too dear for us").',
    'plain',
  ],
])('the response %j is told as "%s"', (fields, text, tone) => {
  const { lines } = tell([fact('2026-07-06T10:00:00.000Z', 'response', { ref: 'r1', ...fields })]);
  expect(lines).toEqual([expect.objectContaining({ text, tone })]);
});

test('an incentive by value tier is named with all that it may be', () => {
  const [missYou, ...others] = aPublishedFile().sequence.touches;
  const tiers = { top: 'ten-off', low: 'five-off', high: 'ten-off' };
  const touches = missYou === undefined ? [] : [{ ...missYou, incentive: tiers }, ...others];
  const { next } = storyOf({
    ...facts([], [anEnrollment()]),
    versions: [{ ...PublishedSequenceSchema.parse(aPublishedFile({ sequence: { touches } })), version: 1 }],
  });
  expect(texts(next)[0]).toBe('Email miss-you with ten-off or five-off is due.');
});

test('a response that was simulated says so', () => {
  const story = tell([fact('2026-07-06T10:00:00.000Z', 'response', { response: 'order', ref: 'sim-1', cents: 3_328 })]);
  expect(texts(story.lines)).toEqual(['Ordered for $33.28 (simulated).']);
});

/** The builder's enrollment, whose first leg was claimed. */
function begunAt(instant: Instant): Enrollment {
  const enrollment = anEnrollment();
  const until = enrollment.legs[0]?.until ?? instant;
  return claimed(enrollment, { leg: 0, until, token: 't0', at: instant, claimant: 'attempt' });
}
