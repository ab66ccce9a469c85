import { describe, expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { readText } from '../../support/read-file.ts';

/** What is said of a customers file with this column; undefined when it is read. */
async function complaint(written: string, columns: Record<string, string> = {}): Promise<string | undefined> {
  const text = `customer_id,"${written.replaceAll('"', '""')}"\nA1,yes\n`;
  return readText('customers', text, { columns }).then(
    () => undefined,
    (fault: unknown) => {
      if (fault instanceof BadInput) return fault.message;
      throw fault;
    },
  );
}

test.each([
  ['E-Mail Consent', 'email_consent'],
  ['email consent', 'email_consent'],
  ['sms-consent', 'sms_consent'],
  ['SMS\u00A0Consent', 'sms_consent'],
  ['FirstName', 'first_name'],
  ['LAST NAME', 'last_name'],
  ['Email Opt-Out', 'email_opt_out'],
])('"%s" is %s, only spelt otherwise', async (written, ours) => {
  const { header } = await readText('customers', `Customer ID,${written}\nA1,yes\n`);
  expect(header?.used).toEqual({ customer_id: 'Customer ID', [ours]: written });
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
])('"%s" is refused: it is nearly %s', async (written, ours) => {
  expect(await complaint(written)).toMatch(
    new RegExp(`^file\\.csv:1: unknown column "${written}"; did you mean "${ours}"\\? Rename it`),
  );
});

describe('a column that says who must not be written to is refused', () => {
  test.each([
    'unsubscribed',
    'Unsubscribed At',
    'opt_out',
    'optout',
    'opted_out',
    'do_not_contact',
    "Don't call",
    'no_sms',
    'suppressed',
    'DNC',
  ])('%s', async (written) => {
    expect(await complaint(written)).toContain(`(--columns 'email_opt_out=${written}' does)`);
    expect(await complaint(written, { email_opt_out: written })).toBeUndefined();
  });

  test('also when --columns takes it for a consent: its yes means no', async () => {
    expect(await complaint('unsubscribed', { email_consent: 'unsubscribed' })).toContain(
      'says who must not be written to',
    );
  });
});

describe('a column that speaks of consent in other words', () => {
  test.each(['consent', 'marketing_consent', 'opt_in', 'Accepts Email Marketing', 'subscribed', 'Newsletter'])(
    '%s is refused, and --columns is the cure',
    async (written) => {
      expect(await complaint(written)).toContain(`(--columns 'email_consent=${written}' does), or leave it out`);
      expect(await complaint(written, { email_consent: written })).toBeUndefined();
    },
  );

  test('is a field when --columns says so', async () => {
    expect(await complaint('Newsletter', { favourite_letter: 'Newsletter' })).toBeUndefined();
    expect(await complaint('Newsletter', { email_consnet: 'Newsletter' })).toContain('did you mean "email_consent"?');
  });
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
])('"%s" is a field like any other', async (written) => {
  expect(await complaint(written)).toBeUndefined();
});

test('in a file of orders it is told that consents are not read', async () => {
  const { header } = await readText('orders', 'customer_id,ordered_on,amount,newsletter\nA1,2025-01-01,5,yes\n');
  expect(header?.notes).toEqual(['newsletter: not read; who may be written to stands in the customers file.']);
});
