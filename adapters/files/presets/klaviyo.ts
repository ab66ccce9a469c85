// What does Klaviyo's export of a list or segment say?
// Columns: Klaviyo Help Center, "How to export a list or segment to a CSV file"; the reasons of suppressions are those of its API
// reference, "Get Profiles" (subscriptions.email.marketing.suppression).
import type { Cells, Preset } from '#adapters/files/preset';

const STATES = {
  subscribed: 'yes',
  unsubscribed: 'no',
  never_subscribed: '',
  'never subscribed': '',
  not_subscribed: '',
};

/** A list or an object of suppressions with none in it. */
const EMPTY = /^\s*(?:\[\s*\]|\{\s*\})?\s*$/;

export const klaviyo: Preset = {
  customers: {
    export: 'an export of a list or segment from Klaviyo',
    source: 'Klaviyo profiles export',
    takes: {
      customer_id: ['Klaviyo ID', 'Person ID'],
      first_name: ['First Name'],
      last_name: ['Last Name'],
      email: ['Email'],
      phone: ['Phone Number'],
      email_consent: ['Email Marketing Consent'],
      email_consent_at: ['Email Marketing Consent Timestamp'],
      sms_consent: ['SMS Marketing Consent'],
      sms_consent_at: ['SMS Marketing Consent Timestamp'],
    },
    required: ['customer_id', 'email', 'email_consent'],
    reads: ['Email Suppressions', 'SMS Suppressions'],
    fields: { Country: 'country', Source: 'source' },
    words: { email_consent: STATES, sms_consent: STATES },
    translate: (cells) => ({
      status: 'cells',
      cells: {
        ...cells,
        ...suppressedBy('email', cells['Email Suppressions']),
        ...suppressedBy('sms', cells['SMS Suppressions']),
      },
    }),
  },
};

/** A suppression stands against writing whatever its reason; of those that are not about the address a no is made. */
function suppressedBy(channel: 'email' | 'sms', reasons: string | undefined): Cells {
  if (reasons === undefined || EMPTY.test(reasons)) return {};
  if (/HARD_BOUNCE|INVALID_EMAIL/i.test(reasons)) return { [`${channel}_suppressed`]: 'hard bounce' };
  if (/SPAM_COMPLAINT/i.test(reasons)) return { [`${channel}_suppressed`]: 'complaint' };
  return { [`${channel}_opt_out`]: 'yes' };
}
