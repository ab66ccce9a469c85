import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { CustomerRowSchema, OrderRowSchema, withMadeUpContacts } from '#adapters/local/shop-files';
import { CustomerSchema, newCustomer, reachableChannels } from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema, TimeZoneSchema } from '#core/time';

/** The reasons for which a row is refused. */
function reasonsOf(schema: z.ZodType, row: Record<string, string>): string[] {
  const judged = schema.safeParse(row);
  return judged.success ? [] : judged.error.issues.map(({ message }) => message);
}

describe('a row of orders', () => {
  const row = { customer_id: 'A1', ordered_on: '2025-11-20', amount: '19.95' };

  test('is an order of a day, in minor units', () => {
    expect(OrderRowSchema.parse(row)).toEqual({ customerId: 'A1', day: '2025-11-20', cents: 1_995 });
  });

  test.each(['2025-11-20T23:59:00Z', '2025-11-20T01:00:00+09:00', '2025-11-20 08:15'])(
    'of an instant only the date that is written counts: %s',
    (ordered_on) => {
      expect(OrderRowSchema.parse({ ...row, ordered_on }).day).toBe('2025-11-20');
    },
  );

  test.each(['20/11/2025', '2025-11-31', '2025-11', 'yesterday', '2025-11-20x'])(
    'a date like %s is refused',
    (text) => {
      expect(reasonsOf(OrderRowSchema, { ...row, ordered_on: text })).not.toEqual([]);
    },
  );

  test.each(['-5', '1,000.50', '$5', '1.999', '5e3', 'NaN'])('an amount like %s is refused', (amount) => {
    expect(reasonsOf(OrderRowSchema, { ...row, amount })).toEqual([
      `"${amount}" is not an amount of money; write it like 20 or 19.95`,
    ]);
  });

  test.each(['ada@customer.example', '', '-1', 'a b', 'x'.repeat(41)])('a customer id like "%s" is refused', (id) => {
    expect(reasonsOf(OrderRowSchema, { ...row, customer_id: id })).not.toEqual([]);
  });
});

describe('a row of customers', () => {
  test('has what is written of the person, and other columns as fields of their own kind', () => {
    const row = {
      customer_id: 'A1',
      first_name: 'Ada',
      email: 'ada@customer.example',
      phone: '+1 (202) 555-0123',
      email_consent: 'Yes',
      sms_consent: '0',
      time_zone: 'Europe/Berlin',
      consent_source: 'checkout 2024',
      plan: 'gold',
      visits: '12',
      discount: '-2.5',
      member: 'true',
      zip: '1e5',
    };
    expect(CustomerRowSchema.parse(row)).toEqual({
      customerId: 'A1',
      firstName: 'Ada',
      email: 'ada@customer.example',
      phone: '+12025550123',
      emailConsent: true,
      smsConsent: false,
      timeZone: 'Europe/Berlin',
      consentSource: 'checkout 2024',
      fields: { plan: 'gold', visits: 12, discount: -2.5, member: true, zip: '1e5' },
    });
  });

  test('says nothing of what is not written: no consent is not consent withdrawn', () => {
    expect(CustomerRowSchema.parse({ customer_id: 'A1' })).toEqual({
      customerId: 'A1',
      consentSource: 'customers file',
      fields: {},
    });
  });

  test('a column whose name no message could use is left out', () => {
    expect(CustomerRowSchema.parse({ customer_id: 'A1', 'Favourite colour': 'green', '': 'x' }).fields).toEqual({});
  });

  test.each([
    [{ email: 'ada at example' }, 'not an email address'],
    [{ phone: '555-0123' }, 'not a phone number with its country code, like +12025550123'],
    [{ email_consent: 'maybe' }, 'expected yes or no'],
    [{ time_zone: 'Mars/Base' }, '"Mars/Base" is not a time zone; use a name like Europe/Berlin'],
  ])('%o is refused with the reason', (cells, reason) => {
    expect(reasonsOf(CustomerRowSchema, { customer_id: 'A1', ...cells })).toEqual([reason]);
  });
});

describe('contact points of a customer of whom only orders are known', () => {
  const at = InstantSchema.parse('2026-02-19T05:00:00.000Z');
  const zone = TimeZoneSchema.parse('America/New_York');
  const madeUp = (id: string) => withMadeUpContacts(newCustomer(CustomerIdSchema.parse(id)), at, zone);

  test('are valid, the same every time, and reach nobody: example.com and numbers kept for fiction', () => {
    for (const id of ['A1', 'a-b_c', '00042', 'x'.repeat(40)]) {
      const customer = CustomerSchema.parse(madeUp(id));
      expect(customer).toEqual(madeUp(id));
      expect(customer.email).toMatch(/@example\.com$/);
      expect(customer.phone).toMatch(/^\+1\d{3}55501\d{2}$/);
      expect(reachableChannels(customer)).toEqual(['email', 'sms']);
    }
  });

  test('say of the consent that it is made up', () => {
    expect(madeUp('A1').consent.email).toMatchObject({ at, source: 'made up: the orders came without details' });
  });
});
