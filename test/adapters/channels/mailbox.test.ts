import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailboxOf } from '#adapters/channels/mailbox';

describe('the name of a sender', () => {
  test.each([
    ['plain words stay', 'Blue Shop <hi@shop.example>', 'Blue Shop <hi@shop.example>'],
    [
      'a comma is quoted, or it would make two senders',
      'Blue, Inc. <hi@shop.example>',
      '"Blue, Inc." <hi@shop.example>',
    ],
    ['quotes inside are escaped', 'The "Blue" Shop <hi@shop.example>', '"The \\"Blue\\" Shop" <hi@shop.example>'],
    ['a quoted name is not quoted twice', '"Blue, Inc." <hi@shop.example>', '"Blue, Inc." <hi@shop.example>'],
    ['a quoted name is encoded without its quotes', '"é" <hi@shop.example>', '=?UTF-8?B?w6k=?= <hi@shop.example>'],
    ['angle brackets cannot smuggle in an address', '<x@y> <hi@shop.example>', '"<x@y>" <hi@shop.example>'],
    ['other scripts are encoded', 'Café <hi@shop.example>', '=?UTF-8?B?Q2Fmw6k=?= <hi@shop.example>'],
    ['a domain in another script is Punycode', 'Shop <hi@müller.example>', 'Shop <hi@xn--mller-kva.example>'],
    ['an address alone stays', 'hi@shop.example', 'hi@shop.example'],
  ])('%s', (_name, sender, written) => {
    expect(mailboxOf(sender)).toBe(written);
  });

  test('any name arrives as it was: one line of ASCII, encoded words of at most 75 characters, none with half a character', () => {
    // A name in quotes is written without them: see above.
    const isQuoted = (text: string) => /^".*"$/s.test(text);
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((text) => /[^ -~]/.test(text) && !isQuoted(text));
    fc.assert(
      fc.property(name, (text) => {
        const header = mailboxOf(`${text} <hi@shop.example>`);
        expect(header).toMatch(/^[ -~]+ <hi@shop\.example>$/);
        const words = header.replace(' <hi@shop.example>', '').split(' ');
        expect(words.every((word) => word.length <= 75)).toBe(true);
        const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
        const decoded = words.map((word) => {
          const [, base64 = ''] = /^=\?UTF-8\?B\?(.+)\?=$/.exec(word) ?? [];
          return decoder.decode(Buffer.from(base64, 'base64'));
        });
        expect(decoded.join('')).toBe(text);
      }),
    );
  });
});
