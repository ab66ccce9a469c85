import { expect, test } from 'vitest';
import { namesContact, withoutContacts } from '#core/contacts-in-text';

test.each([
  ['ada@shop.example asked', 'an address asked'],
  ['call +1 (202) 555-0123 now', 'call a number now'],
  ['12025550123', 'a number'],
])('what looks like an address or a number is left out: %s', (text, told) => {
  expect(withoutContacts(text)).toBe(told);
  expect(namesContact(text)).toBe(true);
});

test.each(['checkout 2025-05-03', 'order 123456', 'gold'])('dates, short numbers and words stay: %s', (text) => {
  expect(withoutContacts(text)).toBe(text);
  expect(namesContact(text)).toBe(false);
});
