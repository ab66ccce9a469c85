// What a customer, or their mailbox, did after enrollment, and what kind of news that is.
import * as z from 'zod';
import { type ActivityKind, ActivityKindSchema, isCountedSingly, kindsThatMeet } from '#core/activity';
import { AwayReasonSchema, MOST_AWAY_WORDS } from '#core/away';
import { ChannelSchema } from '#core/channel';
import { ContactKeySchema } from '#core/contact';
import { CustomerIdSchema, EnrollmentIdSchema, ResponseIdSchema, TopicNameSchema, TouchIdSchema } from '#core/ids';
import { LANGUAGES } from '#core/language';
import { CentsSchema, MOST_ORDER_CENTS } from '#core/money';
import { REPLY_MEANINGS } from '#core/reply-kind';
import type { Sequence } from '#core/sequence';
import { InstantSchema } from '#core/time';

const About = { responseId: ResponseIdSchema, customerId: CustomerIdSchema, at: InstantSchema };
const OfTouch = { enrollmentId: EnrollmentIdSchema.optional(), touchId: TouchIdSchema.optional() };

/** `sentTo`: the contact that the message went to, by its key. The customer may have another one by now. */
const OfChannel = { channel: ChannelSchema, sentTo: ContactKeySchema.optional() };

/** Kinds of activity that `activity` does not speak of. */
const HAS_ITS_OWN = ['order', 'visit', 'click', 'reply'] as const;

/**
 * One response. `responseId` is the provider's or the shop's own id of the event: the same id twice is one response.
 * Words of a reply are judged when it is parsed and not kept.
 */
export const ResponseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order'),
    ...About,
    ...OfTouch,
    cents: CentsSchema.max(MOST_ORDER_CENTS),
    code: z.string().max(40).optional(),
  }),
  z.object({ kind: z.literal('visit'), ...About, ...OfTouch }),
  // Every other sign of life, by its kind: a login, a renewal, one of the company's own.
  z.object({
    kind: z.literal('activity'),
    ...About,
    ...OfTouch,
    activity: ActivityKindSchema.refine(
      (kind) => !HAS_ITS_OWN.some((own) => own === kind),
      'an order, a visit, a click and a reply have a kind of response of their own',
    ),
    cents: CentsSchema.max(MOST_ORDER_CENTS).default(0),
  }),
  z.object({
    kind: z.literal('clicked'),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    providerId: z.string().max(200).optional(),
    /** The provider, or we, take it for a machine's: mail scanners follow links. */
    automated: z.boolean().optional(),
    /** Tells one link of a message from another: a digest, because links may hold what is private. */
    link: z.string().max(40).optional(),
  }),
  z.object({
    kind: z.enum(['sent', 'delivered', 'opened', 'failed']),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    providerId: z.string().max(200).optional(),
    /** SMS parts, where the provider tells. */
    parts: z.int().positive().optional(),
  }),
  z.object({ kind: z.literal('bounced'), ...About, ...OfTouch, ...OfChannel, permanent: z.boolean() }),
  z.object({ kind: z.literal('complained'), ...About, ...OfTouch, ...OfChannel }),
  z.object({
    kind: z.literal('unsubscribed'),
    ...About,
    ...OfTouch,
    ...OfChannel,
    source: z.string().min(1).max(120),
  }),
  // A yes, also after a no: by the customer's own hand, on a page or in a form of the shop.
  z.object({
    kind: z.literal('consented'),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    source: z.string().min(1).max(120),
    wording: z.string().max(500).optional(),
  }),
  z.object({
    kind: z.literal('replied'),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    /** Whose contact it came from, where that is all that is known. */
    sentFrom: ContactKeySchema.optional(),
    meaning: z.enum(REPLY_MEANINGS),
    /** The language it was understood in. */
    language: z.enum(LANGUAGES).optional(),
    /** The carrier or provider has answered it itself, as they do to STOP and HELP. */
    answered: z.boolean().optional(),
  }),
  // On the preference page: a topic more, or one less.
  z.object({
    kind: z.literal('chose'),
    ...About,
    ...OfTouch,
    topic: TopicNameSchema,
    wants: z.boolean(),
    source: z.string().min(1).max(120),
  }),
  // Nothing before this instant; without one, the pause is over.
  z.object({ kind: z.literal('paused'), ...About, ...OfTouch, until: InstantSchema.optional() }),
  z.object({
    kind: z.literal('answered'),
    ...About,
    ...OfTouch,
    away: AwayReasonSchema,
    words: z.string().max(MOST_AWAY_WORDS).optional(),
  }),
]);
export type Response = z.infer<typeof ResponseSchema>;
export type ResponseKind = Response['kind'];
export type SoftBounce = Extract<Response, { kind: 'bounced' }>;
type WithoutCustomer<R> = R extends unknown ? Omit<R, 'customerId'> : never;
/** A response, whoever's it is. */
export type Said = WithoutCustomer<Response>;

/** Does this response tell what became of a message? It settles a touch that is in doubt. */
export function tellsOfMessage(response: Response): boolean {
  return ['sent', 'delivered', 'opened', 'clicked', 'failed'].includes(response.kind);
}

/** Is it news of a message and nothing else? Such news never changes a row and never stops a journey. */
export function isNewsOnly(response: Response): boolean {
  return tellsOfMessage(response) && activityOf(response) === undefined;
}

/**
 * The sign of life that a response is, if it is one. An open never is, nor a click of a machine, nor words that are about
 * our messages alone: a no, a yes, a question for help, a pause, an answer to a survey.
 */
export function activityOf(response: Response): { readonly kind: ActivityKind; readonly cents: number } | undefined {
  switch (response.kind) {
    case 'order':
      return { kind: 'order', cents: response.cents };
    case 'activity':
      return { kind: response.activity, cents: response.cents };
    case 'visit':
      return { kind: 'visit', cents: 0 };
    case 'clicked':
      return response.automated === true ? undefined : { kind: 'click', cents: 0 };
    case 'replied':
      return response.meaning === 'other' ? { kind: 'reply', cents: 0 } : undefined;
    default:
      return undefined;
  }
}

/** Did a message come back for now, and not for good? */
export function isSoftBounce(response: Response): response is SoftBounce {
  return response.kind === 'bounced' && !response.permanent;
}

/** Would a duplicate of this response change the row once more, unless it is told by its id? */
export function countsSingly(response: Response): boolean {
  if (isSoftBounce(response)) return true;
  const activity = activityOf(response);
  return activity !== undefined && isCountedSingly(activity.kind);
}

/** Does this response allow something from now on that was perhaps forbidden? */
export function saysYes(response: Said): boolean {
  return response.kind === 'consented' || (response.kind === 'replied' && response.meaning === 'start');
}

/** Does this response forbid something from now on? */
export function saysNo(response: Said): boolean {
  if (response.kind === 'bounced') return response.permanent;
  if (response.kind === 'replied') return response.meaning === 'stop';
  return response.kind === 'unsubscribed' || response.kind === 'complained';
}

/** Does this response meet the sequence's goal? */
export function meetsGoal(response: Response, sequence: Sequence): boolean {
  const activity = activityOf(response);
  return activity !== undefined && kindsThatMeet(sequence.goal).includes(activity.kind);
}
