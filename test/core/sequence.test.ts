import { describe, expect, test } from 'vitest';
import {
  incentivesOf,
  PublishedSequenceSchema,
  SequenceSchema,
  segmentsNamedBy,
  touchesBy,
  touchOf,
} from '#core/sequence';
import { aPublishedFile } from '../support/builders.ts';

const HOUR_MS = 3_600_000;
const MISS_YOU = { id: 'miss-you', channel: 'email', message: 'miss-you' };
const NUDGE = { id: 'nudge', after: '4 days', channel: 'sms', message: 'nudge' };

const written = (overrides: object = {}) => ({ ...aPublishedFile().sequence, ...overrides });
const problemsOf = (overrides: object) =>
  SequenceSchema.safeParse(written(overrides)).error?.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));

describe('what a sequence may leave unsaid', () => {
  const { holdout: _holdout, ...file } = aPublishedFile().sequence;
  const parsed = SequenceSchema.parse(file);

  test('it holds a tenth of its customers out', () => {
    expect(parsed.holdout).toBe(0.1);
  });

  test('it stops on what meets its goal', () => {
    expect(parsed.stopsOn).toEqual(['order']);
    expect(SequenceSchema.parse(written({ goal: 'visit' })).stopsOn).toEqual(['visit', 'order']);
  });

  test('a limited sequence takes the longest silent first, without a ramp', () => {
    expect(SequenceSchema.parse(written({ 'limit per day': { customers: 500 } })).limit).toEqual({
      customers: 500,
      first: 'oldest',
    });
  });

  test('it sends on every day of the week', () => {
    expect(parsed.send).toEqual({ from: '09:00', to: '20:00', days: [1, 2, 3, 4, 5, 6, 7] });
  });

  test('its first touch comes at once, and its audience is everyone dormant', () => {
    expect(parsed.touches[0]?.after).toEqual({ days: 0, milliseconds: 0 });
    expect(parsed.segment).toBeUndefined();
    expect(parsed.reentry).toBeUndefined();
    expect(parsed.limit).toBeUndefined();
  });
});

test('every word of a full sequence is understood', () => {
  const parsed = SequenceSchema.parse(
    written({
      for: { dormant: { after: '90 days', until: '1 year', by: ['order', 'visit'] }, segment: 'valued' },
      'stops on': ['visit', 'order'],
      holdout: '12.5%',
      reentry: { after: '180 days' },
      send: { between: '09:30-20:00', days: 'mon-sat' },
      'limit per day': { customers: 500, first: 'most valuable', from: 50 },
      'close after': '2 weeks',
      touches: [MISS_YOU, { ...NUDGE, after: '36 hours', incentive: 'ten-off' }],
    }),
  );
  expect(parsed).toEqual({
    name: 'gentle',
    describe: 'Shoppers silent for 90 days',
    dormant: {
      join: 'all',
      parts: [{ kind: 'window', after: 90, until: 365, by: ['order', 'visit'], perSegment: [] }],
    },
    segment: 'valued',
    goal: 'order',
    stopsOn: ['visit', 'order'],
    holdout: 0.125,
    reentry: { after: 180 },
    limit: { customers: 500, first: 'most valuable', from: 50 },
    send: { from: '09:30', to: '20:00', days: [1, 2, 3, 4, 5, 6] },
    closeAfter: { days: 14, milliseconds: 0 },
    touches: [
      { ...MISS_YOU, after: { days: 0, milliseconds: 0 } },
      { ...NUDGE, after: { days: 0, milliseconds: 36 * HOUR_MS }, incentive: 'ten-off' },
    ],
  });
});

describe('a sequence is refused, with the place and the words', () => {
  test.each([
    [
      'two touches of one id',
      { touches: [MISS_YOU, { ...NUDGE, id: 'miss-you' }] },
      'touches.1.id',
      'two touches have the id "miss-you"; ids must differ',
    ],
    [
      'a later touch without a delay',
      { touches: [MISS_YOU, { ...NUDGE, after: undefined }] },
      'touches.1.after',
      'a touch needs after: of at least 1 hour, counted from the touch before it',
    ],
    [
      'a later touch within the hour',
      { touches: [MISS_YOU, { ...NUDGE, after: '59 minutes' }] },
      'touches.1.after',
      'a touch needs after: of at least 1 hour, counted from the touch before it',
    ],
    [
      'a goal that does not stop it',
      { 'stops on': ['visit'] },
      'stops on',
      'what meets the goal must also stop the sequence: add order',
    ],
    [
      'a goal of visits that orders do not stop',
      { goal: 'visit', 'stops on': ['visit'] },
      'stops on',
      'what meets the goal must also stop the sequence: add visit and order',
    ],
    [
      'a close too soon',
      { 'close after': '23 hours' },
      'close after',
      'leave at least 1 day for the last touch to work',
    ],
    [
      'a journey longer than an execution may last',
      { touches: [MISS_YOU, { ...NUDGE, after: '320 days' }] },
      'touches',
      'the sequence lasts 334 days; at most 330 are possible',
    ],
    ['a share without its sign', { holdout: '10' }, 'holdout', '"10" is not a share; write it like 10%, at most 50%'],
    ['a share over one half', { holdout: '51%' }, 'holdout', '"51%" is not a share; write it like 10%, at most 50%'],
    [
      'a length of time that is none',
      { 'close after': 'a while' },
      'close after',
      '"a while" is not a length of time; write it like 90 days, 2 weeks, 1 year or 6 hours',
    ],
    [
      'a name in capitals',
      { name: 'Gentle' },
      'name',
      'a name has lower-case letters, digits and single hyphens, like gentle-90',
    ],
    [
      'a dormancy without an end',
      { for: { dormant: { after: '90 days' } } },
      'for.dormant.until',
      'until is missing: without it everybody who fell silent years ago is tried; write: until: 1 year',
    ],
    [
      'tiers of which none gets an incentive',
      { touches: [{ ...MISS_YOU, incentive: {} }] },
      'touches.0.incentive',
      'name the incentive of a tier at least: top, high, middle, low',
    ],
  ])('%s', (_what, overrides, path, message) => {
    expect(problemsOf(overrides)).toEqual([{ path, message }]);
  });

  test('every fault of the whole is named at once', () => {
    const faults = problemsOf({ 'stops on': ['visit'], 'close after': '1 hour', touches: [MISS_YOU, MISS_YOU] });
    expect(faults?.map(({ path }) => path)).toEqual(['touches.1.id', 'touches.1.after', 'stops on', 'close after']);
  });

  test.each([
    ['a key that it does not know', { hold: '10%' }],
    ['a channel that it does not know', { touches: [{ ...MISS_YOU, channel: 'fax' }] }],
    ['a goal that is no name of a kind', { goal: 'Any Order' }],
    ['a dormancy that ends before it begins', { for: { dormant: { after: '90 days', until: '60 days' } } }],
    ['a tier that it does not know', { touches: [{ ...MISS_YOU, incentive: { best: 'ten-off' } }] }],
    ['a limit of nobody', { 'limit per day': { customers: 0 } }],
    ['no touches', { touches: [] }],
    ['more than twenty touches', { touches: Array.from({ length: 21 }, (_, n) => ({ ...NUDGE, id: `nudge-${n}` })) }],
    ['an empty description', { describe: '' }],
  ])('%s', (_what, overrides) => {
    expect(SequenceSchema.safeParse(written(overrides)).success).toBe(false);
  });

  test('the limits themselves are allowed', () => {
    expect(problemsOf({ touches: [MISS_YOU, { ...NUDGE, after: '316 days' }] })).toBeUndefined();
    expect(problemsOf({ touches: [MISS_YOU, { ...NUDGE, after: '1 hour' }] })).toBeUndefined();
    expect(problemsOf({ holdout: '50%' })).toBeUndefined();
    expect(problemsOf({ holdout: '0%' })).toBeUndefined();
    expect(problemsOf({ 'close after': '1 day' })).toBeUndefined();
  });
});

test('a touch is found by its id', () => {
  const { sequence } = PublishedSequenceSchema.parse(aPublishedFile());
  expect(touchOf(sequence, 'nudge')).toMatchObject({ id: 'nudge', channel: 'sms' });
  expect(touchOf(sequence, 'nobody')).toBeUndefined();
});

test('touches are found by their channel, in a file as in what was read from it', () => {
  const file = aPublishedFile().sequence;
  expect(touchesBy('sms', file).map(({ id }) => id)).toEqual(['nudge']);
  expect(touchesBy('email', SequenceSchema.parse(file)).map(({ id }) => id)).toEqual(['miss-you', 'last-offer']);
});

describe('what a touch may offer', () => {
  const offersOf = (incentive?: object | string) =>
    SequenceSchema.parse(written({ touches: [{ ...MISS_YOU, incentive }] })).touches.map(incentivesOf);

  test.each([
    [undefined, []],
    ['ten-off', ['ten-off']],
    [{ top: 'fifteen-off' }, ['fifteen-off']],
    [{ top: 'fifteen-off', high: 'ten-off', low: 'fifteen-off' }, ['fifteen-off', 'ten-off']],
  ])('of %j is %j, each once', (incentive, offers) => {
    expect(offersOf(incentive)).toEqual([offers]);
  });
});

describe('the segments of a sequence', () => {
  const dormant = {
    any: [
      { after: '90 days', until: '1 year', 'per segment': [{ segment: 'valued', after: '60 days' }] },
      { personal: true, 'per segment': [{ segment: 'weekly', after: '30 days' }] },
    ],
  } as const;
  const file = (segments: object) => ({
    ...aPublishedFile({ shop: { dormant: { after: '90 days', until: '1 year' } } }),
    sequence: written({ for: { dormant, segment: 'valued' } }),
    segments,
  });
  const some = { all: [{ field: 'orders', 'at least': 3 }] };

  test('are those of its audience and of its windows, each once', () => {
    const parsed = SequenceSchema.parse(written({ for: { dormant, segment: 'valued' } }));
    expect(segmentsNamedBy(parsed)).toEqual(['valued', 'weekly']);
    expect(segmentsNamedBy(SequenceSchema.parse(written()))).toEqual([]);
  });

  test('must be published with it: one that got lost would let everybody in', () => {
    expect(PublishedSequenceSchema.safeParse(file({ valued: some, weekly: some })).success).toBe(true);
    expect(PublishedSequenceSchema.safeParse(file({ valued: some })).error?.issues).toMatchObject([
      { path: ['segments'], message: 'the segment "weekly" is not there' },
    ]);
  });
});

test('a sequence with a personal clock is not published without the window of the shop', () => {
  const sequence = written({ for: { dormant: 'personal' } });
  expect(PublishedSequenceSchema.safeParse({ ...aPublishedFile(), sequence }).error?.issues).toMatchObject([
    { path: ['shop', 'dormant'], message: 'a personal clock needs a window to fall back to' },
  ]);
});
