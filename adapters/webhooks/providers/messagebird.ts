// What does MessageBird tell? Documents: MessageBird, SMS API (status reports, received messages), Conversations API
// webhooks, SMS errors and error codes.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { contentOf } from '#adapters/webhooks/reading/body';
import { barePhoneOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { Anything, Code, Text } from '#adapters/webhooks/reading/lenient';
import { type Ours, oursAmong, oursInText } from '#adapters/webhooks/reading/our-tags';
import { queryOf } from '#adapters/webhooks/reading/query';
import { type Happened, inParts, replyOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { messagebirdScheme } from '#adapters/webhooks/signatures/messagebird';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

const MessageSchema = z.object({
  id: Text,
  status: Text,
  reference: Anything,
  recipient: Code,
  statusDatetime: Anything,
  statusErrorCode: Code,
  statusReason: Text,
  messagePartCount: Anything,
  originator: Code,
  payload: Text,
  body: Text,
  message: Text,
  createdDatetime: Anything,
});
type Message = z.infer<typeof MessageSchema>;

const ConversationSchema = z.object({
  type: z.string(),
  message: z.object({
    id: Text,
    platform: Text,
    from: Code,
    to: Code,
    direction: Text,
    status: Text,
    content: z.object({ text: Text }).catch({}),
    createdDatetime: Anything,
    updatedDatetime: Anything,
    error: z.object({ code: Code }).optional().catch(undefined),
  }),
});
type Conversation = z.infer<typeof ConversationSchema>;

const STATUSES: Readonly<Record<string, Happened | 'notAnAnswer'>> = {
  scheduled: 'notAnAnswer',
  buffered: 'notAnAnswer',
  pending: 'notAnAnswer',
  accepted: 'notAnAnswer',
  sent: { kind: 'sent' },
  delivered: { kind: 'delivered' },
  read: { kind: 'opened' },
  expired: { kind: 'failed' },
  delivery_failed: { kind: 'failed' },
  failed: { kind: 'failed' },
  rejected: { kind: 'failed' },
};

/** Codes of the mobile networks that MessageBird passes on: 1 and 5 say that there is no such number. */
const NO_SUCH_NUMBER: readonly string[] = ['1', '5'];
/** No signal, switched off, busy. */
const NOT_REACHED: readonly string[] = ['6', '27', '31'];

export const messagebird: Provider = {
  called: 'MessageBird',
  scheme: messagebirdScheme,
  read(request, { receivedAt }) {
    const content = contentOf(request);
    if (content === undefined) return { status: 'unreadable', because: 'neither a form nor JSON' };
    const value = content.status === 'form' ? content.fields : content.value;
    const ours = oursAmong(queryOf(request));
    const { data: conversation } = ConversationSchema.safeParse(value);
    if (conversation !== undefined) return { status: 'read', told: [conversationTold(conversation, ours, receivedAt)] };
    const { data: message } = MessageSchema.safeParse(value);
    if (message === undefined) return { status: 'unreadable', because: 'no message' };
    return { status: 'read', told: [messageTold(message, ours, receivedAt)] };
  },
};

function messageTold(message: Message, ours: Ours | undefined, receivedAt: Instant): Told {
  const { id, status, originator, recipient, statusDatetime, createdDatetime } = message;
  const words = message.payload ?? message.body ?? message.message;
  if (id === undefined || id === '') return untold('unreadable', 'message');
  const news = { provider: 'messagebird', channel: 'sms', ids: [id], providerId: id } as const;
  // What came in has words and no status of its way.
  if (words !== undefined && status === undefined) {
    const at = instantOr(receivedAt, msOfText(createdDatetime));
    return tellOf({ ...news, happened: replyOf(words), at, ours: undefined, contact: barePhoneOf(originator) });
  }
  const happened = fateOf(status, message.statusErrorCode, message.statusReason);
  if (typeof happened === 'string') return untold(happened, status);
  return tellOf({
    ...news,
    happened: inParts(happened, message.messagePartCount),
    at: instantOr(receivedAt, msOfText(statusDatetime)),
    ours: ours ?? oursInText(message.reference),
    contact: barePhoneOf(recipient),
  });
}

function conversationTold({ type, message }: Conversation, ours: Ours | undefined, receivedAt: Instant): Told {
  const { id, platform, from, to, direction, status, content, createdDatetime, updatedDatetime, error } = message;
  if (platform !== 'sms') return untold('unknownKind', `${type}.${platform}`);
  if (id === undefined || id === '') return untold('unreadable', type);
  const news = { provider: 'messagebird', channel: 'sms', ids: [id], providerId: id } as const;
  if (direction === 'received') {
    // The same words are told again with each change of their status.
    if (type !== 'message.created') return untold('notAnAnswer', type);
    const at = instantOr(receivedAt, msOfText(createdDatetime));
    return tellOf({ ...news, happened: replyOf(content.text ?? ''), at, ours: undefined, contact: barePhoneOf(from) });
  }
  const happened = fateOf(status, error?.code, undefined);
  if (typeof happened === 'string') return untold(happened, type);
  const at = instantOr(receivedAt, msOfText(updatedDatetime));
  return tellOf({ ...news, happened, at, ours, contact: barePhoneOf(to) });
}

function fateOf(status = '', code = '', reason = ''): Happened | 'notAnAnswer' | 'unknownKind' {
  const said = (Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined) ?? 'unknownKind';
  if (typeof said === 'string' || said.kind !== 'failed') return said;
  if (/\bopted?[ -]?out\b/i.test(reason)) return { kind: 'unsubscribed', source: 'opt-out list of MessageBird' };
  if (NO_SUCH_NUMBER.includes(code)) return { kind: 'bounced', permanent: true };
  if (NOT_REACHED.includes(code) || reason === 'unavailable subscriber') return { kind: 'bounced', permanent: false };
  if (reason === 'unknown subscriber') return { kind: 'bounced', permanent: code === '' };
  return said;
}
