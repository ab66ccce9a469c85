// How does a customer stand right now: may we write to them, and which live sequence would take them?

import { type AdmissionVerdict, admissionOf, isEntry, isRecorded, momentOf } from '#core/admission';
import { AWAY_WORDS } from '#core/away';
import { CHANNEL_NEEDS, CHANNELS, type Channel } from '#core/channel';
import { withoutContacts } from '#core/contacts-in-text';
import type { Consent, Customer } from '#core/customer';
import { dormancyText } from '#core/dormancy-words';
import { clockOf, worthOf } from '#core/insight';
import type { IntakeLimit } from '#core/intake';
import type { ShopModel } from '#core/model/shop-model';
import { amountText } from '#core/money';
import { reasonText } from '#core/reason-words';
import { sentence } from '#core/response-words';
import { isOutdated } from '#core/retention';
import type { SequenceVersion } from '#core/sequence';
import type { Shop } from '#core/shop';
import { dayOf, epochOf, type Instant, type TimeZone } from '#core/time';

type Standing = {
  readonly customer: Customer;
  readonly live: readonly SequenceVersion[];
  readonly model: ShopModel | undefined;
  readonly shop: Shop;
  readonly timeZone: TimeZone;
  readonly now: Instant;
};

type Wishing = Pick<Standing, 'customer' | 'shop' | 'timeZone' | 'now'>;

/** One line for each channel, what the customer asked for, what is known of the customer's habit and worth, then one for each live sequence that has not taken or refused the customer in this silence. */
export function standingOf(told: Standing): string[] {
  return [
    ...CHANNELS.map((channel) => consentLine(told, channel)),
    ...wishLines(told),
    ...outdatedLines(told),
    ...worthLines(told),
    ...told.live.flatMap((one) => chance(told, one)),
  ];
}

/** What people call a channel, as the beginning of a sentence. */
export function channelWord(channel: Channel): string {
  return sentence(CHANNEL_NEEDS[channel].called);
}

/** How days are written where the customer lives. */
export function dayFormat({ shop, timeZone }: Pick<Standing, 'shop' | 'timeZone'>): (at: Instant) => string {
  const format = new Intl.DateTimeFormat(shop.locale, { dateStyle: 'medium', timeZone });
  return (at) => format.format(epochOf(at));
}

/** How the end of a pause is written: it ends as a day of the shop begins, which is still the day before further west. */
export function pauseEndFormat(shop: Shop): (at: Instant) => string {
  return dayFormat({ shop, timeZone: shop.timeZone });
}

/** What holds on a channel, in one line. `more`: what else there is to say of it. */
export function consentLine(told: Wishing, channel: Channel, more: readonly string[] = []): string {
  const { customer } = told;
  const dayText = dayFormat(told);
  const consent = customer.consent[channel];
  const suppression = customer.suppression[channel];
  const bounces = customer.softBounces?.[channel];
  const { contact } = CHANNEL_NEEDS[channel];
  const parts = [
    consent === undefined
      ? 'no consent is known'
      : `${consent.state === 'granted' ? 'yes' : 'no'} (${withoutContacts(consent.source)}, ${saidText(consent, dayText)})`,
    ...(suppression === undefined ? [] : [`suppressed since ${dayText(suppression.at)} (${suppression.because})`]),
    ...(bounces === undefined || suppression !== undefined
      ? []
      : [`${bouncedText(bounces.count)} since ${dayText(bounces.since)}`]),
    ...(customer[contact] === undefined ? [`there is no ${contact === 'email' ? 'address' : 'phone number'}`] : []),
    ...more,
  ];
  return `${channelWord(channel)}: ${parts.join('; ')}.`;
}

/** When a yes or no was said, as far as anybody knows. */
export function saidText({ at, undated }: Pick<Consent, 'at' | 'undated'>, dayText: (at: Instant) => string): string {
  return `${undated ? 'on or before ' : ''}${dayText(at)}`;
}

function bouncedText(count: number): string {
  return count === 1 ? 'a message bounced for now' : `${count} messages bounced for now`;
}

/** What the customer asked for, beyond yes and no: a pause, fewer topics; and why they had been away. */
export function wishLines(told: Wishing): string[] {
  const { customer, shop, now } = told;
  const { pausedUntil, away } = customer;
  const dayText = dayFormat(told);
  // The shop may have given up a topic since; Object.entries forgets the names' brand.
  const topics: Readonly<Record<string, string>> = shop.topics;
  const declined = Object.entries(customer.declined ?? {}).map(
    ([name, at]) => `${topics[name] ?? name} (${dayText(at)})`,
  );
  return [
    ...(pausedUntil !== undefined && pausedUntil > now
      ? [`Paused by their own wish until ${pauseEndFormat(shop)(pausedUntil)}.`]
      : []),
    ...(declined.length === 0 ? [] : [`Does not want: ${declined.join(', ')}.`]),
    ...(away === undefined ? [] : [`Why they had been away: ${AWAY_WORDS[away.reason]} (${dayText(away.at)}).`]),
  ];
}

/** Why nothing will be sent any more, whatever is said below. */
function outdatedLines({ customer, shop, now }: Standing): string[] {
  return isOutdated(customer, shop, dayOf(now, shop.timeZone))
    ? [
        'Outdated: nothing was heard for longer than the shop keeps anybody. No sequence takes them, and winback forget --outdated erases them.',
      ]
    : [];
}

function chance({ customer, now, model }: Standing, published: SequenceVersion): string[] {
  const { sequence, shop } = published;
  const moment = momentOf(now, shop, model);
  const verdict = admissionOf(customer, published, moment);
  const silence = dormancyText(verdict.dormancy);
  if (verdict.status === 'decided') {
    if (isRecorded(customer, sequence, verdict)) return [];
    const turn = sequence.limit === undefined || !isEntry(verdict.decision) ? '' : turnText(sequence.limit);
    return [`Would be found for ${sequence.name} by the next scan${fateText(verdict.decision)}${turn}: ${silence}.`];
  }
  const why = verdict.dormancy.status === 'dormant' ? `not in its segment; ${silence}` : silence;
  return [`Not for ${sequence.name} now: ${why}.`];
}

/** What the last fit says of them; nothing before there was one. */
function worthLines({ customer, model, shop, now }: Standing): string[] {
  const today = dayOf(now, shop.timeZone);
  const clock = clockOf(customer, model, today);
  const worth = worthOf(customer, model, today);
  const habit =
    clock.status === 'thin'
      ? []
      : [
          `Own clock: silent for longer than ${percentText(clock.gapShare)} of their own gaps, still a customer with a chance of ${percentText(clock.alive)}, and if so, as likely as not to order within ${daysText(clock.nextOrderDays)}; dormant after ${clock.dormantAfterDays} days.`,
        ];
  if (worth === undefined) return habit;
  const money = amountText(worth.amount, shop);
  const what = worth.by === 'expectedValue' ? `${money} expected in the next year` : `${money} spent so far`;
  return [...habit, `Value: ${worth.tier} (${what}).`];
}

function daysText(days: number): string {
  const whole = Math.max(1, Math.ceil(days));
  return whole === 1 ? 'a day' : `${whole} days`;
}

function percentText(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function turnText({ customers, first }: IntakeLimit): string {
  const who = first === 'oldest' ? 'the longest silent' : 'the most valuable';
  return `, when their turn comes (at most ${customers} a day, ${who} first)`;
}

function fateText(decision: Extract<AdmissionVerdict, { status: 'decided' }>['decision']): string {
  if (decision === 'enrolled') return '';
  if (decision === 'heldOut') return ' and held out';
  return ` but not enrolled, as ${reasonText(decision)}`;
}
