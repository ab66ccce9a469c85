// What did a mailbox do? Events of SES by EventBridge. Shapes: SES developer guide, event publishing records.
import * as z from 'zod';
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import {
  type Arrival,
  type AwsEvent,
  arrivalOf,
  EventIdSchema,
  ignored,
  ignoring,
  TimestampSchema,
} from './aws-event.ts';

// What our sender puts on each message. Mail of the same account that others sent has other tags, or none.
const TagsSchema = z.object({
  enrollment: z.tuple([EnrollmentIdSchema]),
  touch: z.tuple([TouchIdSchema]),
  customer: z.tuple([CustomerIdSchema]),
});
const OursSchema = z.object({ mail: z.object({ tags: TagsSchema }) });

const MailSchema = z
  .object({ messageId: z.string().min(1).max(200), timestamp: TimestampSchema, tags: TagsSchema })
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
// One bounce may be told by several ways at once, each with an event id of its own.
const FeedbackSchema = z.object({ timestamp: TimestampSchema, feedbackId: EventIdSchema });

const notSent = z
  .object({ mail: MailSchema })
  .transform(({ mail }) => ({ kind: 'failed' as const, ...mail.about, at: mail.sentAt, providerId: mail.messageId }));

const KINDS: Readonly<Record<string, z.ZodType<Arrival>>> = {
  'Email Sent': arrivalOf(
    z
      .object({ mail: MailSchema })
      .transform(({ mail }) => ({ kind: 'sent' as const, ...mail.about, at: mail.sentAt, providerId: mail.messageId })),
  ),
  'Email Delivered': arrivalOf(
    z.object({ mail: MailSchema, delivery: DatedSchema }).transform(({ mail, delivery }) => ({
      kind: 'delivered' as const,
      ...mail.about,
      at: delivery.timestamp,
      providerId: mail.messageId,
    })),
  ),
  'Email Opened': arrivalOf(
    z.object({ mail: MailSchema, open: SeenSchema }).transform(({ mail, open }) => {
      if (open.isBotEvent === MACHINE) return ignored('bot');
      return { kind: 'opened' as const, ...mail.about, at: open.timestamp };
    }),
  ),
  'Email Clicked': arrivalOf(
    z.object({ mail: MailSchema, click: SeenSchema }).transform(({ mail, click }) => {
      if (click.isBotEvent === MACHINE) return ignored('bot');
      return { kind: 'clicked' as const, ...mail.about, at: click.timestamp };
    }),
  ),
  'Email Bounced': arrivalOf(
    z
      .object({ mail: MailSchema, bounce: FeedbackSchema.extend({ bounceType: z.string() }) })
      .transform(({ mail, bounce }) => ({
        kind: 'bounced' as const,
        ...mail.about,
        responseId: bounce.feedbackId,
        at: bounce.timestamp,
        permanent: bounce.bounceType === 'Permanent',
      })),
  ),
  'Email Complaint Received': arrivalOf(
    z
      .object({ mail: MailSchema, complaint: FeedbackSchema.extend({ complaintFeedbackType: z.string().nullish() }) })
      .transform(({ mail, complaint }) => {
        // RFC 5965 §7.3: a report of this type takes a message out of the spam folder.
        if (complaint.complaintFeedbackType === 'not-spam') return ignored('notAnAnswer');
        const { feedbackId: responseId, timestamp: at } = complaint;
        return { kind: 'complained' as const, ...mail.about, responseId, at };
      }),
  ),
  'Email Rejected': arrivalOf(notSent),
  'Email Rendering Failed': arrivalOf(notSent),
  'Email Delivery Delayed': ignoring('notAnAnswer'),
  'Email Subscribed': ignoring('notAnAnswer'),
};

/** The schema that reads this event of SES. */
export function sesSchemaFor({ 'detail-type': kind, detail }: AwsEvent): z.ZodType<Arrival> {
  const schema = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (schema === undefined) return ignoring('unknownKind');
  return OursSchema.safeParse(detail).success ? schema : ignoring('notOurs');
}
