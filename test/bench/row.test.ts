import { describe, expect, test } from 'vitest';
import { measured, type Row, tableOf, verdictOf } from '../../bench/row.ts';

const inBudget = (value: number, budget: { atMost: number } | { atLeast: number }) =>
  verdictOf(measured('what', value, '×', { budget }));

describe('a verdict', () => {
  test('is ok up to the budget, and over it beyond', () => {
    expect(inBudget(4, { atMost: 4 })).toBe('ok');
    expect(inBudget(4.001, { atMost: 4 })).toBe('OVER BUDGET');
  });

  test('of a least budget is over below it', () => {
    expect(inBudget(0.9, { atLeast: 0.9 })).toBe('ok');
    expect(inBudget(0.899, { atLeast: 0.9 })).toBe('OVER BUDGET');
  });

  test('never takes what is no number for a success', () => {
    expect(inBudget(Number.NaN, { atMost: 4 })).toBe('OVER BUDGET');
    expect(inBudget(Number.NaN, { atLeast: 4 })).toBe('OVER BUDGET');
  });

  test('says plainly that nothing was judged', () => {
    expect(verdictOf(measured('what', 4, '×'))).toBe('information');
    expect(verdictOf({ status: 'notMeasured', what: 'what', because: 'nothing is there yet' })).toBe('not measured');
  });
});

test('the table has one aligned line for each row, and its note below', () => {
  const rows: readonly Row[] = [
    measured('requests of a touch', 5, 'requests', { budget: { atMost: 4 }, note: 'four would do' }),
    measured('scan', 0.95, '×', { budget: { atLeast: 0.9 } }),
    measured('rows a second', 12_345.6, 'rows'),
    { status: 'notMeasured', what: 'import', because: 'nothing is there yet' },
  ];
  expect(tableOf(rows).split('\n')).toEqual([
    'what                 measured     budget  verdict',
    '-------------------  -----------  ------  ------------',
    'requests of a touch  5 requests   <= 4    OVER BUDGET',
    '    four would do',
    'scan                 0.95 ×       >= 0.9  ok',
    'rows a second        12,346 rows          information',
    'import               -                    not measured',
    '    nothing is there yet',
  ]);
});

describe('rows that are compared', () => {
  const compared = (under: string, what: string, small: number, large: number, unit: '$' | 'count', note?: string) => ({
    status: 'compared' as const,
    under,
    what,
    unit,
    values: { small, 'a large shop': large },
    ...(note === undefined ? {} : { note }),
  });

  test('stand in a table for each heading, a column for each condition, notes beside them', () => {
    const rows: readonly Row[] = [
      compared('The bill', 'scan', 0.0012, 4.5, '$', 'reads'),
      compared('The bill', 'journeys', 12.5, 1_250.4, '$'),
      compared('A month', 'emails', 16_200, 1_620_000, 'count'),
    ];
    expect(tableOf(rows).split('\n')).toEqual([
      'The bill       small  a large shop',
      '--------  ----------  ------------  -----',
      'scan      under 0.01          4.50  reads',
      'journeys       12.50         1,250',
      '',
      'A month   small  a large shop',
      '-------  ------  ------------',
      'emails   16,200     1,620,000',
    ]);
  });

  test('are information, and come after those that are judged', () => {
    const rows: readonly Row[] = [compared('The bill', 'scan', 1, 2, '$'), measured('scan', 0.95, '×')];
    expect(rows.map(verdictOf)).toEqual(['information', 'information']);
    expect(tableOf(rows).indexOf('measured')).toBeLessThan(tableOf(rows).indexOf('The bill'));
  });
});
