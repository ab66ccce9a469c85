// What does a customer get of whom only orders are known, so that a world without real people can be played?
import type { Customer } from '#core/customer';
import { drawOf } from '#core/ids';
import type { Instant, TimeZone } from '#core/time';

// 555-0100 to 555-0199 are kept for fiction in every North American area code, example.com for examples (RFC 2606).
const AREA_CODES = [
  '202',
  '206',
  '212',
  '213',
  '303',
  '305',
  '312',
  '404',
  '415',
  '503',
  '512',
  '602',
  '615',
  '617',
  '702',
  '713',
];

/** Contact points for a customer of whom only orders are known: reserved ones, with consent for both channels. */
export function withMadeUpContacts(customer: Customer, at: Instant, timeZone: TimeZone): Customer {
  const area = AREA_CODES[Math.floor(drawOf('area', customer.customerId) * AREA_CODES.length)];
  const line = 100 + Math.floor(drawOf('line', customer.customerId) * 100);
  const granted = { state: 'granted', at, source: 'made up: the orders came without details', undated: true } as const;
  return {
    ...customer,
    email: `customer-${customer.customerId.toLowerCase()}@example.com`,
    phone: `+1${area}5550${line}`,
    timeZone,
    consent: { email: granted, sms: granted },
  };
}
