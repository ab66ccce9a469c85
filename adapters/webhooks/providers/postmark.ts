// What does Postmark tell? Documents: Postmark, bounce, spam complaint, delivery, open, click, subscription change and
// inbound webhooks; bounce types.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { jsonIn } from '#adapters/webhooks/reading/body';
import { emailOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { Anything, Id, Text } from '#adapters/webhooks/reading/lenient';
import { oursAmong } from '#adapters/webhooks/reading/our-tags';
import { type Happened, linkOf, replyOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { postmarkScheme } from '#adapters/webhooks/signatures/basic-auth';
import type { Instant } from '#core/time';
import type { Told, UntoldBecause } from '#core/told';

const EventSchema = z.object({
  RecordType: Text,
  MessageID: Id,
  Type: Text,
  Email: Text,
  Recipient: Text,
  Metadata: Anything,
  DeliveredAt: Anything,
  BouncedAt: Anything,
  ReceivedAt: Anything,
  ChangedAt: Anything,
  OriginalLink: Text,
  Origin: Text,
  SuppressSending: z.boolean().optional().catch(undefined),
  SuppressionReason: Text,
  FromFull: z.object({ Email: Text }).optional().catch(undefined),
  Subject: Text,
  TextBody: Text,
  StrippedTextReply: Text,
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() }).nullable().catch(null)).catch([]),
});
type Event = z.infer<typeof EventSchema>;
type Meaning = Happened | UntoldBecause;

const HARD = { kind: 'bounced', permanent: true } as const;
const SOFT = { kind: 'bounced', permanent: false } as const;
const COMPLAINT = { kind: 'complained' } as const;
const OPTED_OUT = { kind: 'unsubscribed', source: 'unsubscribe link of Postmark' } as const;

/** By the `Type` of a bounce: not all that comes back is one. */
const BOUNCES: Readonly<Record<string, Meaning>> = {
  HardBounce: HARD,
  BadEmailAddress: HARD,
  SoftBounce: SOFT,
  DnsError: SOFT,
  Blocked: SOFT,
  SpamNotification: SOFT,
  Unknown: SOFT,
  SpamComplaint: COMPLAINT,
  Unsubscribe: OPTED_OUT,
  // A delay, whose end is told later; answers of machines; what the company itself did.
  Transient: 'notAnAnswer',
  Subscribe: 'notAnAnswer',
  AutoResponder: 'notAnAnswer',
  AddressChange: 'notAnAnswer',
  ChallengeVerification: 'notAnAnswer',
  OpenRelayTest: 'notAnAnswer',
  InboundError: 'notAnAnswer',
  VirusNotification: { kind: 'failed' },
  ManuallyDeactivated: { kind: 'failed' },
  Unconfirmed: { kind: 'failed' },
  SMTPApiError: { kind: 'failed' },
  DMARCPolicy: { kind: 'failed' },
  TemplateRenderingFailed: { kind: 'failed' },
};

/** What a quoted message begins with, where Postmark could not tell the answer from it. */
const QUOTE = /^(?:>|-{2,} ?Original Message|On .{5,200}wrote:)/m;

export const postmark: Provider = {
  called: 'Postmark',
  scheme: postmarkScheme,
  read({ body }, { receivedAt }) {
    const { data: event } = EventSchema.safeParse(jsonIn(body));
    if (event === undefined) return { status: 'unreadable', because: 'no JSON object' };
    return { status: 'read', told: [eventTold(event, receivedAt)] };
  },
};

function eventTold(event: Event, receivedAt: Instant): Told {
  // What came in has no RecordType in older set-ups.
  const kind = event.RecordType ?? (event.FromFull === undefined ? '' : 'Inbound');
  const happened = happenedIn(event, kind);
  if (typeof happened === 'string') return untold(happened, kind === 'Bounce' ? `Bounce.${event.Type}` : kind);
  const { MessageID, DeliveredAt, BouncedAt, ReceivedAt, ChangedAt, Metadata, FromFull, Email, Recipient } = event;
  const dates = [DeliveredAt, BouncedAt, ReceivedAt, ChangedAt].map(msOfText);
  const at = instantOr(receivedAt, dates.find((milliseconds) => !Number.isNaN(milliseconds)) ?? Number.NaN);
  // Opens and clicks come often; the rest once for a message, though a bounce is told as a subscription change too.
  const isOften = happened.kind === 'opened' || happened.kind === 'clicked';
  const link = 'link' in happened ? [happened.link] : [];
  return tellOf({
    happened,
    provider: 'postmark',
    channel: 'email',
    ids: MessageID === undefined ? [at] : [MessageID, ...(isOften ? [at, ...link] : [])],
    at,
    ours: happened.kind === 'replied' ? undefined : oursAmong(Metadata),
    contact: emailOf(happened.kind === 'replied' ? FromFull?.Email : (Email ?? Recipient)),
    providerId: MessageID,
  });
}

function happenedIn(event: Event, kind: string): Meaning {
  switch (kind) {
    case 'Delivery':
      return { kind: 'delivered' };
    case 'Open':
      return { kind: 'opened' };
    case 'Click':
      return { kind: 'clicked', ...linkOf(event.OriginalLink) };
    case 'SpamComplaint':
      return COMPLAINT;
    case 'Bounce':
      return (Object.hasOwn(BOUNCES, event.Type ?? '') ? BOUNCES[event.Type ?? ''] : undefined) ?? 'unknownKind';
    case 'SubscriptionChange':
      return suppressionOf(event);
    case 'Inbound':
      return isByMachine(event) ? 'bot' : replyOf(wordsOf(event));
    default:
      return 'unknownKind';
  }
}

/** Taken off the list again is no yes: it may have been the company that did it. */
function suppressionOf({ SuppressSending, SuppressionReason, Origin }: Event): Meaning {
  if (SuppressSending !== true) return 'notAnAnswer';
  if (SuppressionReason === 'HardBounce') return HARD;
  if (SuppressionReason === 'SpamComplaint') return COMPLAINT;
  return Origin === 'Recipient' ? OPTED_OUT : { kind: 'unsubscribed', source: 'suppression list of Postmark' };
}

/** RFC 3834: answers of machines say so. */
function isByMachine({ Headers }: Event): boolean {
  return Headers.some((header) => {
    const [name, value] = [header?.Name.toLowerCase(), header?.Value.trim().toLowerCase()];
    if (name === 'auto-submitted') return value !== 'no';
    return name === 'x-autoreply' || name === 'x-autorespond' || (name === 'precedence' && value === 'auto_reply');
  });
}

/** What was written, without what it answers; a mail that is empty but for its subject says it there. */
function wordsOf({ StrippedTextReply, TextBody = '', Subject = '' }: Event): string {
  const own = StrippedTextReply?.trim() || TextBody.slice(0, firstQuoteIn(TextBody)).trim();
  return own === '' ? Subject : own;
}

function firstQuoteIn(text: string): number {
  const at = text.search(QUOTE);
  return at < 0 ? text.length : at;
}
