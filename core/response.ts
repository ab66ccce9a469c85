// What a customer, or their mailbox, did after enrollment, and what it changes.
import * as z from 'zod';
import {
  type ActivityKind,
  ActivityKindSchema,
  hasRoomFor,
  isCountedSingly,
  kindsThatMeet,
  withActivity,
} from '#core/activity';
import { ChannelSchema } from '#core/channel';
import { type Customer, REMEMBERED_RESPONSES, type Suppression } from '#core/customer';
import {
  CustomerIdSchema,
  EnrollmentIdSchema,
  LONGEST_RESPONSE_ID as LONGEST_ID,
  ResponseIdSchema,
  TouchIdSchema,
} from '#core/ids';
import { CentsSchema, MOST_ORDER_CENTS } from '#core/money';
import type { Sequence } from '#core/sequence';
import { dayOf, type Instant, InstantSchema, type TimeZone } from '#core/time';

const About = { responseId: ResponseIdSchema, customerId: CustomerIdSchema, at: InstantSchema };
const OfTouch = { enrollmentId: EnrollmentIdSchema.optional(), touchId: TouchIdSchema.optional() };

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
    /** The provider takes it for a machine's: mail scanners follow links. */
    automated: z.boolean().optional(),
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
  z.object({ kind: z.literal('bounced'), ...About, ...OfTouch, channel: ChannelSchema, permanent: z.boolean() }),
  z.object({ kind: z.literal('complained'), ...About, ...OfTouch, channel: ChannelSchema }),
  z.object({
    kind: z.literal('unsubscribed'),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    source: z.string().min(1).max(120),
  }),
  z.object({
    kind: z.literal('replied'),
    ...About,
    ...OfTouch,
    channel: ChannelSchema,
    meaning: z.enum(['stop', 'other']),
  }),
]);
export type Response = z.infer<typeof ResponseSchema>;
export type ResponseKind = Response['kind'];

/** Does this response tell what became of a message? It settles a touch that is in doubt. */
export function tellsOfMessage(response: Response): boolean {
  return ['sent', 'delivered', 'opened', 'clicked', 'failed'].includes(response.kind);
}

/** Is it news of a message and nothing else? Such news never changes a row and never stops a journey. */
export function isNewsOnly(response: Response): boolean {
  return tellsOfMessage(response) && activityOf(response) === undefined;
}

/** The sign of life that a response is, if it is one. An open never is, nor a click of a machine. */
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
      return response.meaning === 'stop' ? undefined : { kind: 'reply', cents: 0 };
    default:
      return undefined;
  }
}

/** Would a duplicate of this response change the row once more, unless it is told by its id? */
export function countsSingly(response: Response): boolean {
  const activity = activityOf(response);
  return activity !== undefined && isCountedSingly(activity.kind);
}

/** Does this response forbid something from now on? */
export function saysNo(response: Response): boolean {
  if (response.kind === 'bounced') return response.permanent;
  if (response.kind === 'replied') return response.meaning === 'stop';
  return response.kind === 'unsubscribed' || response.kind === 'complained';
}

/** Does this response meet the sequence's goal? */
export function meetsGoal(response: Response, sequence: Sequence): boolean {
  const activity = activityOf(response);
  return activity !== undefined && kindsThatMeet(sequence.goal).includes(activity.kind);
}

/** The customer row after a response; undefined when it leaves the row as it is, or has been counted before. */
export function customerAfter(customer: Customer, response: Response, zone: TimeZone): Customer | undefined {
  const remembered = nameOf(response);
  if (customer.recentResponses.includes(remembered)) return undefined;
  const changed = changeBy(customer, response, zone);
  if (changed === undefined) return undefined;
  // Only what counts singly needs to be told by its id: everything else said twice is said once.
  if (!countsSingly(response)) return { ...customer, ...changed };
  const recentResponses = [...customer.recentResponses, remembered].slice(-REMEMBERED_RESPONSES);
  return { ...customer, ...changed, recentResponses };
}

/** How a row remembers a response: by its id; a renewal may have that of the order which paid for it. */
function nameOf(response: Response): string {
  const { responseId } = response;
  return response.kind === 'activity' ? `${response.activity}:${responseId}`.slice(0, LONGEST_ID) : responseId;
}

function changeBy(customer: Customer, response: Response, zone: TimeZone): Partial<Customer> | undefined {
  const activity = activityOf(response);
  if (activity !== undefined) {
    const { kind, cents } = activity;
    const known = customer.activity[kind];
    if (!hasRoomFor(kind, customer.activity)) return undefined;
    const summary = withActivity(known, kind, { day: dayOf(response.at, zone), cents });
    return summary === known ? undefined : { activity: { ...customer.activity, [kind]: summary } };
  }
  if (response.kind === 'complained') {
    if (isKnown(customer.suppression[response.channel], 'complaint', response.at)) return undefined;
    return { suppression: { ...customer.suppression, [response.channel]: { because: 'complaint', at: response.at } } };
  }
  if (response.kind === 'bounced' && response.permanent) {
    const known = customer.suppression[response.channel];
    // A complaint says more: it must not be forgotten for a bounce.
    if (known?.because === 'complaint' || isKnown(known, 'hard bounce', response.at)) return undefined;
    return {
      suppression: { ...customer.suppression, [response.channel]: { because: 'hard bounce', at: response.at } },
    };
  }
  if (response.kind === 'unsubscribed' || (response.kind === 'replied' && response.meaning === 'stop')) {
    const current = customer.consent[response.channel];
    // Only another no may be newer: a consent is dated by the file that brought it, and no response ever gives one.
    if (current?.state === 'withdrawn' && current.at >= response.at) return undefined;
    const source = response.kind === 'unsubscribed' ? response.source : `reply by ${response.channel}`;
    return { consent: { ...customer.consent, [response.channel]: { state: 'withdrawn', at: response.at, source } } };
  }
  return undefined;
}

/** Is it suppressed for this reason already, and as lately? */
function isKnown(known: Suppression | undefined, because: Suppression['because'], at: Instant): boolean {
  return known?.because === because && known.at >= at;
}
