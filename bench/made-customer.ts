// Customers for measurements: rows of a usual size, made on the fly, whose silences are spread evenly over the days.
import { type Customer, CustomerSchema } from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import { type Day, DaySchema, type Instant, InstantSchema, plusDays } from '#core/time';

/** The day and the instant on which measurements begin: a Wednesday, when the shop's scan is due and New York is awake. */
export const TODAY: Day = DaySchema.parse('2026-07-01');
export const SCAN_AT: Instant = InstantSchema.parse('2026-07-01T14:00:00.000Z');

/** Silences from today back to this many days; a sequence that begins at 90 finds about one new customer in 400 a day. */
export const MOST_SILENT_DAYS = 400;
const FIRST_ORDER_DAYS = 200;
const ORDER_CENTS = 4_800;
/** Coprime to the number of days, so that neighbours differ and every silence is as frequent as the others. */
const STRIDE = 7;

const NOTHING_SAVED_YET = 0;
const consent = {
  state: 'granted',
  at: '2025-01-10T09:00:00.000Z',
  source: 'checkout',
  wording: 'Send me news and offers. I can stop this at any time.',
} as const;

const everybody = CustomerSchema.parse({
  customerId: 'c0',
  revision: NOTHING_SAVED_YET,
  firstName: 'Ada',
  lastName: 'Castillo',
  phone: '+12025550123',
  timeZone: 'America/New_York',
  consent: { email: consent, sms: consent },
  suppression: {},
  activity: {},
  fields: {},
  admissions: {},
  recentTouches: [],
  recentResponses: [],
});

/** Days since the last order of customer number `number`. */
export function silentDaysOf(number: number): number {
  return (number * STRIDE) % MOST_SILENT_DAYS;
}

/** Customer number `number`, with two orders; the same number is the same row. */
export function madeCustomer(number: number, silentDays: number = silentDaysOf(number)): Customer {
  const last = plusDays(TODAY, -silentDays);
  return {
    ...everybody,
    customerId: CustomerIdSchema.parse(`c${String(number).padStart(7, '0')}`),
    email: `ada.castillo.${number}@customer.example`,
    activity: { order: { first: plusDays(last, -FIRST_ORDER_DAYS), last, count: 2, spent: 2 * ORDER_CENTS } },
  };
}
