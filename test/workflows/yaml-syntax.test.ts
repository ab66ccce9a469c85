import { expect, test } from 'vitest';
import { changed, problemsOf } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';
const NUDGE = '- { id: nudge, after: 4 days, channel: sms, message: nudge }';

test.each([
  [
    'an item too far right',
    '  - { id: nudge',
    '   - { id: nudge',
    '11:4',
    'by 3 spaces',
    'write 2 spaces before the "-"',
  ],
  [
    'an item too far left',
    '  - { id: nudge',
    ' - { id: nudge',
    '11:2',
    '(line 10) by 2',
    'write 2 spaces before the "-"',
  ],
  ['a hyphen without a space', '- { id: nudge', '-{ id: nudge', '11:3', 'no space after the "-"', `write: ${NUDGE}`],
  [
    'a colon without a space',
    'goal: order',
    'goal:order',
    '6:1',
    'no space after "goal:"',
    'put a space after "goal:"',
  ],
  ['the same in braces', 'channel: sms', 'channel:sms', '11:33', 'no space after "channel:"', `write: ${NUDGE}`],
  [
    'a forgotten comma',
    '4 days, channel',
    '4 days channel',
    '11:32',
    'comma is missing before "channel:"',
    `write: ${NUDGE}`,
  ],
  ['an open brace', 'nudge }', 'nudge', '11:5', 'the { that opens on line 11 is never closed', 'write } where it ends'],
  [
    'an open bracket',
    '1 year }',
    '1 year, by: [order }',
    '4:49',
    'the [ that opens on line 4',
    'write ] where it ends',
  ],
  [
    'a colon in a text',
    'describe: Shoppers',
    'describe: Old: Shoppers',
    '2:1',
    'needs quotes',
    'describe: "Old: Shoppers silent for 90 days"',
  ],
  [
    'a field at the left edge',
    '  segment',
    'segment',
    '5:1',
    '"segment" belongs under for:',
    'under for:, indented by two spaces',
  ],
  ['its first field at the left edge', '  dormant', 'dormant', '4:1', '"dormant" belongs under for:', '"  dormant: {'],
  [
    'a field outside its braces',
    ', days: mon-sat }',
    ' }\ndays: mon-sat',
    '8:1',
    'belongs under send:',
    'inside the { } of send:',
  ],
])('%s is told in plain words', async (_, from, to, place, problem, fix) => {
  const [found, ...more] = await problemsOf(changed(SEQUENCE, from, to));
  expect(more).toEqual([]);
  expect(`${found?.line}:${found?.column}`).toBe(place);
  expect(found?.problem).toContain(problem);
  expect(found?.fix).toContain(fix);
});

test('fields that slipped out of for: are told as such, and nobody is told to remove them', async () => {
  const flat = changed(
    SEQUENCE,
    '  dormant: { after: 90 days, until: 1 year }\n  segment',
    'dormant: { after: 90 days, until: 1 year }\nsegment',
  );
  const problems = await problemsOf(flat);
  expect(problems.map(({ line, fix }) => ({ line, fix }))).toEqual(
    [4, 5].map((line) => ({ line, fix: 'write it under for:, indented by two spaces' })),
  );
});

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    ['b', 'c', 'd', 'e', 'f'].map(
      (name, place) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[place]}`).join(', ')}]`,
    ),
  )
  .join('\n');

test.each([
  ['a few lines that stand for more than any memory', `goal: order\n${BOMB}`, '8:8', 'repeats itself too often'],
  ['a name that nothing has', 'goal: *order', '6:7', '*order stands for nothing that was named above it'],
  ['what is a part of itself', 'goal: &goal [*goal]', '6:14', '*goal stands for what it is a part of'],
])('%s behind a * is told with its line', async (_what, to, place, problem) => {
  const [found, ...more] = await problemsOf(changed(SEQUENCE, 'goal: order', to));
  expect(more).toEqual([]);
  expect(`${found?.line}:${found?.column}`).toMatch(new RegExp(`^${place}`));
  expect(found?.problem).toContain(problem);
  expect(found?.fix).toContain('write out what it stands for');
});
