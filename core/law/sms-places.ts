// Where may a customer be, and which rules about SMS are judged there, in which time zones?
import type { Customer, FieldValue } from '#core/customer';
import {
  isAmericanZone,
  placeOfNumber,
  US_PLACE_NAMES,
  US_PLACES,
  type UsPlace,
  usPlaceNamed,
  zonesOf,
} from '#core/law/area-codes';
import type { QuietHoursRule } from '#core/law/quiet-hours-rule';
import { SMS_QUIET_HOURS } from '#core/law/sms-quiet-hours';
import type { TimeZone } from '#core/time';

/** Where the law is judged: rules, in each of these zones. */
export type Judged = { readonly zones: readonly TimeZone[]; readonly rules: readonly QuietHoursRule[] };
/** `called`: as people say it, such as `Rhode Island and Florida`; undefined where no law is known. */
export type SmsPlaces = { readonly called: string | undefined; readonly judged: readonly Judged[] };

/** Fields in which shops keep the state of an address. */
const STATE_FIELDS = ['state', 'region', 'province'];
const FRENCH_NUMBER = '+33';
/** Only mainland French numbers begin with +33. */
const FRENCH_ZONE = 'Europe/Paris' as TimeZone;
/**
 * Beyond the date line: with them, no hour would be left in which it is day everywhere. Their own area codes name them, so
 * whoever may be anywhere is taken to be in any other part of the US.
 */
const FAR_AWAY: readonly UsPlace[] = ['AS', 'GU', 'MP'];

const rulesOf = (places: readonly QuietHoursRule['place'][]) =>
  SMS_QUIET_HOURS.filter(({ place }) => places.includes(place));

/** Whose state nobody knows may live in any. */
export const ANYWHERE: readonly Judged[] = US_PLACE_NAMES.filter((name) => !FAR_AWAY.includes(name)).map((name) => ({
  zones: zonesOf(name),
  rules: rulesOf(['US', name]),
}));

/** The state of the number and that of the address, in all of their time zones and in the customer's own. */
export function smsPlaces({
  phone = '',
  fields,
  timeZone,
}: Pick<Customer, 'phone' | 'fields' | 'timeZone'>): SmsPlaces {
  const number = placeOfNumber(phone);
  const own = timeZone === undefined ? [] : [timeZone];
  const isThere = timeZone !== undefined && isAmericanZone(timeZone);
  // Elsewhere the same letters may be another province: MS is also Massa-Carrara.
  const lived = phone.startsWith('+1') || isThere ? STATE_FIELDS.flatMap((name) => placeIn(fields[name])) : [];
  if (typeof number === 'object' || lived.length > 0) {
    const named = typeof number === 'object' ? [number.place, ...lived] : lived;
    const zones = [...(typeof number === 'object' ? number.zones : []), ...lived.flatMap(zonesOf), ...own];
    const called = [...new Set(named)].map((name) => US_PLACES[name].name).join(' and ');
    return { called, judged: [{ zones, rules: rulesOf(['US', ...named]) }] };
  }
  const federal: Judged = { zones: own, rules: rulesOf(['US']) };
  if (number === 'anywhere in the US') {
    const judged = timeZone === undefined || isThere ? ANYWHERE : [...ANYWHERE, federal];
    return { called: number, judged };
  }
  if (phone.startsWith(FRENCH_NUMBER)) {
    return { called: 'France', judged: [{ zones: [FRENCH_ZONE, ...own], rules: rulesOf(['FR']) }] };
  }
  return isThere ? { called: 'the US', judged: [federal] } : { called: undefined, judged: [] };
}

function placeIn(value: FieldValue | undefined): readonly UsPlace[] {
  const place = typeof value === 'string' ? usPlaceNamed(value) : undefined;
  return place === undefined ? [] : [place];
}
