// A shop that never was: customers with rhythms, some of whom fell silent long ago and some of whom soon will.

import { type Customer, newCustomer } from '#core/customer';
import { withOrders } from '#core/history';
import { type CustomerId, CustomerIdSchema, drawOf } from '#core/ids';
import type { Response } from '#core/response';
import { type Day, type Instant, plusDays, type TimeZone } from '#core/time';

const FIRST_NAMES = [
  'Ada',
  'Amara',
  'Ben',
  'Carla',
  'Chen',
  'Dana',
  'Elif',
  'Emil',
  'Farah',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kofi',
  'Lena',
  'Luis',
  'Maya',
  'Mina',
  'Nils',
  'Noor',
  'Olga',
  'Omar',
  'Priya',
  'Rosa',
  'Samir',
  'Sofia',
  'Tariq',
  'Uma',
  'Vera',
  'Yuki',
  'Siobhán',
  'Zoë',
];
const LAST_NAMES = [
  'Abbott',
  'Berger',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ivanova',
  'Jensen',
  'Kowalski',
  'Larsen',
  'Moreau',
  'Novak',
  "O'Brien",
  'Patel',
  'Quinn',
  'Rossi',
  'Silva',
  'Tanaka',
  'Ueda',
  'Varga',
  'Weber',
  'Yilmaz',
];
const ZONES = [
  'America/New_York',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Phoenix',
  'Europe/London',
  'Europe/Berlin',
];

// 555-0100 to 555-0199 are kept for fiction in every one of them; these lie in states that set no hours for SMS of their own.
const AREA_CODES = '202 771 336 704 828 919 216 330 419 513 614 937 803 843 864 802'.split(' ');

/** Nobody's history goes back further than this. */
const OLDEST_DAYS = 720;
/** Shares of customers: silent already, and of the rest those who stop ordering within the coming year. */
const SILENT = 0.35;
const WILL_STOP = 0.4;
const SHARES = { email: 0.94, sms: 0.6, phone: 0.7, firstName: 0.95 };

type Rhythm = { readonly everyDays: number; readonly lapsesOn: Day; readonly began: Day };

/** Customer number `number` of the shop, with orders up to the day before `today`. The same number is the same person. */
export function syntheticCustomer(number: number, seed: string, today: Day): Customer {
  const customerId = idOf(number);
  const draw = (what: string) => drawOf('shop', seed, customerId, what);
  const { everyDays, lapsesOn, began } = rhythmOf(customerId, seed, today);
  const days: Day[] = [began];
  for (let day = plusDays(began, 1); day < today && day <= lapsesOn; day = plusDays(day, 1)) {
    if (buysOn(customerId, seed, day, everyDays)) days.push(day);
  }
  const first = pick(FIRST_NAMES, draw('first'));
  const last = pick(LAST_NAMES, draw('last'));
  const consentOf = (share: number, name: string) => ({
    state: draw(name) < share ? ('granted' as const) : ('withdrawn' as const),
    at: `${began}T12:00:00.000Z` as Instant,
    source: 'checkout',
    wording: 'Send me news and offers. I can stop this at any time.',
  });
  const address = `${first}.${last}.${number}`
    .normalize('NFD')
    .replace(/[^A-Za-z0-9.]/g, '')
    .toLowerCase();
  const person: Customer = {
    ...newCustomer(customerId),
    ...(draw('named') < SHARES.firstName ? { firstName: first, lastName: last } : {}),
    email: `${address}@example.com`,
    ...(draw('phone') < SHARES.phone ? { phone: phoneOf(number) } : {}),
    timeZone: pick(ZONES, draw('zone')) as TimeZone,
    consent: { email: consentOf(SHARES.email, 'mail'), sms: consentOf(SHARES.sms, 'text') },
  };
  return withOrders(
    person,
    days.map((day) => ({ day, cents: centsOn(customerId, seed, day) })),
  );
}

/** What the shop's regulars order on a day: deterministic, so that a restart plays the same day again. */
export function syntheticOrders(customers: number, seed: string, founded: Day, day: Day, at: Instant): Response[] {
  const orders: Response[] = [];
  for (let number = 1; number <= customers; number += 1) {
    const customerId = idOf(number);
    const { everyDays, lapsesOn } = rhythmOf(customerId, seed, founded);
    if (day > lapsesOn || !buysOn(customerId, seed, day, everyDays)) continue;
    orders.push({
      kind: 'order',
      responseId: `shop-${day}-${customerId}`,
      customerId,
      at,
      cents: centsOn(customerId, seed, day),
    });
  }
  return orders;
}

function rhythmOf(customerId: CustomerId, seed: string, founded: Day): Rhythm {
  const draw = (what: string) => drawOf('shop', seed, customerId, what);
  const everyDays = 12 + Math.floor(draw('rhythm') ** 2 * 60);
  const silentFor = 60 + Math.floor(draw('silence') * 330);
  const began = plusDays(founded, -silentFor - 1 - Math.floor(draw('age') * (OLDEST_DAYS - silentFor)));
  if (draw('silent') < SILENT) return { everyDays, began, lapsesOn: plusDays(founded, -silentFor) };
  const goesOn = draw('stops') < WILL_STOP ? Math.floor(draw('until') * 365) : 10 * 365;
  return { everyDays, began, lapsesOn: plusDays(founded, goesOn) };
}

function buysOn(customerId: CustomerId, seed: string, day: Day, everyDays: number): boolean {
  return drawOf('shop', seed, customerId, day) < 1 / everyDays;
}

function centsOn(customerId: CustomerId, seed: string, day: Day): number {
  const usual = 1_500 + Math.floor(drawOf('shop', seed, customerId, 'spends') ** 2 * 12_000);
  return Math.round(usual * (0.5 + drawOf('shop', seed, customerId, day, 'amount')));
}

/** A number of fiction; up to 1,600 customers each have their own, so that a no to it is one customer's. */
function phoneOf(number: number): string {
  const area = AREA_CODES[Math.floor(number / 100) % AREA_CODES.length];
  return `+1${area}55501${String(number % 100).padStart(2, '0')}`;
}

function idOf(number: number): CustomerId {
  return CustomerIdSchema.parse(`C${String(number).padStart(5, '0')}`);
}

function pick<T>(list: readonly T[], draw: number): T {
  return list[Math.floor(draw * list.length)] as T;
}
