import { expect, test } from 'vitest';
import { changed, type Mistake, problemsOf } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';
const SHOP = 'shop.yaml';
const WINDOW = 'dormant: { after: 90 days, until: 1 year }';

const dormant = (rule: string) => changed(SEQUENCE, WINDOW, `dormant: ${rule}`);
const besideGoal = (field: string) => changed(SEQUENCE, 'goal: order', `goal: order\n${field}`);
const withGoal = (goal: string, stops: string) => changed(SEQUENCE, 'goal: order', `goal: ${goal}\nstops on: ${stops}`);
const inShop = (field: string) => changed(SHOP, 'currency: USD', `currency: USD\n${field}`);
const offering = (incentive: string) => changed(SEQUENCE, 'incentive: ten-off', `incentive: ${incentive}`);

const RULES: readonly Mistake[] = [
  [
    'no end',
    dormant('{ after: 90 days }'),
    '4:12',
    'until is missing: without it everybody who fell silent years ago is tried',
    'write: until: 1 year',
  ],
  [
    'a length of time alone',
    dormant('90 days'),
    '4:12',
    'a window has a beginning and an end',
    'write: dormant: { after: 90 days, until: 1 year }, with the end that you want',
  ],
  [
    'a slip in personal',
    dormant('personel'),
    '4:12',
    '"personel" is not possible here; did you mean "personal"?',
    'write personal',
  ],
  [
    'personal, as other YAML says yes',
    dormant('{ personal: yes }'),
    '4:24',
    '"yes" is not possible here',
    'write true',
  ],
  [
    'a clock with a length of time',
    dormant('{ personal: 60 days }'),
    '4:24',
    "personal takes no length of time: each customer's own orders say how long",
    'write: personal: true, or a window instead: dormant: { after: 60 days, until: 1 year }',
  ],
  [
    'a clock with a beginning',
    dormant('{ personal: true, after: 60 days }'),
    '4:30',
    'unknown field "after"',
    'use one of personal, until, per segment, or remove the line',
  ],
  [
    'a number without a unit, inside a joined rule',
    dormant('{ all: [{ after: 1 year, until: 2 years }, { after: 180, by: [click] }] }'),
    '4:64',
    '180 what?',
    'write: after: 180 days',
  ],
  [
    'a misspelt field inside a joined rule',
    dormant('{ any: [{ after: 90 days, until: 1 year }, { after: 60 days, untill: 1 year, by: [login] }] }'),
    '4:73',
    'unknown field "untill"; did you mean "until"?',
    'write: dormant: { any: [{ after: 90 days, until: 1 year }, { after: 60 days, until: 1 year, by: [login] }] }',
  ],
  [
    'a misspelt join',
    dormant('{ al: [{ after: 1 year, until: 2 years }, { after: 180 days, by: [click] }] }'),
    '4:14',
    'unknown field "al"; did you mean "all"?',
    'write: dormant: { all: [{ after: 1 year, until: 2 years }, { after: 180 days, by: [click] }] }',
  ],
  [
    'a join of one',
    dormant('{ all: [{ after: 90 days, until: 1 year }] }'),
    '4:19',
    'all and any join two rules or more',
    'write a single one by itself',
  ],
  [
    'a join inside another',
    dormant('{ any: [personal, { all: [{ after: 1 year, until: 2 years }, { after: 180 days, by: [click] }] }] }'),
    '4:32',
    '"all" stands alone: nothing beside it, and not inside another',
    'write: dormant: { all: [ … ] } with windows and personal in the list, and nothing beside it',
  ],
  [
    'windows of segments beside a join',
    dormant(
      '{ all: [{ after: 1 year, until: 2 years }, personal], per segment: [{ segment: valued, after: 60 days }] }',
    ),
    '4:66',
    '"per segment" belongs inside a window of the list of all:',
    'write: all: [{ …, per segment: … }, …]',
  ],
  [
    'windows that must all hold, and none with an end',
    dormant('{ all: [{ after: 1 year }, { after: 180 days, by: [click] }] }'),
    '4:20',
    'until is missing: one window of all needs an end, or everybody who fell silent years ago is tried',
    'write: until: 2 years',
  ],
  [
    'a segment whose window begins when the rule has ended',
    dormant('{ after: 90 days, until: 1 year, per segment: [{ segment: valued, after: 400 days }] }'),
    '4:59',
    'until is missing: without it this segment is tried no longer than the others, which is before it begins',
    'write: until: 18 months',
  ],
  [
    'segments written as fields',
    dormant('{ after: 90 days, until: 1 year, per segment: { valued: 60 days } }'),
    '4:58',
    'expected a list, found fields',
    'write it like per segment: [{ segment: valued, after: 60 days }]',
  ],
  [
    'a segment that does not exist, in a window of its own',
    dormant('{ after: 90 days, until: 1 year, per segment: [{ segment: valeud, after: 60 days }] }'),
    '4:70',
    'there is no segment "valeud"; did you mean "valued"?',
    'write: segment: valued',
  ],
];

const KINDS: readonly Mistake[] = [
  [
    'a kind by another name',
    dormant('{ after: 90 days, until: 1 year, by: [visit, orders] }'),
    '4:57',
    'there is no kind of activity "orders"; did you mean "order"?',
    'write: by: [visit, order]',
  ],
  [
    'kinds without brackets',
    dormant('{ after: 90 days, until: 1 year, by: order and visit }'),
    '4:49',
    'expected a list, found text',
    'write: by: [order, visit]',
  ],
  [
    'a kind without brackets and by another name',
    dormant('{ after: 90 days, until: 1 year, by: clicks }'),
    '4:49',
    'expected a list, found text',
    'write: by: [click]',
  ],
  [
    'kinds without brackets, in braces',
    dormant('{ after: 90 days, until: 1 year, by: order, visit }'),
    '4:56',
    '"visit" belongs into the list of by:',
    'write: by: [order, visit]',
  ],
  [
    'an open, which mailboxes do by themselves',
    dormant('{ after: 90 days, until: 1 year, by: [email-open] }'),
    '4:50',
    'an open is no sign of life: mailboxes open mail by themselves',
    'write: by: [click], which only people do',
  ],
  [
    'a kind in capitals',
    dormant('{ after: 90 days, until: 1 year, by: [Store Visit] }'),
    '4:50',
    '"Store Visit": a kind of activity has only lower-case letters, digits and single hyphens',
    'write: by: [store-visit]',
  ],
  [
    'a kind that stops it and is none',
    besideGoal('stops on: [order, visits]'),
    '7:19',
    'there is no kind of activity "visits"; did you mean "visit"?',
    'write: stops on: [order, visit]',
  ],
  [
    'a misspelt goal, whatever it stops on',
    withGoal('loggin', '[login, visit]'),
    '6:7',
    'there is no kind of activity "loggin"; did you mean "login"?',
    'write: goal: login',
  ],
  [
    'what meets the goal, misspelt where it stops',
    withGoal('login', '[logn, order]'),
    '7:12',
    'there is no kind of activity "logn"; did you mean "login"?',
    'write: stops on: [login, order]',
  ],
  [
    'an order that meets the goal and does not stop',
    withGoal('login', '[login, visit]'),
    '7:11',
    'what meets the goal must also stop the sequence: add order',
    'write: stops on: [login, visit, order]',
  ],
];

const LIMITS: readonly Mistake[] = [
  [
    'a bare limit',
    besideGoal('limit per day: 500'),
    '7:16',
    '500 of what?',
    'write: limit per day: { customers: 500 }',
  ],
  [
    'a misspelt limit',
    besideGoal('limit a day: { customers: 500 }'),
    '7:1',
    'unknown field "limit a day"; did you mean "limit per day"?',
    'write: limit per day: { customers: 500 }',
  ],
  [
    'a turn that nobody has',
    besideGoal('limit per day: { customers: 500, first: most-valuable }'),
    '7:41',
    '"most-valuable" is not possible here; did you mean "most valuable"?',
    'write oldest or most valuable',
  ],
  [
    'a ramp that leads down',
    besideGoal('limit per day: { customers: 50, from: 500 }'),
    '7:39',
    'the first day takes more than the others',
    'from is where the limit begins, customers where it ends',
  ],
];

const TIERS: readonly Mistake[] = [
  [
    'a misspelt tier',
    offering('{ topp: ten-off }'),
    '12:76',
    'unknown field "topp"; did you mean "top"?',
    'write: - { id: gift, after: 7 days, channel: email, message: gift, incentive: { top: ten-off } }',
  ],
  [
    'an incentive of a tier that does not exist',
    offering('{ top: ten-of, low: ten-off }'),
    '12:81',
    'there is no incentive "ten-of"; did you mean "ten-off"?',
    'write: top: ten-off',
  ],
];

test.each([...RULES, ...KINDS, ...LIMITS, ...TIERS])(
  '%s is one problem at its place',
  async (_, changes, place, problem, fix) => {
    expect(await told(changes)).toEqual([{ place: `${SEQUENCE}:${place}`, problem, fix }]);
  },
);

const NOT_LOOKED = '\nSequences and messages were not looked at yet.';
const IN_SHOP: readonly Mistake[] = [
  [
    'a kind without brackets',
    inShop('activities: store-visit'),
    '6:13',
    'expected a list, found text',
    'write: activities: [store-visit]',
  ],
  [
    'a kind that every shop has',
    inShop('activities: [visit]'),
    '6:14',
    'every shop has this kind',
    'name only your own',
  ],
  [
    'a window without a unit',
    inShop('dormant: { after: 90, until: 1 year }'),
    '6:19',
    '90 what?',
    'write: after: 90 days',
  ],
];

test.each(IN_SHOP)('%s is one problem of the shop at its place', async (_, changes, place, problem, fix) => {
  expect(await told(changes)).toEqual([{ place: `${SHOP}:${place}`, problem, fix: `${fix}${NOT_LOOKED}` }]);
});

async function told(changes: Readonly<Record<string, string | undefined>>) {
  const problems = await problemsOf(changes);
  return problems.map(({ file, line, column, problem, fix }) => ({ place: `${file}:${line}:${column}`, problem, fix }));
}
