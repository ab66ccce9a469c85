import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Ran, type Workplace } from '../support/winback-command.ts';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('orders.csv', ORDERS);
  await place.write('theirs.csv', ORDERS.replace('customer_id,ordered_on,amount', 'Customer ID,Date,Total'));
  await place.write('customers.csv', CUSTOMERS);
});
afterAll(() => place.leave());

const ORDERS = `customer_id,ordered_on,amount
A1,2025-11-20,40.00
A2,2025-11-20T23:59:00Z,55.50
A1,2025-10-01,12
B1,2025-02-29,10
B2,2025-11-20,ten
ada@customer.example,2025-11-20,10
B4,2025-11-20
B5,2025-11-20,10,extra
B6,2025-11-20,"10
B7,,10
A4,2025-11-20,80
`;
const REASONS = [
  'orders.csv:5: ordered_on: no such date',
  'orders.csv:6: amount: not an amount of money; write it like 20 or 19.95',
  'orders.csv:7: customer_id: a customer id has letters, digits, - and _ only, and is never an address',
  'orders.csv:8: the row has 2 columns, the header has 3',
  'orders.csv:9: the row has 4 columns, the header has 3',
  'orders.csv:10: a quote is opened and never closed, or stands where none may be',
  'orders.csv:11: ordered_on is missing',
];
const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent,time_zone
A1,Ada,ada@customer.example,+12025550101,yes,no,America/Denver
D1,Emil,emil at example,,yes,yes,America/Denver
`;
const OUR_NAMES = 'customer_id=Customer ID,ordered_on=Date,amount=Total';

/** What a script reads: the one object on stdout. */
function answerOf({ code, out }: Ran) {
  expect(code).toBe(0);
  return JSON.parse(out);
}

test('good rows are loaded, bad ones are listed by file and line, and twice is once', async () => {
  const words = ['import', '--orders', 'orders.csv', '--customers', 'customers.csv', '--data', 'twice'];
  const first = await place.run(...words, '--json');
  const counts = { read: 13, accepted: 5, rejected: 8, madeUp: 2 };
  expect(answerOf(first)).toMatchObject({ ...counts, created: 3, changed: 0, unchanged: 0 });
  expect(answerOf(first).reasons).toContainEqual({ file: 'orders.csv', line: 5, reason: 'ordered_on: no such date' });
  expect(first.err.trimEnd().split('\n')).toEqual([
    '8 rows were not taken; the rest of the file was.',
    'customers.csv:3: email: not an email address',
    ...REASONS,
  ]);
  const again = await place.run(...words, '--json', '--show-rejected', '2');
  expect(answerOf(again)).toMatchObject({ ...counts, created: 0, changed: 0, unchanged: 3, madeUp: 0 });
  expect(answerOf(again).reasons).toHaveLength(2);
});

test('a header without our names is refused before anything is written, and --columns is the cure', async () => {
  const words = ['import', '--orders', 'theirs.csv', '--data', 'theirs'];
  const refused = await place.run(...words);
  expect(refused).toEqual({
    code: 2,
    out: '',
    err: "theirs.csv:1: the header has no column ordered_on, amount (it has Customer ID, Date, Total); name it with --columns ordered_on=<the file's name for it>\n",
  });
  await expect(place.read('theirs/world.json')).rejects.toThrow('ENOENT');
  const { code, out } = await place.run(...words, '--columns', OUR_NAMES);
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 3)).toEqual([
    '11 rows read, 4 accepted, 7 rejected.',
    '3 customers are new, 0 changed, 0 stayed as before.',
    expect.stringMatching(/^It took [\d.]+ seconds?: [\d,]+ rows? a second\.$/),
  ]);
});

describe('a no in a row that is rejected', () => {
  const HEADER = 'customer_id,email,email_consent,tier';
  const into = (data: string) => ['import', '--customers', 'nos.csv', '--data', data];

  test('is recorded, and that is told with the reason', async () => {
    await place.write('nos.csv', `${HEADER}\nA1,ada@customer.example,yes,gold\n`);
    const first = await place.run(...into('nos'));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Kept as profile fields: tier.\n');
    await place.write('nos.csv', `${HEADER}\nA1,ada at example,no,gold\nNEW,x,no,\n`);
    const { code, out, err } = await place.run(...into('nos'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2 rows read, 0 accepted, 2 rejected\.\n0 customers are new, 1 changed, 0 stayed as before\.\n/,
    );
    expect(err).toBe(`2 rows were not taken; the rest of the file was.
nos.csv:2: email: not an email address; the no was recorded
nos.csv:3: email: not an email address; the no was recorded
`);
    const explained = await place.run('explain', 'A1', '--data', 'nos');
    expect(explained.out).toContain('Email: no (customers file, ');
  });

  test('that cannot be recorded is told first, and the answer is no', async () => {
    await place.write('nos.csv', `${HEADER}\nA1,x,yes,\na b,ada@customer.example,no,\n`);
    const people = await place.run(...into('lost'));
    expect(people.code).toBe(1);
    expect(people.err.split('\n').slice(1, 3)).toEqual([
      'nos.csv:3: customer_id: a customer id has letters, digits, - and _ only, and is never an address; the no was not recorded, as nobody can tell whose it is',
      'nos.csv:2: email: not an email address',
    ]);
    expect(people.out).toContain('In 1 row a no may be lost. Mend what the list above begins with, ');
    const scripts = await place.run(...into('lost'), '--json');
    expect(scripts.code).toBe(1);
    expect(JSON.parse(scripts.out)).toMatchObject({ rejected: 2, noRecorded: 0, noLost: 1, created: 0 });
  });
});

test('a header that would be misunderstood is refused before anything is written', async () => {
  await place.write('wrong.csv', 'customer_id,email_consnet,unsubscribed\nA1,no,yes\n');
  const { code, out, err } = await place.run('import', '--customers', 'wrong.csv', '--data', 'wrong');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(
    /^wrong\.csv:1: unknown column "email_consnet"; did you mean "email_consent"\? .*\nwrong\.csv:1: the column "unsubscribed" says who must not be written to/,
  );
  await expect(place.read('wrong/world.json')).rejects.toThrow('ENOENT');
});

test.each([
  [
    'no file at all',
    [],
    'nothing to import: give --customers FILE, --orders FILE, --activities FILE or several of them',
  ],
  [
    'a file that is not there',
    ['--orders', 'order.csv'],
    'order.csv: there is no such file; give the path of a CSV or JSON Lines file',
  ],
])('%s is bad input, and no world is made', async (_what, options, words) => {
  const { code, out, err } = await place.run('import', ...options, '--data', 'none', '--json');
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: `${words}\n` });
  await expect(place.read('none/world.json')).rejects.toThrow('ENOENT');
});

/** Some place on earth has it already, so it is taken; what comes later passes for a return and is not. */
function tomorrow(): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
  return new Date(Date.parse(day) + 24 * 60 * 60_000).toISOString().slice(0, 10);
}

test('activities of any kind are loaded; those that the shop does not know, and those to come, are told', async () => {
  const rows = [
    'A1,visit,2025-11-20',
    'A1,login,2025-11-21',
    'A1,lgoin,2025-11-21',
    'A1,click,2199-01-01',
    `A1,visit,${tomorrow()}`,
  ];
  await place.write('activities.csv', `customer_id,kind,happened_on\n${rows.join('\n')}\n`);
  const { code, out, err } = await place.run('import', '--activities', 'activities.csv', '--data', 'activities');
  expect(code).toBe(0);
  expect(err).toContain('activities.csv:4: kind: "lgoin" is no activity of this shop; did you mean "login"?');
  expect(err).toContain('activities.csv:5: happened_on: lies in the future; ');
  expect(out).toMatch(/^5 rows read, 3 accepted, 2 rejected\.\n1 customer is new, /);
  expect(out).toMatch(/\n1 activity lies in the future: the clock of activities stands at \d{4}-\d\d-\d\d\.\n/);
});

describe('the file of rejected rows', () => {
  test("has all of them as they stand, is its owner's alone, and says so", async () => {
    const words = ['import', '--orders', 'orders.csv', '--data', 'rejects', '--rejects', 'rejects.csv'];
    const { code, err } = await place.run(...words, '--show-rejected', '0');
    expect(code).toBe(0);
    expect(err).toContain('All of them are in rejects.csv, which only you may read: it holds what the rows hold.\n');
    const [head, first, ...others] = (await place.read('rejects.csv')).trimEnd().split('\n');
    expect([head, first]).toEqual(['file,line,reason,row', 'orders.csv,5,ordered_on: no such date,"B1,2025-02-29,10"']);
    expect(others).toHaveLength(REASONS.length - 1);
  });

  test('is not made for a file whose header is refused', async () => {
    const words = ['import', '--orders', 'theirs.csv', '--data', 'none', '--rejects', 'none.csv'];
    expect((await place.run(...words)).code).toBe(2);
    await expect(place.read('none.csv')).rejects.toThrow('ENOENT');
  });
});

describe('what is stated of the files', () => {
  const STATED = ['--delimiter', 'semicolon', '--dates', 'dd.mm.yyyy', '--decimal', 'comma'];
  const into = (...words: string[]) => ['import', '--orders', 'german.csv', '--data', 'stated', ...words];

  test('is believed: dates, money, and what stands between cells', async () => {
    await place.write('german.csv', 'customer_id;ordered_on;amount\r\nA1;31.12.2025;1.234,50\r\n');
    expect(answerOf(await place.run(...into(...STATED), '--json'))).toMatchObject({
      accepted: 1,
      rejected: 0,
      passed: {},
    });
  });

  test.each([
    [['--dates', 'dd.mm.yy'], /option '--dates <form>' argument 'dd\.mm\.yy' is invalid/],
    [['--preset', 'shopfy'], /option '--preset <name>' argument 'shopfy' is invalid/],
    [['--country', 'Germany'], /^--country: "Germany" is no country; write its two letters/],
  ])('and refused where nobody knows what it means: %j', async (words, message) => {
    const { code, err } = await place.run(...into(...words));
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

test('a preset reads an export as it is; rows that are rightly not used are counted by reason', async () => {
  const header = 'Name,Email,Financial Status,Currency,Total,Created at,Lineitem name';
  const rows = [
    '#1001,ada@customer.example,paid,USD,40.00,2025-11-20 10:00:00 -0500,Tea',
    '#1001,ada@customer.example,,,,2025-11-20 10:00:00 -0500,Cups',
    '#1002,ben@customer.example,refunded,USD,12.00,2025-11-21 10:00:00 -0500,Tea',
  ];
  await place.write('shopify.csv', `${header}\n${rows.join('\n')}\n`);
  const words = ['import', '--orders', 'shopify.csv', '--preset', 'shopify', '--data', 'shopify'];
  const { passed, ...counts } = answerOf(await place.run(...words, '--json'));
  expect(counts).toMatchObject({ read: 3, accepted: 1, rejected: 0, created: 1 });
  expect(Object.values(passed)).toEqual([1, 1]);
  const { out } = await place.run(...words);
  expect(out).toMatch(/^3 rows read, 1 accepted, 0 rejected, 2 passed over\.\n/);
  expect(out.match(/^Passed over: 1 row, \S.*\.$/gm)).toHaveLength(2);
});
