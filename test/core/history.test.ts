import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CustomerSchema, newCustomer } from '#core/customer';
import { PastOrderSchema, type Profile, ProfileSchema, withOrders, withProfile } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const AT = InstantSchema.parse('2026-07-01T08:00:00.000Z');
const LATER = InstantSchema.parse('2026-07-02T08:00:00.000Z');
const order = (day: string, cents = 1_000) => PastOrderSchema.parse({ customerId: 'c1', day, cents });
const nobody = () => newCustomer(CustomerIdSchema.parse('c1'));
const profile = (known: Partial<Record<keyof Profile, unknown>> = {}) =>
  ProfileSchema.parse({ customerId: 'c1', consentSource: 'customers file', fields: {}, ...known });

describe('the orders of a file', () => {
  const orders = fc.array(
    fc
      .record({ date: fc.integer({ min: 1, max: 28 }), cents: fc.nat({ max: 50_000 }) })
      .map(({ date, cents }) => order(`2026-02-${String(date).padStart(2, '0')}`, cents)),
    { maxLength: 20 },
  );
  /** A file, and the same file in two: the days before the 15th, and those from it on. */
  const files = orders.map((all) => ({
    all,
    before: all.filter(({ day }) => day < '2026-02-15'),
    since: all.filter(({ day }) => day >= '2026-02-15'),
  }));

  test('count once when the file is imported twice', () => {
    fc.assert(
      fc.property(files, ({ all }) => {
        const once = withOrders(nobody(), all);
        expect(withOrders(once, all)).toEqual(once);
        expect(once.activity.order?.count ?? 0).toBe(all.length);
        expect(once.activity.order?.spent ?? 0).toBe(all.reduce((sum, { cents }) => sum + cents, 0));
      }),
    );
  });

  test('come to the same in one file as in one file for each half of the month, in either order', () => {
    fc.assert(
      fc.property(files, ({ all, before, since }) => {
        const whole = withOrders(nobody(), all);
        expect(withOrders(withOrders(nobody(), before), since)).toEqual(whole);
        expect(withOrders(withOrders(nobody(), since), before)).toEqual(whole);
      }),
    );
  });

  test('come to the same when a half is followed by the whole', () => {
    fc.assert(
      fc.property(files, ({ all, before, since }) => {
        const whole = withOrders(nobody(), all);
        for (const half of [before, since]) {
          expect(withOrders(withOrders(nobody(), half), all)).toEqual(whole);
        }
      }),
    );
  });

  test('come to the same in whatever order the rows stand', () => {
    const shuffled = orders.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, otherOrder]) => {
        expect(withOrders(nobody(), otherOrder)).toEqual(withOrders(nobody(), all));
      }),
    );
  });

  test('between the first and the last day that we know are taken as known', () => {
    const row = aCustomer();
    expect(withOrders(row, [order('2025-01-10'), order('2025-08-08'), order('2026-04-02')])).toBe(row);
    expect(withOrders(row, [order('2025-01-09'), order('2026-04-03')]).activity.order).toEqual({
      first: '2025-01-09',
      last: '2026-04-03',
      count: 4,
      spent: 14_000,
    });
  });

  test('of a day are all counted, when it is a new day', () => {
    const row = withOrders(aCustomer(), [order('2026-05-01'), order('2026-05-01', 500)]);
    expect(row.activity.order).toMatchObject({ last: '2026-05-01', count: 4, spent: 13_500 });
  });

  test('leave visits alone', () => {
    const visit = { first: '2026-01-01', last: '2026-06-01', count: 3, spent: 0 };
    const row = aCustomer({ activity: { visit } });
    expect(withOrders(row, [order('2026-05-01')]).activity.visit).toEqual(visit);
  });
});

describe('what a file knows of a person', () => {
  test('fills the row', () => {
    const row = withProfile(
      nobody(),
      profile({
        firstName: 'Bea',
        email: 'bea@customer.example',
        phone: '+12025550199',
        timeZone: 'Europe/Berlin',
        emailConsent: true,
        smsConsent: false,
        fields: { plan: 'gold' },
      }),
      AT,
    );
    expect(row).toEqual({
      ...nobody(),
      firstName: 'Bea',
      email: 'bea@customer.example',
      phone: '+12025550199',
      timeZone: 'Europe/Berlin',
      consent: {
        email: { state: 'granted', at: AT, source: 'customers file' },
        sms: { state: 'withdrawn', at: AT, source: 'customers file' },
      },
      fields: { plan: 'gold' },
    });
    expect(CustomerSchema.parse(row)).toEqual(row);
  });

  test('changes nothing when it is told again', () => {
    const known = profile({ firstName: 'Bea', emailConsent: true, smsConsent: false, fields: { plan: 'gold' } });
    const once = withProfile(aCustomer({ consent: {} }), known, AT);
    expect(withProfile(once, known, LATER)).toEqual(once);
  });

  test('says nothing of what the file does not speak of', () => {
    const row = aCustomer({ fields: { plan: 'gold', points: 3 } });
    expect(withProfile(row, profile(), AT)).toEqual(row);
    expect(withProfile(row, profile({ fields: { points: 4 } }), AT).fields).toEqual({ plan: 'gold', points: 4 });
  });

  test('never gives back a consent that the customer took away', () => {
    const withdrawn = { state: 'withdrawn', at: '2025-05-05T00:00:00.000Z', source: 'unsubscribe link' } as const;
    const row = aCustomer({ consent: { email: withdrawn } });
    expect(withProfile(row, profile({ emailConsent: true }), AT).consent.email).toEqual(withdrawn);
  });

  test('takes a consent away, with the file as its proof', () => {
    expect(withProfile(aCustomer(), profile({ smsConsent: false }), AT).consent.sms).toEqual({
      state: 'withdrawn',
      at: AT,
      source: 'customers file',
    });
  });

  test('keeps the older proof of a consent that it confirms', () => {
    expect(withProfile(aCustomer(), profile({ emailConsent: true }), AT).consent).toEqual(aCustomer().consent);
  });

  test('never renames or renumbers the row', () => {
    const row = withProfile(aCustomer({ revision: 7 }), profile({ firstName: 'Bea' }), AT);
    expect(row).toMatchObject({ customerId: 'c1', revision: 7, firstName: 'Bea' });
  });
});
