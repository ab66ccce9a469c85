// What does a response change in the customer's row? The same responses give the same row, in whatever order they come.
import { hasRoomFor, withActivity } from '#core/activity';
import { newerAnswer } from '#core/away';
import type { Channel } from '#core/channel';
import { wordOf } from '#core/consent';
import { type ContactWord, weightier } from '#core/contact';
import { type Consent, type Customer, REMEMBERED_RESPONSES, type Suppression } from '#core/customer';
import { LONGEST_RESPONSE_ID as LONGEST_ID, type TopicName } from '#core/ids';
import { activityOf, countsSingly, isSoftBounce, type Response } from '#core/response';
import { dayOf, type Instant, type TimeZone } from '#core/time';

/** The customer row after a response; undefined when it leaves the row as it is, or has been counted before. */
export function customerAfter(customer: Customer, response: Response, zone: TimeZone): Customer | undefined {
  const remembered = nameOf(response);
  // A shop may give one id to all that came of one checkout: only what counts singly is known by its id.
  if (countsSingly(response) && customer.recentResponses.includes(remembered)) return undefined;
  const changed = changedBy(customer, response, zone);
  // Only what counts singly needs to be told by its id: everything else said twice is said once.
  if (changed === undefined || !countsSingly(response)) return changed;
  return { ...changed, recentResponses: [...changed.recentResponses, remembered].slice(-REMEMBERED_RESPONSES) };
}

/** How a row remembers a response: by its id; a renewal may have that of the order which paid for it. */
function nameOf(response: Response): string {
  const { responseId } = response;
  return response.kind === 'activity' ? `${response.activity}:${responseId}`.slice(0, LONGEST_ID) : responseId;
}

function changedBy(customer: Customer, response: Response, zone: TimeZone): Customer | undefined {
  const { at } = response;
  if (isSoftBounce(response)) return withSoftBounce(customer, response.channel, at);
  const word = wordOf(response);
  if (word !== undefined && 'channel' in response) return withWord(customer, response.channel, worded(word, response));
  switch (response.kind) {
    case 'chose':
      return withTopic(customer, response.topic, response.wants, at);
    case 'paused':
      return withPause(customer, response.until, at);
    case 'answered': {
      const away = newerAnswer(customer.away, { reason: response.away, at });
      return away === customer.away ? undefined : { ...customer, away };
    }
    default:
      return withSignOfLife(customer, response, zone);
  }
}

function withSignOfLife(customer: Customer, response: Response, zone: TimeZone): Customer | undefined {
  const activity = activityOf(response);
  if (activity === undefined || !hasRoomFor(activity.kind, customer.activity)) return undefined;
  const { kind, cents } = activity;
  const known = customer.activity[kind];
  const summary = withActivity(known, kind, { day: dayOf(response.at, zone), cents });
  return summary === known ? undefined : { ...customer, activity: { ...customer.activity, [kind]: summary } };
}

/** A row keeps the wording of a yes too; a contact, whoever has it, does not. */
function worded(word: ContactWord, response: Response): ContactWord {
  const wording = response.kind === 'consented' ? response.wording : undefined;
  return word.consent === undefined || wording === undefined ? word : { consent: { ...word.consent, wording } };
}

function withWord(customer: Customer, channel: Channel, { consent, suppression }: ContactWord): Customer | undefined {
  if (suppression !== undefined) return withSuppression(customer, channel, suppression);
  return consent === undefined ? undefined : withConsent(customer, channel, consent);
}

/** No yes lifts a suppression: neither a START nor a tick on a page mends an address, or unsays a complaint. */
function withSuppression(customer: Customer, channel: Channel, said: Suppression): Customer | undefined {
  const known = customer.suppression[channel];
  const stands = weightier(known, said);
  return stands === known ? undefined : { ...customer, suppression: { ...customer.suppression, [channel]: stands } };
}

function withSoftBounce(customer: Customer, channel: Channel, at: Instant): Customer {
  const { count, since } = customer.softBounces?.[channel] ?? { count: 0, since: at };
  const counted = { count: count + 1, since: at < since ? at : since };
  return { ...customer, softBounces: { ...customer.softBounces, [channel]: counted } };
}

function withConsent(customer: Customer, channel: Channel, said: Consent): Customer | undefined {
  const known = customer.consent[channel];
  if (known !== undefined && !outweighs(said, known)) return undefined;
  return { ...customer, consent: { ...customer.consent, [channel]: said } };
}

/**
 * Of two words of a customer the newer counts, and of two as new the no. A yes that a list brought gives way to any word
 * of the customer's own: the list's date is often that of its import.
 */
function outweighs(said: Consent, known: Consent): boolean {
  if (known.state === 'granted' && known.own === undefined) return true;
  if (said.at !== known.at) return said.at > known.at;
  if (said.state !== known.state) return said.state === 'withdrawn';
  // Two ways to say the same at once: always the same one is kept.
  return textOf(said) > textOf(known);
}

function textOf({ source, wording = '' }: Consent): string {
  return `${source}\n${wording}`;
}

/** The newest word on a topic counts; of two as new the no. */
function withTopic(customer: Customer, topic: TopicName, wants: boolean, at: Instant): Customer | undefined {
  const declined = { ...customer.declined };
  const chosen = { ...customer.chosen };
  const [no, yes] = [declined[topic], chosen[topic]];
  const known = no ?? yes;
  if (known !== undefined && (at < known || (at === known && (wants || no !== undefined)))) return undefined;
  delete declined[topic];
  delete chosen[topic];
  if (wants) chosen[topic] = at;
  else declined[topic] = at;
  return { ...customer, declined, chosen };
}

/** The newest word on a pause counts; of two as new the longer pause. */
function withPause(customer: Customer, until: Instant | undefined, at: Instant): Customer | undefined {
  const { pausedUntil, ...rest } = customer;
  const { pausedAt } = customer;
  if (pausedAt !== undefined && (at < pausedAt || (at === pausedAt && (until ?? '') <= (pausedUntil ?? ''))))
    return undefined;
  return { ...rest, pausedAt: at, ...(until === undefined ? {} : { pausedUntil: until }) };
}
