import { describe, expect, test } from 'vitest';
import { SegmentSchema, SegmentsSchema, weightsOf } from '#core/segment';

const YES = { field: 'orders', 'at least': 1 };
const NO = { field: 'orders', 'at least': 100 };
const problems = (written: unknown) => SegmentSchema.safeParse(written).error?.issues.map(({ message }) => message);

describe('a segment is refused', () => {
  test('without conditions', () => {
    const message = 'a segment needs conditions; write all:, any: or none: with a list of them';
    expect(problems({ describe: 'everyone' })).toEqual([message]);
    expect(SegmentSchema.safeParse({ all: [] }).success).toBe(false);
    expect(SegmentSchema.safeParse({ all: [YES, {}] }).success).toBe(false);
  });

  test('with an item that is two things at once', () => {
    for (const item of [
      { ...YES, segment: 'valued' },
      { ...YES, all: [YES] },
      { segment: 'valued', all: [YES] },
    ])
      expect(SegmentSchema.safeParse({ all: [item] }).success).toBe(false);
  });

  test('with groups more than five deep, told at the first that is too deep', () => {
    const nested = (depth: number): object => (depth === 1 ? { all: [YES] } : { all: [nested(depth - 1)] });
    expect(problems(nested(5))).toBeUndefined();
    const [issue] = SegmentSchema.safeParse(nested(6)).error?.issues ?? [];
    expect(issue).toMatchObject({
      message: 'groups stand in groups 5 deep at most; give the inner one a name as a segment',
      path: ['all', 0, 'all', 0, 'all', 0, 'all', 0, 'all', 0, 'all', 0],
    });
  });

  test('with more than 50 conditions in a list or 200 in all', () => {
    const list = (length: number) => Array.from({ length }, () => YES);
    expect(problems({ all: list(50) })).toBeUndefined();
    expect(SegmentSchema.safeParse({ all: list(51) }).success).toBe(false);
    const groups = Array.from({ length: 4 }, () => ({ any: list(50) }));
    expect(problems({ all: groups })).toBeUndefined();
    expect(problems({ all: [...groups, YES] })).toEqual([
      'a segment has 200 conditions at most; put some of them into a segment of their own',
    ]);
  });

  test('under a name that is none, or beside 200 others', () => {
    expect(SegmentsSchema.safeParse({ 'Valued Ones': { all: [YES] } }).success).toBe(false);
    const many = Array.from({ length: 201 }, (_, index) => [`s${index}`, { all: [YES] }]);
    expect(SegmentsSchema.safeParse(Object.fromEntries(many.slice(1))).success).toBe(true);
    expect(SegmentsSchema.safeParse(Object.fromEntries(many)).success).toBe(false);
  });
});

test('a segment as it is written is a segment as it is judged', () => {
  const written = { describe: 'Regulars', all: [YES, { any: [NO] }, { segment: 'valued' }] };
  expect(SegmentSchema.parse(written)).toEqual(written);
});

test('a segment weighs as many conditions as it asks with all that it refers to', () => {
  const twice = SegmentsSchema.parse({
    two: { all: [YES], any: [NO] },
    four: { all: [{ segment: 'two' }], none: [{ any: [{ segment: 'missing' }] }] },
    round: { all: [{ segment: 'round' }] },
  });
  expect(weightsOf(twice)).toEqual(
    new Map([
      ['two', 2],
      ['four', 4],
    ]),
  );
});
