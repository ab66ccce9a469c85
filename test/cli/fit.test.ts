import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DaySchema, daysBetween, plusDays } from '#core/time';
import { simulatedRows } from '../support/simulated-rows.ts';
import { isThere, SAMPLE_FILE, WHOLE_FILE } from '../support/simulated-shop.ts';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
});
afterAll(() => place.leave());

type Rule = { rule: string; flagged: number; precision?: number; recall?: number; f1?: number };
const named = (rules: Rule[], name: string) => rules.find(({ rule }) => rule === name);

describe.skipIf(!isThere(SAMPLE_FILE))('the published sample, first 39 weeks', () => {
  const words = ['fit', '--orders', resolve(SAMPLE_FILE), '--until', '1997-09-30'];

  test('scripts get the published parameters', async () => {
    const { code, out } = await place.run(...words, '--json');
    const answer = JSON.parse(out);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ until: '1997-09-30', customers: 2357, repeatBuyers: 946, rejected: 0 });
    const figures = (names: string[], decimals: number) => names.map((name) => answer[name].toFixed(decimals));
    expect(figures(['r', 'alpha', 'a', 'b'], 3)).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(figures(['logLikelihood'], 1)).toEqual(['-9582.4']);
    expect(figures(['p', 'q', 'gamma'], 2)).toEqual(['6.25', '3.74', '15.44']);
    expect(Object.keys(answer.standardErrors)).toEqual(['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma']);
  });

  test('people read them with what they mean', async () => {
    const { out } = await place.run(...words);
    expect(out).toMatch(/^r +0\.243 +0\.013$/m);
    expect(out).toMatch(/^gamma +15\.44 +4\.16$/m);
    // 4.414 / 0.243 = 18.2; 0.793 / (0.793 + 2.426) = 0.246; 6.25 * 15.44 / 2.74 = 35.2.
    expect(out).toContain('an average customer orders about every 18 weeks;');
    expect(out).toContain('After each order but the first, 25 of 100 leave for good.');
    expect(out).toContain('A repeat order brings 35.17 on average over the customers.');
  });
});

describe.skipIf(!isThere(WHOLE_FILE))('23,570 customers, learned on 39 weeks, judged by the 39 weeks after', () => {
  test('the personal clock finds lapsed repeat buyers best, and only ties with a window among all', async () => {
    const { code, out } = await place.run('fit', '--orders', resolve(WHOLE_FILE), '--hold-out', '1997-09-30', '--json');
    const { holdOut } = JSON.parse(out);
    expect(code).toBe(0);
    expect(holdOut).toMatchObject({ until: '1997-09-30', last: '1998-06-30', days: 273, fallbackDays: 90 });
    expect([holdOut.everybody.customers, holdOut.everybody.lapsed]).toEqual([23_570, 16_512]);
    expect([holdOut.repeatBuyers.customers, holdOut.repeatBuyers.lapsed]).toEqual([9_451, 4_458]);
    const f1 = (rules: Rule[], name: string) => named(rules, name)?.f1?.toFixed(3);
    expect(f1(holdOut.everybody.rules, 'personal')).toBe('0.853');
    expect(f1(holdOut.everybody.rules, 'silent 90 days')).toBe('0.851');
    expect(f1(holdOut.repeatBuyers.rules, 'personal')).toBe('0.682');
    expect(f1(holdOut.repeatBuyers.rules, 'silent 60 days')).toBe('0.673');
    expect([holdOut.everybody.asKeen.rule, holdOut.repeatBuyers.asKeen.rule]).toEqual([
      'silent 64 days',
      'silent 64 days',
    ]);
    const precise = (rule: Rule | undefined) => rule?.precision?.toFixed(3);
    expect([holdOut.everybody, holdOut.repeatBuyers].map(({ asKeen }) => precise(asKeen))).toEqual(['0.768', '0.574']);
    expect([holdOut.everybody, holdOut.repeatBuyers].map(({ rules }) => precise(named(rules, 'personal')))).toEqual([
      '0.777',
      '0.595',
    ]);
    expect(holdOut.personalDoesNotWin).toMatch(
      /^Where the personal clock does not win: among all customers "silent 90 days" does as well .*among repeat buyers it wins on the whole/,
    );
  });
});

/** A shop that orders as the models say, up to the last day of February 2026. */
function ordersOfAShop(customers: number): string {
  const until = DaySchema.parse('2026-02-28');
  const rows = simulatedRows(6, customers, until).flatMap(({ customerId, activity: { order } }) => {
    if (order === undefined) return [];
    const { first, last, count, spent, spentFirst = 0 } = order;
    const again = Array.from({ length: count - 1 }, (_, index) => {
      const day = plusDays(first, Math.round(((index + 1) / (count - 1)) * daysBetween(first, last)));
      return `${customerId},${day},${((spent - spentFirst) / (count - 1) / 100).toFixed(2)}`;
    });
    return [`${customerId},${first},${(spentFirst / 100).toFixed(2)}`, ...again];
  });
  return `customer_id,ordered_on,amount\n${rows.join('\n')}\n`;
}

describe('the customers of a world', () => {
  const words = ['fit', '--data', 'shop'];
  beforeAll(async () => {
    await place.write('orders.csv', ordersOfAShop(300));
    const played = ['--orders', 'orders.csv', '--as-of', '2026-03-01', '--days', '1', '--responses', 'none'];
    expect((await place.run('run', ...played, '--data', 'shop')).code).toBe(0);
  });

  test('were learned from before the first scan, and --dry-run says what would be learned now', async () => {
    const { code, out } = await place.run(...words, '--dry-run', '--json');
    const answer = JSON.parse(out);
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      ...{ place: 'shop', status: 'fitted', version: null, dryRun: true, broken: 0, until: '2026-03-01' },
      ...{ customers: 300, timing: 'fitted', spend: 'fitted', value: { by: 'expectedValue' } },
      before: { version: 1, until: '2026-03-01', customers: 300, r: answer.r, p: answer.p },
    });
    expect(answer.repeats.seen).toBe(answer.orders - 300);
    expect(Math.abs(answer.repeats.expected / answer.repeats.seen - 1)).toBeLessThan(0.2);
  });

  test('are learned from, and what was learned is kept under the next version', async () => {
    const { code, out } = await place.run(...words);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Learned from 300 customers of shop who ordered up to 2026-03-01, \d+ of them on more than one day\.\nStored as version 2\.\nVersion 1 was learned up to 2026-03-01, from 300 customers\.$/m,
    );
    expect(out).toMatch(/^parameter +value +version 1$/m);
    expect(out).toMatch(
      /^They came back to order on \d+ days; such a shop would be expected to see \d+ \(\d+\.\d% \w+\)\.$/m,
    );
    expect(out).toMatch(/^top from \d+\.\d\d, high from \d+\.\d\d, middle from \d+\.\d\d\.$/m);
    const again = await place.run(...words, '--dry-run', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ version: null, before: { version: 2 } });
  });

  test('have not ordered, or are too few: the answer is no', async () => {
    await place.write(
      'few.csv',
      'customer_id,ordered_on,amount\nA1,2025-11-20,40\nA1,2025-12-20,40\nA2,2025-11-21,15\n',
    );
    const played = ['--orders', 'few.csv', '--as-of', '2026-03-01', '--days', '1', '--responses', 'none'];
    await place.run('run', ...played, '--data', 'few');
    const { code, out } = await place.run('fit', '--data', 'few');
    expect(code).toBe(1);
    expect(out).toContain('Stored as version 2.');
    expect(out).toContain('No personal clock: it takes at least 30 customers who ordered on more than one day.');
    expect(out).toContain('Customers are ranked by what they have spent so far:\ntop from 80.00,');
  });
});

test.each([
  ['nothing to learn from', [], 'say what to learn from: --orders FILE, --data FOLDER or --stage NAME'],
  [
    'two things',
    ['--orders', 'orders.csv', '--data', 'shop'],
    "option '--data <folder>' cannot be used with option '--orders",
  ],
  [
    'a last day of a world',
    ['--data', 'shop', '--until', '2026-01-01'],
    "option '--until <date>' cannot be used with option '--data",
  ],
  [
    'a dry run of a file',
    ['--orders', 'orders.csv', '--dry-run'],
    "option '--dry-run' cannot be used with option '--orders",
  ],
  ['a world that is not there', ['--data', 'nowhere'], 'there is no local world in nowhere'],
])('%s is bad usage', async (_what, words, says) => {
  const { code, out, err } = await place.run('fit', ...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(says);
});

describe('a shop that is too small', () => {
  beforeAll(() =>
    place.write(
      'small.csv',
      'Kunde,ordered_on,amount\nA1,2025-01-01,40\nA1,2025-03-01,20\nA2,2025-02-01,x\nA3,2025-02-01,9\n',
    ),
  );
  const words = ['fit', '--orders', 'small.csv', '--columns', 'customer_id=Kunde'];

  test('is told so, and what is used instead, and rows that were not taken', async () => {
    const { code, out, err } = await place.run(...words);
    expect(code).toBe(1);
    expect(out).toContain('2 customers who ordered up to 2025-03-01, 1 of them on more than one day.');
    expect(out).toContain('No personal clock: it takes at least 30 customers who ordered on more than one day.');
    expect(out).toContain('Used instead: the fixed windows of the sequences');
    expect(err).toContain('small.csv:4: amount');
  });

  test('has no parameters in the answer for scripts', async () => {
    const { code, out } = await place.run(...words, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ...{ until: '2025-03-01', customers: 2, repeatBuyers: 1, rejected: 1, standardErrors: {} },
      ...{ timing: 'tooFewRepeatCustomers', instead: 'fixedWindows', spend: 'tooFewRepeatCustomers' },
    });
  });

  test('still sees which window would have done best', async () => {
    const { code, out } = await place.run(...words, '--hold-out', '2025-02-01', '--json');
    const { until, holdOut } = JSON.parse(out);
    expect([code, until, holdOut.days]).toEqual([1, '2025-02-01', 28]);
    // On 1 February A1 is silent for 31 days and will be back; A3 is silent for none and will not.
    expect(named(holdOut.everybody.rules, 'silent 30 days')).toMatchObject({ flagged: 1, precision: 0, recall: 0 });
    expect(named(holdOut.everybody.rules, 'personal')).toBeUndefined();
    expect(holdOut.personalDoesNotWin).toBeUndefined();
  });

  test('cannot be judged by days that are not there, or learned from before its first order', async () => {
    const after = await place.run(...words, '--hold-out', '2025-03-01');
    expect([after.code, after.out]).toEqual([2, '']);
    expect(after.err).toContain('--hold-out: no order comes after 2025-03-01 to judge by; the last is of 2025-03-01');
    const before = await place.run(...words, '--until', '2024-12-31');
    expect([before.code, before.out]).toEqual([2, '']);
    expect(before.err).toContain('small.csv: no order is of 2024-12-31 or before; the first is of 2025-01-01');
  });
});
