// The columns of orders and customers files, and what a customer without details gets.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import { type Customer, CustomerSchema, type FieldValue } from '#core/customer';
import type { PastOrder, Profile } from '#core/history';
import { CustomerIdSchema, drawOf } from '#core/ids';
import { AmountSchema } from '#core/money';
import { DaySchema, type Instant, type TimeZone, TimeZoneSchema } from '#core/time';

export const ORDER_COLUMNS = ['customer_id', 'ordered_on', 'amount'] as const;
export const CUSTOMER_COLUMNS = ['customer_id'] as const;
/** What a customers file may tell beside its own fields. */
export const CUSTOMER_FILE_COLUMNS: readonly string[] = [
  'customer_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'time_zone',
  'email_consent',
  'sms_consent',
  'consent_source',
];

/** A row of an orders file: `customer_id`, `ordered_on` (a date, or an instant of which the date counts), `amount`. */
export const OrderRowSchema = z
  .object({
    customer_id: CustomerIdSchema,
    ordered_on: z.string().transform(datePart).pipe(DaySchema),
    amount: AmountSchema,
  })
  .transform((row): PastOrder => ({ customerId: row.customer_id, day: row.ordered_on, cents: row.amount }));

/** What a consent column may say. */
export const YesNoSchema = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'true', 'false', '1', '0'], 'expected yes or no'))
  .transform((word) => ['yes', 'true', '1'].includes(word));

// Some numbers that a country could have are longer or shorter than what carriers between countries take (ITU-T E.164).
const E164 = CustomerSchema.shape.phone;
const PhoneSchema = z.string().transform((written, context): string => {
  const parsed = parsePhoneNumberFromString(written);
  if (parsed?.isPossible() && E164.safeParse(parsed.number).success) return parsed.number;
  context.addIssue({ code: 'custom', message: 'not a phone number with its country code, like +12025550123' });
  return z.NEVER;
});

/** Where a consent of a customers file was given or taken back. */
export const CONSENT_SOURCE = z.string().max(120).default('customers file');

// "constructor" would make a stored map look like an object of some class.
const OWN_FIELD = /^(?!constructor$)[A-Za-z0-9_]{1,40}$/;

/** May a column of theirs become a profile field? */
export function isFieldName(name: string): boolean {
  return OWN_FIELD.test(name);
}

/** A row of a customers file; every column that is not one of ours becomes a profile field for segments and messages. */
export const CustomerRowSchema = z
  .object({
    customer_id: CustomerIdSchema,
    first_name: z.string().max(80).optional(),
    last_name: z.string().max(80).optional(),
    email: z.email('not an email address').max(254).optional(),
    phone: PhoneSchema.optional(),
    time_zone: TimeZoneSchema.optional(),
    email_consent: YesNoSchema.optional(),
    sms_consent: YesNoSchema.optional(),
    consent_source: CONSENT_SOURCE,
  })
  .catchall(z.string().max(200))
  .transform((row): Profile => {
    const {
      customer_id,
      first_name,
      last_name,
      email,
      phone,
      time_zone,
      email_consent,
      sms_consent,
      consent_source,
      ...rest
    } = row;
    const fields = Object.entries(rest).filter(([name]) => isFieldName(name));
    return {
      customerId: customer_id,
      consentSource: consent_source,
      ...(first_name === undefined ? {} : { firstName: first_name }),
      ...(last_name === undefined ? {} : { lastName: last_name }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(time_zone === undefined ? {} : { timeZone: time_zone }),
      ...(email_consent === undefined ? {} : { emailConsent: email_consent }),
      ...(sms_consent === undefined ? {} : { smsConsent: sms_consent }),
      fields: Object.fromEntries(fields.map(([name, value]) => [name, fieldValue(String(value))])),
    };
  });

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
  const granted = { state: 'granted', at, source: 'made up: the orders came without details' } as const;
  return {
    ...customer,
    email: `customer-${customer.customerId.toLowerCase()}@example.com`,
    phone: `+1${area}5550${line}`,
    timeZone,
    consent: { email: granted, sms: granted },
  };
}

/** `1998-07-01T10:00:00Z` and `1998-07-01 10:00` both mean that date. */
function datePart(written: string): string {
  return written.replace(/^(\d{4}-\d{2}-\d{2})[T ]\d.*$/, '$1');
}

function fieldValue(text: string): FieldValue {
  if (/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
