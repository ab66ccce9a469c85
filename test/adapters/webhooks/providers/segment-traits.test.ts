import { describe, expect, test } from 'vitest';
import { profileIn } from '#adapters/webhooks/providers/segment-traits';
import { KnownSchema } from '#core/known';

const traitsOf = (traits: object, context: object = {}) => profileIn('1001', { ...traits }, { ...context })?.profile;

describe('who somebody is', () => {
  test('by the traits that the spec reserves, in both of its spellings', () => {
    const person = {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'Ada@Customer.example',
      phone: '+1 (202) 555-0123',
    };
    const expected = {
      customerId: '1001',
      consentSource: 'Segment identify',
      claimed: true,
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@customer.example',
      phone: '+12025550123',
      fields: {},
    };
    expect(traitsOf(person)).toEqual(expected);
    const { firstName: first_name, lastName: last_name, ...others } = person;
    expect(traitsOf({ first_name, last_name, ...others })).toEqual(expected);
  });

  test('by texts, numbers and truths, which become fields; the rest is left out', () => {
    const traits = { plan: 'premium', logins: 5, vip: true, address: { city: 'Albany' }, tags: ['a'], gone: null };
    expect(traitsOf(traits)?.fields).toEqual({ plan: 'premium', logins: 5, vip: true });
  });

  test('by where they are, in the traits or in the context', () => {
    expect(traitsOf({ timezone: 'Europe/Berlin' })?.timeZone).toBe('Europe/Berlin');
    expect(traitsOf({}, { timezone: 'Europe/Amsterdam' })?.timeZone).toBe('Europe/Amsterdam');
    expect(traitsOf({}, { timezone: 'Mars/Olympus' })).not.toHaveProperty('timeZone');
  });

  test('is a row that the import takes', () => {
    const known = profileIn('1001', { firstName: 'Ada', plan: 'premium' }, {});
    expect(KnownSchema.parse(known)).toEqual(known);
  });
});

describe('a trait that cannot be used is left out, and the others are not:', () => {
  test.each([
    ['a name that is none', { firstName: '' }],
    ['a name without end', { firstName: 'x'.repeat(81) }],
    ['a name that is an object', { firstName: { given: 'Ada' } }],
    ['an address that is none', { email: 'ada' }],
    ['a number of no country', { phone: '555-0123' }],
    ['a text without end', { note: 'x'.repeat(201) }],
    ['a number without end', { score: 1e300 }],
    ['a name with a blank', { 'favourite colour': 'red' }],
    ['a name without end', { ['x'.repeat(41)]: 1 }],
    ['a name of every object', JSON.parse('{"__proto__": "x", "constructor": "y"}')],
  ])('%s', (_what, traits) => {
    expect(traitsOf({ plan: 'premium', ...traits, ...Object.fromEntries(Object.entries(traits)) })).toEqual({
      customerId: '1001',
      consentSource: 'Segment identify',
      claimed: true,
      fields: { plan: 'premium' },
    });
  });
});

test('no trait grants a consent or takes one back', () => {
  const traits = {
    emailConsent: true,
    email_consent: 'yes',
    unsubscribed: true,
    sms_consent: false,
    emailSuppression: 'complaint',
  };
  const profile = traitsOf(traits) ?? {};
  expect(Object.keys(profile).sort()).toEqual(['claimed', 'consentSource', 'customerId', 'fields']);
});

test('of a thousand traits the first fifty are kept', () => {
  const traits = Object.fromEntries(Array.from({ length: 1_000 }, (_, number) => [`t${number}`, number]));
  expect(Object.keys(traitsOf(traits)?.fields ?? {})).toHaveLength(50);
});

test.each([undefined, null, '', 'ada@customer.example', 'auth0|1', {}, 'x'.repeat(41)])('%j is nobody', (userId) => {
  expect(profileIn(userId, { email: 'ada@customer.example' }, {})).toBeUndefined();
});
