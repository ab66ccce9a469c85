// What does SendGrid tell? Document: SendGrid, Event Webhook Reference.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { jsonIn } from '#adapters/webhooks/reading/body';
import { emailOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfSeconds } from '#adapters/webhooks/reading/instants';
import { listed } from '#adapters/webhooks/reading/json';
import { Anything, Id, Text } from '#adapters/webhooks/reading/lenient';
import { oursAmong } from '#adapters/webhooks/reading/our-tags';
import { type Happened, linkOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { sendgridScheme } from '#adapters/webhooks/signatures/sendgrid';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

const EventSchema = z.looseObject({
  event: z.string(),
  email: Text,
  timestamp: Anything,
  sg_event_id: Id,
  sg_message_id: Id,
  type: Text,
  reason: Text,
  url: Text,
  sg_machine_open: z.boolean().optional().catch(undefined),
});
type Event = z.infer<typeof EventSchema>;

const NO_ANSWERS: readonly string[] = ['processed', 'deferred', 'group_resubscribe', 'account_status_change'];

/** Why SendGrid did not even try. Each other reason says nothing of whom the message was for. */
const DROPPED: Readonly<Record<string, Happened>> = {
  'bounced address': { kind: 'bounced', permanent: true },
  invalid: { kind: 'bounced', permanent: true },
  'spam reporting address': { kind: 'complained' },
  'unsubscribed address': { kind: 'unsubscribed', source: 'unsubscribe list of SendGrid' },
};

export const sendgrid: Provider = {
  called: 'SendGrid',
  scheme: sendgridScheme,
  read({ body }, { receivedAt }) {
    const events = jsonIn(body);
    if (typeof events !== 'object' || events === null) return { status: 'unreadable', because: 'no list of events' };
    return { status: 'read', told: listed(events).map((event) => eventTold(event, receivedAt)) };
  },
};

function eventTold(value: unknown, receivedAt: Instant): Told {
  const { data: event } = EventSchema.safeParse(value);
  if (event === undefined) return untold('unreadable', 'event');
  if (NO_ANSWERS.includes(event.event)) return untold('notAnAnswer', event.event);
  if (event.event === 'open' && event.sg_machine_open === true) return untold('bot', event.event);
  const happened = happenedIn(event);
  if (happened === undefined) return untold('unknownKind', event.event);
  const { sg_event_id, sg_message_id, timestamp, email, unique_args } = event;
  const at = instantOr(receivedAt, msOfSeconds(timestamp));
  return tellOf({
    happened,
    provider: 'sendgrid',
    channel: 'email',
    ids: sg_event_id === undefined ? [sg_message_id, at] : [sg_event_id],
    at,
    // Custom arguments stand among the fields of the event; in older set-ups in a field of their own.
    ours: oursAmong(event) ?? oursAmong(unique_args),
    contact: emailOf(email),
    providerId: sg_message_id,
  });
}

function happenedIn({ event, type, reason = '', url }: Event): Happened | undefined {
  switch (event) {
    case 'delivered':
      return { kind: 'delivered' };
    case 'dropped': {
      const why = reason.trim().toLowerCase();
      return Object.hasOwn(DROPPED, why) ? DROPPED[why] : { kind: 'failed' };
    }
    case 'bounce':
      // "blocked": turned away this once, by a filter or a full mailbox; SendGrid itself does not suppress it.
      return { kind: 'bounced', permanent: type === undefined || type === 'bounce' };
    case 'open':
      return { kind: 'opened' };
    case 'click':
      return { kind: 'clicked', ...linkOf(url) };
    case 'spamreport':
      return { kind: 'complained' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { kind: 'unsubscribed', source: 'unsubscribe link of SendGrid' };
    default:
      return undefined;
  }
}
