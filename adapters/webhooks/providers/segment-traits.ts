// Who is somebody, by the traits of Segment's identify call? A row of the import queue, which grants and withdraws nothing.
import { emailOf, phoneOf } from '#adapters/webhooks/reading/contacts';
import type { Fields } from '#adapters/webhooks/reading/json';
import { type FieldValue, FieldValueSchema } from '#core/customer';
import { isFieldName } from '#core/field-name';
import { type Profile, ProfileSchema } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';
import { TimeZoneSchema } from '#core/time';

/** What a consent of it would name as its source, if it ever spoke of one. */
const SOURCE = 'Segment identify';
/** A row is read by every scan, so it is kept lean; a company that needs more chooses which by its imports. */
const MOST_FIELDS = 50;
/** Traits that are columns of a row, in both spellings of the spec; the rest become profile fields. */
const COLUMNS = [
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'email',
  'phone',
  'timeZone',
  'time_zone',
  'timezone',
];

/**
 * The person, or undefined when the id is none that a customer of ours can have. Traits that cannot be used are left out: what is
 * no text, number, truth or too long, and names that no profile field may have.
 */
export function profileIn(userId: unknown, traits: Fields, context: Fields): Known | undefined {
  const id = CustomerIdSchema.safeParse(userId);
  if (!id.success) return undefined;
  const customerId = id.data;
  const text = (...names: readonly string[]) =>
    names.map((name) => traits[name]).find((value) => typeof value === 'string');
  const known = {
    firstName: nameIn(text('firstName', 'first_name')),
    lastName: nameIn(text('lastName', 'last_name')),
    email: emailOf(traits.email)?.address,
    phone: phoneOf(traits.phone)?.address,
    timeZone: zoneIn(text('timeZone', 'time_zone', 'timezone') ?? context.timezone),
  };
  const stated = Object.entries(known).filter(([, value]) => value !== undefined);
  // The cast: what is left of these has the type of its column, and nothing is undefined.
  const columns = Object.fromEntries(stated) as Partial<Profile>;
  const profile: Profile = { customerId, consentSource: SOURCE, claimed: true, ...columns, fields: fieldsOf(traits) };
  return { customerId, activities: [], profile };
}

function nameIn(written: string | undefined): string | undefined {
  const name = written?.trim();
  return name !== '' && ProfileSchema.shape.firstName.safeParse(name).success ? name : undefined;
}

function zoneIn(written: unknown): Profile['timeZone'] {
  const zone = typeof written === 'string' ? TimeZoneSchema.safeParse(written) : undefined;
  return zone?.data;
}

function fieldsOf(traits: Fields): Record<string, FieldValue> {
  const own = Object.entries(traits).flatMap(([name, value]) => {
    if (COLUMNS.includes(name) || !isFieldName(name)) return [];
    const field = FieldValueSchema.safeParse(value);
    return field.success ? [[name, field.data] as const] : [];
  });
  return Object.fromEntries(own.slice(0, MOST_FIELDS));
}
