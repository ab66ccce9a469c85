import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#core/time';
import { customersFile, ordersFile } from '../support/orders-file.ts';
import { aWorkplace, type Ran, type Workplace } from '../support/winback-command.ts';

const CUSTOMERS = 150;
const AS_OF = '2026-02-19' as Day;
const PLAYED = ['run', '--orders', 'orders.csv', '--customers', 'customers.csv', '--as-of', AS_OF, '--days', '40'];

type Line = { at: string; kind: string; customerId: string; sequence?: string; enrollmentId?: string };
const kindsOf = (lines: readonly Line[], kind: string) => lines.filter((line) => line.kind === kind);
const linesOf = (journal: string): Line[] =>
  journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const withoutSeconds = ({ seconds: _seconds, ...rest }: Record<string, unknown>) => rest;

let place: Workplace;
let local: Ran;
let journal: Line[];
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('orders.csv', ordersFile(CUSTOMERS, AS_OF));
  await place.write('customers.csv', customersFile(CUSTOMERS));
  local = await place.run(...PLAYED, '--seed', '7', '--journal', 'deep/local.jsonl', '--data', 'first', '--json');
  journal = linesOf(await place.read('deep/local.jsonl'));
});
afterAll(() => place.leave());

test('--json prints the whole contract as one object, and progress goes elsewhere', () => {
  expect(local.code).toBe(0);
  expect(JSON.parse(local.out)).toMatchObject({
    customers: CUSTOMERS,
    orders: CUSTOMERS * 4 + Math.floor(CUSTOMERS / 4),
    rejected: 0,
    sentAfterStop: 0,
    sentTwice: 0,
    deadLetters: 0,
    days: 40,
    seconds: expect.any(Number),
    transitionsPerJourney: { max: expect.any(Number), mean: expect.any(Number) },
  });
  expect(local.err).toMatch(/day 1 of 40/);
});

test('the summary counts what the journal tells', () => {
  const summary = JSON.parse(local.out);
  const dormant = new Set(kindsOf(journal, 'dormant').map(({ customerId }) => customerId));
  expect(summary).toMatchObject({
    dormant: dormant.size,
    enrolled: kindsOf(journal, 'enrolled').length,
    heldOut: kindsOf(journal, 'heldOut').length,
  });
  const { email, sms } = summary.touches;
  expect(email.sent + sms.sent).toBe(kindsOf(journal, 'sent').length);
  expect(summary.journeys.ended + summary.journeys.open).toBe(summary.enrolled);
  const outcomes = Object.values<number>(summary.outcomes).reduce((sum, count) => sum + count, 0);
  expect(outcomes).toBe(summary.journeys.ended);
});

test('the journal is in the order of time, without a single address, number or name', async () => {
  const instants = journal.map(({ at }) => at);
  expect(instants).toEqual([...instants].sort());
  expect(await place.read('deep/local.jsonl')).not.toMatch(/@|\+1202|Ada/);
});

test('without --sequence every sequence runs, and somebody comes back, is skipped, is held out', () => {
  expect(new Set(kindsOf(journal, 'enrolled').map(({ sequence }) => sequence))).toEqual(
    new Set(['gentle-90', 'valued-365']),
  );
  for (const kind of ['heldOut', 'skipped', 'response', 'stopped', 'closed', 'notEnrolled'])
    expect(kindsOf(journal, kind), kind).not.toHaveLength(0);
});

describe('the same once more', () => {
  test('the same seed gives the same journal, byte for byte', async () => {
    await place.run(...PLAYED, '--seed', '7', '--journal', 'again.jsonl', '--data', 'second', '--json');
    expect(await place.read('again.jsonl')).toBe(await place.read('deep/local.jsonl'));
  });

  test('memory tells the same facts as the store on disk', async () => {
    const memory = await place.run(
      ...PLAYED,
      '--seed',
      '7',
      '--journal',
      'memory.jsonl',
      '--store',
      'memory',
      '--json',
    );
    const sorted = async (file: string) => (await place.read(file)).split('\n').sort();
    expect(await sorted('memory.jsonl')).toEqual(await sorted('deep/local.jsonl'));
    expect(withoutSeconds(JSON.parse(memory.out))).toEqual(withoutSeconds(JSON.parse(local.out)));
  });

  test('another seed and one sequence: others come back, and nobody enters the other sequence', async () => {
    const words = ['--sequence', 'gentle-90', '--seed', '8', '--store', 'memory', '--journal', 'other.jsonl'];
    const { code, out } = await place.run(...PLAYED, ...words);
    const lines = linesOf(await place.read('other.jsonl'));
    expect(new Set(kindsOf(lines, 'enrolled').map(({ sequence }) => sequence))).toEqual(new Set(['gentle-90']));
    expect(kindsOf(lines, 'response')).not.toEqual(kindsOf(journal, 'response'));
    expect(code).toBe(0);
    expect(out).toMatch(/^150 customers with 637 orders, 40 days played in [\d.]+ s\n/);
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

test('visits and other signs of life of the time before are history, and the later ones happen on their day', async () => {
  const rows = ['P1,visit,2026-02-18', 'P1,login,2026-02-19', 'P2,visit,2026-02-20', 'P2,visit,2026-05-01'];
  await place.write('activities.csv', ['customer_id,kind,happened_on', ...rows, ''].join('\n'));
  const words = [
    '--activities',
    'activities.csv',
    '--responses',
    'none',
    '--store',
    'memory',
    '--journal',
    'quiet.jsonl',
  ];
  const { out } = await place.run(...PLAYED, ...words, '--json');
  const told = linesOf(await place.read('quiet.jsonl')).filter((line) => line.kind === 'response');
  expect(told.filter((line) => !('cents' in line))).toEqual([
    {
      at: '2026-02-19T17:00:00.000Z',
      kind: 'response',
      customerId: 'P1',
      response: 'activity',
      ref: expect.stringMatching(/^login-\d+$/),
      reason: 'login',
    },
    {
      at: '2026-02-20T17:00:00.000Z',
      kind: 'response',
      customerId: 'P2',
      response: 'visit',
      ref: expect.stringMatching(/^visit-\d+$/),
    },
  ]);
  expect(JSON.parse(out)).toMatchObject({ customers: CUSTOMERS, responses: { activity: 1, visit: 1 } });
});

test('a sequence that does not exist is bad input that names the nearest', async () => {
  const { code, out, err } = await place.run(...PLAYED, '--sequence', 'gentle90', '--json');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('--sequence: there is no sequence "gentle90"; did you mean "gentle-90"? (gentle-90, valued-365)\n');
});
