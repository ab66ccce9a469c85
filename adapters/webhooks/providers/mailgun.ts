// What does Mailgun tell? Documents: Mailgun, webhook payloads; open and click bot detection.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { jsonIn } from '#adapters/webhooks/reading/body';
import { emailOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfSeconds } from '#adapters/webhooks/reading/instants';
import { Anything, Id, Text } from '#adapters/webhooks/reading/lenient';
import { oursAmong } from '#adapters/webhooks/reading/our-tags';
import { type Happened, linkOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { mailgunScheme } from '#adapters/webhooks/signatures/mailgun';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

const Seconds = z.number().optional().catch(undefined);
const DataSchema = z.object({
  event: z.string(),
  id: Id,
  timestamp: Anything,
  recipient: Text,
  severity: Text,
  reason: Text,
  url: Text,
  // An empty list where there are none.
  'user-variables': Anything,
  'client-info': z.object({ bot: Text }).catch({}),
  'delivery-status': z.object({ 'retry-seconds': Seconds }).catch({}),
  message: z.object({ headers: z.object({ 'message-id': Id }).catch({}) }).catch({ headers: {} }),
});
type Data = z.infer<typeof DataSchema>;
const WebhookSchema = z.object({ 'event-data': z.looseObject({}) });

const NO_ANSWERS: readonly string[] = ['accepted', 'stored'];

/** Why a message is given up for good, where that says more, or less, than that the address is dead. */
const GIVEN_UP: Readonly<Record<string, Happened>> = {
  'suppress-complaint': { kind: 'complained' },
  'suppress-unsubscribe': { kind: 'unsubscribed', source: 'unsubscribe list of Mailgun' },
  // Tried for hours in vain; turned away for what we, or Mailgun, are thought of.
  old: { kind: 'bounced', permanent: false },
  espblock: { kind: 'bounced', permanent: false },
  greylisted: { kind: 'bounced', permanent: false },
};

export const mailgun: Provider = {
  called: 'Mailgun',
  scheme: mailgunScheme,
  read({ body }, { receivedAt }) {
    const { data: webhook } = WebhookSchema.safeParse(jsonIn(body));
    if (webhook === undefined) return { status: 'unreadable', because: 'no event-data' };
    return { status: 'read', told: [dataTold(webhook['event-data'], receivedAt)] };
  },
};

function dataTold(value: unknown, receivedAt: Instant): Told {
  const { data } = DataSchema.safeParse(value);
  if (data === undefined) return untold('unreadable', 'event');
  const happened = NO_ANSWERS.includes(data.event) ? 'notAnAnswer' : happenedIn(data);
  if (typeof happened === 'string') return untold(happened, data.event);
  const { id, timestamp, recipient, message, 'user-variables': variables } = data;
  const at = instantOr(receivedAt, msOfSeconds(timestamp));
  const messageId = message.headers['message-id'];
  return tellOf({
    happened,
    provider: 'mailgun',
    channel: 'email',
    ids: id === undefined ? [messageId, at] : [id],
    at,
    ours: oursAmong(variables),
    contact: emailOf(recipient),
    providerId: messageId,
  });
}

function happenedIn(data: Data): Happened | 'notAnAnswer' | 'bot' | 'unknownKind' {
  const { event, url, 'client-info': client } = data;
  const isMachine = client.bot !== undefined && client.bot !== '';
  switch (event) {
    case 'delivered':
      return { kind: 'delivered' };
    case 'opened':
      return isMachine ? 'bot' : { kind: 'opened' };
    case 'clicked':
      return { kind: 'clicked', ...linkOf(url), ...(isMachine ? { automated: true } : {}) };
    case 'complained':
      return { kind: 'complained' };
    case 'unsubscribed':
      return { kind: 'unsubscribed', source: 'unsubscribe link of Mailgun' };
    case 'rejected':
      return { kind: 'failed' };
    case 'failed':
      return failureOf(data);
    default:
      return 'unknownKind';
  }
}

/** A failure for now that Mailgun tries again is a delay; how it ends is told later. */
function failureOf({ severity, reason = '', 'delivery-status': status }: Data): Happened | 'notAnAnswer' {
  if (severity !== 'permanent') {
    return (status['retry-seconds'] ?? 0) > 0 ? 'notAnAnswer' : { kind: 'bounced', permanent: false };
  }
  return (Object.hasOwn(GIVEN_UP, reason) ? GIVEN_UP[reason] : undefined) ?? { kind: 'bounced', permanent: true };
}
