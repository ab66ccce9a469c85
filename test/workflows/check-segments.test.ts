import { describe, expect, test } from 'vitest';
import { loadWorkflows } from '#workflows/load';
import { changed, PLAN, problemsOf, withPlan } from '../support/plan-folder.ts';

const FILE = 'segments.yaml';
const told = async (text: string, changes: Readonly<Record<string, string>> = {}) =>
  (await problemsOf({ ...changes, [FILE]: text })).map(({ file, line, column, problem, fix }) => [
    `${file}:${line}:${column}`,
    problem,
    fix,
  ]);
const valued = (item: string) => `valued:\n  all: [${item}]\n`;

describe('names that the plan does not have', () => {
  test.each([
    [
      '{ field: days since ordr, at least: 9 }',
      'there is no field "days since ordr"; did you mean "days since order"?',
      'write: field: days since order',
    ],
    [
      '{ field: last nam, exists: true }',
      'there is no field "last nam"; did you mean "last name"?',
      'write: field: last name',
    ],
    [
      '{ field: days since purchase, at least: 9 }',
      'there is no kind of activity "purchase"',
      'use one of order, visit, app-open, login, click, reply, renewal, support, or name it in shop.yaml: activities: [purchase]',
    ],
    [
      '{ field: entered smal, exists: true }',
      'there is no field "entered smal"; did you mean "entered small"?',
      'write: field: entered small',
    ],
    ['{ field: outcome of gentle-90, is: lapsed }', 'there is no sequence "gentle-90"', 'use one of small'],
  ])('%s', async (item, problem, fix) => {
    expect(await told(valued(item))).toEqual([[`${FILE}:2:18`, problem, fix]]);
  });

  test.each(['last message', 'last mail', 'last sms', 'last contact', 'days since email', 'last message sent'])(
    '%s is no activity, and none to be named in the shop',
    async (field) => {
      expect(await told(valued(`{ field: ${field}, exists: true }`))).toEqual([
        [
          `${FILE}:2:18`,
          `there is no field "${field}": what was sent is no activity`,
          'use days since entering <sequence>; how often somebody is written to is limited by at most: in shop.yaml, and by reentry:',
        ],
      ]);
    },
  );

  test('are told in groups too, and by a segment that is not there', async () => {
    const text = `${valued('{ field: orders, is: 1 }, { none: [{ segment: valud }] }')}value: { any: [{ segment: valued }] }\n`;
    expect(await told(text)).toEqual([
      [`${FILE}:2:55`, 'there is no segment "valud"; did you mean "valued"?', 'write: segment: valued'],
    ]);
  });

  test('a kind of the shop’s own, a sequence of the folder and a column of one’s own are known', async () => {
    const shop = `${PLAN['shop.yaml']}activities: [store-visit]\n`;
    const items = [
      '{ field: last store-visit, within: 30 days }',
      '{ field: outcome of small, is: lapsed }',
      '{ field: fields.plan, is: gold }',
    ];
    expect(await told(valued(items.join(', ')), { 'shop.yaml': shop })).toEqual([]);
  });
});

describe('segments that lead in a circle', () => {
  test('are told once, where the circle begins', async () => {
    const text = `${valued('{ field: orders, is: 1 }, { any: [{ segment: two }] }')}two: { none: [{ segment: three }] }
three: { all: [{ segment: valued }] }
beside: { all: [{ segment: two }] }
`;
    expect(await told(text)).toEqual([
      [`${FILE}:2:54`, 'these segments lead in a circle: valued, two, three, valued', 'take out one of the references'],
    ]);
  });

  test('also one that leads to itself', async () => {
    expect(await told(valued('{ segment: valued }'))).toEqual([
      [`${FILE}:2:20`, 'this segment refers to itself', 'take out one of the references'],
    ]);
  });
});

describe('segments that have grown too large', () => {
  test('go through more than ten others: the first is told', async () => {
    const chain = Array.from({ length: 14 }, (_, index) => `s${index}: { all: [{ segment: s${index - 1} }] }`);
    const text = [
      'valued: { all: [{ field: orders, is: 1 }] }',
      's0: { all: [{ segment: valued }] }',
      ...chain.slice(1),
    ];
    expect(await told(`${text.join('\n')}\n`)).toEqual([
      [`${FILE}:12:1`, 'this segment goes through more than 10 others', 'write it with fewer references'],
    ]);
  });

  test('ask more than 500 conditions with all that they refer to', async () => {
    const list = (item: string, count: number) => Array.from({ length: count }, () => item).join(', ');
    const text = `${valued(list('{ field: orders, is: 1 }', 50))}many: { any: [${list('{ segment: valued }', 10)}] }\n`;
    expect(await told(text)).toEqual([
      [
        `${FILE}:3:1`,
        'with all that it refers to, this segment has 510 conditions; at most 500 are possible',
        'write it with fewer references',
      ],
    ]);
  });
});

test('while segments name what is not there, sequences and messages are looked at all the same, and nothing is loaded', async () => {
  const changes = {
    [FILE]: valued('{ segment: missing }'),
    ...changed('messages/hello/email.txt', 'We miss you', '{{ shop.nme }}'),
  };
  const problems = await problemsOf(changes);
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['messages/hello/email.txt:4', `${FILE}:2`]);
});

test('the shipped segments are fit', async () => {
  expect((await loadWorkflows('workflows')).status).toBe('loaded');
  expect(await withPlan({}, async (folder) => (await loadWorkflows(folder)).status)).toBe('loaded');
});
