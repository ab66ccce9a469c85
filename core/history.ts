// What files of orders, activities and customers add to a row; the same file twice adds nothing.
import * as z from 'zod';
import {
  type Activity,
  type ActivityKind,
  ActivityKindSchema,
  hasRoomFor,
  knowsDay,
  withActivity,
} from '#core/activity';
import { CHANNELS } from '#core/channel';
import { addressIn } from '#core/contact';
import { type Customer, FieldValueSchema, SuppressionSchema } from '#core/customer';
import { consentAfter, consentThatStays, ToldConsentsSchema } from '#core/file-consent';
import { CustomerIdSchema } from '#core/ids';
import { CentsSchema } from '#core/money';
import { withoutBouncesOf } from '#core/soft-bounces';
import { type Day, DaySchema, type Instant, TimeZoneSchema } from '#core/time';

/** One activity of a file; `day` is a calendar day of the shop's time zone, `cents` is 0 where no money changed hands. */
export const PastActivitySchema = z.object({
  customerId: CustomerIdSchema,
  kind: ActivityKindSchema,
  day: DaySchema,
  cents: CentsSchema,
});
export type PastActivity = z.infer<typeof PastActivitySchema>;

/** What a file knows of a person. A consent that the file does not speak of stays as it is. */
export const ProfileSchema = z.object({
  customerId: CustomerIdSchema,
  firstName: z.string().max(80).optional(),
  lastName: z.string().max(80).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(16).optional(),
  timeZone: TimeZoneSchema.optional(),
  ...ToldConsentsSchema.shape,
  /** Why the address or number must not be written to, whatever the consent. */
  emailSuppression: SuppressionSchema.shape.because.optional(),
  smsSuppression: SuppressionSchema.shape.because.optional(),
  fields: z.record(z.string(), FieldValueSchema),
});
export type Profile = z.infer<typeof ProfileSchema>;

/**
 * The row with a file's activities added, in whatever order they stand. A day that the row knows of, for that kind, is taken as
 * known with all that happened on it, and so is one between its first day and the oldest that it remembers: importing a file
 * again, or one month after the other, counts each activity once.
 */
export function withActivities(
  row: Customer,
  activities: readonly Pick<PastActivity, 'kind' | 'day' | 'cents'>[],
): Customer {
  const activity = { ...row.activity };
  let changed = false;
  for (const [kind, own] of Map.groupBy(activities, (one) => one.kind)) {
    const known = row.activity[kind];
    if (!hasRoomFor(kind, activity)) continue;
    const news = own.filter(({ day }) => known === undefined || knowsDay(known, day) === 'no');
    const summary = inTurn(news, known?.first).reduce((sum, one) => withActivity(sum, kind, one), known);
    if (summary === undefined || summary === known) continue;
    activity[kind] = summary;
    changed = true;
  }
  return changed ? { ...row, activity } : row;
}

/** Away from what is known, in both directions of time: so the row still remembers enough to tell a new day from another. */
function inTurn<T extends Pick<PastActivity, 'day'>>(news: readonly T[], first: Day | undefined): readonly T[] {
  const byDay = news.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  const earlier = first === undefined ? 0 : byDay.filter(({ day }) => day < first).length;
  return [...byDay.slice(0, earlier).reverse(), ...byDay.slice(earlier)];
}

/** The same for orders alone. */
export function withOrders(row: Customer, orders: readonly Activity[]): Customer {
  const kind: ActivityKind = 'order';
  return withActivities(
    row,
    orders.map(({ day, cents }) => ({ kind, day, cents })),
  );
}

/**
 * So many fields of a company's own a row has room for: with the longest of values, less than a tenth of the 400 KB that
 * DynamoDB takes for an item. A row that was full could not take a no either.
 */
const MOST_FIELDS = 100;

/** What bounced at another address says nothing of this one. */
function withoutOldBounces(named: Customer, before: Customer): Customer {
  const changed = CHANNELS.filter((channel) => addressIn(named, channel) !== addressIn(before, channel));
  return changed.reduce((row, channel) => withoutBouncesOf(row, channel), named);
}

/**
 * The row with what a file says of the person. A consent changes only if the file says otherwise than the row, and ends if
 * it would go along to a number, or a claimed address, for which nobody gave it. New fields are taken while there is room.
 */
export function withProfile(row: Customer, profile: Profile, at: Instant): Customer {
  const { firstName, lastName, email, phone, timeZone, fields } = profile;
  const known = Object.entries({ firstName, lastName, email, phone, timeZone }).filter(
    ([, value]) => value !== undefined,
  );
  const named = withoutOldBounces({ ...row, ...Object.fromEntries(known) }, row);
  return {
    ...named,
    consent: consentAfter(consentThatStays(row, named, profile), profile, at),
    suppression: suppressionAfter(row.suppression, profile, at),
    fields: fieldsAfter(row.fields, fields),
  };
}

function fieldsAfter(known: Customer['fields'], told: Profile['fields']): Customer['fields'] {
  const next = { ...known };
  let count = Object.keys(next).length;
  for (const [name, value] of Object.entries(told)) {
    if (!Object.hasOwn(next, name)) {
      if (count >= MOST_FIELDS) continue;
      count += 1;
    }
    next[name] = value;
  }
  return next;
}

function suppressionAfter(
  suppression: Customer['suppression'],
  profile: Profile,
  at: Instant,
): Customer['suppression'] {
  const next = { ...suppression };
  for (const [channel, because] of [
    ['email', profile.emailSuppression],
    ['sms', profile.smsSuppression],
  ] as const) {
    if (because !== undefined && next[channel] === undefined) next[channel] = { because, at };
  }
  return next;
}
