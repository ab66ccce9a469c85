import { describe, expect, test } from 'vitest';
import { columnsFrom } from '#adapters/files/columns';

describe('pairs of column names', () => {
  test('ours stand left, theirs right, blanks around them are nothing', () => {
    expect(columnsFrom('customer_id = Customer ID, amount=Total')).toEqual({
      customer_id: 'Customer ID',
      amount: 'Total',
    });
    expect(columnsFrom(undefined)).toEqual({});
  });

  test.each(['amount', 'amount=', '=Total', 'a=b=c'])('"%s" is no pair, and an example is shown', (text) => {
    expect(() => columnsFrom(text)).toThrow(/is not a pair; write it like customer_id=Customer ID,amount=Total/);
  });
});
