import { describe, expect, test } from 'vitest';
import type { SequenceFile } from '#core/sequence';
import { overlapsIn } from '#workflows/overlaps';
import { aPublishedFile } from '../support/builders.ts';

/** A sequence for customers who are silent from so many days on, until so many. */
function aSequence(name: string, [after, until]: readonly [number, number], segment?: string) {
  const dormant = { after: `${after} days`, until: `${until} days` };
  const audience: SequenceFile['for'] = { dormant, ...(segment === undefined ? {} : { segment }) };
  return aPublishedFile({ sequence: { name, for: audience } });
}
/** A sequence of any other rule. */
function aSequenceBy(name: string, dormant: SequenceFile['for']['dormant'], segment?: string) {
  const audience: SequenceFile['for'] = { dormant, ...(segment === undefined ? {} : { segment }) };
  return aPublishedFile({ sequence: { name, for: audience } });
}
const pairs = (...files: ReturnType<typeof aSequence>[]) => overlapsIn(files).map(({ between }) => between.join(' '));

test('windows that share a day are noted, with the days and what to do', () => {
  expect(overlapsIn([aSequence('late', [90, 365]), aSequence('soon', [60, 91])])).toEqual([
    {
      between: ['soon', 'late'],
      note: 'soon and late both take customers who are silent for 90 days: whoever comes to the end of one enters the other at once. If that is not meant, end soon where late begins (until: 90 days), or give them segments that share nobody.',
    },
  ]);
});

test('one that ends where the other begins shares no day with it', () => {
  expect(pairs(aSequence('soon', [60, 90]), aSequence('late', [90, 365]))).toEqual([]);
});

test('a window inside another is noted, and two of three', () => {
  expect(pairs(aSequence('a', [60, 400]), aSequence('b', [90, 120]), aSequence('c', [400, 500]))).toEqual(['a b']);
});

test('only customers of one segment, or of any, can be wanted by both', () => {
  const [first, second] = [aSequence('a', [60, 120], 'valued'), aSequence('b', [60, 120], 'valued')];
  expect(pairs(first, second)).toEqual(['a b']);
  expect(pairs(first, aSequence('b', [60, 120], 'others'))).toEqual([]);
  expect(pairs(first, aSequence('b', [60, 120]))).toEqual(['a b']);
});

test('of two that begin on the same day, neither is said to be the one to end', () => {
  const [overlap] = overlapsIn([aSequence('a', [60, 120]), aSequence('b', [60, 90])]);
  expect(overlap?.note).toContain('If that is not meant, let one begin where the other ends, or give them segments');
});

describe('windows of segments', () => {
  const perSegment = (after: string, until?: string) => [
    { segment: 'valued', after, ...(until === undefined ? {} : { until }) },
  ];
  const early = aSequenceBy('early', {
    after: '60 days',
    until: '90 days',
    'per segment': perSegment('60 days', '120 days'),
  });

  test('are compared with what the other sequence has for that segment', () => {
    const [overlap, ...more] = overlapsIn([early, aSequence('late', [90, 365])]);
    expect(more).toEqual([]);
    expect(overlap?.note).toMatch(
      /^early and late both take customers of valued who are silent for 90 to 119 days: .* end early where late begins \(until: 90 days\)/,
    );
    const later = { after: '90 days', until: '1 year', 'per segment': perSegment('120 days') };
    expect(pairs(early, aSequenceBy('late', later))).toEqual([]);
  });

  test('of another segment than that of the sequence play no part', () => {
    const forOthers = aSequenceBy(
      'early',
      { after: '60 days', until: '90 days', 'per segment': perSegment('60 days', '120 days') },
      'others',
    );
    expect(pairs(forOthers, aSequence('late', [90, 365]))).toEqual([]);
    expect(pairs(early, aSequence('late', [90, 365], 'valued'))).toEqual(['early late']);
  });
});

describe('where the files cannot tell, it is said so', () => {
  const note = (one: ReturnType<typeof aSequence>, other: ReturnType<typeof aSequence>) =>
    overlapsIn([one, other]).map((overlap) => overlap.note);
  const fixed = aSequence('fixed', [90, 365]);
  const clock = aSequenceBy('clock', 'personal');

  test('a personal clock may want anybody', () => {
    expect(note(clock, fixed)).toEqual([
      "fixed and clock may want the same customers on the same day, which their files cannot tell: clock goes by each customer's own clock. Whoever is in one of them is left alone by the other until it ends. If that is not meant, give them segments that share nobody.",
    ]);
  });

  test('joined rules may, and windows that count other signs of life', () => {
    const joined = aSequenceBy('joined', {
      all: [
        { after: '1 year', until: '2 years' },
        { after: '180 days', by: ['click'] },
      ],
    });
    const byLogin = aSequenceBy('by-login', { after: '400 days', until: '500 days', by: ['login', 'app-open'] });
    expect(note(joined, clock)[0]).toContain(
      ": joined joins several rules, and clock goes by each customer's own clock.",
    );
    expect(note(fixed, byLogin)[0]).toContain(
      ': fixed counts from the last order, by-login from the last app opening or login.',
    );
  });

  test('the order in which signs are named makes no other window', () => {
    const one = aSequenceBy('a', { after: '60 days', until: '90 days', by: ['order', 'visit'] });
    const other = aSequenceBy('b', { after: '90 days', until: '1 year', by: ['visit', 'order'] });
    expect(pairs(one, other)).toEqual([]);
  });

  test('segments of two names are not said to share anybody', () => {
    expect(note(aSequenceBy('clock', 'personal', 'valued'), aSequence('fixed', [90, 365], 'others'))).toEqual([]);
  });
});
