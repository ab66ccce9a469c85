// What does an export of contacts from Salesforce say?
// Columns: Salesforce Object Reference, "Contact"; the Data Export and the Data Loader write the names of the fields, reports
// their labels. None of the standard fields says that a person agreed to anything.
import { type Cells, type Preset, passed } from '#adapters/files/preset';

const SHORT_ID = 15;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

export const salesforce: Preset = {
  customers: {
    export: 'an export of contacts from Salesforce',
    source: 'Salesforce contacts export',
    takes: {
      customer_id: ['Id', 'Contact ID'],
      first_name: ['FirstName', 'First Name'],
      last_name: ['LastName', 'Last Name'],
      email: ['Email'],
      phone: ['MobilePhone', 'Mobile Phone', 'Mobile'],
      email_opt_out: ['HasOptedOutOfEmail', 'Email Opt Out'],
      sms_opt_out: ['DoNotCall', 'Do Not Call'],
    },
    required: ['customer_id', 'email'],
    reads: ['EmailBouncedReason', 'Email Bounced Reason', 'EmailBouncedDate', 'Email Bounced Date', 'IsDeleted'],
    fields: {
      LeadSource: 'lead_source',
      'Lead Source': 'lead_source',
      MailingCountry: 'country',
      'Mailing Country': 'country',
    },
    silent: {
      HasOptedOutOfFax: 'nothing is sent by fax, so it withdraws nothing',
      'Fax Opt Out': 'nothing is sent by fax, so it withdraws nothing',
    },
    notes: [
      'No standard field of Salesforce says that a person agreed, so nobody is granted any consent: name your own field with --columns email_consent=<field>.',
    ],
    translate(cells, { isStated }) {
      const bounced =
        cells.EmailBouncedReason ??
        cells['Email Bounced Reason'] ??
        cells.EmailBouncedDate ??
        cells['Email Bounced Date'];
      const ours: Cells = {
        ...cells,
        ...(cells.customer_id === undefined || isStated('customer_id')
          ? {}
          : { customer_id: longId(cells.customer_id) }),
        ...(bounced === undefined ? {} : { email_suppressed: 'hard bounce' }),
      };
      if (/^(?:true|1)$/i.test(cells.IsDeleted ?? '')) return passed('a deleted contact', ours);
      return { status: 'cells', cells: ours };
    },
  },
};

/**
 * Reports write ids of 15 characters, everything else the same ids with three more, which tell the capitals of each five
 * (Salesforce Object Reference, "ID Field Type"): so both kinds of files meet.
 */
function longId(id: string): string {
  if (id.length !== SHORT_ID) return id;
  const suffix = [0, 5, 10].map((start) => {
    const capitals = [...id.slice(start, start + 5)].map((letter) => (/[A-Z]/.test(letter) ? 1 : 0));
    return LETTERS[capitals.reduce((sum: number, bit, index) => sum + bit * 2 ** index, 0)] ?? '';
  });
  return id + suffix.join('');
}
