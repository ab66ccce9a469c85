import { expect, test } from 'vitest';
import type { SequenceFile } from '#core/sequence';
import { overlapsIn } from '#workflows/overlaps';
import { aPublishedFile } from '../support/builders.ts';

/** A sequence for customers who are silent from so many days on, until so many. */
function aSequence(name: string, [after, until]: readonly [number, number], segment?: string) {
  const dormant = { after: `${after} days`, until: `${until} days` };
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
