// Says what is held of a customer so that the person can read it: money with its currency, days as dates, and what each part is.
import { storyIn } from '#adapters/local/story-in';
import { CHANNEL_NEEDS } from '#core/channel';
import type { ConsentRecord } from '#core/consent';
import type { Customer } from '#core/customer';
import { daysIn } from '#core/day-set';
import { moneyText } from '#core/money';
import type { Services } from '#core/ports';
import type { Shop } from '#core/shop';
import { dayFormat, saidText } from '#core/standing';

/** What the other parts of an export are, for whoever reads it without knowing this software. */
const LEGEND = {
  times: 'Every time that ends in Z is in Universal Time (UTC); times and days under "readable" are local.',
  customer: 'what the shop uses: name, address, number, last word on each channel, a summary of orders and visits',
  'customer.activity':
    'for each kind: how often, first and last day, spent in cents; "recent" packs the newest days, which "readable" lists',
  'customer.admissions': 'for each series of messages: whether they were chosen for it, and when',
  enrollments:
    'each series of messages they were on: the plan ("legs": its steps), what was sent, any discount offered',
  'enrollments.claims': 'notes of the software that a message is just being sent, so that it is never sent twice',
  journal: 'what happened, one entry at a time; "readable" tells it in sentences',
  consents: 'every yes and no to messages, with where it came from and what proves it',
  contacts: 'their address and number, and what was said about writing to them',
  codes: 'discount codes that were promised',
  messages: 'messages that left; empty where the provider of email and SMS has them',
} as const;

export type TellingServices = Pick<
  Services,
  'clock' | 'customers' | 'enrollments' | 'journal' | 'models' | 'sequences'
>;

/** The part of an export that is for people. */
export async function readableOf(
  services: TellingServices,
  { customer, consents }: { readonly customer: Customer | undefined; readonly consents: readonly ConsentRecord[] },
  shop: Shop,
): Promise<object> {
  const timeZone = customer?.timeZone ?? shop.timeZone;
  const dayText = dayFormat({ shop, timeZone });
  const story = customer === undefined ? undefined : await storyIn(services, customer.customerId, shop);
  return {
    legend: LEGEND,
    timeZone,
    currency: shop.currency,
    activity: customer === undefined ? [] : activityWords(customer, shop),
    consents: consents.map((one) => consentWords(one, dayText)),
    story: story?.lines.map(({ when, text }) => `${when}: ${text}`) ?? [],
    now: story?.standing ?? [],
    comingUp: story?.next.map(({ when, text }) => `${when}: ${text}`) ?? [],
  };
}

function activityWords({ activity }: Customer, shop: Shop): readonly object[] {
  return Object.entries(activity).map(([kind, { count, first, last, spent, recent }]) => ({
    ...{ kind, times: count, first, last },
    ...(spent === 0 ? {} : { spent: moneyText(spent, shop) }),
    newestDays: daysIn(recent),
  }));
}

type Format = ReturnType<typeof dayFormat>;

function consentWords(
  { channel, purpose, state, source, proof, wording, ...when }: ConsentRecord,
  day: Format,
): string {
  const how = channel === undefined ? '' : ` by ${CHANNEL_NEEDS[channel].called}`;
  const words = wording === undefined ? '' : `, in the words “${wording}”`;
  const said = state === 'granted' ? 'yes' : 'no';
  return `${saidText(when, day)}: ${said} to ${purpose.replace(':', ' ')}${how} (${source}; proof: ${proof})${words}`;
}
