import { expect, test } from 'vitest';
import { silenceOf, summaryOf } from '#core/model/order-summary';
import { DaySchema } from '#core/time';

const day = (text: string) => DaySchema.parse(text);
const on = (text: string, amount: number) => ({ day: day(text), amount });

test('orders of one day are one transaction, and the first only starts the clock', () => {
  const orders = [on('1998-01-15', 10), on('1998-01-01', 99), on('1998-01-15', 20), on('1998-02-05', 60)];
  const summary = summaryOf(orders, day('1998-02-12'));
  expect(summary).toEqual({ repeats: 2, recency: 5, age: 6, repeatSpend: 45 });
  expect(summary && silenceOf(summary)).toBe(1);
});

test('two orders on the first day are no repeat', () => {
  const orders = [on('1998-01-01', 10), on('1998-01-01', 20)];
  expect(summaryOf(orders, day('1998-01-08'))).toEqual({ repeats: 0, recency: 0, age: 1, repeatSpend: undefined });
});

test('orders after the day of asking are not known yet', () => {
  const orders = [on('1998-01-01', 10), on('1998-03-01', 20)];
  expect(summaryOf(orders, day('1998-01-29'))).toEqual({ repeats: 0, recency: 0, age: 4, repeatSpend: undefined });
  expect(summaryOf(orders, day('1997-12-31'))).toBeUndefined();
});
