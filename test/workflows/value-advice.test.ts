import { describe, expect, test } from 'vitest';
import { changed, problemsOf } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';
const SEGMENTS = 'segments.yaml';

test.each([
  [SEQUENCE, 'channel: sms', 'channel: whatsapp', 'there is no channel "whatsapp"', 'write email or sms'],
  [SEQUENCE, 'after: 4 days', 'after: 3', '3 what?', 'write: after: 3 days'],
  [SEQUENCE, 'goal: order', 'goal: order\nholdout: 15', '15 what?', 'write: holdout: 15%'],
  [SEQUENCE, 'goal: order', 'goal: order\nholdout: 0.1', '0.1 what?', 'write: holdout: 10%'],
  [SEQUENCE, 'goal: order', 'goal: order\nholdout: 0', '0 what?', 'write: holdout: 0%'],
  [SEQUENCE, 'goal: order', 'goal: order\nholdout: 70%', 'a holdout is at most 50%', 'write: holdout: 50%'],
  [SEQUENCE, '09:00-20:00', '18:00-10:00', 'the window ends before it begins', 'write "10:00-18:00"'],
  [SEQUENCE, '09:00-20:00', '9:00-20:00', 'a time of day has two digits before the colon', 'write "09:00-20:00"'],
  [SEQUENCE, 'mon-sat', 'weekdays', '"weekdays" is not how days are written', 'write: days: mon-fri'],
  [SEQUENCE, 'mon-sat', 'tuesday to friday', '"tuesday to friday" is not how days are written', 'write: days: tue-fri'],
  [
    SEGMENTS,
    'at least',
    'min',
    'unknown field "min"; did you mean "at least"?',
    'write: all: [{ field: orders, at least: 3 }]',
  ],
  [
    SEGMENTS,
    'field: orders',
    'field: order',
    'there is no field "order"; did you mean "orders"?',
    'write: field: orders',
  ],
  [
    SEGMENTS,
    'field: orders',
    'field: spend',
    'there is no field "spend"; did you mean "spent"?',
    'write: field: spent',
  ],
  [SEGMENTS, 'at least: 3', 'at least: two', '"two" is not a number', 'write: at least: 2'],
  [SEGMENTS, 'at least: 3', 'at least: $1,250', '"$1,250" is not a number', 'write: at least: 1250'],
])('%s: %s written as %s', async (file, from, to, problem, fix) => {
  const written = to === 'at least: $1,250' ? 'at least: "$1,250"' : to;
  const problems = await problemsOf(changed(file, from, written));
  expect(problems.map((found) => ({ problem: found.problem, fix: found.fix }))).toEqual([{ problem, fix }]);
});

describe('names', () => {
  test.each([
    [SEQUENCE, 'id: nudge', 'id: hello_again', 'write: id: hello-again'],
    [SEQUENCE, 'name: small', 'name: Summer Sale!', 'write: name: summer-sale'],
    [SEGMENTS, 'valued:', 'Valued Ones:', 'write: valued-ones:'],
  ])('in %s, %s as %s is offered without what a name may not have', async (file, from, to, fix) => {
    const [found] = await problemsOf(changed(file, from, to));
    expect(found?.fix).toBe(fix);
  });

  test('a file that can lend its name to no sequence is to be renamed', async () => {
    const text = changed(SEQUENCE, 'name: small', 'name: summer-sale')[SEQUENCE];
    const problems = await problemsOf({ [SEQUENCE]: undefined, 'sequences/Summer Sale.yaml': text });
    expect(problems.map(({ fix }) => fix)).toEqual(['rename the file to summer-sale.yaml']);
  });
});
