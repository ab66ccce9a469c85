import { expect, test } from 'vitest';
import type { Item } from '#core/segment';
import { itemText } from '#core/segment-words';

const ORDERS = { field: 'orders', 'at least': 3 };
const CASES: readonly (readonly [Item, string])[] = [
  [ORDERS, 'orders at least 3'],
  [{ field: 'spent', 'at least': 250 }, 'spent at least €250'],
  [{ field: 'spent on renewal', between: [9.9, 1_000] }, 'spent on renewal between €9.90 and €1,000'],
  [{ field: 'value tier', in: ['top', 'high'] }, 'value tier in top, high'],
  [{ field: 'last order', between: ['1 year ago', '90 days ago'] }, 'last order between 1 year ago and 90 days ago'],
  [{ field: 'reachable by sms', is: false }, 'reachable by sms is false'],
  [{ field: 'email', exists: true }, 'email is known'],
  [{ field: 'email', exists: false }, 'email is not known'],
  [{ segment: 'valued' }, 'segment valued'],
  [{ all: [ORDERS, { segment: 'valued' }] }, 'all of (orders at least 3; segment valued)'],
  [{ any: [ORDERS], none: [{ any: [ORDERS] }] }, 'any of (orders at least 3) and none of (any of (orders at least 3))'],
];

test.each(CASES)('%j reads: %s', (item, text) => {
  expect(itemText(item, { currency: 'EUR', locale: 'en-IE' })).toBe(text);
});
