import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCustomer } from '#core/customer';
import { type Profile, ProfileSchema } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { filledRow, type Known, KnownSchema, mergedProfile, saysNo } from '#core/known';
import { DaySchema, InstantSchema } from '#core/time';

const AT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const EARLIER = InstantSchema.parse('2025-03-01T09:00:00.000Z');
const ID = CustomerIdSchema.parse('c1');
const aProfile = (profile: Partial<Profile> = {}): Profile => ({
  customerId: ID,
  consentSource: 'a file',
  fields: {},
  ...profile,
});
const known = (more: Partial<Known>): Known => ({ customerId: ID, activities: [], ...more });

describe('several rows of one customer', () => {
  test('complete each other: what a later one tells counts, what it does not tell stays', () => {
    const merged = mergedProfile(
      aProfile({ firstName: 'Ada', email: 'ada@customer.example', fields: { tier: 'gold', city: 'Lyon' } }),
      aProfile({ firstName: 'Adah', phone: '+12025550101', fields: { tier: 'silver' } }),
    );
    expect(merged).toEqual(
      aProfile({
        firstName: 'Adah',
        email: 'ada@customer.example',
        phone: '+12025550101',
        fields: { tier: 'silver', city: 'Lyon' },
      }),
    );
  });

  test('a field that a row leaves open hides nothing', () => {
    const open = { ...aProfile(), email: undefined, emailConsent: undefined } as Profile;
    expect(mergedProfile(aProfile({ email: 'ada@customer.example', emailConsent: true }), open)).toEqual(
      aProfile({ email: 'ada@customer.example', emailConsent: true }),
    );
  });

  test('a consent keeps the time, the words and the source of the row that gave it', () => {
    const one = aProfile({
      emailConsent: true,
      emailConsentAt: EARLIER,
      emailConsentWording: 'Offers',
      consentSource: 'checkout',
    });
    expect(mergedProfile(one, aProfile({ consentSource: 'a later row' }))).toMatchObject({
      emailConsentAt: EARLIER,
      emailConsentWording: 'Offers',
      consentSource: 'checkout',
    });
    const bare = aProfile({ emailConsent: true, consentSource: 'a shop' });
    expect(mergedProfile(one, bare)).toEqual(one);
    expect(mergedProfile(bare, one)).toEqual(one);
    // Of two yeses the one that is newer by its own time, or has one; of two without, the one with words.
    const other = { ...bare, emailConsentWording: 'Others' };
    expect(mergedProfile(one, other)).toEqual(one);
    expect(mergedProfile(bare, other)).toEqual(other);
    expect(mergedProfile(other, bare)).toEqual(other);
    const newer = aProfile({ ...other, emailConsentAt: InstantSchema.parse('2025-04-01T09:00:00.000Z') });
    expect(mergedProfile(one, newer)).toEqual(newer);
    expect(mergedProfile(newer, one)).toEqual(newer);
  });

  test('each consent keeps a source of its own', () => {
    const email = aProfile({ emailConsent: true, consentSource: 'popup' });
    const sms = aProfile({ smsConsent: true, consentSource: 'checkout' });
    const merged = mergedProfile(email, sms);
    expect(merged).toMatchObject({ emailConsentSource: 'popup', consentSource: 'checkout' });
    const { consent } = filledRow(newCustomer(ID), known({ profile: merged }), AT);
    expect([consent.email?.source, consent.sms?.source]).toEqual(['popup', 'checkout']);
  });

  test('CMP-21: a yes for a number ends with that number, and another row brings one for the new', () => {
    const one = aProfile({
      phone: '+12025550101',
      smsConsent: true,
      smsConsentAt: EARLIER,
      smsConsentWording: 'Text 101',
    });
    const moved = aProfile({ phone: '+12025550102' });
    expect(mergedProfile(one, moved)).toEqual(moved);
    expect(mergedProfile(one, { ...moved, smsConsent: true })).toEqual({ ...moved, smsConsent: true });
    expect(mergedProfile({ ...one, smsConsent: false }, moved)).toMatchObject({ smsConsent: false });
    expect(mergedProfile(one, aProfile({ phone: '+12025550101' }))).toMatchObject({ smsConsentAt: EARLIER });
  });

  const consent = fc.option(fc.boolean(), { nil: undefined });
  const rows = fc.array(fc.record({ emailConsent: consent, smsConsent: consent }), { minLength: 1, maxLength: 6 });

  test('a no stays, wherever it stands', () => {
    fc.assert(
      fc.property(rows, (said) => {
        const profiles = said.map((row) => ProfileSchema.parse(aProfile(row as Partial<Profile>)));
        const merged = profiles.reduce(mergedProfile);
        for (const channel of ['emailConsent', 'smsConsent'] as const) {
          const words = said.map((row) => row[channel]).filter((word) => word !== undefined);
          expect(merged[channel]).toBe(words.includes(false) ? false : words.at(-1));
        }
      }),
    );
  });
});

describe('the row of a customer', () => {
  test('gets what is known, and a no comes after all else', () => {
    const day = DaySchema.parse('2026-05-01');
    const row = filledRow(
      newCustomer(ID),
      known({
        activities: [{ kind: 'order', day, cents: 4_200 }],
        profile: aProfile({ email: 'ada@customer.example', emailConsent: true }),
        refusal: aProfile({ emailConsent: false }),
      }),
      AT,
    );
    expect(row.activity.order).toMatchObject({ count: 1, last: day, spent: 4_200 });
    expect(row).toMatchObject({ email: 'ada@customer.example', consent: { email: { state: 'withdrawn', at: AT } } });
  });

  test('is the same when the same is told again', () => {
    const told = known({
      activities: [
        { kind: 'order', day: DaySchema.parse('2026-05-01'), cents: 4_200 },
        { kind: 'visit', day: DaySchema.parse('2026-05-03'), cents: 0 },
      ],
      profile: aProfile({ emailConsent: true, smsConsent: false, emailSuppression: 'hard bounce' }),
    });
    const once = filledRow(newCustomer(ID), told, AT);
    expect(filledRow(once, told, InstantSchema.parse('2026-08-01T14:00:00.000Z'))).toEqual(once);
  });
});

test.each([
  ['a withdrawn consent', { profile: aProfile({ smsConsent: false }) }, true],
  ['an address that bounced', { profile: aProfile({ emailSuppression: 'hard bounce' }) }, true],
  ['the no of a row that could not be read', { refusal: aProfile({ emailConsent: false }) }, true],
  ['a consent', { profile: aProfile({ emailConsent: true }) }, false],
  ['nothing about a person', {}, false],
] as const)('%s says no: %j is %s', (_what, told, answer) => {
  expect(saysNo(known(told))).toBe(answer);
});

describe('a consent whose instant cannot be read', () => {
  const NEVER = { emailConsent: false, emailConsentAt: '0000-00-00', smsConsent: false, smsConsentAt: EARLIER };

  test('counts from the import, and the others from when they were given', () => {
    // The cast: what files on disk hold is believed, and this is what must not be.
    const row = filledRow(newCustomer(ID), known({ refusal: aProfile(NEVER as Partial<Profile>) }), AT);
    expect(row.consent).toMatchObject({
      email: { state: 'withdrawn', at: AT },
      sms: { state: 'withdrawn', at: EARLIER },
    });
  });

  test('keeps nothing else of a message from being read', () => {
    const told = { customerId: 'c1', activities: [], profile: aProfile(NEVER as Partial<Profile>) };
    const { profile } = KnownSchema.parse(told);
    expect(profile).toMatchObject({ emailConsent: false, smsConsent: false, smsConsentAt: EARLIER });
    expect(profile?.emailConsentAt).toBeUndefined();
  });
});

test('what a message brings is parsed, and what it has besides is left out', () => {
  const told = { customerId: 'c1', activities: [{ kind: 'order', day: '2026-05-01', cents: 1, more: 1 }], more: true };
  expect(KnownSchema.parse(told)).toEqual({
    customerId: 'c1',
    activities: [{ kind: 'order', day: '2026-05-01', cents: 1 }],
  });
  expect(KnownSchema.safeParse({ ...told, customerId: 'ada@customer.example' }).success).toBe(false);
});
