// How is a sender like `Café, Inc. <hello@shop.example>` written so that every mail system reads it?
import { domainToASCII } from 'node:url';

// RFC 5322 §3.2.3: words of these need no quotes.
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
const ASCII = /^[ -~]*$/;
/** RFC 2047 §2: an encoded word has at most 75 characters, 12 of them frame it; 45 bytes are 60 characters of base64. */
const MOST_BYTES_PER_WORD = 45;

/**
 * The sender as SES wants it: the name quoted where it has punctuation (a bare comma would make two senders of it), in
 * encoded words (RFC 2047) where it is not ASCII, and the domain in Punycode. What is no `name <address>` stays as it is.
 */
export function mailboxOf(sender: string): string {
  const [, name = '', local = '', domain = ''] = /^(.+) <([^<>\s@]+)@([^<>\s@]+)>$/s.exec(sender) ?? [];
  if (domain === '') return sender;
  return `${phraseOf(name)} <${local}@${domainToASCII(domain) || domain}>`;
}

function phraseOf(name: string): string {
  const [, inner] = QUOTED.exec(name) ?? [];
  const plain = inner === undefined ? name : inner.replace(/\\(.)/gs, '$1');
  if (ATOMS.test(plain)) return plain;
  if (ASCII.test(plain)) return `"${plain.replace(/["\\]/g, '\\$&')}"`;
  return encodedWords(plain);
}

/** No character is cut in half: a reader decodes each word by itself, and drops the blanks between them. */
function encodedWords(text: string): string {
  const words: string[] = [''];
  for (const character of text) {
    const longer = (words.at(-1) ?? '') + character;
    if (Buffer.byteLength(longer) > MOST_BYTES_PER_WORD) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
