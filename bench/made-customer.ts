// Customers for measurements: rows of a usual size, made on the fly. One in three fell silent, the others keep ordering.
import { withActivity } from '#core/activity';
import { admissionOf, type Moment, withAdmission } from '#core/admission';
import { type Customer, CustomerSchema } from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import type { ShopModel } from '#core/model/shop-model';
import type { SequenceVersion } from '#core/sequence';
import { type Day, DaySchema, type Instant, InstantSchema, plusDays } from '#core/time';

/** The day and the instant on which measurements begin: a Wednesday, when the shop's scan is due and New York is awake. */
export const TODAY: Day = DaySchema.parse('2026-07-01');
export const SCAN_AT: Instant = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const THE_DAY_BEFORE = { now: InstantSchema.parse('2026-06-30T14:00:00.000Z'), today: plusDays(TODAY, -1) } as const;

/** Silences of the third that fell silent: evenly from here on, over so many days, neighbours apart. */
const SILENT = { oneIn: 3, from: 60, over: 330, stride: 7 };
/** The others are never silent, however many days are played: their last order is still to come. */
const NEVER_SILENT_DAYS = -400;
/** In the eyes of a scan of one day, the others ordered within so many days. */
const ORDERING_WITHIN_DAYS = 60;
const ORDERING_DAYS = 200;
const ORDER_CENTS = 4_800;

const consent = {
  state: 'granted',
  at: '2025-01-10T09:00:00.000Z',
  source: 'checkout',
  wording: 'Send me news and offers. I can stop this at any time.',
} as const;

const everybody = CustomerSchema.parse({
  customerId: 'c0',
  revision: 0,
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

/** Customer number `number`, with two orders; the same number is the same row. */
export function madeCustomer(number: number, silentDays: number = silentDaysOf(number)): Customer {
  const last = plusDays(TODAY, -silentDays);
  const first = withActivity(undefined, 'order', { day: plusDays(last, -ORDERING_DAYS), cents: ORDER_CENTS });
  return {
    ...everybody,
    customerId: CustomerIdSchema.parse(`c${String(number).padStart(7, '0')}`),
    email: `ada.castillo.${number}@customer.example`,
    activity: { order: withActivity(first, 'order', { day: last, cents: ORDER_CENTS }) },
  };
}

/** Customer number `number` as a scan of one day finds them on most days: whoever was dormant yesterday is known. */
export function scannedCustomer(number: number, published: readonly SequenceVersion[], model?: ShopModel): Customer {
  const fellSilent = number % SILENT.oneIn === 0;
  return metBefore(
    madeCustomer(number, fellSilent ? silentDaysOf(number) : number % ORDERING_WITHIN_DAYS),
    published,
    model,
  );
}

/** The row as it is on most days: what the scan found on an earlier day is noted, and only today's finds are new. */
export function metBefore(row: Customer, published: readonly SequenceVersion[], model?: ShopModel): Customer {
  const moment: Moment = { ...THE_DAY_BEFORE, model };
  return published.reduce((noted, one) => {
    const verdict = admissionOf(noted, one, moment);
    return verdict.status === 'decided' ? withAdmission(noted, verdict, one.sequence, moment.now) : noted;
  }, row);
}

function silentDaysOf(number: number): number {
  if (number % SILENT.oneIn !== 0) return NEVER_SILENT_DAYS;
  return SILENT.from + (((number / SILENT.oneIn) * SILENT.stride) % SILENT.over);
}
