import { describe, expect, test } from 'vitest';
import { closed, type Enrollment, stopped } from '#core/enrollment';
import { storyOf } from '#core/explain';
import { type Fact, FactSchema } from '#core/fact';
import { PublishedSequenceSchema } from '#core/sequence';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../support/builders.ts';

const published = { ...PublishedSequenceSchema.parse(aPublishedFile()), version: 1 };
const at = (text: string) => InstantSchema.parse(text);
const NOON = '2026-07-06T12:00:00.000Z';
const said = (when: string, fields: object): Fact =>
  FactSchema.parse({ customerId: 'c1', at: when, kind: 'response', ref: `r ${JSON.stringify(fields)}`, ...fields });
const texts = (facts: readonly Fact[], enrollments: readonly Enrollment[] = [], zone = 'America/New_York') =>
  storyOf({
    customer: aCustomer(),
    live: [],
    model: undefined,
    facts,
    enrollments,
    versions: [published],
    shop: published.shop,
    timeZone: TimeZoneSchema.parse(zone),
    now: at(NOON),
  }).lines.map(({ text }) => text);

describe('who came back and did not meet the goal', () => {
  const stop = { because: 'cameBack', at: at(NOON) } as const;
  const end = (enrollment: Parameters<typeof closed>[0]) =>
    closed(enrollment, 'lapsed', at('2026-07-26T14:00:00.000Z'));
  const lastText = (enrollment: Enrollment) => texts([], [enrollment]).at(-1);

  test('has lapsed, and the last line says what was missing', () => {
    expect(lastText(end(stopped(anEnrollment(), stop)))).toBe('Closed: lapsed (came back, but no order followed).');
  });

  test('is not whoever never came back, nor whoever met it after the end', () => {
    expect(lastText(end(anEnrollment()))).toBe('Closed: lapsed.');
    const goal = { responseId: 'r9', at: at('2026-07-26T15:00:00.000Z'), cents: 3_300, discount: 0 };
    expect(lastText({ ...end(stopped(anEnrollment(), stop)), goal })).toBe('Closed: lapsed for $33.');
  });
});

describe('the survey', () => {
  const answer = (when: string, reason: string, words?: string) => said(when, { response: 'answered', reason, words });
  const tap = answer(NOON, 'price');
  const PRICE = 'Said why they had been away: the price';

  test('has one answer where words follow a tap of the same reason, at once or within the hour', () => {
    for (const when of [NOON, '2026-07-06T13:00:00.000Z'])
      expect(texts([answer(when, 'price', 'too dear'), tap])).toEqual([`${PRICE} ("too dear").`]);
  });

  test('has two where the words came before, came later, or are of another reason', () => {
    for (const when of ['2026-07-06T11:59:59.999Z', '2026-07-06T13:00:00.001Z'])
      expect(texts([answer(when, 'price', 'too dear'), tap])).toHaveLength(2);
    expect(texts([answer(NOON, 'other', 'moved'), tap])).toEqual([
      `${PRICE}.`,
      'Said why they had been away: another reason ("moved").',
    ]);
  });
});

test('a pause ends on the day that the page named, also to a customer further west', () => {
  const paused = said(NOON, { response: 'paused', until: '2026-10-01T04:00:00.000Z' });
  expect(texts([paused], [], 'America/Los_Angeles')).toEqual(['Asked for a pause until Oct 1, 2026.']);
});
