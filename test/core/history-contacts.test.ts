// Whose consent is it when the address or the number changes, and how much does a row take?
import { describe, expect, test } from 'vitest';
import { newCustomer } from '#core/customer';
import { type Profile, ProfileSchema, withProfile } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const AT = InstantSchema.parse('2026-07-01T08:00:00.000Z');
const profile = (known: Partial<Record<keyof Profile, unknown>> = {}) =>
  ProfileSchema.parse({ customerId: 'c1', consentSource: 'customers file', fields: {}, ...known });
const granted = { state: 'granted', at: AT, source: 'form' } as const;
const withdrawn = { state: 'withdrawn', at: AT, source: 'form' } as const;
const both = (consent: typeof granted | typeof withdrawn = granted) =>
  aCustomer({ consent: { email: consent, sms: consent } });
const consentsAfter = (row: ReturnType<typeof aCustomer>, known: Partial<Record<keyof Profile, unknown>>) =>
  withProfile(row, profile(known), AT).consent;

describe('CMP-21: a yes to one number is none to another', () => {
  test('that of SMS ends with the number, unless the file says it again', () => {
    expect(consentsAfter(both(), { phone: '+12025550199' })).toEqual({ email: granted });
    expect(consentsAfter(both(), { phone: '+12025550199', smsConsent: true })).toMatchObject({
      sms: { state: 'granted' },
    });
    expect(consentsAfter(both(), { phone: '+12025550199', smsConsent: false })).toMatchObject({
      sms: { state: 'withdrawn' },
    });
  });

  test('that of mail goes along with a file’s address, and not with one that somebody typed', () => {
    expect(consentsAfter(both(), { email: 'new@customer.example' })).toEqual({ email: granted, sms: granted });
    expect(consentsAfter(both(), { email: 'new@customer.example', claimed: true })).toEqual({ sms: granted });
  });

  test('a claimed contact is nobody’s, also where there was none before', () => {
    const { email: _email, phone: _phone, ...unknown } = both();
    expect(consentsAfter(unknown, { email: 'new@customer.example', phone: '+12025550199', claimed: true })).toEqual({});
    expect(consentsAfter(unknown, { email: 'new@customer.example', phone: '+12025550199' })).toEqual(unknown.consent);
  });

  test('the same contact in another spelling, and a no, stay', () => {
    const row = both();
    expect(consentsAfter(row, { email: row.email?.toUpperCase(), phone: row.phone, claimed: true })).toEqual(
      row.consent,
    );
    const no = both(withdrawn);
    expect(consentsAfter(no, { email: 'new@customer.example', phone: '+12025550199', claimed: true })).toEqual(
      no.consent,
    );
  });
});

describe('fields of a company’s own', () => {
  const many = (from: number, count: number, value: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${from + index}`, value]));

  test('come while there is room, and change for ever', () => {
    let row = newCustomer(CustomerIdSchema.parse('c1'));
    for (let call = 0; call < 40; call += 1) row = withProfile(row, profile({ fields: many(call * 50, 50, 'x') }), AT);
    expect(row.fields).toEqual(many(0, 100, 'x'));
    expect(withProfile(row, profile({ fields: { field7: 'y', new: 'z' } }), AT).fields).toEqual({
      ...many(0, 100, 'x'),
      field7: 'y',
    });
  });

  test('of a row that has too many already stay, and change', () => {
    const row = aCustomer({ fields: many(0, 150, 'x') });
    const fields = { field149: 'y', new: 'z' };
    expect(withProfile(row, profile({ fields }), AT).fields).toEqual({ ...many(0, 150, 'x'), field149: 'y' });
  });
});

test('what bounced at the old address does not count against the new one', () => {
  const row = aCustomer({ softBounces: { email: { count: 4, since: '2026-06-01T00:00:00.000Z' } } });
  const told = (email: string) =>
    withProfile(
      row,
      ProfileSchema.parse({ customerId: 'c1', email, consentSource: 'a file', fields: {} }),
      InstantSchema.parse('2026-07-01T14:00:00.000Z'),
    );
  expect(told('ada@elsewhere.example').softBounces).toBeUndefined();
  expect(told('ADA@customer.example').softBounces?.email?.count).toBe(4);
});
