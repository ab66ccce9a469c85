// What do the files of a Mailchimp audience export say: the subscribed, the unsubscribed, the cleaned?
// Columns: Mailchimp Help Center, "View or export contacts"; each file of the export has its own (UNSUB_TIME, CLEAN_TIME). EUID is
// the API's unique_email_id: the same person in every audience.
import type { Preset } from '#adapters/files/preset';

export const mailchimp: Preset = {
  customers: {
    export: 'a file of an audience export from Mailchimp',
    source: 'Mailchimp audience export',
    takes: {
      customer_id: ['EUID'],
      first_name: ['First Name'],
      last_name: ['Last Name'],
      email: ['Email Address'],
      phone: ['SMS Phone Number', 'Phone Number'],
      time_zone: ['TIMEZONE'],
      sms_consent: ['SMS_MARKETING_STATUS'],
    },
    required: ['customer_id', 'email', 'OPTIN_TIME'],
    reads: ['OPTIN_TIME', 'CONFIRM_TIME', 'UNSUB_TIME', 'UNSUB_REASON', 'CLEAN_TIME'],
    fields: { CC: 'country', MEMBER_RATING: 'member_rating', TAGS: 'tags' },
    words: { sms_consent: { subscribed: 'yes', unsubscribed: 'no', 'non-subscribed': '', nonsubscribed: '' } },
    notes: [
      'A consent to email is granted only to those who signed up themselves: OPTIN_TIME says so. CONFIRM_TIME alone means that you added them.',
    ],
    translate(cells, { has }) {
      const { UNSUB_TIME: left, CLEAN_TIME: cleaned, OPTIN_TIME: signedUp, CONFIRM_TIME: confirmed } = cells;
      if (has('UNSUB_TIME') || left !== undefined) {
        const complaint = /abuse|spam/i.test(cells.UNSUB_REASON ?? '') ? { email_suppressed: 'complaint' } : {};
        const at = left === undefined ? {} : { email_consent_at: left };
        return { status: 'cells', cells: { ...cells, ...complaint, ...at, email_consent: 'no' } };
      }
      if (has('CLEAN_TIME') || cleaned !== undefined)
        return { status: 'cells', cells: { ...cells, email_suppressed: 'hard bounce' } };
      if (signedUp === undefined || cells.email_consent !== undefined) return { status: 'cells', cells };
      return { status: 'cells', cells: { ...cells, email_consent: 'yes', email_consent_at: confirmed ?? signedUp } };
    },
  },
};
