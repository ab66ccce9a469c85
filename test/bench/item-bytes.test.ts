import { expect, test } from 'vitest';
import { itemBytes } from '../../bench/item-bytes.ts';

test.each([
  { item: {}, bytes: 0, because: 'nothing is nothing' },
  { item: { id: 'abc' }, bytes: 2 + 3, because: 'names count' },
  { item: { id: 'é' }, bytes: 2 + 2, because: 'texts count by their UTF-8 bytes' },
  { item: { n: 7 }, bytes: 1 + 2, because: 'a number has a byte for two digits and one more' },
  { item: { n: 123_456 }, bytes: 1 + 4, because: 'six digits are three bytes and one more' },
  { item: { n: 12_000 }, bytes: 1 + 2, because: 'trailing zeros are not significant' },
  { item: { n: 0.05 }, bytes: 1 + 2, because: 'nor are leading zeros' },
  { item: { b: true, z: null }, bytes: 1 + 1 + 1 + 1, because: 'a flag and a null are one byte' },
  { item: { l: ['ab', 'c'] }, bytes: 1 + 3 + (1 + 2) + (1 + 1), because: 'a list has 3, and 1 for each element' },
  { item: { m: { k: 'v' } }, bytes: 1 + 3 + 1 + (1 + 1), because: 'a map has 3, and 1 for each pair' },
  { item: { id: 'abc', gone: undefined }, bytes: 5, because: 'what is undefined is not stored' },
])('$bytes bytes: $because', ({ item, bytes }) => {
  expect(itemBytes(item)).toBe(bytes);
});
