// What did a mailbox do? Records of SES: the `detail` of its events by EventBridge, and what it publishes by SNS.
// Shapes: SES developer guide, event publishing records and, for what identities notify of, notification contents.
import * as z from 'zod';
import { MessageIdSchema, TimestampSchema, type ToldSchema, telling } from '#adapters/webhooks/aws/told-schema';
import { emailOf } from '#adapters/webhooks/reading/contacts';
import type { Ours } from '#adapters/webhooks/reading/our-tags';
import { type Happened, linkOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { CustomerIdSchema, EnrollmentIdSchema, ResponseIdSchema, TouchIdSchema } from '#core/ids';
import type { Instant } from '#core/time';
import type { Told, UntoldBecause } from '#core/told';

// What our sender puts on each message. Mail of the same account that others sent has other tags, or none.
const OursSchema = z
  .object({
    enrollment: z.tuple([EnrollmentIdSchema]),
    touch: z.tuple([TouchIdSchema]),
    customer: z.tuple([CustomerIdSchema]),
  })
  .transform(
    ({ enrollment, touch, customer }): Ours => ({
      customerId: customer[0],
      enrollmentId: enrollment[0],
      touchId: touch[0],
    }),
  );

const MailSchema = z.object({
  messageId: MessageIdSchema,
  timestamp: TimestampSchema,
  tags: z.unknown().optional(),
  destination: z.array(z.string()).catch([]),
});
type Mail = z.infer<typeof MailSchema>;

/** What a record says of the message that it is about. `of`: who did it, where it does not carry our ids. */
type Event = {
  readonly happened: Happened | UntoldBecause;
  readonly at: Instant;
  readonly id?: string;
  readonly of?: readonly string[];
};

const DatedSchema = z.object({ timestamp: TimestampSchema });
// Mailbox providers and company filters open and click on their own; SES says when it takes one for a machine.
const SeenSchema = z.object({
  timestamp: TimestampSchema,
  isBotEvent: z.string().optional(),
  link: z.string().optional(),
});
const MACHINE = 'Likely';
const RecipientsSchema = z.array(z.object({ emailAddress: z.string() })).catch([]);
const FeedbackSchema = z.object({ timestamp: TimestampSchema, feedbackId: ResponseIdSchema });

const AboutSchema = z.object({ mail: MailSchema });
const onlyMail = (happened: Happened) => AboutSchema.transform(({ mail }): Event => ({ happened, at: mail.timestamp }));

/** By the `eventType` of a record, or the `notificationType` of an older one. */
const KINDS: Readonly<Record<string, z.ZodType<Event>>> = {
  Send: onlyMail({ kind: 'sent' }),
  Reject: onlyMail({ kind: 'failed' }),
  'Rendering Failure': onlyMail({ kind: 'failed' }),
  Delivery: z
    .object({ delivery: DatedSchema })
    .transform(({ delivery }): Event => ({ happened: { kind: 'delivered' }, at: delivery.timestamp })),
  Open: z.object({ open: SeenSchema }).transform(({ open: { isBotEvent, timestamp: at } }): Event => {
    return { happened: isBotEvent === MACHINE ? 'bot' : { kind: 'opened' }, at, id: at };
  }),
  Click: z.object({ click: SeenSchema }).transform(({ click: { isBotEvent, timestamp: at, link: url } }): Event => {
    const link = linkOf(url);
    const automated = isBotEvent === MACHINE ? { automated: true as const } : {};
    const id = 'link' in link ? `${at}.${link.link}` : at;
    return { happened: { kind: 'clicked', ...link, ...automated }, at, id };
  }),
  Bounce: z
    .object({ bounce: FeedbackSchema.extend({ bounceType: z.string(), bouncedRecipients: RecipientsSchema }) })
    .transform(({ bounce: { bounceType, bouncedRecipients, timestamp: at, feedbackId: id } }): Event => {
      const happened = { kind: 'bounced', permanent: bounceType === 'Permanent' } as const;
      return { happened, at, id, of: bouncedRecipients.map(({ emailAddress }) => emailAddress) };
    }),
  Complaint: z
    .object({
      complaint: FeedbackSchema.extend({
        complaintFeedbackType: z.string().nullish(),
        complainedRecipients: RecipientsSchema,
      }),
    })
    .transform(({ complaint }): Event => {
      const { complaintFeedbackType, complainedRecipients, timestamp: at, feedbackId: id } = complaint;
      // RFC 5965 §7.3: a report of this type takes a message out of the spam folder.
      if (complaintFeedbackType === 'not-spam') return { happened: 'notAnAnswer', at };
      return { happened: { kind: 'complained' }, at, id, of: complainedRecipients.map((one) => one.emailAddress) };
    }),
  Subscription: z
    .object({
      mail: MailSchema,
      subscription: DatedSchema.extend({ newTopicPreferences: z.object({ unsubscribeAll: z.boolean() }) }),
    })
    .transform(({ mail, subscription: { timestamp: at, newTopicPreferences } }): Event => {
      // A topic less of SES's own lists says nothing of ours; none at all is a no.
      const happened = newTopicPreferences.unsubscribeAll
        ? ({ kind: 'unsubscribed', source: 'unsubscribe page of SES' } as const)
        : 'notAnAnswer';
      return { happened, at, id: at, of: mail.destination };
    }),
};
const NO_ANSWERS: readonly string[] = ['DeliveryDelay', 'AmazonSnsSubscriptionSucceeded'];

const BareSchema = z.looseObject({
  eventType: z.string().optional().catch(undefined),
  notificationType: z.string().optional().catch(undefined),
  mail: z.looseObject({ tags: z.unknown().optional() }).optional().catch(undefined),
});

/** The schema that reads a record of SES: an object that has a `mail`, or a `notificationType`. */
export function sesSchemaFor(record: unknown): ToldSchema {
  const { eventType, notificationType, mail } = BareSchema.safeParse(record).data ?? {};
  const kind = eventType ?? notificationType ?? '';
  const event = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (event === undefined) return telling(NO_ANSWERS.includes(kind) ? 'notAnAnswer' : 'unknownKind', kind);
  const told = toldBy(kind, event);
  return OursSchema.safeParse(mail?.tags).success ? told : told.catch([untold('nobody', kind)]);
}

function toldBy(kind: string, event: z.ZodType<Event>): ToldSchema {
  return z.unknown().transform((record, context): readonly Told[] => {
    const [about, told] = [AboutSchema.safeParse(record), event.safeParse(record)];
    if (about.success && told.success) return toldOf(kind, about.data.mail, told.data);
    for (const { path } of [...(told.error?.issues ?? []), ...(about.error?.issues ?? [])]) {
      context.addIssue({ code: 'custom', path, message: 'missing, or not in the form that SES writes' });
    }
    return z.NEVER;
  });
}

function toldOf(kind: string, mail: Mail, { happened, at, id, of = [] }: Event): readonly Told[] {
  if (typeof happened === 'string') return [untold(happened, kind)];
  const ours = OursSchema.safeParse(mail.tags).data;
  const { messageId } = mail;
  const isFeedback = happened.kind === 'bounced' || happened.kind === 'complained';
  const ids = isFeedback ? [id] : id === undefined ? [messageId] : [messageId, id];
  const news = { provider: 'ses', channel: 'email', happened, ids, at, ours, providerId: messageId } as const;
  // Of several nobody can tell which one is the customer's; our own messages have one.
  if (ours !== undefined) return [tellOf({ ...news, contact: of.length === 1 ? emailOf(of[0]) : undefined })];
  if (of.length === 0) return [tellOf({ ...news, contact: undefined })];
  return of.map((address) => tellOf({ ...news, contact: emailOf(address) }));
}
