import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '#core/time';
import { ordersFile } from '../support/orders-file.ts';
import { aWorkplace, type Ran, type Workplace } from '../support/winback-command.ts';

const AS_OF = '2026-02-19' as Day;
/** With this seed a message of this shop bounces while another touch is still to come. */
const SEED = '8';
const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent,time_zone
NOSMS,Carla,carla@customer.example,+12025550103,yes,no,America/Denver
NOBODY,Dana,dana@customer.example,+12025550104,no,no,America/Chicago
BACK,Emil,emil@customer.example,+12025550105,yes,yes,America/New_York
LOYAL,Grace,grace@customer.example,+12025550106,yes,yes,America/New_York
`;
const SILENT = '2025-11-20';
const ORDERS = ['NOSMS', 'NOBODY', 'BACK'].map((id) => `${id},${SILENT},40\n`).join('');
const LATER = 'BACK,2026-02-21,70.50\nLOYAL,2026-02-10,15\n';

type Told = { readonly at: string; readonly when: string; readonly text: string };
let place: Workplace;
let journal: readonly Record<string, string>[];
beforeAll(async () => {
  place = await aWorkplace();
  const crowd = ordersFile(40, AS_OF);
  await place.write('orders.csv', crowd + ORDERS + LATER);
  await place.write('customers.csv', CUSTOMERS + detailsOf(crowd));
  const played = ['--orders', 'orders.csv', '--customers', 'customers.csv', '--as-of', AS_OF, '--days', '24'];
  const { code } = await place.run('run', ...played, '--seed', SEED, '--journal', 'journal.jsonl', '--data', 'shop');
  expect(code).toBe(0);
  journal = (await place.read('journal.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
});
afterAll(() => place.leave());

/** With a file of customers nobody else has an address: so everybody of the crowd is in it. */
function detailsOf(orders: string): string {
  const ids = new Set(
    orders
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[0]),
  );
  return [...ids].map((id) => `${id},,${id?.toLowerCase()}@customer.example,,yes,no,\n`).join('');
}

const explain = (...words: string[]): Promise<Ran> => place.run('explain', ...words, '--data', 'shop');

async function storyOf(customer: string): Promise<{ lines: Told[]; next: Told[]; timeZone: string }> {
  const { code, out, err } = await explain(customer, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

test('the story is told in order, on the clock of the customer, with a reason for what did not go out', async () => {
  const { code, out } = await explain('NOSMS');
  expect(code).toBe(0);
  expect(out).toMatch(/^Customer NOSMS, times in America\/Denver\n/);
  const told = [
    'Feb 19, 2026, 8:00 AM   Found dormant for gentle-90: last order 91 days ago, window 90 to 365 days.',
    'Feb 19, 2026, 8:00 AM   Enrolled in gentle-90 (version 1).',
    'Email miss-you sent.',
    'Received miss-you',
    'SMS nudge did not go out: there is no consent for this channel.',
    'Email what-is-new sent.',
    'Coming up, unless the customer comes back first:',
    'gentle-90 ends.',
  ];
  const places = told.map((words) => out.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('what follows from an order stands after it: the stop, then the close', async () => {
  const { lines, next } = await storyOf('BACK');
  const texts = lines.map(({ text }) => text);
  const order = texts.indexOf('Ordered for $70.50.');
  expect(texts.slice(order)).toEqual([
    'Ordered for $70.50.',
    'Stopped: the customer came back. Nothing more goes out.',
    'Closed: won back for $70.50.',
  ]);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
  expect(next).toEqual([]);
});

test('an address that bounced is said to be the reason why later touches did not go out', async () => {
  const skipped = journal.find(({ kind, reason }) => kind === 'skipped' && reason === 'suppressed');
  if (skipped === undefined) throw new TypeError('nobody is suppressed in time; choose another seed');
  const { lines } = await storyOf(`${skipped.customerId}`);
  const texts = lines.map(({ text }) => text);
  const bounced = texts.findIndex((text) => text.startsWith('Bounced:'));
  const notSent = `Email ${skipped.touch} did not go out: the address is suppressed after a bounce or a complaint.`;
  expect(bounced).toBeGreaterThan(-1);
  expect(texts.indexOf(notSent)).toBeGreaterThan(bounced);
});

test('whoever cannot be reached at all, or was never silent, is told so', async () => {
  const nobody = await explain('NOBODY');
  expect(nobody.out).toContain('Not enrolled in gentle-90: there is no channel with an address and consent.');
  const loyal = await explain('LOYAL');
  expect(loyal.out).toContain('Nothing has happened yet');
  expect(loyal.out).toMatch(/^Not for gentle-90 now: last order \d+ days ago, window 90 to 365 days\.$/m);
});

test('the consents are told, with where they come from and without any address', async () => {
  const { out } = await explain('NOSMS');
  expect(out).toMatch(
    /^Email: yes \(customers file, on or before Feb 1[89], 2026\)\.\nSMS: no \(customers file, on or before Feb 1[89], 2026\)\.$/m,
  );
  expect(out).not.toMatch(/@|202555/);
});

test('a customer that nobody knows is answered with no', async () => {
  const { code, out, err } = await explain('Nobody-1');
  expect({ code, out, err }).toEqual({ code: 1, out: 'There is no customer Nobody-1 in shop.\n', err: '' });
});

test('an address in the place of an id is bad input, and is not said again', async () => {
  const { code, out, err } = await explain('carla@customer.example');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^this is no customer id/);
  expect(err).not.toContain('carla');
});

test('a folder without a world is bad input that says how to make one, or where there is one', async () => {
  const { code, err } = await place.run('explain', 'NOSMS', '--data', 'elsewhere');
  expect(code).toBe(2);
  expect(err).toMatch(/^there is no local world in elsewhere; make one with npm start or npx winback run/);
  await place.write('orders.csv', 'customer_id,ordered_on,amount\nA1,2026-01-10,20\n');
  await place.run('run', '--orders', 'orders.csv', '--as-of', '2026-02-01', '--days', '1', '--responses', 'none');
  const { err: hint } = await place.run('explain', 'A1', '--data', 'elsewhere');
  expect(hint).toBe('there is no local world in elsewhere; there is one in .winback/run: add --data .winback/run\n');
});
