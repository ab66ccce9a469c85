// What a file of orders and customers adds to a row; the same file twice adds nothing.
import * as z from 'zod';
import { type ActivitySummary, addActivity, type Customer, FieldValueSchema } from '#core/customer';
import { CustomerIdSchema } from '#core/ids';
import { CentsSchema } from '#core/money';
import { DaySchema, type Instant, TimeZoneSchema } from '#core/time';

/** One order of a file; `day` is a calendar day of the shop's time zone. */
export const PastOrderSchema = z.object({ customerId: CustomerIdSchema, day: DaySchema, cents: CentsSchema });
export type PastOrder = z.infer<typeof PastOrderSchema>;

/** What a file knows of a person. A consent that the file does not speak of stays as it is. */
export const ProfileSchema = z.object({
  customerId: CustomerIdSchema,
  firstName: z.string().max(80).optional(),
  lastName: z.string().max(80).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(16).optional(),
  timeZone: TimeZoneSchema.optional(),
  emailConsent: z.boolean().optional(),
  smsConsent: z.boolean().optional(),
  consentSource: z.string().min(1).max(120),
  fields: z.record(z.string(), FieldValueSchema),
});
export type Profile = z.infer<typeof ProfileSchema>;

/**
 * The orders of a row with a file's orders added. Orders between the first and the last day that we know are taken as
 * known, those before and after are new: importing a file again, or one month after the other, counts each order once.
 */
export function withOrders(row: Customer, orders: readonly Pick<PastOrder, 'day' | 'cents'>[]): Customer {
  const known = row.activity.order;
  const news = orders.filter(({ day }) => known === undefined || day < known.first || day > known.last);
  if (news.length === 0) return row;
  const order = news.reduce<ActivitySummary | undefined>((sum, { day, cents }) => addActivity(sum, day, cents), known);
  return { ...row, activity: { ...row.activity, ...(order === undefined ? {} : { order }) } };
}

/** The row with what a file says of the person. A consent changes only if the file says otherwise than the row. */
export function withProfile(row: Customer, profile: Profile, at: Instant): Customer {
  const { customerId: _same, emailConsent, smsConsent, consentSource, fields, ...details } = profile;
  const consent = { ...row.consent };
  for (const [channel, granted] of [
    ['email', emailConsent],
    ['sms', smsConsent],
  ] as const) {
    const state = granted ? 'granted' : 'withdrawn';
    if (granted === undefined || consent[channel]?.state === state) continue;
    // A list never overrules a customer's own later word: a withdrawal stays until the customer takes it back.
    if (granted && consent[channel]?.state === 'withdrawn') continue;
    consent[channel] = { state, at, source: consentSource };
  }
  const known = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  return { ...row, ...known, consent, fields: { ...row.fields, ...fields } };
}
