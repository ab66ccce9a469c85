import { describe, expect, test } from 'vitest';
import { CustomerIdSchema } from '#core/ids';
import { day, notAnId, oneOf, wholeNumber } from '../../cli/options.ts';

describe('a whole number within bounds', () => {
  const days = wholeNumber(1, 3660);

  test.each(['1', '40', '3660'])('%s is taken', (text) => {
    expect(days(text)).toBe(Number(text));
  });

  test.each(['0', '3661', '1.5', '-1', '1e2', '0x10', ' 4', 'ten', ''])('"%s" is refused with the bounds', (text) => {
    expect(() => days(text)).toThrow('Expected a whole number from 1 to 3660.');
  });
});

describe('a date', () => {
  test('one of the calendar is taken', () => {
    expect(day('2028-02-29')).toBe('2028-02-29');
  });

  test.each(['2026-02-29', '2026-2-1', '01.02.2026', 'today', ''])('"%s" is refused with an example', (text) => {
    expect(() => day(text)).toThrow('Expected a date like 1998-07-01.');
  });
});

test('one of a few words: others are refused with the choices', () => {
  const store = oneOf('local', 'memory');
  expect(store('memory')).toBe('memory');
  expect(() => store('Memory')).toThrow('Expected local or memory.');
});

test('what is no customer id is not said again: it may be an address', () => {
  const judged = CustomerIdSchema.safeParse('ada@customer.example');
  if (judged.success) throw new TypeError('an address is an id');
  const { message } = notAnId(judged.error);
  expect(message).toBe(
    'this is no customer id: a customer id has letters, digits, - and _ only, and is never an address',
  );
});
