// Files of orders and customers for a shop of any size: the same number of customers, the same files.
import { drawOf } from '#core/ids';
import { type Day, plusDays } from '#core/time';

const MOST_SILENT_DAYS = 560;
const ORDERS_EACH = 4;

/**
 * Orders up to a day and, for every fourth customer, one some days after it. The last order before the day lies 60 to
 * 560 days back, so that every sequence of the project's own plan finds somebody.
 */
export function ordersFile(customers: number, asOf: Day): string {
  const rows = ['customer_id,ordered_on,amount'];
  for (let number = 1; number <= customers; number += 1) {
    const draw = (what: string) => drawOf('orders-file', String(number), what);
    const last = plusDays(asOf, -60 - Math.floor(draw('silence') * (MOST_SILENT_DAYS - 60)));
    for (let order = 0; order < ORDERS_EACH; order += 1) {
      rows.push(`P${number},${plusDays(last, -order * 23)},${(5 + draw(`amount-${order}`) * 90).toFixed(2)}`);
    }
    if (number % 4 === 0) rows.push(`P${number},${plusDays(asOf, 1 + Math.floor(draw('back') * 30))},25`);
  }
  return `${rows.join('\n')}\n`;
}

/** Details of every third customer: some without a phone number, some without consent, in three time zones. */
export function customersFile(customers: number): string {
  const rows = ['customer_id,first_name,email,phone,email_consent,sms_consent,time_zone'];
  const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];
  for (let number = 3; number <= customers; number += 3) {
    const phone = number % 2 === 0 ? `+120255501${String(number % 100).padStart(2, '0')}` : '';
    const yes = (share: number, what: string) =>
      drawOf('customers-file', String(number), what) < share ? 'yes' : 'no';
    const zone = zones[number % zones.length];
    rows.push(`P${number},Ada,p${number}@example.com,${phone},${yes(0.9, 'email')},${yes(0.6, 'sms')},${zone}`);
  }
  return `${rows.join('\n')}\n`;
}
