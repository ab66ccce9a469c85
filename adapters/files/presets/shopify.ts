// What do Shopify's exports of orders and customers say?
// Columns: Shopify Help Center, "Exporting orders" and "Importing and exporting customer lists". Cells as the admin writes
// them: ids and phone numbers with an apostrophe before them, times like 2024-02-21 10:00:00 +0100.
import { idOfAddress, type Preset, passed } from '#adapters/files/preset';

/** What counts as an order: placed and not taken back, paid or not yet (the API's OrderDisplayFinancialStatus). */
const PLACED = ['paid', 'partially_paid', 'partially_refunded', 'authorized', 'pending'];
const TAKEN_BACK = ['refunded', 'voided', 'expired'];

/** The export of orders names customers by address only, so both files go by it. */
export const shopify: Preset = {
  customers: {
    export: 'an export of customers from Shopify',
    source: 'Shopify customers export',
    takes: {
      customer_id: ['Customer ID'],
      first_name: ['First Name'],
      last_name: ['Last Name'],
      email: ['Email'],
      phone: ['Phone'],
      email_consent: ['Accepts Email Marketing', 'Accepts Marketing'],
      sms_consent: ['Accepts SMS Marketing'],
    },
    required: ['email', 'email_consent'],
    fields: { 'Default Address Country Code': 'country', Tags: 'tags' },
    silent: { 'Accepts WhatsApp Marketing': 'nothing is sent by WhatsApp, so it grants and withdraws nothing' },
    translate(cells, { isStated }) {
      if (isStated('customer_id') || cells.email === undefined) return { status: 'cells', cells };
      return { status: 'cells', cells: { ...cells, customer_id: idOfAddress(cells.email) } };
    },
  },
  orders: {
    export: 'an export of orders from Shopify',
    source: 'Shopify orders export',
    takes: {
      ordered_on: ['Created at'],
      amount: ['Total'],
      refunded: ['Refunded Amount'],
      currency: ['Currency'],
      order_id: ['Name'],
    },
    required: ['order_id', 'Email', 'Financial Status', 'ordered_on', 'amount'],
    reads: ['Email', 'Financial Status', 'Cancelled at'],
    silent: {
      'Accepts Marketing':
        'what was ticked at that checkout grants and withdraws nothing; the export of customers says what holds now',
    },
    translate(cells, { isStated }) {
      const status = cells['Financial Status']?.toLowerCase();
      if (status === undefined && cells.amount === undefined) return passed('a further line of an order');
      if (cells['Cancelled at'] !== undefined) return passed('a cancelled order');
      if (status !== undefined && TAKEN_BACK.includes(status)) return passed('a refunded or voided order');
      if (status !== undefined && !PLACED.includes(status)) return passed('an order with an unknown payment status');
      if (isStated('customer_id')) return { status: 'cells', cells };
      if (cells.Email === undefined) return passed('an order without an email address: nobody can tell whose it is');
      return { status: 'cells', cells: { ...cells, customer_id: idOfAddress(cells.Email) } };
    },
  },
};
