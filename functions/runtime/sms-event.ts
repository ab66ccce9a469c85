// What became of an SMS? Events of AWS End User Messaging by EventBridge, and their bodies by SNS: the same inside.
// Kinds: its user guide, event types for SMS.
import * as z from 'zod';
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import { instantOf } from '#core/time';
import {
  type Arrival,
  type AwsEvent,
  arrivalOf,
  type BareRecord,
  ignored,
  ignoring,
  inEvent,
  MessageIdSchema,
  type Told,
} from './aws-event.ts';

const KIND = 'Text Message Delivery Status Updated';
/** What the types of these events begin with; those of calls, pictures and other services begin otherwise. */
const TEXT = 'TEXT_';

type Meaning =
  | { readonly kind: 'sent' | 'delivered' | 'failed' }
  | { readonly kind: 'bounced'; readonly permanent: boolean };

// Only a number that does not exist is gone for good: a phone that is off or blocks may be reached another day.
// Successful is the most that carriers of some countries say: they took the message, as a mail server takes an email.
const MEANINGS: Readonly<Record<string, Meaning>> = {
  TEXT_SENT: { kind: 'sent' },
  TEXT_SUCCESSFUL: { kind: 'delivered' },
  TEXT_DELIVERED: { kind: 'delivered' },
  TEXT_INVALID: { kind: 'bounced', permanent: true },
  TEXT_UNREACHABLE: { kind: 'bounced', permanent: false },
  TEXT_BLOCKED: { kind: 'bounced', permanent: false },
  TEXT_INVALID_MESSAGE: { kind: 'failed' },
  TEXT_CARRIER_UNREACHABLE: { kind: 'failed' },
  TEXT_CARRIER_BLOCKED: { kind: 'failed' },
  TEXT_PROTECT_BLOCKED: { kind: 'failed' },
  TEXT_SPAM: { kind: 'failed' },
  TEXT_TTL_EXPIRED: { kind: 'failed' },
};

// What our sender gives along with each message. An SMS of the same account that others sent has none of it.
const ContextSchema = z.object({
  enrollmentId: EnrollmentIdSchema,
  touchId: TouchIdSchema,
  customerId: CustomerIdSchema,
});
const OursSchema = z.object({ context: ContextSchema });

const SmsEventSchema = arrivalOf(
  z
    .object({
      eventType: z.string(),
      eventTimestamp: z.int().positive(),
      messageId: MessageIdSchema,
      totalMessageParts: z.int().positive().optional().catch(undefined),
      context: ContextSchema,
    })
    .transform(({ eventType, eventTimestamp, messageId: providerId, totalMessageParts: parts, context }): Told => {
      const meaning = Object.hasOwn(MEANINGS, eventType) ? MEANINGS[eventType] : undefined;
      // Queued, pending, unknown: nothing is known that was not known before.
      if (meaning === undefined) return ignored('notAnAnswer');
      const responseId = `${providerId}.${eventType}`;
      const about = { ...context, channel: 'sms' as const, responseId, at: instantOf(eventTimestamp) };
      return meaning.kind === 'bounced'
        ? { ...meaning, ...about }
        : { ...meaning, ...about, providerId, ...(parts === undefined ? {} : { parts }) };
    }),
);

/** The schema that reads this event of the SMS service. */
export function smsSchemaFor({ 'detail-type': kind, detail }: AwsEvent): z.ZodType<Arrival> {
  return kind === KIND ? inEvent(schemaOf(detail)) : ignoring('unknownKind');
}

/** The schema that reads this body of an event of the SMS service. */
export function smsRecordSchemaFor(record: BareRecord): z.ZodType<Arrival> {
  return record.eventType.startsWith(TEXT) ? schemaOf(record) : ignoring('unknownKind');
}

function schemaOf(record: unknown): z.ZodType<Arrival> {
  return OursSchema.safeParse(record).success ? SmsEventSchema : ignoring('notOurs');
}
