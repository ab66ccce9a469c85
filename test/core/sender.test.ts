import { describe, expect, test } from 'vitest';
import { addressOf, domainOf, isAddress, speaksFor } from '#core/sender';

test.each([
  ['Shop <hello@shop.example.com>', 'hello@shop.example.com', 'shop.example.com'],
  ['Shop <Hello@SHOP.example.com>', 'hello@shop.example.com', 'shop.example.com'],
  ['Shop <old@other.example> <hello@shop.example.com>', 'hello@shop.example.com', 'shop.example.com'],
  ['a@b <hello@shop.example.com>', 'hello@shop.example.com', 'shop.example.com'],
  ['hello@shop.example.com', 'hello@shop.example.com', 'shop.example.com'],
])('%s writes from %s', (from, address, domain) => {
  expect(addressOf(from)).toBe(address);
  expect(domainOf(addressOf(from))).toBe(domain);
});

test.each([
  ['shop.example.com', false],
  ['hello@shop.example.com', true],
])('%s is one address: %s', (identity, is) => {
  expect(isAddress(identity)).toBe(is);
});

describe('an identity', () => {
  test.each([
    ['shop.test', 'hello@shop.test', true],
    ['Shop.test', 'Hello@SHOP.test', true],
    ['shop.test', 'hello@news.shop.test', true],
    ['shop.test', 'hello@myshop.test', false],
    ['news.shop.test', 'hello@shop.test', false],
    ['hello@shop.test', 'hello@shop.test', true],
    ['Hello@shop.test', 'hello@Shop.test', true],
    ['hello@shop.test', 'other@shop.test', false],
    ['hello@shop.test', 'hello@news.shop.test', false],
  ])('%s speaks for %s: %s', (identity, address, speaks) => {
    expect(speaksFor(identity, address)).toBe(speaks);
  });
});
