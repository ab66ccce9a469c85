// What does Resend tell? Document: Resend, webhook event types. Its webhooks are signed and sent by Svix.
import * as z from 'zod';
import type { Provider } from '#adapters/webhooks/provider';
import { jsonIn } from '#adapters/webhooks/reading/body';
import { emailOf } from '#adapters/webhooks/reading/contacts';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { Anything, Id, Text } from '#adapters/webhooks/reading/lenient';
import { oursAmong } from '#adapters/webhooks/reading/our-tags';
import { type Happened, linkOf, tellOf, untold } from '#adapters/webhooks/reading/telling';
import { svixScheme } from '#adapters/webhooks/signatures/standard-webhooks';
import type { Instant } from '#core/time';
import type { Told, UntoldBecause } from '#core/told';

const EventSchema = z.object({ type: z.string(), created_at: Anything, data: z.looseObject({}) });
const DataSchema = z.object({
  email_id: Id,
  to: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
  tags: Anything,
  bounce: z.object({ type: Text }).catch({}),
  click: z.object({ link: Text, timestamp: Anything }).catch({ timestamp: undefined }),
});
type Data = z.infer<typeof DataSchema>;

/** Tags are an object by name, and were once a list of names and values. */
const ListedTagsSchema = z.array(z.object({ name: z.string(), value: Anything }));

export const resend: Provider = {
  called: 'Resend',
  scheme: svixScheme,
  read({ body }, { receivedAt }) {
    const { data: event } = EventSchema.safeParse(jsonIn(body));
    if (event === undefined) return { status: 'unreadable', because: 'no event with a type and data' };
    return { status: 'read', told: eventTold(event, receivedAt) };
  },
};

function eventTold({ type, created_at, data: fields }: z.infer<typeof EventSchema>, receivedAt: Instant): Told[] {
  const data = DataSchema.parse(fields);
  const happened = happenedIn(type, data);
  if (typeof happened === 'string') return [untold(happened, type)];
  const { email_id, to, tags } = data;
  const at = instantOr(receivedAt, msOfText(created_at));
  const link = 'link' in happened ? [happened.link] : [];
  const isOften = happened.kind === 'opened' || happened.kind === 'clicked';
  const ids = email_id === undefined ? [at] : [email_id, ...(isOften ? [at, ...link] : [])];
  const ours = oursAmong(byName(tags));
  const news = { happened, provider: 'resend', channel: 'email', ids, at, ours, providerId: email_id } as const;
  // Of a message to several, Resend does not say whose event it is. Any of them may have complained, so all are spared;
  // that an address is dead is believed of none.
  const mayBe = happened.kind === 'complained' || to.length === 1 ? to : [];
  if (ours !== undefined) return [tellOf({ ...news, contact: to.length === 1 ? emailOf(to[0]) : undefined })];
  if (mayBe.length === 0) return [tellOf({ ...news, contact: undefined })];
  return mayBe.map((address) => tellOf({ ...news, contact: emailOf(address) }));
}

function happenedIn(type: string, { bounce, click }: Data): Happened | UntoldBecause {
  switch (type) {
    case 'email.sent':
      return { kind: 'sent' };
    case 'email.delivered':
      return { kind: 'delivered' };
    case 'email.opened':
      return { kind: 'opened' };
    case 'email.clicked':
      return { kind: 'clicked', ...linkOf(click.link) };
    case 'email.complained':
      return { kind: 'complained' };
    case 'email.bounced':
      // Older events have no type; by Resend's document a bounce is for good.
      return { kind: 'bounced', permanent: bounce.type === undefined || bounce.type === 'Permanent' };
    case 'email.suppressed':
      // On Resend's list for a bounce or a complaint: either way nobody can be written to there.
      return { kind: 'bounced', permanent: true };
    case 'email.failed':
      return { kind: 'failed' };
    case 'email.delivery_delayed':
    case 'email.scheduled':
    case 'email.received':
      return 'notAnAnswer';
    default:
      return /^(contact|domain)\./.test(type) ? 'notAnAnswer' : 'unknownKind';
  }
}

function byName(tags: unknown): unknown {
  const { data: listed } = ListedTagsSchema.safeParse(tags);
  return listed === undefined ? tags : Object.fromEntries(listed.map(({ name, value }) => [name, value]));
}
