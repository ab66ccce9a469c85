// What does Twilio tell? Documents: Twilio's request to your incoming message webhook URL; track outbound message status;
// Event Streams, event types of messaging (JSON, in lists); its error dictionary.
import * as z from 'zod';
import type { Provider, Reading, ReadWith } from '#adapters/webhooks/provider';
import { contentOf } from '#adapters/webhooks/reading/body';
import { phoneOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { listed } from '#adapters/webhooks/reading/json';
import { Anything, Code, Text } from '#adapters/webhooks/reading/lenient';
import { type Ours, oursAmong } from '#adapters/webhooks/reading/our-tags';
import { queryOf } from '#adapters/webhooks/reading/query';
import { type Happened, replyOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { twilioScheme } from '#adapters/webhooks/signatures/twilio';
import type { Contact } from '#core/contact';
import type { Told } from '#core/told';

/** Twilio takes what stands here for the reply to send: none. */
const NO_REPLY = { type: 'text/xml', body: '<Response/>' } as const;

const STATUSES: Readonly<Record<string, Happened | 'notAnAnswer'>> = {
  accepted: 'notAnAnswer',
  scheduled: 'notAnAnswer',
  queued: 'notAnAnswer',
  sending: 'notAnAnswer',
  sent: { kind: 'sent' },
  delivered: { kind: 'delivered' },
  read: { kind: 'opened' },
  undelivered: { kind: 'failed' },
  failed: { kind: 'failed' },
  canceled: { kind: 'failed' },
};

// Why a message did not arrive, where it says something of whom it was for. Only a number that does not exist, or is no
// mobile one, is gone for good; "landline or unreachable carrier" may be the carrier.
const ERRORS: ReadonlyMap<string, Happened> = new Map<string, Happened>([
  ['21211', { kind: 'bounced', permanent: true }],
  ['21610', { kind: 'unsubscribed', source: 'opt-out list of Twilio' }],
  ['21614', { kind: 'bounced', permanent: true }],
  ['30003', { kind: 'bounced', permanent: false }],
  ['30004', { kind: 'bounced', permanent: false }],
  ['30005', { kind: 'bounced', permanent: true }],
  ['30006', { kind: 'bounced', permanent: false }],
]);

const MessageSchema = z.object({
  MessageSid: Text,
  SmsSid: Text,
  MessageStatus: Text,
  SmsStatus: Text,
  ErrorCode: Code,
  From: Text,
  To: Text,
  Body: Text,
  OptOutType: Text,
});
type Message = z.infer<typeof MessageSchema>;
type Reply = Extract<Happened, { kind: 'replied' }>;

/** An event of Event Streams: a CloudEvent whose data has our fields in another spelling. */
const StreamedSchema = z.object({
  type: z.string().startsWith('com.twilio.'),
  time: Anything,
  data: z
    .object({
      messageSid: Text,
      messageStatus: Text,
      errorCode: Code,
      from: Text,
      to: Text,
      body: Text,
      optOutType: Text,
      timestamp: Anything,
    })
    .catch({ timestamp: undefined }),
});
const STREAMED = /^com\.twilio\.messaging\.(message|inbound-message)\.([a-z]+)$/;

export const twilio: Provider = { called: 'Twilio', scheme: twilioScheme, read, answer: NO_REPLY };

function read(request: Parameters<Provider['read']>[0], { receivedAt }: ReadWith): Reading {
  const content = contentOf(request);
  if (content === undefined) return { status: 'unreadable', because: 'neither a form nor JSON' };
  // The address that a message was sent with has our ids.
  const ours = oursAmong(queryOf(request));
  if (content.status === 'form') return { status: 'read', told: [messageTold(content.fields, ours, { receivedAt })] };
  return { status: 'read', told: listed(content.value).map((event) => eventTold(event, ours, { receivedAt })) };
}

function eventTold(event: unknown, ours: Ours | undefined, { receivedAt }: ReadWith): Told {
  const { data: streamed } = StreamedSchema.safeParse(event);
  if (streamed === undefined) return messageTold(event, ours, { receivedAt });
  const { type, time, data } = streamed;
  const [, direction, status] = STREAMED.exec(type) ?? [];
  if (direction === undefined || (direction === 'inbound-message' && status !== 'received')) {
    return untold('unknownKind', type);
  }
  const { messageSid, errorCode, from, to, body, optOutType, timestamp } = data;
  const message = {
    MessageSid: messageSid,
    ...(direction === 'message' ? { MessageStatus: status } : {}),
    ErrorCode: errorCode,
    From: from,
    To: to,
    ...(direction === 'inbound-message' ? { Body: body ?? '' } : {}),
    OptOutType: optOutType,
  };
  const at = [timestamp, time].map(msOfText).find((milliseconds) => !Number.isNaN(milliseconds)) ?? Number.NaN;
  return messageTold(message, ours, { receivedAt: instantOr(receivedAt, at) });
}

/** By an instant of its own, or when it was received: Twilio's callbacks have none. */
function messageTold(value: unknown, ours: Ours | undefined, { receivedAt: at }: ReadWith): Told {
  const { data: message } = MessageSchema.safeParse(value);
  const sid = message?.MessageSid ?? message?.SmsSid;
  if (message === undefined || sid === undefined || sid === '') return untold('unreadable', 'message');
  const status = message.MessageStatus ?? message.SmsStatus ?? '';
  const news = { provider: 'twilio', channel: 'sms', ids: [sid], at, providerId: sid } as const;
  if (isInbound(message, status)) {
    const { isWhatsApp, contact } = partyIn(message.From);
    const reply = inboundHappened(message);
    return tellOf({ ...news, happened: isWhatsApp ? onlyNo(reply) : reply, ours: undefined, contact });
  }
  const said = Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
  if (said === undefined) return untold('unknownKind', status);
  if (said === 'notAnAnswer') return untold('notAnAnswer', status);
  const { isWhatsApp, contact } = partyIn(message.To);
  const why = said.kind === 'failed' ? ERRORS.get(message.ErrorCode ?? '') : undefined;
  // Who has no WhatsApp may still have a telephone.
  const happened = why === undefined || (isWhatsApp && why.kind === 'bounced') ? said : why;
  return tellOf({ ...news, happened, ours, contact });
}

/** `rcs:+12025550123`, `whatsapp:+12025550123`: the number with what carries the message before it. */
const CARRIED = /^(rcs|whatsapp):/i;

function partyIn(written = ''): { readonly isWhatsApp: boolean; readonly contact: Contact | undefined } {
  const [prefix = '', carrier] = CARRIED.exec(written) ?? [];
  return { isWhatsApp: carrier?.toLowerCase() === 'whatsapp', contact: phoneOf(written.slice(prefix.length)) };
}

/** We write no WhatsApp. A no there is a no; a yes is none to our texts, and nothing there is ours to answer. */
function onlyNo(reply: Reply): Reply {
  return reply.meaning === 'stop' ? { ...reply, answered: true } : { kind: 'replied', meaning: 'other' };
}

/** What a customer wrote has a body, and a status that only says so. */
function isInbound({ Body }: Message, status: string): boolean {
  return Body !== undefined && (status === '' || status === 'received' || status === 'receiving');
}

/** What Twilio answers itself unless it was told not to: a message that is one of these words and nothing else. */
const ANSWERED_BY_TWILIO: readonly string[] = [
  ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
  ...['start', 'unstop', 'help', 'info'],
];
/** Where its Advanced Opt-Out is on, it says what it took a message for: the keyword may be one of the company's own. */
const OPT_OUT_TYPES: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

function inboundHappened({ Body = '', OptOutType = '' }: Message): Reply {
  const meaning = OPT_OUT_TYPES.get(OptOutType.toUpperCase());
  const answered = meaning !== undefined || ANSWERED_BY_TWILIO.includes(Body.trim().toLowerCase());
  const reply = replyOf(Body, { answered });
  return meaning === undefined ? reply : { ...reply, meaning };
}
