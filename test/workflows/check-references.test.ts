import { expect, test } from 'vitest';
import { loadWorkflows } from '#workflows/load';
import { changed, problemsOf, withPlan } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';
const GIFT = 'messages/gift/email.txt';
const WINDOW = 'dormant: { after: 90 days, until: 1 year }';

const dormant = (rule: string) => changed(SEQUENCE, WINDOW, `dormant: ${rule}`);
const inShop = (field: string) => changed('shop.yaml', 'currency: USD', `currency: USD\n${field}`);
const offering = (incentive: string) => changed(SEQUENCE, 'incentive: ten-off', `incentive: ${incentive}`);

test('a kind that is like no other may be named in the shop, and is fine when it is', async () => {
  const sequence = dormant('{ after: 90 days, until: 1 year, by: [order, store-visit] }');
  const [problem] = await told(sequence);
  expect(problem?.problem).toBe('there is no kind of activity "store-visit"');
  expect(problem?.fix).toMatch(
    /^use one of order, visit, .*, or name it in .*shop\.yaml: activities: \[store-visit\]$/,
  );
  expect(await told({ ...sequence, ...inShop('activities: [store-visit]') })).toEqual([]);
});

test('a topic is one of the shop', async () => {
  const about = (topic: string) => changed(SEQUENCE, 'goal: order', `topic: ${topic}\ngoal: order`);
  const shop = inShop('topics: { offers: Offers and discounts }');
  const [unknown] = await told(about('news'));
  expect(unknown?.problem).toBe('there is no topic "news"');
  expect(unknown?.fix).toContain('shop.yaml: topics: { news: the words for customers }');
  expect((await told({ ...about('ofers'), ...shop }))[0]?.fix).toBe('write: topic: offers');
  expect(await told({ ...about('offers'), ...shop })).toEqual([]);
});

test.each(['Offers and discounts', 'offers and discount', 'Offers'])(
  'the topic "%s" is told by its name',
  async (said) => {
    const about = changed(SEQUENCE, 'goal: order', `topic: ${said}\ngoal: order`);
    const shop = inShop('topics: { offers: Offers and discounts }');
    expect(await told({ ...about, ...shop })).toMatchObject([
      { problem: `there is no topic "${said}"; did you mean "offers"?`, fix: 'write: topic: offers' },
    ]);
  },
);

const NINE = Array.from({ length: 11 }, (_, index) => `t${index}: Words`).join(', ');
test.each([
  [
    'topics:\n  offers:',
    'the topic "offers" has no words for customers',
    'write the words that customers read, as in offers: Offers and discounts',
  ],
  [
    'topics:\n  - offers: Offers',
    'topics are no list',
    'topics are `name: words`, without -, as in offers: Offers and discounts',
  ],
  [`topics: { ${NINE} }`, 'there are 11 topics; at most 8 fit on the page', 'remove 3'],
])('topics of the shop that were written as %j', async (written, problem, fix) => {
  const [found, ...others] = await told(inShop(written));
  expect([found?.problem, found?.fix.split('\n')[0], others]).toEqual([problem, fix, []]);
});

test('a personal clock needs the window of the shop, and an end after it', async () => {
  const shop = inShop('dormant: { after: 90 days, until: 1 year }');
  const [alone] = await told(dormant('personal'));
  expect(alone).toMatchObject({
    place: `${SEQUENCE}:4:12`,
    problem: 'a personal clock needs a window to fall back to, for customers with too few orders',
  });
  expect(alone?.fix).toContain('shop.yaml: dormant: { after: 90 days, until: 1 year }');
  expect(await told({ ...dormant('personal'), ...shop })).toEqual([]);
  expect(await told({ ...dormant('{ personal: true, until: 60 days }'), ...shop })).toEqual([
    {
      place: `${SEQUENCE}:4:37`,
      problem: "this ends after 60 days; the shop's window begins after 90, and no clock says dormant before 30",
      fix: 'write: until: 1 year',
    },
  ]);
  const late = dormant('{ personal: true, per segment: [{ segment: valued, after: 400 days }] }');
  expect(await told({ ...late, ...shop })).toEqual([
    {
      place: `${SEQUENCE}:4:70`,
      problem: 'this begins after 400 days, when the rule has ended (365 days)',
      fix: 'add an until of its own, for example until: 2 years',
    },
  ]);
});

test('a message that goes to tiers without an incentive must read well without one', async () => {
  const everyTier = '{ top: ten-off, high: ten-off, middle: ten-off, low: ten-off }';
  expect(await told(offering(everyTier))).toEqual([]);
  const problems = await told(offering('{ top: ten-off, high: ten-off }'));
  expect(problems.map(({ place }) => place.replace(/:\d+:\d+$/, ''))).toContain(GIFT);
  expect(new Set(problems.map(({ problem, fix }) => `${problem} | ${fix}`))).toEqual(
    new Set([
      'these words speak of an incentive, which customers of some value tiers do not get | put {% if incentive %} … {% endif %} around them, or give every tier one',
    ]),
  );
});

test('a message is tried with the incentive of each tier', async () => {
  const sms = '{{ shop.name }}: {{ incentive.words }} {{ incentive.code }}. Reply STOP to opt out';
  const long = `{% if incentive.words contains "free shipping" %}${'!'.repeat(480)}{% endif %}`;
  const plan = {
    'incentives.yaml': `ten-off: { percent off: 10, up to: 20, expires after: 14 days }
parcel: { free shipping: true, worth: 8, expires after: 14 days }
`,
    'messages/nudge/sms.txt': `${sms}${long}\n`,
  };
  const nudgeWith = (incentive: string) =>
    changed(SEQUENCE, 'message: nudge }', `message: nudge, incentive: ${incentive} }`);
  expect(await told({ ...plan, ...nudgeWith('ten-off') })).toEqual([]);
  const [problem] = await told({
    ...plan,
    ...nudgeWith('{ top: ten-off, high: ten-off, middle: ten-off, low: parcel }'),
  });
  expect(problem?.problem).toMatch(/^the SMS has 4 parts/);
});

async function told(changes: Readonly<Record<string, string | undefined>>) {
  const problems = await problemsOf(changes);
  return problems.map(({ file, line, column, problem, fix }) => ({ place: `${file}:${line}:${column}`, problem, fix }));
}

test('a sequence takes along all segments that it names, and those that they name', async () => {
  const plan = {
    'segments.yaml': `valued: { all: [{ field: orders, at least: 3 }] }
regulars: { all: [{ segment: valued }, { none: [{ segment: guests }] }] }
guests: { all: [{ field: orders, at most: 0 }] }
others: { all: [{ field: orders, at least: 1 }] }
`,
    ...changed(
      SEQUENCE,
      `${WINDOW}\n  segment: valued`,
      'dormant: { after: 90 days, until: 1 year, per segment: [{ segment: regulars, after: 60 days }] }',
    ),
  };
  const answer = await withPlan(plan, loadWorkflows);
  const [file] = answer.status === 'loaded' ? answer.published : [];
  expect(Object.keys(file?.segments ?? {})).toEqual(['valued', 'regulars', 'guests']);
});
