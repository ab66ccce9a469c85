// Every message that "left" the local world: what the inbox and the phone show, and the proof that nothing is sent twice.
import * as z from 'zod';
import { type Channel, ChannelSchema } from '#core/channel';
import { CustomerIdSchema, type EnrollmentId, EnrollmentIdSchema, type TouchId, TouchIdSchema } from '#core/ids';
import type { Page } from '#core/ports';
import { MOST_SMS_CHARACTERS } from '#core/sms-length';
import { InstantSchema } from '#core/time';

export const MessageIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a message id has letters, digits, - _ and . only')
  .max(140)
  .brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageIdSchema>;

/** Words that a customer texted back, or (`by: shop`) the service text that answered them. */
export const ReplySchema = z.strictObject({
  at: InstantSchema,
  words: z.string().trim().min(1).max(MOST_SMS_CHARACTERS),
  by: z.literal('shop').exactOptional(),
});
export type Reply = z.infer<typeof ReplySchema>;

/** A message as a list shows it. `copy` is 1, or more when the same touch of the same enrollment left again. */
export const MessageSummarySchema = z.object({
  messageId: MessageIdSchema,
  at: InstantSchema,
  customerId: CustomerIdSchema,
  enrollmentId: EnrollmentIdSchema,
  touchId: TouchIdSchema,
  channel: ChannelSchema,
  to: z.string().min(1),
  name: z.string().optional(),
  subject: z.string().optional(),
  /** The line that inboxes show under the subject; of an SMS all of its words. */
  preview: z.string(),
  parts: z.number().int().positive(),
  unsubscribeUrl: z.string().min(1),
  copy: z.number().int().positive(),
  replies: z.array(ReplySchema).default([]),
});
export type MessageSummary = z.infer<typeof MessageSummarySchema>;

/** A message with all of its words. */
export const KeptMessageSchema = MessageSummarySchema.extend({
  from: z.string().optional(),
  replyTo: z.string().optional(),
  html: z.string().optional(),
  text: z.string(),
});
export type KeptMessage = z.infer<typeof KeptMessageSchema>;

/** A message that leaves now; the postbox gives it its id. */
export type Leaving = Omit<KeptMessage, 'messageId' | 'copy' | 'replies'>;

export type OfTouch = { readonly enrollmentId: EnrollmentId; readonly touchId: TouchId };

/** How many messages left by each channel, duplicates included, and how many of them were duplicates (must be 0). */
export type PostboxCounts = { readonly sent: Readonly<Record<Channel, number>>; readonly duplicates: number };

export interface Postbox {
  /** Keeps a message that leaves. A second one of the same touch and enrollment is kept as another copy and counted. */
  deliver(leaving: Leaving): Promise<{ status: 'kept' | 'duplicate'; messageId: MessageId }>;
  /** The first message of a touch; undefined when that touch has not left. */
  find(touch: OfTouch): Promise<MessageSummary | undefined>;
  /** A message with all of its words; undefined when there is none, or when this postbox keeps no words. */
  get(messageId: MessageId): Promise<KeptMessage | undefined>;
  /** Newest first. `before` is the `next` of the page before. */
  page(request: { channel: Channel; before?: string; limit: number }): Promise<Page<MessageSummary>>;
  /** Keeps what a customer texted back, or what that was answered with, beside the message that they answered. */
  keepReply(messageId: MessageId, reply: Reply): Promise<'kept' | 'missing'>;
  /** Deletes a message for good; it stays counted. */
  erase(message: MessageSummary): Promise<void>;
  counts(): Promise<PostboxCounts>;
}

/** The id of the n-th message of a touch. The first is the same however often it is asked for. */
export function messageIdOf({ enrollmentId, touchId }: OfTouch, copy: number): MessageId {
  return MessageIdSchema.parse(copy === 1 ? `${enrollmentId}.${touchId}` : `${enrollmentId}.${touchId}.${copy}`);
}

/** Sorts as text by time, and tells messages of one instant apart. */
export function placeOf({ at, messageId }: Pick<MessageSummary, 'at' | 'messageId'>): string {
  return `${at}#${messageId}`;
}
