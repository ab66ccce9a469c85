// The company that sends: what its messages must carry and the settings that hold for every sequence.
import * as z from 'zod';
import { type ActivityKind, ActivityKindSchema, isKnownKind, KNOWN_KINDS, MOST_OWN_KINDS } from '#core/activity';
import { REMEMBERED_TOUCHES } from '#core/customer';
import { ShopWindowSchema } from '#core/dormancy-rule';
import { DurationSchema, TimeOfDaySchema, TimeZoneSchema, WholeDaysSchema } from '#core/time';
import { TopicsSchema } from '#core/topics';

const WebUrlSchema = z.url({ protocol: /^https?$/, error: 'expected a web address like https://shop.example.com' });

const CurrencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'expected a currency code like USD', abort: true })
  .refine(
    (code) =>
      new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2,
    {
      error: 'only currencies with two decimals are supported',
    },
  );

/** How many messages one customer may get at most in any stretch of time, over all sequences. */
const FrequencyCapSchema = z.strictObject({
  // A row remembers this many past touches; a higher cap could not be kept.
  messages: z.int().positive().max(REMEMBERED_TOUCHES, `at most ${REMEMBERED_TOUCHES} messages can be counted`),
  in: DurationSchema,
});
export type FrequencyCap = z.infer<typeof FrequencyCapSchema>;

/** BCP 47, like `de-DE`; `de_DE` is none. */
const LocaleSchema = z.string().refine((name) => {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}, 'not a locale; write it like en-US or de-DE');

/** Winning back looks at the orders of about a year. Below that, `keep customers` would delete those whom it is for. */
const LEAST_KEPT_DAYS = 365;

/** `workflows/shop.yaml`. The postal address is required in every commercial email (CAN-SPAM, 15 U.S.C. 7704(a)(5)). */
export const ShopSchema = z
  .strictObject({
    name: z.string().min(1).max(60),
    website: WebUrlSchema,
    address: z.string().min(10).max(200),
    'time zone': TimeZoneSchema,
    currency: CurrencySchema,
    locale: LocaleSchema.default('en-US'),
    'scan at': TimeOfDaySchema.default('10:00' as z.infer<typeof TimeOfDaySchema>),
    email: z.strictObject({
      from: z.string().regex(/^.{1,80} <[^<>\s@]+@[^<>\s@]+>$/, 'expected a sender like Shop <hello@shop.example.com>'),
      'reply to': z.email().optional(),
      cost: z.number().nonnegative().default(0.00016),
    }),
    sms: z
      .strictObject({
        'max price': z.number().positive().default(0.05),
        cost: z.number().nonnegative().default(0.00883),
        /** Who answers STOP, START and HELP: the provider, as AWS and Twilio do unless told otherwise, or we. */
        keywords: z.enum(['provider', 'winback']).default('provider'),
      })
      .prefault({}),
    'at most': FrequencyCapSchema.optional(),
    /** How long silent is dormant where a customer's own clock says nothing. */
    dormant: ShopWindowSchema.optional(),
    /** How long customers of whom nothing is heard are kept; then they are not written to, and `winback forget` deletes them. */
    'keep customers': WholeDaysSchema.refine(
      (days) => days >= LEAST_KEPT_DAYS,
      'customers are kept for a year at least; write it like 5 years',
    ).optional(),
    /** What sequences may be about, as customers read it on the preference page: `offers: Offers and discounts`. */
    topics: TopicsSchema.default({}),
    /** Kinds of activity of the company's own. */
    activities: z
      .array(ActivityKindSchema.refine((kind) => !isKnownKind(kind), 'every shop has this kind; name only your own'))
      .max(MOST_OWN_KINDS)
      .default([]),
  })
  .transform((shop) => ({
    name: shop.name,
    website: shop.website.replace(/\/$/, ''),
    address: shop.address,
    timeZone: shop['time zone'],
    currency: shop.currency,
    locale: shop.locale,
    scanAt: shop['scan at'],
    emailFrom: shop.email.from,
    replyTo: shop.email['reply to'],
    /** US dollars: the most we pay for one SMS part, and what one email or SMS part is taken to cost in the report. */
    smsMaxPrice: shop.sms['max price'],
    costs: { email: shop.email.cost, sms: shop.sms.cost },
    cap: shop['at most'],
    dormant: shop.dormant,
    keepDays: shop['keep customers'],
    activities: shop.activities,
    topics: shop.topics,
    keywords: shop.sms.keywords,
  }));
export type Shop = z.infer<typeof ShopSchema>;
export type ShopFile = z.input<typeof ShopSchema>;

/** All kinds of activity that the shop may tell of. */
export function kindsOfShop({ activities }: { readonly activities: readonly ActivityKind[] }): readonly ActivityKind[] {
  return [...KNOWN_KINDS, ...activities];
}

/** Is this a kind of activity that the shop may tell of: one that all have, or one of its own? */
export function isActivityOf(shop: Pick<Shop, 'activities'>, kind: string): boolean {
  return isKnownKind(kind) || shop.activities.includes(kind);
}
