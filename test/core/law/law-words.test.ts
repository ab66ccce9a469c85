import { expect, test } from 'vitest';
import { lawWords } from '#core/law/law-words';
import { aCustomer } from '../../support/builders.ts';

type Row = Parameters<typeof aCustomer>[0];

test.each<[Row, string | undefined]>([
  [{ phone: '+14015550100' }, 'Rhode Island: Mon-Fri 9:00-18:00, Sat 10:00-17:00, not on holidays'],
  [{ phone: '+12125550100' }, 'New York: daily 8:00-21:00'],
  [{ phone: '+12125550100', fields: { state: 'CT' } }, 'New York and Connecticut: daily 9:00-20:00'],
  [{ phone: '+15125550100' }, 'Texas: Mon-Sat 9:00-21:00, Sun 12:00-21:00'],
  [{ phone: '+33612345678' }, 'France: Mon-Sat 8:00-22:00, not on holidays'],
  [{ phone: '+18005550100' }, 'anywhere in the US: only hours that all of its states allow'],
  [{ phone: '+4915112345678' }, undefined],
])('of %j the law is told as %s', (row, words) => {
  expect(lawWords(aCustomer({ timeZone: undefined, ...row }))).toBe(words);
});

test('whoever lives in an American time zone with a number from elsewhere keeps the hours of the US', () => {
  const row = aCustomer({ phone: '+4915112345678', timeZone: aCustomer().timeZone });
  expect(lawWords(row)).toBe('the US: daily 8:00-21:00');
});
