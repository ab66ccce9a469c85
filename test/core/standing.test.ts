import { describe, expect, test } from 'vitest';
import { ShopModelSchema } from '#core/model/shop-model';
import { PublishedSequenceSchema, type SequenceFile } from '#core/sequence';
import { standingOf } from '#core/standing';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const versionOf = (overrides: Parameters<typeof aPublishedFile>[0]) => ({
  ...PublishedSequenceSchema.parse(aPublishedFile(overrides)),
  version: 1,
});
const published = versionOf({ sequence: { holdout: '0%' } });
const given = { shop: published.shop, timeZone: TimeZoneSchema.parse('America/New_York'), model: undefined };
const IN_JUNE = InstantSchema.parse('2026-06-01T12:00:00.000Z');
/** In the window of `gentle`: 121 days after the last order. */
const IN_AUGUST = InstantSchema.parse('2026-08-01T12:00:00.000Z');

describe('for each channel', () => {
  const linesFor = (overrides: Parameters<typeof aCustomer>[0]) =>
    standingOf({ ...given, live: [], now: IN_JUNE, customer: aCustomer(overrides) });

  test('the consent is told with where and when it was given or taken back, on the clock of the customer', () => {
    const no = { state: 'withdrawn', at: '2025-05-04T02:00:00.000Z', source: 'customers file' } as const;
    const yes = { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' } as const;
    expect(linesFor({ consent: { email: yes, sms: no } })).toEqual([
      'Email: yes (checkout, Jan 10, 2025).',
      'SMS: no (customers file, May 3, 2025).',
    ]);
  });

  test('what nobody ever said, an address that is not there and a suppression are told too', () => {
    const suppression = { email: { because: 'hard bounce', at: '2026-02-01T12:00:00.000Z' } } as const;
    expect(linesFor({ suppression, phone: undefined, consent: {} })).toEqual([
      'Email: no consent is known; suppressed since Feb 1, 2026 (hard bounce).',
      'SMS: no consent is known; there is no phone number.',
    ]);
    expect(linesFor({ email: undefined })[0]).toBe('Email: yes (checkout, Jan 10, 2025); there is no address.');
  });

  test('messages that came back for now are counted, until so many suppress the channel', () => {
    const softBounces = { email: { count: 3, since: '2026-05-01T12:00:00.000Z' } };
    expect(linesFor({ softBounces })[0]).toBe(
      'Email: yes (checkout, Jan 10, 2025); 3 messages bounced for now since May 1, 2026.',
    );
    const suppression = { email: { because: 'soft bounces', at: '2026-05-09T12:00:00.000Z' } } as const;
    expect(linesFor({ softBounces, suppression })[0]).toBe(
      'Email: yes (checkout, Jan 10, 2025); suppressed since May 9, 2026 (soft bounces).',
    );
  });

  test.each([
    ['mail of ada@customer.example, 2025-05-03', 'mail of an address 2025-05-03'],
    ['SMS from +1 202 555 0123 at noon', 'SMS from a number at noon'],
    ['call of 12025550123', 'call of a number'],
  ])('no address and no number of the source "%s" is repeated', (source, told) => {
    const consent = { email: { state: 'granted', at: '2025-05-03T12:00:00.000Z', source } } as const;
    expect(linesFor({ consent })[0]).toBe(`Email: yes (${told}, May 3, 2025).`);
  });
});

test('CMP-37: who is outdated is told so, whatever else stands there', () => {
  const shop = { ...versionOf({}).shop, keepDays: 400 };
  const now = InstantSchema.parse('2031-06-01T12:00:00.000Z');
  const lines = standingOf({ ...given, shop, live: [], now, customer: aCustomer() });
  expect(lines).toContainEqual(
    expect.stringMatching(/^Outdated: nothing was heard .* forget --outdated erases them\.$/),
  );
});

describe('what the customer asked for', () => {
  const shop = versionOf({ shop: { topics: { offers: 'Offers and discounts' } } }).shop;
  const wishes = (overrides: Parameters<typeof aCustomer>[0]) =>
    standingOf({ ...given, shop, live: [], now: IN_JUNE, customer: aCustomer(overrides) }).slice(2);

  test('is told: a pause, topics that they do not want, and why they had been away', () => {
    expect(
      wishes({
        pausedUntil: '2026-09-01T04:00:00.000Z',
        declined: { offers: '2026-05-02T12:00:00.000Z', news: '2026-05-03T12:00:00.000Z' },
        away: { reason: 'too-many', at: '2026-05-04T12:00:00.000Z' },
      }),
    ).toEqual([
      'Paused by their own wish until Sep 1, 2026.',
      'Does not want: Offers and discounts (May 2, 2026), news (May 3, 2026).',
      'Why they had been away: too many messages (May 4, 2026).',
    ]);
  });

  test('ends its pause on the day of the shop that their page named, wherever they live', () => {
    const customer = aCustomer({ pausedUntil: '2026-09-01T04:00:00.000Z' });
    const timeZone = TimeZoneSchema.parse('America/Los_Angeles');
    expect(standingOf({ ...given, timeZone, live: [], now: IN_JUNE, customer })).toContain(
      'Paused by their own wish until Sep 1, 2026.',
    );
  });

  test('is no matter once the pause is over', () => {
    expect(wishes({ pausedUntil: '2026-05-01T04:00:00.000Z', declined: {} })).toEqual([]);
  });
});

describe('for each live sequence', () => {
  const SILENCE = 'last order 121 days ago, window 90 to 365 days';
  const linesAt = (now: typeof IN_JUNE, overrides: Parameters<typeof aCustomer>[0] = {}, live = published) =>
    standingOf({ ...given, live: [live], now, customer: aCustomer(overrides) }).slice(2);

  test('a customer whom it does not want is told why', () => {
    expect(linesAt(IN_JUNE)).toEqual(['Not for gentle now: last order 60 days ago, window 90 to 365 days.']);
    const picky = {
      ...PublishedSequenceSchema.parse(
        aPublishedFile({
          sequence: { for: { dormant: { after: '90 days', until: '1 year' }, segment: 'regulars' } },
          segments: { regulars: { all: [{ field: 'orders', 'at least': 9 }] } },
        }),
      ),
      version: 1,
    };
    expect(linesAt(IN_AUGUST, {}, picky)).toEqual([`Not for gentle now: not in its segment; ${SILENCE}.`]);
  });

  test('one in its window whom no scan has seen yet would be found by the next', () => {
    expect(linesAt(IN_AUGUST)).toEqual([`Would be found for gentle by the next scan: ${SILENCE}.`]);
    expect(linesAt(IN_AUGUST, { consent: {} })).toEqual([
      `Would be found for gentle by the next scan but not enrolled, as there is no channel with an address and consent: ${SILENCE}.`,
    ]);
    const half = { ...published, sequence: { ...published.sequence, holdout: 1 } };
    expect(linesAt(IN_AUGUST, {}, half)).toEqual([
      `Would be found for gentle by the next scan and held out: ${SILENCE}.`,
    ]);
  });

  test('one whom it took or refused in this silence has that in the story already', () => {
    const at = '2026-07-01T14:00:00.000Z';
    const admitted = (decision: 'enrolled' | 'noReachableChannel', episode = '2026-04-02') => ({
      admissions: { gentle: { episode, decision, at } },
    });
    expect(linesAt(IN_AUGUST, admitted('enrolled'))).toEqual([]);
    expect(linesAt(IN_AUGUST, { ...admitted('noReachableChannel'), consent: {} })).toEqual([]);
    // Refused then, and reachable by now; or taken in an earlier silence.
    for (const before of [admitted('noReachableChannel'), admitted('enrolled', '2025-01-10')])
      expect(linesAt(IN_AUGUST, before)).toEqual([`Would be found for gentle by the next scan: ${SILENCE}.`]);
  });

  test('one whose turn comes by a limit is told so, and whom it takes first', () => {
    const limited = (limit: NonNullable<SequenceFile['limit per day']>) => ({
      ...PublishedSequenceSchema.parse(aPublishedFile({ sequence: { holdout: '0%', 'limit per day': limit } })),
      version: 1,
    });
    expect(linesAt(IN_AUGUST, {}, limited({ customers: 500, first: 'most valuable' }))).toEqual([
      `Would be found for gentle by the next scan, when their turn comes (at most 500 a day, the most valuable first): ${SILENCE}.`,
    ]);
    expect(linesAt(IN_AUGUST, {}, limited({ customers: 50 }))).toEqual([
      `Would be found for gentle by the next scan, when their turn comes (at most 50 a day, the longest silent first): ${SILENCE}.`,
    ]);
  });
});

describe('what was learned of the shop', () => {
  const model = ShopModelSchema.parse({
    version: 3,
    fittedAt: '2026-07-27T08:00:00.000Z',
    until: '2026-07-26',
    customers: 1_000,
    repeatCustomers: 400,
    orders: 2_500,
    timing: { status: 'fitted', model: { r: 0.25, alpha: 4.4, a: 0.8, b: 2.4 }, logLikelihood: -9_000 },
    spend: { status: 'fitted', model: { p: 6.25, q: 3.74, gamma: 15.4 }, logLikelihood: -4_000 },
    value: { by: 'spent', floors: { top: 500, high: 100, middle: 20 } },
  });
  const told = (overrides: Parameters<typeof aCustomer>[0] = {}) =>
    standingOf({ ...given, model, live: [], now: IN_AUGUST, customer: aCustomer(overrides) }).slice(2);

  test("is told of a customer's own clock and of their value", () => {
    expect(told()).toEqual([
      expect.stringMatching(
        /^Own clock: silent for longer than \d+% of their own gaps, still a customer with a chance of \d+%, and if so, as likely as not to order within \d+ days; dormant after \d+ days\.$/,
      ),
      'Value: high ($120 spent so far).',
    ]);
  });

  test('leaves out the clock of whoever ordered once', () => {
    const once = { order: { first: '2026-04-02', last: '2026-04-02', count: 1, spent: 1_000 } };
    expect(told({ activity: once })).toEqual(['Value: low ($10 spent so far).']);
  });

  test('says whose window a personal rule went by', () => {
    const file = aPublishedFile({
      sequence: { holdout: '0%', for: { dormant: 'personal' } },
      shop: { dormant: { after: '100 days', until: '1 year' } },
    });
    const live = [{ ...PublishedSequenceSchema.parse(file), version: 1 }];
    const lastLine = (learned: typeof model | undefined) =>
      standingOf({ ...given, model: learned, live, now: IN_AUGUST, customer: aCustomer() }).at(-1);
    expect(lastLine(undefined)).toBe(
      "Would be found for gentle by the next scan: last order 121 days ago, the shop's window 100 to 365 days.",
    );
    expect(lastLine(model)).toMatch(/: last order 121 days ago, their own clock \(model 3\) \d+ to 365 days\.$/);
  });
});
