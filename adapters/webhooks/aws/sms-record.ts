// What became of an SMS, and what came back? Records of AWS End User Messaging, by EventBridge and by SNS.
// Kinds: its user guide, event types for SMS; two-way messages as its user guide shows them.
import * as z from 'zod';
import { MessageIdSchema, type ToldSchema, telling } from '#adapters/webhooks/aws/told-schema';
import { phoneOf } from '#adapters/webhooks/reading/contacts';
import { type Happened, inParts, replyOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import { type Instant, instantOf } from '#core/time';
import type { Told } from '#core/told';

/** What the types of these events begin with; those of calls, pictures and other services begin otherwise. */
const TEXT = 'TEXT_';

// Only a number that does not exist is gone for good: a phone that is off or blocks may be reached another day.
// Successful is the most that carriers of some countries say: they took the message, as a mail server takes an email.
const HAPPENED: Readonly<Record<string, Happened>> = {
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

const StatusSchema = z
  .object({
    eventType: z.string(),
    eventTimestamp: z.int().min(0).max(8.64e15),
    messageId: MessageIdSchema,
    totalMessageParts: z.unknown().optional(),
    destinationPhoneNumber: z.string().optional().catch(undefined),
    context: z.unknown().optional(),
  })
  .transform((status): readonly Told[] => {
    const { eventType, eventTimestamp, messageId, totalMessageParts, destinationPhoneNumber, context } = status;
    const happened = Object.hasOwn(HAPPENED, eventType) ? HAPPENED[eventType] : undefined;
    // Queued, pending, unknown: nothing is known that was not known before.
    if (happened === undefined) return [untold('notAnAnswer', eventType)];
    return [
      tellOf({
        happened: inParts(happened, totalMessageParts),
        provider: 'aws-sms',
        channel: 'sms',
        ids: [messageId, eventType],
        at: instantOf(eventTimestamp),
        ours: ContextSchema.safeParse(context).data,
        contact: phoneOf(destinationPhoneNumber),
        providerId: messageId,
      }),
    ];
  });

/** The schema that reads a status of an SMS: an object with an `eventType` that begins with TEXT_. */
export function smsSchemaFor(record: { readonly eventType?: unknown; readonly context?: unknown }): ToldSchema {
  const { eventType, context } = record;
  if (typeof eventType !== 'string' || !eventType.startsWith(TEXT)) return telling('unknownKind', eventType);
  const isOurs = ContextSchema.safeParse(context).success;
  return isOurs ? StatusSchema : StatusSchema.catch([untold('nobody', eventType)]);
}

/** What the service itself answers, unless the number manages its opt-outs itself. */
const ANSWERED_BY_AWS: readonly string[] = ['STOP', 'HELP'];

const InboundSchema = z.object({
  originationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: MessageIdSchema,
  messageKeyword: z.string().optional().catch(undefined),
});

/** Is it what somebody wrote to a number of ours? */
export function isInboundSms(record: object): boolean {
  return 'inboundMessageId' in record && 'originationNumber' in record;
}

/** The schema that reads what somebody wrote to a number of ours. It has no date of its own: SNS tells when it came. */
export function inboundSmsSchemaAt(at: Instant | undefined): ToldSchema {
  return InboundSchema.transform((inbound, context): readonly Told[] => {
    if (at === undefined) {
      const message = 'comes without a date; subscribe the queue to the topic without raw message delivery';
      context.addIssue({ code: 'custom', path: ['Timestamp'], message });
      return z.NEVER;
    }
    const { originationNumber, messageBody, inboundMessageId, messageKeyword = '' } = inbound;
    const answered = [messageKeyword, messageBody].some((words) =>
      ANSWERED_BY_AWS.includes(words.trim().toUpperCase()),
    );
    const happened = replyOf(messageBody, { answered });
    const contact = phoneOf(originationNumber);
    return [
      tellOf({ happened, provider: 'aws-sms', channel: 'sms', ids: [inboundMessageId], at, ours: undefined, contact }),
    ];
  });
}
