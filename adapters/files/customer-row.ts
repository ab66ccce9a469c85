// Who is the person in a row of customers, and what may be sent to them?

import * as z from 'zod';
import { columnsOf } from '#adapters/files/columns';
import { saidOn, yesOrNo } from '#adapters/files/consent-words';
import type { Dates } from '#adapters/files/dates';
import { type CountryCode, phoneOf } from '#adapters/files/phones';
import type { Cells } from '#adapters/files/preset';
import { type FieldValue, MOST_WORDING } from '#core/customer';
import { type Profile, ProfileSchema } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { type Instant, type TimeZone, TimeZoneSchema } from '#core/time';

export type CustomerFacts = {
  readonly dates: Dates;
  readonly decimal: 'point' | 'comma';
  readonly country: CountryCode | undefined;
  /** What a consent names as its source when the row does not. */
  readonly source: string;
  /** Details of another system's export that cannot be used are left out; in a file of ours they are mistakes. */
  readonly isForeign: boolean;
};

/** `note`: what of the row was left out. */
export type CustomerRow =
  | { readonly status: 'profile'; readonly profile: Profile; readonly note?: string }
  | { readonly status: 'bad'; readonly reason: string };

const OURS: readonly string[] = columnsOf('customers');
const MOST_FIELD = 200;
const NUMBERS = { point: /^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?$/, comma: /^-?(?:0|[1-9]\d{0,11})(?:,\d{1,6})?$/ };
const EmailSchema = z.email().max(254);
const NOT_A_PHONE = {
  stated: 'the phone number was left out: it is none of the stated country, nor has it a country code',
  unstated: 'the phone number was left out: it has no country code; state its country with --country',
};

/** The profile that a row tells of. A consent that it does not speak of stays as it is. */
export function customerRow(cells: Cells, facts: CustomerFacts): CustomerRow {
  const issues: string[] = [];
  const notes: string[] = [];
  const complain = (column: string, message: string) =>
    facts.isForeign ? notes.push(`${column} was left out: ${message}`) : issues.push(`${column}: ${message}`);
  const id = CustomerIdSchema.safeParse(cells.customer_id);
  if (cells.customer_id === undefined) issues.push('customer_id is missing');
  else if (!id.success) issues.push(...id.error.issues.map(({ message }) => `customer_id: ${message}`));
  if (cells.email !== undefined && !EmailSchema.safeParse(cells.email).success)
    issues.push('email: not an email address');
  const phone = cells.phone === undefined ? undefined : phoneOf(cells.phone, facts.country);
  const isLost = cells.phone !== undefined && phone === undefined;
  if (isLost) notes.push(facts.country === undefined ? NOT_A_PHONE.unstated : NOT_A_PHONE.stated);
  const consentSource = cells.consent_source ?? facts.source;
  if (!ProfileSchema.shape.consentSource.safeParse(consentSource).success)
    issues.push('consent_source: at most 120 characters');
  const { fields, tooLong } = fieldsIn(cells, facts.decimal);
  for (const name of tooLong) complain(name, `longer than ${MOST_FIELD} characters`);
  const profile = {
    ...namesIn(cells, complain),
    ...zoneIn(cells, complain),
    ...consentIn('email', cells, facts, { issues, notes, complain }),
    ...consentIn('sms', cells, facts, { issues, notes, complain }),
    ...(cells.email === undefined ? {} : { email: cells.email }),
    ...(phone === undefined ? {} : { phone }),
  };
  if (!id.success || issues.length > 0) return { status: 'bad', reason: issues.join('; ') };
  // A yes to SMS was given for this number; it must not be taken for one to another number that we may have.
  const { smsConsent, smsConsentAt, smsConsentWording, ...others } = profile;
  const isForAnother = isLost && smsConsent === true;
  const sms = isForAnother ? {} : withoutUndefined({ smsConsent, smsConsentAt, smsConsentWording });
  return {
    status: 'profile',
    profile: { customerId: id.data, consentSource, ...others, ...sms, fields },
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  };
}

type Complain = (column: string, message: string) => void;

function namesIn(cells: Cells, complain: Complain): Pick<Profile, 'firstName' | 'lastName'> {
  const name = (column: 'first_name' | 'last_name'): string | undefined => {
    const written = cells[column];
    if (written === undefined || ProfileSchema.shape.firstName.safeParse(written).success) return written;
    complain(column, 'at most 80 characters');
    return undefined;
  };
  return withoutUndefined({ firstName: name('first_name'), lastName: name('last_name') });
}

function zoneIn(cells: Cells, complain: Complain): Pick<Profile, 'timeZone'> {
  if (cells.time_zone === undefined) return {};
  const zone = TimeZoneSchema.safeParse(cells.time_zone);
  if (zone.success) return { timeZone: canonical(zone.data) };
  complain('time_zone', 'not a time zone; use a name like Europe/Berlin');
  return {};
}

const canonicalZones = new Map<TimeZone, TimeZone>();

/** `america/montreal` is understood by every runtime, but stored as `America/Toronto` or as the runtime calls it. */
function canonical(zone: TimeZone): TimeZone {
  const known = canonicalZones.get(zone);
  if (known !== undefined) return known;
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
  const named = zone.toLowerCase() === zone ? TimeZoneSchema.parse(timeZone) : zone;
  canonicalZones.set(zone, named);
  return named;
}

function consentIn(
  channel: 'email' | 'sms',
  cells: Cells,
  { dates }: CustomerFacts,
  { issues, notes, complain }: { readonly issues: string[]; readonly notes: string[]; readonly complain: Complain },
): Partial<Profile> {
  const { consent, suppression, unclear } = saidOn(channel, cells);
  for (const column of unclear)
    issues.push(
      `${column}: ${column.endsWith('suppressed') ? 'expected hard bounce or complaint' : 'expected yes or no'}`,
    );
  const written = cells[`${channel}_consent_at`];
  const at = written === undefined ? undefined : pastInstant(written, dates);
  if (written !== undefined && at === undefined && !dates.isNone(written))
    complain(`${channel}_consent_at`, dates.complaint(written));
  // The time of a yes is not that of the opt-out that overrules it.
  const own = cells[`${channel}_consent`];
  const isItsTime = consent !== undefined && (own === undefined || yesOrNo(own) === consent);
  const since = isItsTime ? at : undefined;
  const words = consent === true ? wordingIn(channel, cells, notes) : undefined;
  return channel === 'email'
    ? withoutUndefined({
        emailConsent: consent,
        emailConsentAt: since,
        emailConsentWording: words,
        emailSuppression: suppression,
      })
    : withoutUndefined({
        smsConsent: consent,
        smsConsentAt: since,
        smsConsentWording: words,
        smsSuppression: suppression,
      });
}

/** Words that were cut would prove another yes; the yes itself counts without them. */
function wordingIn(channel: 'email' | 'sms', cells: Cells, notes: string[]): string | undefined {
  const wording = cells[`${channel}_consent_wording`]?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (wording === undefined || wording === '' || wording.length <= MOST_WORDING) return wording || undefined;
  notes.push(
    `${channel}_consent_wording was left out: at most ${MOST_WORDING} characters; name the form in consent_source`,
  );
  return undefined;
}

/** A time that is still to come is a mistake: nobody can have agreed then. */
function pastInstant(written: string, dates: Dates): Instant | undefined {
  return dates.dayOf(written) === undefined ? undefined : dates.instantOf(written);
}

/** Every column that is none of ours becomes a profile field for segments and messages. */
function fieldsIn(cells: Cells, decimal: 'point' | 'comma') {
  const fields: Record<string, FieldValue> = {};
  const tooLong: string[] = [];
  for (const [name, word] of Object.entries(cells)) {
    if (OURS.includes(name)) continue;
    if (word.length > MOST_FIELD) tooLong.push(name);
    else fields[name] = fieldValue(word, decimal);
  }
  return { fields, tooLong };
}

// A number that begins with a zero is the number of something, like a postal code.
function fieldValue(text: string, decimal: 'point' | 'comma'): FieldValue {
  if (NUMBERS[decimal].test(text)) return Number(text.replace(',', '.'));
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

type Known<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(object: T): Known<T> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  // Object.entries forgets which value belongs to which key.
  return Object.fromEntries(entries) as Known<T>;
}
