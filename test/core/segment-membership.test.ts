import { describe, expect, test } from 'vitest';
import { type Segment, SegmentsSchema } from '#core/segment';
import { isInNamed, isInSegment } from '#core/segment-membership';
import { aCustomer } from '../support/builders.ts';
import { aSegment, judgedBy } from '../support/segment-world.ts';

const YES = { field: 'orders', 'at least': 1 };
const NO = { field: 'orders', 'at least': 100 };
const has = (written: object, segments: Readonly<Record<string, Segment>> = {}) =>
  isInSegment(aCustomer(), aSegment(written), judgedBy({ segments }));

describe('all, any and none', () => {
  test.each([
    [{ all: [YES, YES] }, true],
    [{ all: [YES, NO] }, false],
    [{ any: [NO, YES] }, true],
    [{ any: [NO, NO] }, false],
    [{ none: [NO, NO] }, true],
    [{ none: [NO, YES] }, false],
    [{ all: [YES], any: [YES], none: [NO] }, true],
    [{ all: [NO], any: [YES], none: [NO] }, false],
    [{ all: [YES], any: [NO], none: [NO] }, false],
    [{ all: [YES], any: [YES], none: [YES] }, false],
  ])('%j: %s', (written, expected) => {
    expect(has(written)).toBe(expected);
  });

  test('groups stand in groups', () => {
    expect(has({ all: [{ any: [NO, { none: [NO] }] }] })).toBe(true);
    expect(has({ none: [{ any: [NO, { all: [YES] }] }] })).toBe(false);
  });
});

describe('a segment that refers to others', () => {
  const segments = SegmentsSchema.parse({
    loyal: { all: [YES] },
    lost: { none: [{ segment: 'loyal' }] },
    round: { all: [{ segment: 'about' }] },
    about: { none: [{ segment: 'round' }] },
    itself: { any: [YES, { segment: 'itself' }] },
    beside: { any: [YES, { segment: 'round' }] },
  });
  const isIn = (name: string) => isInNamed(aCustomer(), name, judgedBy({ segments }));

  test('has whom they have', () => {
    expect([isIn('loyal'), isIn('lost')]).toEqual([true, false]);
    expect(has({ all: [YES], none: [{ segment: 'lost' }] }, segments)).toBe(true);
  });

  test.each(['round', 'about', 'itself', 'beside'])('has nobody when it leads in a circle: %s', (name) => {
    expect(isIn(name)).toBe(false);
  });

  test('has nobody when it is unknown, also by a name that every object knows', () => {
    expect([isIn('missing'), isIn('constructor'), isIn('toString')]).toEqual([false, false, false]);
    expect(has({ all: [{ segment: 'missing' }] }, segments)).toBe(false);
  });

  test('goes through ten others at most', () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const chain = SegmentsSchema.parse(
      Object.fromEntries(
        names.map((name, index) => [name, { all: index === 0 ? [YES] : [{ segment: `s${index - 1}` }] }]),
      ),
    );
    const by = judgedBy({ segments: chain });
    expect(isInNamed(aCustomer(), 's10', by)).toBe(true);
    expect(isInNamed(aCustomer(), 's11', by)).toBe(false);
  });

  test('has nobody when it asks more than 500 conditions', () => {
    const fifty = { any: Array.from({ length: 50 }, () => YES) };
    const of = (count: number) => ({ all: Array.from({ length: count }, () => ({ segment: 'fifty' })) });
    const large = SegmentsSchema.parse({ fifty, nine: of(9), ten: of(10) });
    const by = judgedBy({ segments: large });
    expect([isInNamed(aCustomer(), 'nine', by), isInNamed(aCustomer(), 'ten', by)]).toEqual([true, false]);
  });
});
