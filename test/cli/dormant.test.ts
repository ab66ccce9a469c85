// What winback dormant says, and that it says of real orders what the file says.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Ran, type Workplace } from '../support/winback-command.ts';

const FILE = '../shared/data/cdnow-orders.csv';
const found = existsSync(FILE);
if (!found) process.stderr.write(`skipped: the dormant among real orders need ${FILE}\n`);

const ORDERS = `customer_id,ordered_on,amount
A1,2026-01-10,20
A2,2026-02-01,30
A3,2026-05-20,10
A3,2026-06-10,10
`;
const CUSTOMERS = `customer_id,email,email_consent
A1,ada@customer.example,yes
A2,ben@customer.example,no
`;

const VISITS = `customer_id,kind,happened_on
A1,visit,2026-04-01
A1,visit,2026-06-01
A4,visit,2026-05-01
`;

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('orders.csv', ORDERS);
  await place.write('customers.csv', CUSTOMERS);
  await place.write('visits.csv', VISITS);
  const segments = await place.read('workflows/segments.yaml');
  await place.write('workflows/segments.yaml', `${segments}\nrepeat:\n  all: [{ field: orders, at least: 2 }]\n`);
});
afterAll(() => place.leave());

const dormant = (...words: string[]): Promise<Ran> => place.run('dormant', '--orders', 'orders.csv', ...words);

test('people read who is dormant, from which file, and who can be reached', async () => {
  const { code, out } = await dormant('--as-of', '2026-06-01', '--customers', 'customers.csv');
  expect(code).toBe(0);
  expect(out).toContain('3 customers with 3 orders before 2026-06-01, from orders.csv\n1 later order left out\n');
  expect(out).toContain('2 are dormant (66.7%): silent for 90 days or more\n');
  expect(out).toMatch(/^120 to 149 +2 +█+$/m);
  expect(out).toMatch(/^0 to 29 +1 +░+$/m);
  expect(out).toContain('Tiers by money spent so far: too few customers ordered again for the models.');
  expect(out).toMatch(/^Email +1 +50\.0%$/m);
  expect(out).toMatch(/^on none +1 +50\.0%$/m);
});

test('any sign of life counts that is asked for, and only what came before the day', async () => {
  const asked = ['--as-of', '2026-06-01', '--activities', 'visits.csv', '--by', 'order,visit'];
  const { code, out } = await dormant(...asked, '--customers', 'customers.csv', '--per-day', '1');
  expect(code).toBe(0);
  expect(out).toContain(
    '4 customers with an activity (order or visit) and 3 orders before 2026-06-01, from orders.csv and visits.csv\n',
  );
  // A1 visited on 1 April, 61 days before; only A2 has done nothing since 1 February.
  expect(out).toContain('1 is dormant (25.0%): without order or visit for 90 days or more\n');
  expect(out).toContain('At 1 a day all of them may enter on the first day.');
  const { windows } = JSON.parse((await dormant(...asked, '--after', '45 days', '--json')).out);
  expect(windows.map((one: { after: number; dormant: number }) => [one.after, one.dormant])).toEqual([
    [23, 3],
    [30, 3],
    [45, 2],
    [68, 1],
    [90, 1],
  ]);
});

test('a clock of their own needs repeat orders; where there is none the window is told that was used instead', async () => {
  const { out } = await dormant('--as-of', '2026-06-01', '--personal', '--after', '120 days', '--until', '130 days');
  expect(out).toContain(
    '1 is dormant (33.3%): silent since the last order for as long as their own clock says, or, where it says nothing, for 120 to 130 days\n',
  );
  expect(out).toMatch(/^the window for those without a clock +3 +1 +33\.3%$/m);
  expect(out).toMatch(/^their own clock \(asked\) +1 +33\.3%/m);
});

test('a sequence is asked about by its own rule and segment, a segment by its name', async () => {
  const { out: bySequence } = await dormant('--as-of', '2026-06-01', '--sequence', 'gentle-90', '--json');
  expect(JSON.parse(bySequence)).toMatchObject({ after: 90, until: 365, dormant: 2, segment: null });
  const { out: bySegment } = await dormant('--as-of', '2026-12-01', '--segment', 'repeat', '--json');
  // Only A3 has ordered more than once by then.
  expect(JSON.parse(bySegment)).toMatchObject({ customers: 1, outside: 2, dormant: 1, segment: 'repeat', orders: 2 });
});

test('a world is looked into as it stands', async () => {
  const world = ['--data', '.winback/looked'];
  const played = ['--as-of', '2026-06-01', '--days', '1', '--responses', 'none'];
  expect(await place.run('run', '--orders', 'orders.csv', ...played, ...world)).toMatchObject({ code: 0 });
  const { code, out, err } = await place.run('dormant', ...world);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(out).toContain('3 customers with 3 orders as of 2026-06-01, from .winback/looked\n');
  expect(out).toContain('2 are dormant (66.7%): silent for 90 days or more\n');
  expect(out).toMatch(/^Email +2 +100\.0%$/m);
}, 30_000);

test('the page stands alone, and names nobody', async () => {
  await place.write('two <b>.csv', ORDERS);
  const { code, err } = await place.run(
    ...['dormant', '--orders', 'two <b>.csv', '--as-of', '2026-06-01', '--customers', 'customers.csv'],
    ...['--html', 'page.html'],
  );
  expect({ code, told: err.includes('The page is in page.html.') }).toEqual({ code: 0, told: true });
  const page = await place.read('page.html');
  expect(page).toContain('<title>Acorn &#38; Oak: who is dormant on June 1, 2026</title>');
  expect(page).not.toMatch(/<script|https?:|url\(|@import|<b>|NaN|undefined|customer\.example|\bA1\b/);
  expect(page).toContain('<title>120 to 149 days: 2, dormant: 2</title>');
});

test.each([
  [['--as-of', '2026-06-01', '--after', 'soon'], '"soon" is not a length of time; write it like 90 days'],
  [['--as-of', '2026-06-01', '--after', '0 days'], 'at least 1 day; write it like 90 days'],
  [['--as-of', '2026-06-01', '--after', '6 hours'], 'silence is counted in whole days'],
  [['--as-of', '2026-06-01', '--until', '90 days'], '--until: 90 days are not longer than --after, which is 90 days'],
  [['--as-of', '2026-01-10'], '--as-of 2026-01-10: the first order of orders.csv is of 2026-01-10'],
  [[], '--as-of: say on which day the files are looked at'],
  [['--as-of', '2026-06-01', '--by', 'orders'], '--by: "orders" is no kind of activity; did you mean "order"?'],
  [['--as-of', '2026-06-01', '--segment', 'valud'], 'there is no segment "valud"; did you mean "valued"?'],
  [
    ['--as-of', '2026-06-01', '--sequence', 'gentle-90', '--after', '9 days'],
    "option '--sequence <name>' cannot be used with option '--after <time>'",
  ],
])('%j is refused, and told', async (words, told) => {
  const { code, out, err } = await dormant(...words, '--json');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(told);
});

describe.skipIf(!found)('real orders as of 1 July 1998', () => {
  let answer: Record<string, unknown>;
  beforeAll(async () => {
    const { out } = await place.run(
      ...['dormant', '--orders', resolve(FILE), '--as-of', '1998-07-01', '--after', '90 days', '--json'],
    );
    answer = JSON.parse(out);
  }, 60_000);

  test('every count is the one that the file gives', () => {
    const silences = silencesBefore('1998-07-01');
    const dormantAfter = (after: number) => silences.filter((days) => days >= after).length;
    expect(answer).toMatchObject({
      ...{ asOf: '1998-07-01', after: 90, until: null, customers: silences.length, dormant: dormantAfter(90) },
      ...{ reachable: 'unknown', crossingPerDay: crossed(90) / 30 },
      windows: [45, 60, 90, 135, 180].map((after) => ({
        ...{ after, dormant: dormantAfter(after), crossingPerDay: crossed(after) / 30 },
      })),
      histogram: Array.from({ length: 19 }, (_, month) => ({
        ...{ from: month * 30, to: month * 30 + 30 },
        customers: dormantAfter(month * 30) - dormantAfter(month * 30 + 30),
      })),
    });
  });

  test('the tiers are shares of all customers, and by expected value', () => {
    const count = silencesBefore('1998-07-01').length;
    const all = { top: Math.ceil(count * 0.05), high: Math.ceil(count * 0.2) - Math.ceil(count * 0.05) };
    expect(answer).toMatchObject({ tiers: { by: 'expectedValue', all } });
  });
});

// By hand: nothing of ours below, only the file and the calendar.

function daysByCustomer(): ReadonlyMap<string, readonly number[]> {
  const rows = readFileSync(FILE, 'utf8').trim().split('\n').slice(1);
  const orders = rows.map((row) => row.split(',')).map(([id = '', day = '']) => [id, Date.parse(day) / 864e5] as const);
  return new Map([...Map.groupBy(orders, ([id]) => id)].map(([id, own]) => [id, own.map(([, day]) => day)]));
}

/** Of every customer who had ordered before a day, how many days ago that last was. */
function silencesBefore(date: string, orders = daysByCustomer()): readonly number[] {
  const today = Date.parse(date) / 864e5;
  const lasts = [...orders.values()].map((days) => Math.max(...days.filter((day) => day < today)));
  return lasts.filter(Number.isFinite).map((last) => today - last);
}

/** Day by day through June 1998: whose last order before the day is exactly so many days old? */
function crossed(after: number): number {
  const orders = daysByCustomer();
  const june = Array.from({ length: 30 }, (_, index) => `1998-06-${String(index + 1).padStart(2, '0')}`);
  return june.reduce((sum, date) => sum + silencesBefore(date, orders).filter((days) => days === after).length, 0);
}
