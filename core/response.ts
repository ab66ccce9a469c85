// What a customer, or their mailbox, did after enrollment, and what it changes.
import * as z from 'zod';
import { ChannelSchema } from '#core/channel';
import { addActivity, type Customer, REMEMBERED_RESPONSES } from '#core/customer';
import { CustomerIdSchema, EnrollmentIdSchema, ResponseIdSchema, TouchIdSchema } from '#core/ids';
import { CentsSchema } from '#core/money';
import { kindsThatMeet, type Sequence } from '#core/sequence';
import { dayOf, type Instant, InstantSchema, plusMilliseconds, type TimeZone } from '#core/time';

const About = { responseId: ResponseIdSchema, customerId: CustomerIdSchema, at: InstantSchema };
const OfTouch = { enrollmentId: EnrollmentIdSchema.optional(), touchId: TouchIdSchema.optional() };

/** A single order of more than ten million is a mistake, and would spoil every sum that it is part of. */
const MOST_CENTS = 1_000_000_000;

/**
 * One response. `responseId` is the provider's or the shop's own id of the event: the same id twice is one response.
 * Words of a reply are judged when it is parsed and not kept.
 */
export const ResponseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order'),
    ...About,
    ...OfTouch,
    cents: CentsSchema.max(MOST_CENTS),
    code: z.string().max(40).optional(),
  }),
  z.object({ kind: z.literal('visit'), ...About, ...OfTouch }),
  z.object({
    kind: z.enum(['sent', 'delivered', 'opened', 'clicked', 'failed']),
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

// 47 CFR 64.1200(a)(10): the words that are always a revocation, whatever their case and punctuation.
const STOP_WORDS = new Set(['stop', 'stopall', 'quit', 'end', 'revoke', 'optout', 'cancel', 'unsubscribe']);

/** Clocks differ a little; a date further ahead than this is a mistake that would keep a customer awake for ever. */
const MOST_AHEAD_MS = 24 * 3_600_000;

/** Before computers counted time there were no responses, only "no date" values. */
const EARLIEST = '1971';

/** Is this response dated so long ago, or so far ahead, that the clock or the "no date" value of its sender must be wrong? */
export function isMisdated({ at }: Pick<Response, 'at'>, now: Instant): boolean {
  return at < EARLIEST || at > plusMilliseconds(now, MOST_AHEAD_MS);
}

/** Does this response only tell what became of a message? Such news never changes a row and never stops a journey. */
export function tellsOfMessage(response: Response): boolean {
  return ['sent', 'delivered', 'opened', 'clicked', 'failed'].includes(response.kind);
}

/** Does this response forbid something from now on? */
export function saysNo(response: Response): boolean {
  if (response.kind === 'bounced') return response.permanent;
  if (response.kind === 'replied') return response.meaning === 'stop';
  return response.kind === 'unsubscribed' || response.kind === 'complained';
}

const CLEAR_WORDS = new Set([...STOP_WORDS].filter((word) => word !== 'cancel' && word !== 'end'));

/** What a reply to an SMS means. */
export function meaningOfReply(words: string): 'stop' | 'other' {
  const said = words.normalize('NFKC').toLowerCase();
  if (STOP_WORDS.has(said.replace(/[^a-z]/g, ''))) return 'stop';
  // "STOP texting me", "please stop": what begins with the word means it. "Cancel my order" and "end of May" do not.
  const [first = '', second = ''] = said.split(/[^a-z]+/).filter((word) => word !== '');
  return CLEAR_WORDS.has(first === 'please' ? second : first) ? 'stop' : 'other';
}

/** Does this response meet the sequence's goal? */
export function meetsGoal(response: Response, sequence: Sequence): boolean {
  return kindsThatMeet(sequence.goal).some((kind) => kind === response.kind);
}

/** The customer row after a response; undefined when it leaves the row as it is, or has been counted before. */
export function customerAfter(customer: Customer, response: Response, zone: TimeZone): Customer | undefined {
  if (customer.recentResponses.includes(response.responseId)) return undefined;
  const remembered = [...customer.recentResponses, response.responseId].slice(-REMEMBERED_RESPONSES);
  const changed = changeBy(customer, response, zone);
  return changed === undefined ? undefined : { ...customer, ...changed, recentResponses: remembered };
}

function changeBy(customer: Customer, response: Response, zone: TimeZone): Partial<Customer> | undefined {
  const day = dayOf(response.at, zone);
  if (response.kind === 'order') {
    return { activity: { ...customer.activity, order: addActivity(customer.activity.order, day, response.cents) } };
  }
  if (response.kind === 'visit') {
    // Once a day is enough for dormancy, and a row write for every page view is not.
    if (customer.activity.visit?.last === day) return undefined;
    return { activity: { ...customer.activity, visit: addActivity(customer.activity.visit, day, 0) } };
  }
  if (response.kind === 'complained') {
    return { suppression: { ...customer.suppression, [response.channel]: { because: 'complaint', at: response.at } } };
  }
  if (response.kind === 'bounced' && response.permanent) {
    // A complaint says more: it must not be forgotten for a bounce.
    if (customer.suppression[response.channel]?.because === 'complaint') return undefined;
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
