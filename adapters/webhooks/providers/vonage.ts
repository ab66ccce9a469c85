// What does Vonage tell? Documents: Vonage, Messages API (status callbacks, inbound messages, errors) and, for the older
// SMS API, delivery receipts and inbound SMS.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { contentOf } from '#adapters/webhooks/reading/body';
import { barePhoneOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { Anything, Code, Text } from '#adapters/webhooks/reading/lenient';
import { type Ours, oursAmong, oursInText } from '#adapters/webhooks/reading/our-tags';
import { queryOf } from '#adapters/webhooks/reading/query';
import { type Happened, inParts, replyOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { vonageScheme } from '#adapters/webhooks/signatures/vonage';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

/** An object in the first version of the API, the number itself in the newest. */
const Party = z
  .union([z.string(), z.number(), z.object({ number: Text }).transform(({ number }) => number)])
  .optional()
  .catch(undefined);

const MessageSchema = z.object({
  message_uuid: z.string().min(1),
  channel: Text,
  message_type: Text,
  text: Text,
  from: Party,
  to: Party,
  timestamp: Anything,
  status: Text,
  client_ref: Anything,
  error: z.object({ title: Code, code: Code, type: Text }).optional().catch(undefined),
  sms: z.object({ count_total: Anything }).catch({ count_total: undefined }),
});
type Message = z.infer<typeof MessageSchema>;

const SmsSchema = z.object({
  messageId: z.string().min(1),
  msisdn: Party,
  status: Text,
  'err-code': Code,
  'client-ref': Anything,
  'message-timestamp': Anything,
  text: Text,
  type: Text,
  'concat-part': Code,
});
type Sms = z.infer<typeof SmsSchema>;

const STATUSES: Readonly<Record<string, Happened | 'notAnAnswer'>> = {
  submitted: { kind: 'sent' },
  accepted: { kind: 'sent' },
  buffered: 'notAnAnswer',
  unknown: 'notAnAnswer',
  delivered: { kind: 'delivered' },
  read: { kind: 'opened' },
  rejected: { kind: 'failed' },
  undeliverable: { kind: 'failed' },
  expired: { kind: 'failed' },
  failed: { kind: 'failed' },
};

const GONE = { kind: 'bounced', permanent: true } as const;
const NOT_REACHED = { kind: 'bounced', permanent: false } as const;
const OPTED_OUT = { kind: 'unsubscribed', source: 'opt-out list of Vonage' } as const;
/** `err-code` of a delivery receipt. 9 is called "illegal number", and means that somebody has written STOP. */
const ERR_CODES: Readonly<Record<string, Happened>> = {
  2: NOT_REACHED,
  3: GONE,
  4: GONE,
  5: NOT_REACHED,
  7: NOT_REACHED,
  9: OPTED_OUT,
  12: NOT_REACHED,
  14: NOT_REACHED,
  15: NOT_REACHED,
};
/** The same in the Messages API; 1170 is a number that is none. */
const ERRORS: Readonly<Record<string, Happened>> = {
  1170: GONE,
  1180: NOT_REACHED,
  1190: GONE,
  1200: NOT_REACHED,
  1220: NOT_REACHED,
  1240: OPTED_OUT,
  1260: NOT_REACHED,
  1280: NOT_REACHED,
  1290: NOT_REACHED,
};
/** What reaches a phone as a text message, whatever carries it. */
const TEXT_CHANNELS: readonly string[] = ['sms', 'mms', 'rcs'];

export const vonage: Provider = {
  called: 'Vonage',
  scheme: vonageScheme,
  read(request, { receivedAt }) {
    const content = contentOf(request);
    if (content === undefined) return { status: 'unreadable', because: 'neither a form nor JSON' };
    const value = content.status === 'form' ? content.fields : content.value;
    const ours = oursAmong(queryOf(request));
    const { data: message } = MessageSchema.safeParse(value);
    if (message !== undefined) return { status: 'read', told: [messageTold(message, ours, receivedAt)] };
    const { data: sms } = SmsSchema.safeParse(value);
    if (sms !== undefined) return { status: 'read', told: [smsTold(sms, ours, receivedAt)] };
    return { status: 'unreadable', because: 'no message of either API' };
  },
};

function messageTold(message: Message, ours: Ours | undefined, receivedAt: Instant): Told {
  const { message_uuid, channel = 'sms', text = '', from, to, status, client_ref, error, sms } = message;
  if (!TEXT_CHANNELS.includes(channel)) return untold('unknownKind', channel);
  const at = instantOr(receivedAt, msOfText(message.timestamp));
  const news = { provider: 'vonage', channel: 'sms', ids: [message_uuid], at, providerId: message_uuid } as const;
  if (status === undefined) {
    return tellOf({ ...news, happened: replyOf(text), ours: undefined, contact: barePhoneOf(from) });
  }
  const code = [error?.title, error?.code, /#(\d{4})$/.exec(error?.type ?? '')?.[1]].find(
    (one) => one !== undefined && Object.hasOwn(ERRORS, one),
  );
  const happened = fateOf(status, code, ERRORS);
  if (typeof happened === 'string') return untold(happened, status);
  const parts = inParts(happened, sms.count_total);
  return tellOf({ ...news, happened: parts, ours: ours ?? oursInText(client_ref), contact: barePhoneOf(to) });
}

function smsTold(sms: Sms, ours: Ours | undefined, receivedAt: Instant): Told {
  const { messageId, msisdn, status, text, type, 'client-ref': reference } = sms;
  // When it was pushed to us. `scts`, when the carrier told, is in a time zone that nobody names.
  const at = instantOr(receivedAt, msOfText(sms['message-timestamp']));
  const contact = barePhoneOf(msisdn);
  const news = { provider: 'vonage', channel: 'sms', ids: [messageId], at, contact, providerId: messageId } as const;
  if (status === undefined) {
    if (text === undefined) return untold('notAnAnswer', type);
    return tellOf({ ...news, happened: replyOf(text), ours: undefined });
  }
  const happened = fateOf(status, sms['err-code'], ERR_CODES);
  if (typeof happened === 'string') return untold(happened, status);
  return tellOf({ ...news, happened, ours: ours ?? oursInText(reference) });
}

function fateOf(status: string, code = '', codes: Readonly<Record<string, Happened>>) {
  const said = (Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined) ?? 'unknownKind';
  if (typeof said === 'string' || said.kind !== 'failed') return said;
  return (Object.hasOwn(codes, code) ? codes[code] : undefined) ?? said;
}
