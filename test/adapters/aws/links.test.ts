import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLinks, readUnsubscribeToken } from '#adapters/aws/links';
import { CHANNELS } from '#core/channel';
import { BadInput } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import type { Linked } from '#core/pages/link';

const SECRET = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const BASE = 'https://links.shop.example';
const ID_CHARACTERS = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 1, maxLength: 40 });

const someone: fc.Arbitrary<Linked> = fc
  .record({
    customer: ID_CHARACTERS.filter((id) => /^[A-Za-z0-9]/.test(id)),
    sequence: fc.constantFrom('gentle', 'gentle-90', 'x'),
    day: fc.constantFrom('20260402', '19980701'),
    channel: fc.constantFrom(...CHANNELS),
  })
  .map(({ customer, sequence, day, channel }) => ({
    customerId: CustomerIdSchema.parse(customer),
    enrollmentId: EnrollmentIdSchema.parse(`${sequence}_${customer}_${day}`),
    channel,
  }));

function tokenOf(about: Linked, secret = SECRET): string {
  return createLinks({ baseUrl: BASE, secret }).unsubscribe(about).slice(`${BASE}/u/`.length);
}

function signed(payload: string): string {
  const about = Buffer.from(payload).toString('base64url');
  return `${about}.${createHmac('sha256', SECRET).update(`winback unsubscribe v1\n${about}`).digest('base64url')}`;
}

const ADA: Linked = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
  channel: 'email',
};

test('a link says who, which enrollment and which channel, and fits into a header', () => {
  fc.assert(
    fc.property(someone, (about) => {
      const token = tokenOf(about);
      expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
      expect(token.length).toBeLessThan(400);
      expect(readUnsubscribeToken(token, [SECRET])).toEqual({ status: 'valid', about });
    }),
  );
});

test('a base address with or without a slash gives the same link', () => {
  const link = createLinks({ baseUrl: `${BASE}/shop`, secret: SECRET }).unsubscribe(ADA);
  expect(link).toMatch(/^https:\/\/links\.shop\.example\/shop\/u\/[^/]+$/);
  expect(createLinks({ baseUrl: `${BASE}/shop/`, secret: SECRET }).unsubscribe(ADA)).toBe(link);
});

describe('nobody else can make one', () => {
  test('the signature of one token is none for another', () => {
    fc.assert(
      fc.property(someone, someone, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const [about] = tokenOf(one).split('.');
        const [, signature] = tokenOf(other).split('.');
        expect(readUnsubscribeToken(`${about}.${signature}`, [SECRET])).toEqual({ status: 'invalid' });
      }),
    );
  });

  test('another channel needs another signature', () => {
    const [about] = tokenOf({ ...ADA, channel: 'sms' }).split('.');
    const [, signature] = tokenOf(ADA).split('.');
    expect(readUnsubscribeToken(`${about}.${signature}`, [SECRET])).toEqual({ status: 'invalid' });
  });

  test('no token survives the change, loss or gain of a single character', () => {
    const edit = fc.record({ at: fc.nat(), by: fc.constantFrom(...'aA0_-.= \n%'), how: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(someone, edit, (about, { at, by, how }) => {
        const token = tokenOf(about);
        const index = at % (token.length + 1);
        const rest = token.slice(how === 0 ? index : index + 1);
        const forged = token.slice(0, index) + (how === 2 ? '' : by) + rest;
        fc.pre(forged !== token);
        expect(readUnsubscribeToken(forged, [SECRET])).toEqual({ status: 'invalid' });
      }),
    );
  });

  test.each(['', '.', 'a', 'a.b', '..', 'ünïcödé.ünïcödé', 'a'.repeat(10_000)])('%j is no token', (token) => {
    expect(readUnsubscribeToken(token, [SECRET])).toEqual({ status: 'invalid' });
  });

  test('a token with something after its signature is none', () => {
    expect(readUnsubscribeToken(`${tokenOf(ADA)}.more`, [SECRET])).toEqual({ status: 'invalid' });
  });

  test('a signature made for another purpose is none here', () => {
    const [about = ''] = tokenOf(ADA).split('.');
    const bare = createHmac('sha256', SECRET).update(about).digest('base64url');
    expect(readUnsubscribeToken(`${about}.${bare}`, [SECRET])).toEqual({ status: 'invalid' });
  });

  test('even what is signed is read with care', () => {
    expect(readUnsubscribeToken(signed('["email","c1","gentle_c1_20260402"]'), [SECRET])).toMatchObject({
      status: 'valid',
    });
    for (const payload of [
      '',
      '{',
      '[]',
      '["fax","c1","gentle_c1_20260402"]',
      '["email","a@b.c","gentle_c1_20260402"]',
    ]) {
      expect(readUnsubscribeToken(signed(payload), [SECRET])).toEqual({ status: 'invalid' });
    }
  });
});

describe('secrets', () => {
  test('links made with the old secret work while it is among those given, in any place', () => {
    const old = tokenOf(ADA, OTHER);
    expect(readUnsubscribeToken(old, [SECRET, OTHER])).toEqual({ status: 'valid', about: ADA });
    expect(readUnsubscribeToken(old, [OTHER, SECRET])).toEqual({ status: 'valid', about: ADA });
    expect(readUnsubscribeToken(old, [SECRET])).toEqual({ status: 'invalid' });
    expect(readUnsubscribeToken(old, [])).toEqual({ status: 'invalid' });
  });

  test('one that could be guessed is bad input, and is not repeated', () => {
    const complaint = 'the secret of the unsubscribe links has 31 characters; set one of at least 32 random ones';
    const short = 'x'.repeat(31);
    expect(() => createLinks({ baseUrl: BASE, secret: short })).toThrow(new BadInput(complaint));
    expect(() => readUnsubscribeToken(tokenOf(ADA), [SECRET, short])).toThrow(new BadInput(complaint));
  });
});
