import { describe, expect, test } from 'vitest';
import { CustomerSchema, newCustomer } from '#core/customer';
import { type Profile, ProfileSchema, withProfile } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const AT = InstantSchema.parse('2026-07-01T08:00:00.000Z');
const LATER = InstantSchema.parse('2026-07-02T08:00:00.000Z');
const LATER_AT = InstantSchema.parse('2026-08-01T08:00:00.000Z');
const nobody = () => newCustomer(CustomerIdSchema.parse('c1'));
const profile = (known: Partial<Record<keyof Profile, unknown>> = {}) =>
  ProfileSchema.parse({ customerId: 'c1', consentSource: 'customers file', fields: {}, ...known });

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
        email: { state: 'granted', at: AT, source: 'customers file', undated: true },
        sms: { state: 'withdrawn', at: AT, source: 'customers file', undated: true },
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
      undated: true,
    });
  });

  test('keeps the older proof of a consent that it confirms', () => {
    expect(withProfile(aCustomer(), profile({ emailConsent: true }), AT).consent).toEqual(aCustomer().consent);
  });

  test('never renames or renumbers the row', () => {
    const row = withProfile(aCustomer({ revision: 7 }), profile({ firstName: 'Bea' }), AT);
    expect(row).toMatchObject({ customerId: 'c1', revision: 7, firstName: 'Bea' });
  });

  test('dates a consent as the file does, and never later than the import', () => {
    const given = '2024-03-01T12:00:00.000Z';
    const consents = (at: string) =>
      withProfile(
        nobody(),
        profile({ emailConsent: true, emailConsentAt: at, smsConsent: false, smsConsentAt: at }),
        AT,
      ).consent;
    expect(consents(given)).toMatchObject({
      email: { state: 'granted', at: given },
      sms: { state: 'withdrawn', at: given },
    });
    expect(consents(given).email).not.toHaveProperty('undated');
    expect(consents(LATER)).toMatchObject({ email: { at: AT, undated: true }, sms: { at: AT, undated: true } });
  });

  test('CMP-21: gives a yes its time once a file tells it, and never takes a time away', () => {
    const given = '2024-03-01T12:00:00.000Z';
    const undated = withProfile(nobody(), profile({ emailConsent: true, smsConsent: false }), AT);
    const told = { emailConsent: true, emailConsentAt: given, smsConsent: false, smsConsentAt: given };
    const dated = withProfile(undated, profile({ ...told, consentSource: 'form' }), LATER_AT);
    expect(dated.consent.email).toEqual({ state: 'granted', at: given, source: 'form' });
    // A no counts from when we heard of it: an older date could let an older yes pass it.
    expect(dated.consent.sms).toEqual(undated.consent.sms);
    expect(withProfile(dated, profile({ emailConsent: true }), LATER_AT)).toEqual(dated);
  });

  test('CMP-21: keeps what a yes was a yes to, word for word, and gives it to a yes that has none', () => {
    const given = '2024-03-01T12:00:00.000Z';
    const words = 'Yes, text me offers. Consent is no condition of purchase.';
    const told = { smsConsent: true, smsConsentAt: given, consentSource: 'form' };
    const bare = withProfile(nobody(), profile(told), AT);
    expect(bare.consent.sms).not.toHaveProperty('wording');
    const worded = withProfile(bare, profile({ ...told, smsConsentWording: words }), LATER_AT);
    expect(worded.consent.sms).toEqual({ state: 'granted', at: given, source: 'form', wording: words });
    expect(withProfile(nobody(), profile({ ...told, smsConsentWording: words }), AT).consent).toEqual(worded.consent);
    // A file without dates completes an undated yes of its own form, and no other; the same again, and other words, are no news.
    const undated = withProfile(nobody(), profile({ smsConsent: true, consentSource: 'form' }), AT);
    const later = profile({ smsConsent: true, smsConsentWording: words, consentSource: 'form' });
    expect(withProfile(undated, later, LATER_AT).consent.sms).toMatchObject({ at: AT, undated: true, wording: words });
    expect(withProfile(undated, { ...later, consentSource: 'another form' }, LATER_AT)).toEqual(undated);
    expect(withProfile(bare, later, LATER_AT)).toEqual(bare);
    // Nor do the words of an undated yes of one form go along when another form tells the time of its own.
    const elsewhere = { ...told, consentSource: 'another form' };
    const dated = withProfile(withProfile(undated, later, AT), profile(elsewhere), LATER_AT);
    expect(dated.consent.sms).toEqual({ state: 'granted', at: given, source: 'another form' });
    for (const smsConsentWording of [words, 'Other words'])
      expect(withProfile(worded, profile({ ...told, smsConsentWording }), LATER_AT)).toEqual(worded);
  });

  test('CMP-21: words of another yes, and words beside a no, are none of this one', () => {
    const told = { emailConsent: true, emailConsentAt: '2024-03-01T12:00:00.000Z' };
    const known = withProfile(nobody(), profile(told), AT);
    const older = { ...told, emailConsentAt: '2023-03-01T12:00:00.000Z', emailConsentWording: 'Of another day' };
    expect(withProfile(known, profile(older), LATER_AT)).toEqual(known);
    const no = profile({ emailConsent: false, emailConsentWording: 'Offers by email' });
    expect(withProfile(nobody(), no, AT).consent.email).not.toHaveProperty('wording');
    const own = { state: 'granted', at: AT, source: 'preference page', own: true } as const;
    const saidSo = { ...known, consent: { email: own } };
    expect(withProfile(saidSo, profile({ ...told, emailConsentWording: 'Of a file' }), LATER_AT)).toEqual(saidSo);
  });

  test('CMP-21: a newer yes with its time takes the place of an older one, and is proven by its own words', () => {
    const told = { emailConsent: true, emailConsentAt: '2018-03-01T12:00:00.000Z', emailConsentWording: 'Old words' };
    const known = withProfile(nobody(), profile({ ...told, consentSource: 'old form' }), AT);
    const newer = { emailConsent: true, emailConsentAt: '2024-03-01T12:00:00.000Z', consentSource: 'new form' };
    const row = withProfile(known, profile(newer), LATER_AT);
    expect(row.consent.email).toEqual({ state: 'granted', at: newer.emailConsentAt, source: 'new form' });
    expect(withProfile(row, profile(newer), LATER_AT)).toEqual(row);
    expect(withProfile(row, profile(told), LATER_AT)).toEqual(row);
  });

  test('CMP-21: a yes for a new number is proven by the file that brings both, not by that for the old one', () => {
    const told = { phone: '+12025550101', smsConsent: true, smsConsentAt: '2018-03-01T12:00:00.000Z' };
    const known = withProfile(nobody(), profile({ ...told, smsConsentWording: 'Old words' }), AT);
    const moved = { ...told, phone: '+12025550102', smsConsentAt: undefined, smsConsentWording: 'New words' };
    expect(withProfile(known, profile(moved), LATER_AT).consent.sms).toEqual({
      ...{ state: 'granted', at: LATER_AT, source: 'customers file', undated: true },
      wording: 'New words',
    });
  });

  test('suppresses a channel once, with the first reason', () => {
    const bounced = withProfile(aCustomer(), profile({ emailSuppression: 'hard bounce' }), AT);
    expect(bounced.suppression).toEqual({ email: { because: 'hard bounce', at: AT } });
    const complained = profile({ emailSuppression: 'complaint', smsSuppression: 'complaint' });
    expect(withProfile(bounced, complained, LATER).suppression).toEqual({
      email: { because: 'hard bounce', at: AT },
      sms: { because: 'complaint', at: LATER },
    });
  });
});
