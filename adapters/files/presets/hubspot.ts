// What does HubSpot's export of contacts say?
// Columns: HubSpot Knowledge Base, "HubSpot's default contact properties" and "Export unsubscribes and bounces"; an export has the
// labels of the properties that were chosen. A contact with a marketing status is one that is paid for, not one that agreed.
import type { Preset } from '#adapters/files/preset';

export const hubspot: Preset = {
  customers: {
    export: 'an export of contacts from HubSpot',
    source: 'HubSpot contacts export',
    takes: {
      customer_id: ['Record ID', 'Record ID - Contact', 'Contact ID'],
      first_name: ['First Name'],
      last_name: ['Last Name'],
      email: ['Email'],
      phone: ['Mobile Phone Number', 'Phone Number'],
      time_zone: ['Time Zone'],
      email_consent: ['Marketing email confirmation status', 'Marketing email confirmation'],
      email_opt_out: ['Unsubscribed from all email'],
    },
    required: ['customer_id', 'email'],
    emailOptOuts: 'Opted out of email',
    reads: ['Email hard bounce reason'],
    fields: { 'Lifecycle Stage': 'lifecycle_stage', 'Lead Status': 'lead_status', 'Country/Region': 'country' },
    // Confirmed: she clicked the link of a double opt-in. Anything before that says nothing yet.
    words: {
      email_consent: { confirmed: 'yes', pending: '', double_opt_in_pending: '', 'double opt-in pending': '' },
    },
    silent: {
      'Marketing contact status': 'it says whom you pay for, not who agreed, so it grants and withdraws nothing',
      "Legal basis for processing contact's data":
        'it is about keeping data, not about messages, so it grants and withdraws nothing',
    },
    translate: (cells) => ({
      status: 'cells',
      cells: cells['Email hard bounce reason'] === undefined ? cells : { ...cells, email_suppressed: 'hard bounce' },
    }),
  },
};
