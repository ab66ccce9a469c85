// What do exports of orders and customers from WooCommerce say?
// Columns: woocommerce.com, "Import and Export of WooCommerce Orders" and "… Users" (Import Export Suite for WooCommerce) and
// "Customer / Order / Coupon Export"; WooCommerce's own Analytics report of orders names no customer, so it cannot be read.
import { type Cells, idOfAddress, type Preset, passed } from '#adapters/files/preset';

/** Orders that were placed; `on-hold` waits for a payment that is on its way (woocommerce.com, "Order Statuses"). */
const PLACED = ['completed', 'processing', 'on-hold'];
const NOT_PLACED = ['pending', 'failed', 'cancelled', 'refunded', 'draft', 'checkout-draft', 'trash'];
/** Orders of guests have no customer number, or this one. */
const GUEST = '0';

/** Registered customers go by their number, guests by their address. */
export const woocommerce: Preset = {
  customers: {
    export: 'an export of customers from WooCommerce',
    source: 'WooCommerce customers export',
    takes: {
      customer_id: ['customer_id', 'ID'],
      first_name: ['first_name', 'billing_first_name'],
      last_name: ['last_name', 'billing_last_name'],
      email: ['user_email', 'email', 'billing_email'],
      phone: ['billing_phone'],
    },
    required: ['customer_id', 'email'],
    fields: { billing_country: 'country' },
    notes: [
      "WooCommerce keeps no consent of its own, so nobody is granted any: if a plugin's column says who opted in, name it with --columns email_consent=<column>.",
    ],
    translate: (cells, { isStated }) => ({
      status: 'cells',
      cells: isStated('customer_id') ? cells : named(cells, cells.email),
    }),
  },
  orders: {
    export: 'an export of orders from WooCommerce',
    source: 'WooCommerce orders export',
    takes: {
      customer_id: ['customer_id', 'customer_user'],
      ordered_on: ['order_date', 'date'],
      amount: ['order_total'],
      refunded: ['refunded_total'],
      currency: ['order_currency'],
      order_id: ['order_id', 'order_number'],
    },
    required: ['order_id', 'customer_id', 'ordered_on', 'amount', 'status'],
    reads: ['status', 'billing_email', 'customer_email'],
    translate(cells, { isStated }) {
      const status = cells.status?.toLowerCase().replace(/^wc-/, '') ?? '';
      if (NOT_PLACED.includes(status)) return passed(`an order with the status ${status}`);
      if (!PLACED.includes(status)) return passed('an order with an unknown status');
      if (isStated('customer_id')) return { status: 'cells', cells };
      const whose = named(cells, cells.billing_email ?? cells.customer_email);
      if (whose.customer_id === undefined || whose.customer_id === GUEST)
        return passed('an order of a guest without an email address: nobody can tell whose it is');
      return { status: 'cells', cells: whose };
    },
  },
};

function named(cells: Cells, address: string | undefined): Cells {
  const isGuest = cells.customer_id === undefined || cells.customer_id === GUEST;
  return isGuest && address !== undefined ? { ...cells, customer_id: idOfAddress(address) } : cells;
}
