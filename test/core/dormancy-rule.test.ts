import { describe, expect, test } from 'vitest';
import { DormancyRuleSchema, isPersonal, kindsOf, segmentsOf } from '#core/dormancy-rule';

const window = (overrides: object = {}) => ({
  ...{ kind: 'window', after: 90, until: 365, by: ['order'], perSegment: [] },
  ...overrides,
});
const clock = (overrides: object = {}) => ({ kind: 'personal', until: undefined, perSegment: [], ...overrides });

describe('a rule', () => {
  test('of one window counts orders unless it says otherwise', () => {
    expect(DormancyRuleSchema.parse({ after: '90 days', until: '1 year' })).toEqual({ join: 'all', parts: [window()] });
    expect(DormancyRuleSchema.parse({ after: '3 months', until: '1 year', by: ['login', 'store-visit'] })).toEqual({
      join: 'all',
      parts: [window({ by: ['login', 'store-visit'] })],
    });
  });

  test('may be the customer’s own clock, in short or with an end and windows of segments', () => {
    expect(DormancyRuleSchema.parse('personal')).toEqual({ join: 'all', parts: [clock()] });
    const perSegment = [{ segment: 'weekly', after: '30 days' }];
    expect(DormancyRuleSchema.parse({ personal: true, until: '1 year', 'per segment': perSegment }).parts).toEqual([
      clock({ until: 365, perSegment: [{ segment: 'weekly', after: 30, until: undefined }] }),
    ]);
  });

  test('may have a window of its own for each segment', () => {
    const perSegment = [
      { segment: 'weekly', after: '30 days' },
      { segment: 'yearly', after: '400 days', until: '2 years' },
    ];
    expect(DormancyRuleSchema.parse({ after: '90 days', until: '1 year', 'per segment': perSegment }).parts).toEqual([
      window({
        perSegment: [
          { segment: 'weekly', after: 30, until: undefined },
          { segment: 'yearly', after: 400, until: 730 },
        ],
      }),
    ]);
  });

  test('may join windows and the clock', () => {
    const click = { after: '180 days', by: ['click'] };
    expect(DormancyRuleSchema.parse({ all: [{ after: '1 year', until: '2 years' }, click] })).toEqual({
      join: 'all',
      parts: [window({ after: 365, until: 730 }), window({ after: 180, until: undefined, by: ['click'] })],
    });
    expect(DormancyRuleSchema.parse({ any: ['personal', { ...click, until: '1 year' }] })).toEqual({
      join: 'any',
      parts: [clock(), window({ after: 180, by: ['click'] })],
    });
  });

  test('with a clock among those that all must hold needs no other end: the clock ends with the shop’s window', () => {
    expect(DormancyRuleSchema.safeParse({ all: ['personal', { after: '180 days', by: ['click'] }] }).success).toBe(
      true,
    );
  });
});

describe('an end is missing', () => {
  const OPEN = { after: '90 days' };
  const ALONE = /^until is missing: without it everybody who fell silent years ago is tried; write: until: 1 year$/;

  test.each([
    [OPEN, ['until'], ALONE],
    [{ any: [OPEN, { ...OPEN, until: '1 year' }, OPEN] }, ['any.0.until', 'any.2.until'], ALONE],
    [{ all: [OPEN, { ...OPEN, by: ['click'] }] }, ['all.0.until'], /^until is missing: one window of all needs an end/],
  ])('in %j at %j', (rule, paths, message) => {
    const issues = DormancyRuleSchema.safeParse(rule).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual(paths);
    for (const issue of issues) expect(issue.message).toMatch(message);
  });
});

describe('a rule is refused', () => {
  /** What a union says is the same for all of its ways here: only the innermost words differ. */
  const words = (rule: unknown) => JSON.stringify(DormancyRuleSchema.safeParse(rule).error?.issues ?? []);

  test.each([
    [{ after: '0 days', until: '1 year' }, 'a customer is silent for at least 1 day before they are dormant'],
    [{ after: '90 days', until: '90 days' }, 'until must be longer than after'],
    [{ after: '90 days', until: '30 days' }, 'until must be longer than after'],
    [{ after: '36 hours', until: '1 year' }, 'silence is counted in whole days; write it like 90 days'],
    [{ all: [{ after: '90 days', until: '1 year' }] }, 'all and any join two rules or more'],
    [
      { after: '90 days', until: '1 year', 'per segment': [{ segment: 'a', after: '90 days', until: '30 days' }] },
      'until must be longer than after',
    ],
    [
      { after: '90 days', until: '1 year', 'per segment': [{ segment: 'a', after: '1 year' }] },
      'until is missing: without it this segment is tried no longer than the others',
    ],
    [
      { personal: true, until: '1 year', 'per segment': [{ segment: 'a', after: '400 days' }] },
      'until is missing: without it this segment is tried no longer than the others',
    ],
  ])('%j: %s', (rule, message) => {
    expect(words(rule)).toContain(message);
  });

  test.each([
    { after: '90 days', untill: '1 year' },
    { after: '90 days', until: '1 year', by: [] },
    { after: '90 days', until: '1 year', 'per segment': [] },
    { personal: false },
    { personal: true, after: '90 days' },
    'personnal',
    { all: [{ any: ['personal', 'personal'] }, 'personal'] },
    { all: ['personal', 'personal'], any: ['personal', 'personal'] },
    { all: Array.from({ length: 7 }, () => 'personal') },
  ])('%j', (rule) => {
    expect(DormancyRuleSchema.safeParse(rule).success).toBe(false);
  });
});

test('a rule tells what it looks at: kinds, segments, and whether it asks a clock', () => {
  const perSegment = [{ segment: 'weekly', after: '30 days' }];
  const rule = DormancyRuleSchema.parse({
    any: [
      { after: '90 days', until: '1 year', by: ['login', 'order'], 'per segment': perSegment },
      { personal: true, 'per segment': [...perSegment, { segment: 'valued', after: '60 days' }] },
    ],
  });
  expect(kindsOf(rule)).toEqual(['login', 'order']);
  expect(segmentsOf(rule)).toEqual(['weekly', 'valued']);
  expect(isPersonal(rule)).toBe(true);
  expect(isPersonal(DormancyRuleSchema.parse({ after: '90 days', until: '1 year' }))).toBe(false);
});
