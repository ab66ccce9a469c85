// What did a mailbox do? Events of SES by EventBridge, and its records by SNS: the same inside.
// Shapes: SES developer guide, event publishing records.
import * as z from 'zod';
import { CustomerIdSchema, EnrollmentIdSchema, ResponseIdSchema, TouchIdSchema } from '#core/ids';
import {
  type Arrival,
  type AwsEvent,
  arrivalOf,
  type BareRecord,
  ignored,
  ignoring,
  inEvent,
  MessageIdSchema,
  TimestampSchema,
  type Told,
} from './aws-event.ts';

// What our sender puts on each message. Mail of the same account that others sent has other tags, or none.
const TagsSchema = z.object({
  enrollment: z.tuple([EnrollmentIdSchema]),
  touch: z.tuple([TouchIdSchema]),
  customer: z.tuple([CustomerIdSchema]),
});
const OursSchema = z.object({ mail: z.object({ tags: TagsSchema }) });

const MailSchema = z
  .object({ messageId: MessageIdSchema, timestamp: TimestampSchema, tags: TagsSchema })
  .transform(({ messageId, timestamp, tags }) => ({
    sentAt: timestamp,
    messageId,
    about: {
      channel: 'email' as const,
      enrollmentId: tags.enrollment[0],
      touchId: tags.touch[0],
      customerId: tags.customer[0],
    },
  }));

const DatedSchema = z.object({ timestamp: TimestampSchema });
// Mailbox providers and company filters open and click on their own; SES says when it takes one for a machine.
const SeenSchema = z.object({ timestamp: TimestampSchema, isBotEvent: z.string().optional() });
const MACHINE = 'Likely';
const FeedbackSchema = z.object({ timestamp: TimestampSchema, feedbackId: ResponseIdSchema });

const notSent = z.object({ mail: MailSchema }).transform(({ mail: { about, messageId, sentAt } }) => {
  const responseId = `${messageId}.failed`;
  return { kind: 'failed' as const, ...about, responseId, at: sentAt, providerId: messageId };
});

/** By the `eventType` of a record. */
const KINDS: Readonly<Record<string, z.ZodType<Told>>> = {
  Send: z.object({ mail: MailSchema }).transform(({ mail: { about, messageId, sentAt } }) => {
    const responseId = `${messageId}.sent`;
    return { kind: 'sent' as const, ...about, responseId, at: sentAt, providerId: messageId };
  }),
  Delivery: z
    .object({ mail: MailSchema, delivery: DatedSchema })
    .transform(({ mail: { about, messageId }, delivery }) => {
      const responseId = `${messageId}.delivered`;
      return { kind: 'delivered' as const, ...about, responseId, at: delivery.timestamp, providerId: messageId };
    }),
  Open: z.object({ mail: MailSchema, open: SeenSchema }).transform(({ mail: { about, messageId }, open }) => {
    if (open.isBotEvent === MACHINE) return ignored('bot');
    const at = open.timestamp;
    return { kind: 'opened' as const, ...about, responseId: `${messageId}.opened.${at}`, at };
  }),
  Click: z.object({ mail: MailSchema, click: SeenSchema }).transform(({ mail: { about, messageId }, click }) => {
    if (click.isBotEvent === MACHINE) return ignored('bot');
    const at = click.timestamp;
    return { kind: 'clicked' as const, ...about, responseId: `${messageId}.clicked.${at}`, at };
  }),
  Bounce: z
    .object({ mail: MailSchema, bounce: FeedbackSchema.extend({ bounceType: z.string() }) })
    .transform(({ mail, bounce }) => ({
      kind: 'bounced' as const,
      ...mail.about,
      responseId: bounce.feedbackId,
      at: bounce.timestamp,
      permanent: bounce.bounceType === 'Permanent',
    })),
  Complaint: z
    .object({ mail: MailSchema, complaint: FeedbackSchema.extend({ complaintFeedbackType: z.string().nullish() }) })
    .transform(({ mail, complaint }) => {
      // RFC 5965 §7.3: a report of this type takes a message out of the spam folder.
      if (complaint.complaintFeedbackType === 'not-spam') return ignored('notAnAnswer');
      const { feedbackId: responseId, timestamp: at } = complaint;
      return { kind: 'complained' as const, ...mail.about, responseId, at };
    }),
  Reject: notSent,
  'Rendering Failure': notSent,
  DeliveryDelay: ignoring('notAnAnswer'),
  Subscription: ignoring('notAnAnswer'),
};

/** How EventBridge names these kinds. */
const DETAIL_TYPES: Readonly<Record<string, keyof typeof KINDS>> = {
  'Email Sent': 'Send',
  'Email Delivered': 'Delivery',
  'Email Opened': 'Open',
  'Email Clicked': 'Click',
  'Email Bounced': 'Bounce',
  'Email Complaint Received': 'Complaint',
  'Email Rejected': 'Reject',
  'Email Rendering Failed': 'Rendering Failure',
  'Email Delivery Delayed': 'DeliveryDelay',
  'Email Subscribed': 'Subscription',
};

/** The schema that reads this event of SES. */
export function sesSchemaFor({ 'detail-type': kind, detail }: AwsEvent): z.ZodType<Arrival> {
  const eventType = Object.hasOwn(DETAIL_TYPES, kind) ? DETAIL_TYPES[kind] : undefined;
  return eventType === undefined ? ignoring('unknownKind') : inEvent(schemaOf(eventType, detail));
}

/** The schema that reads this record of SES. */
export function sesRecordSchemaFor(record: BareRecord): z.ZodType<Arrival> {
  return schemaOf(record.eventType, record);
}

function schemaOf(eventType: string, record: unknown): z.ZodType<Arrival> {
  const told = Object.hasOwn(KINDS, eventType) ? KINDS[eventType] : undefined;
  if (told === undefined) return ignoring('unknownKind');
  return OursSchema.safeParse(record).success ? arrivalOf(told) : ignoring('notOurs');
}
