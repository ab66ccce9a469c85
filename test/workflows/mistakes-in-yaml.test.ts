import { expect, test } from 'vitest';
import { changed, type Mistake, problemsOf } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';
const INCENTIVES = 'incentives.yaml';
const SEGMENTS = 'segments.yaml';
const SHOP = 'shop.yaml';

const MISTAKES: readonly Mistake[] = [
  [
    'a misspelt field of a touch',
    changed(SEQUENCE, 'channel: sms', 'chanel: sms'),
    'sequences/small.yaml:11:33',
    'unknown field "chanel"; did you mean "channel"?',
    'write: - { id: nudge, after: 4 days, channel: sms, message: nudge }',
  ],
  [
    'a misspelt field of the sequence',
    changed(SEQUENCE, 'close after', 'closes after'),
    'sequences/small.yaml:8:1',
    'unknown field "closes after"; did you mean "close after"?',
    'write: close after: 14 days',
  ],
  [
    'a field that is nothing like another',
    changed(SEQUENCE, 'goal: order', 'goal: order\npriority: 3'),
    'sequences/small.yaml:7:1',
    'unknown field "priority"',
    'use one of name, describe, for, topic, goal, stops on, holdout, reentry, limit per day, send, close after, touches, or remove the line',
  ],
  [
    'a misspelt value',
    changed(SEQUENCE, 'channel: sms', 'channel: smss'),
    'sequences/small.yaml:11:42',
    'there is no channel "smss"; did you mean "sms"?',
    'write email or sms',
  ],
  [
    'a missing field, told at what lacks it',
    changed(SEQUENCE, 'after: 90 days, ', ''),
    'sequences/small.yaml:4:12',
    'the field "after" is missing',
    'add it, for example after: 90 days',
  ],
  [
    'a value of the wrong type',
    changed(SEQUENCE, 'describe: Shoppers silent for 90 days', 'describe: 90'),
    'sequences/small.yaml:2:11',
    'expected text, found a number',
    'write it like describe: Shoppers silent for 90 days',
  ],
  [
    'no length of time',
    changed(SEQUENCE, 'close after: 14 days', 'close after: a fortnight'),
    'sequences/small.yaml:8:14',
    '"a fortnight" is not a length of time',
    'write it like 90 days, 2 weeks, 1 year or 6 hours',
  ],
  [
    'a window that ends before it begins',
    changed(SEQUENCE, 'until: 1 year', 'until: 1 month'),
    'sequences/small.yaml:4:37',
    'until must be longer than after',
    'write it like until: 1 year',
  ],
  [
    'a touch without a wait',
    changed(SEQUENCE, 'after: 4 days, ', ''),
    'sequences/small.yaml:11:5',
    'the field "after" is missing',
    'add it, for example after: 4 days',
  ],
  [
    'a field written twice',
    changed(SEQUENCE, 'goal: order', 'goal: order\ngoal: visit'),
    'sequences/small.yaml:7:1',
    'this field is written twice',
    'keep one of the two',
  ],
  [
    'a tab',
    changed(SEQUENCE, '  segment', '\tsegment'),
    'sequences/small.yaml:5:1',
    'a tab indents this line',
    'indent with spaces',
  ],
  [
    'a quote that never ends',
    changed(SEQUENCE, '"09:00-20:00"', '"09:00-20:00'),
    'sequences/small.yaml:7:18',
    'this quote is never closed',
    'write " where the text ends',
  ],
  [
    'a bracket that never ends',
    changed(SEQUENCE, 'mon-sat }', 'mon-sat'),
    'sequences/small.yaml:7:7',
    'the { that opens on line 7 is never closed',
    'write } where it ends',
  ],
  [
    'a name that is not the name of the file',
    changed(SEQUENCE, 'name: small', 'name: smal'),
    'sequences/small.yaml:1:7',
    'the name "smal" is not the name of the file',
    'write: name: small, or rename the file to smal.yaml',
  ],
  [
    'two touches of one id',
    changed(SEQUENCE, 'id: nudge', 'id: hello'),
    'sequences/small.yaml:11:11',
    '"hello" is already the id of the touch on line 10',
    'write: id: hello-2',
  ],
  [
    'an incentive that does not exist',
    changed(SEQUENCE, 'incentive: ten-off', 'incentive: ten-of'),
    'sequences/small.yaml:12:74',
    'there is no incentive "ten-of"; did you mean "ten-off"?',
    'write: incentive: ten-off',
  ],
  [
    'a segment that does not exist',
    changed(SEQUENCE, 'segment: valued', 'segment: vauled'),
    'sequences/small.yaml:5:12',
    'there is no segment "vauled"; did you mean "valued"?',
    'write: segment: valued',
  ],
  [
    'a misspelt field of an incentive, whichever kind was meant',
    changed(INCENTIVES, 'percent off', 'percent of'),
    'incentives.yaml:2:3',
    'unknown field "percent of"; did you mean "percent off"?',
    'write: percent off: 10',
  ],
  [
    'an incentive without a limit',
    changed(INCENTIVES, '  up to: 20\n', ''),
    'incentives.yaml:2:3',
    'the field "up to" is missing',
    'add it, for example up to: 20',
  ],
  [
    'an amount that is none',
    changed(INCENTIVES, 'up to: 20', 'up to: a lot'),
    'incentives.yaml:3:10',
    '"a lot" is not an amount of money',
    'write it like 20 or 19.95',
  ],
  [
    'a budget smaller than one code',
    changed(INCENTIVES, 'budget: 500', 'budget: 5'),
    'incentives.yaml:5:11',
    'the budget is smaller than one single code may cost',
    'write at least 20',
  ],
  [
    'a misspelt comparison',
    changed(SEGMENTS, 'at least', 'at lest'),
    'segments.yaml:2:26',
    'unknown field "at lest"; did you mean "at least"?',
    'write: all: [{ field: orders, at least: 3 }]',
  ],
  [
    'a time zone that is none',
    changed(SHOP, 'America/New_York', 'New York'),
    'shop.yaml:4:12',
    '"New York" is not a time zone',
    'use a name like Europe/Berlin\nSequences and messages were not looked at yet.',
  ],
  [
    'no shop',
    { [SHOP]: undefined },
    'shop.yaml:1:1',
    'there is no such file',
    'write it with name, website, address, time zone, currency and email: see workflows/README.md\nSequences and messages were not looked at yet.',
  ],
  [
    'no sequence',
    { [SEQUENCE]: undefined },
    'sequences:1:1',
    'there is no sequence here',
    'write one: see workflows/README.md',
  ],
];

test.each(MISTAKES)('%s is one problem at its place', async (_, changes, place, problem, fix) => {
  const problems = await problemsOf(changes);
  expect(problems.map(({ file, line, column, ...said }) => ({ place: `${file}:${line}:${column}`, ...said }))).toEqual([
    { place, problem, fix },
  ]);
});

test('several mistakes in several files are told together, by file and line', async () => {
  const problems = await problemsOf({
    ...changed(SEQUENCE, 'message: nudge', 'message: nugde'),
    ...changed('messages/hello/email.txt', 'We miss you', '{{ shop.nme }}'),
    ...changed('messages/gift/email.txt', 'Subject:', 'Subject: Re:'),
  });
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'messages/hello/email.txt:4',
    'sequences/small.yaml:11',
  ]);
});

test('while the segments are broken, sequences and messages are looked at all the same', async () => {
  const problems = await problemsOf({
    ...changed(SEGMENTS, 'at least', 'min'),
    ...changed('messages/hello/email.txt', 'We miss you', '{{ shop.nme }}'),
  });
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'messages/hello/email.txt:4',
    'segments.yaml:2',
  ]);
});
