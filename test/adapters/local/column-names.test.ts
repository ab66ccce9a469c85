import { describe, expect, test } from 'vitest';
import { mustBeUnderstood, spelledAsOurs } from '#adapters/local/column-names';
import { CUSTOMER_FILE_COLUMNS } from '#adapters/local/shop-files';
import { BadInput } from '#core/errors';

/** What is said of a column that is called so in a file, and taken as it is or as we are told. */
function complaint(written: string, taken = spelledAsOurs(written, CUSTOMER_FILE_COLUMNS)): string | undefined {
  try {
    mustBeUnderstood('people.csv', [{ written, taken }], CUSTOMER_FILE_COLUMNS);
    return undefined;
  } catch (fault) {
    if (fault instanceof BadInput) return fault.message;
    throw fault;
  }
}

test.each([
  ['Customer ID', 'customer_id'],
  ['E-Mail Consent', 'email_consent'],
  ['email consent', 'email_consent'],
  ['sms-consent', 'sms_consent'],
  ['SMS\u00A0Consent', 'sms_consent'],
  ['FirstName', 'first_name'],
  ['PHONE', 'phone'],
])('"%s" is %s, only spelt otherwise', (written, ours) => {
  expect(spelledAsOurs(written, CUSTOMER_FILE_COLUMNS)).toBe(ours);
  expect(complaint(written)).toBeUndefined();
});

test.each([
  ['email_consnet', 'email_consent'],
  ['Emial Consent', 'email_consent'],
  ['sms_concent', 'sms_consent'],
  ['consent_sorce', 'consent_source'],
  ['mail', 'email'],
  ['phnoe', 'phone'],
  ['fist_name', 'first_name'],
  ['tme_zone', 'time_zone'],
])('"%s" is refused: it is nearly %s', (written, ours) => {
  expect(complaint(written)).toMatch(
    new RegExp(`^people\\.csv:1: unknown column "${written}"; did you mean "${ours}"\\? Rename it`),
  );
});

describe('a column that says who must not be written to is refused', () => {
  test.each([
    'unsubscribed',
    'Unsubscribed At',
    'opt_out',
    'optout',
    'opted_out',
    'Email Opt-Out',
    'do_not_contact',
    "Don't call",
    'no_sms',
    'suppressed',
    'DNC',
  ])('%s', (written) => {
    expect(complaint(written)).toContain('write no for them into email_consent or sms_consent');
  });

  test('also when --columns takes it for a consent: its yes means no', () => {
    expect(complaint('unsubscribed', 'email_consent')).toContain('says who must not be written to');
  });
});

describe('a column that speaks of consent in other words', () => {
  test.each(['consent', 'marketing_consent', 'opt_in', 'Accepts Email Marketing', 'subscribed'])(
    '%s is refused, and --columns is the cure',
    (written) => {
      expect(complaint(written)).toContain(`(--columns 'email_consent=${written}' does), or leave it out`);
      expect(complaint(written, 'email_consent')).toBeUndefined();
    },
  );
});

test.each([
  'plan',
  'tier',
  'Total',
  'zip',
  'last_visit',
  'first_date',
  'customer_type',
  'customer_since',
  'country',
  'retail',
  'home',
  'option',
  'adoption_date',
  'subscription_plan',
  'donations',
  'gender',
  '',
])('"%s" is a field like any other', (written) => {
  expect(complaint(written)).toBeUndefined();
});
