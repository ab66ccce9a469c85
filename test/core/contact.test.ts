import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ContactKeySchema,
  type ContactWord,
  ContactWordSchema,
  contactFor,
  contactKeyOf,
  contactOf,
  withWord,
  withWords,
} from '#core/contact';
import { aCustomer } from '../support/builders.ts';

const SECRET = 'a secret of this test and of nobody else';
const at = (hour: number) => `2026-07-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const no = (hour: number) => ({ consent: { state: 'withdrawn', at: at(hour), source: 'one-click' } });
const yes = (hour: number) => ({ consent: { state: 'granted', at: at(hour), source: 'page' } });
const ban = (because: string, hour: number) => ({ suppression: { because, at: at(hour) } });
const word = (said: object): ContactWord => ContactWordSchema.parse(said);

test.each([
  ['email', ' Ada@Customer.EXAMPLE\n', 'ada@customer.example'],
  ['email', 'ＡＤＡ@customer.example', 'ada@customer.example'],
  ['phone', '+1 (202) 555-0123', '+12025550123'],
  ['phone', '0049 30 123 456', '+4930123456'],
] as const)('an %s is compared without what people put around it: %s', (kind, written, address) => {
  expect(contactOf(kind, written)).toEqual({ kind, address });
});

test.each([
  ['email', 'ada'],
  ['email', 'ada@'],
  ['email', 'a b@customer.example'],
  ['email', 'Ada <ada@customer.example>'],
  ['phone', '2025550123'],
  ['phone', 'CALL-ME'],
  ['phone', ''],
] as const)('what is no %s is none: %s', (kind, written) => {
  expect(contactOf(kind, written)).toBeUndefined();
});

test('a channel writes to the contact that it needs, if there is one', () => {
  expect(contactFor(aCustomer(), 'sms')).toEqual({ kind: 'phone', address: '+12025550123' });
  const { phone: _none, ...without } = aCustomer();
  expect(contactFor(without, 'sms')).toBeUndefined();
});

test('a key is HMAC-SHA-256 with a purpose of its own, so a hash made for anything else finds nothing', () => {
  const contact = { kind: 'email', address: 'ada@customer.example' } as const;
  const digest = createHmac('sha256', SECRET).update('winback contact v1\nemail\nada@customer.example').digest('hex');
  expect(contactKeyOf(contact, SECRET)).toBe(`email.${digest}`);
  const id = { kind: 'customer', address: aCustomer().customerId } as const;
  expect(ContactKeySchema.safeParse(contactKeyOf(id, SECRET)).success).toBe(true);
});

describe('words about a contact', () => {
  const anyWord = fc
    .record({
      hour: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('granted', 'withdrawn', undefined),
      because: fc.constantFrom('soft bounces', 'hard bounce', 'complaint', undefined),
    })
    .map(({ hour, state, because }) =>
      word({
        ...(state === undefined ? {} : state === 'granted' ? yes(hour) : no(hour)),
        ...(because === undefined ? {} : ban(because, hour)),
      }),
    );

  test('leave the same, whatever order they come in and however often', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 6 }), fc.array(fc.nat(5), { maxLength: 12 }), (words, order) => {
        const all = (some: readonly ContactWord[]) => some.reduce((known, said) => withWord(known, said), word({}));
        const again = order.flatMap((place) => words[place] ?? []);
        expect(all([...again, ...words])).toEqual(all(words));
        expect(all([...words].reverse())).toEqual(all(words));
      }),
    );
  });

  test.each([
    ['the newer consent stands', yes(1), no(2), no(2)],
    ['an older one is no news', no(2), yes(1), no(2)],
    ['of two as new the no stands', yes(1), no(1), no(1)],
    ['a complaint is not forgotten for a bounce', ban('complaint', 1), ban('hard bounce', 2), ban('complaint', 1)],
    ['a hard bounce says more than soft ones', ban('soft bounces', 2), ban('hard bounce', 1), ban('hard bounce', 1)],
    ['a yes lifts no ban', ban('complaint', 1), yes(2), { ...yes(2), ...ban('complaint', 1) }],
  ])('%s', (_law, known, said, stands) => {
    expect(withWord(word(known), word(said))).toEqual(stands);
  });
});

describe('a row that learns what was said about its contacts', () => {
  const row = aCustomer();

  test('CMP-04: takes a no and a ban, on their channel', () => {
    const told = withWords(row, { email: word({ ...no(1), ...ban('complaint', 1) }) });
    expect(told).toEqual({
      ...row,
      consent: { ...row.consent, ...{ email: no(1).consent } },
      suppression: { email: ban('complaint', 1).suppression },
    });
  });

  test('takes no yes, keeps its own no, and is the same row when nothing is news', () => {
    expect(withWords(row, { email: word(yes(1)), sms: word({}) })).toBe(row);
    const told = withWords(row, { sms: word(no(1)) });
    expect(withWords(told, { sms: word(no(2)) })).toBe(told);
    expect(withWords(told, { sms: word(yes(3)) })).toBe(told);
  });
});
