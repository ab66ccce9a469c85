// How does a customer stand right now: may we write to them, and which live sequence would take them?

import { type AdmissionVerdict, admissionOf, isRecorded, momentOf } from '#core/admission';
import { CHANNEL_NEEDS, CHANNELS, type Channel } from '#core/channel';
import type { Customer } from '#core/customer';
import { dormancyOf, dormancyText } from '#core/dormancy';
import { reasonText } from '#core/reason-words';
import type { SequenceVersion } from '#core/sequence';
import type { Shop } from '#core/shop';
import { epochOf, type Instant, type TimeZone } from '#core/time';

type Standing = {
  readonly customer: Customer;
  readonly live: readonly SequenceVersion[];
  readonly shop: Shop;
  readonly timeZone: TimeZone;
  readonly now: Instant;
};

/** One line for each channel, then one for each live sequence that has not taken or refused the customer in this silence. */
export function standingOf(told: Standing): string[] {
  return [...CHANNELS.map((channel) => consentLine(told, channel)), ...told.live.flatMap((one) => chance(told, one))];
}

/** What people call a channel, as the beginning of a sentence. */
export function channelWord(channel: Channel): string {
  const { called } = CHANNEL_NEEDS[channel];
  return `${called.charAt(0).toUpperCase()}${called.slice(1)}`;
}

function consentLine({ customer, shop, timeZone }: Standing, channel: Channel): string {
  const format = new Intl.DateTimeFormat(shop.locale, { dateStyle: 'medium', timeZone });
  const dayText = (at: Instant) => format.format(epochOf(at));
  const consent = customer.consent[channel];
  const suppression = customer.suppression[channel];
  const { contact } = CHANNEL_NEEDS[channel];
  const parts = [
    consent === undefined
      ? 'no consent is known'
      : `${consent.state === 'granted' ? 'yes' : 'no'} (${withoutContacts(consent.source)}, ${dayText(consent.at)})`,
    ...(suppression === undefined ? [] : [`suppressed since ${dayText(suppression.at)} (${suppression.because})`]),
    ...(customer[contact] === undefined ? [`there is no ${contact === 'email' ? 'address' : 'phone number'}`] : []),
  ];
  return `${channelWord(channel)}: ${parts.join('; ')}.`;
}

function chance({ customer, now }: Standing, published: SequenceVersion): string[] {
  const { sequence, shop } = published;
  const moment = momentOf(now, shop);
  const verdict = admissionOf(customer, published, moment);
  const dormancy = dormancyOf(customer, sequence.dormant, moment.today);
  const silence = dormancyText(dormancy, sequence.dormant);
  if (verdict.status === 'decided') {
    if (isRecorded(customer, sequence, verdict)) return [];
    return [`Would be found for ${sequence.name} by the next scan${fateText(verdict.decision)}: ${silence}.`];
  }
  const why = dormancy.status === 'dormant' ? `not in its segment; ${silence}` : silence;
  return [`Not for ${sequence.name} now: ${why}.`];
}

function fateText(decision: Extract<AdmissionVerdict, { status: 'decided' }>['decision']): string {
  if (decision === 'enrolled') return '';
  if (decision === 'heldOut') return ' and held out';
  return ` but not enrolled, as ${reasonText(decision)}`;
}

/** Whoever wrote where a consent came from may have named an address or a number, which no story repeats. */
function withoutContacts(source: string): string {
  return source.replace(/\S*@\S*/g, 'an address').replace(/\+\d[\d\s().-]{5,}\d|\d{7,}/g, 'a number');
}
