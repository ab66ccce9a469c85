// What may a customer choose on the preference page, and what holds for them now?
import { CHANNEL_NEEDS, CHANNELS, type Channel } from '#core/channel';
import type { Customer } from '#core/customer';
import type { TopicName } from '#core/ids';
import type { Instant } from '#core/time';
import type { Topics } from '#core/topics';

/** `barred`: no tick can bring messages there, because they came back or the customer reported them. */
export type ChannelChoice = {
  readonly channel: Channel;
  /** Enough of the address to know it by, for its owner. */
  readonly contact: string;
  readonly wanted: boolean;
  readonly barred?: 'bounced' | 'complained';
};
export type TopicChoice = { readonly topic: TopicName; readonly label: string; readonly wanted: boolean };
export type Choices = {
  readonly channels: readonly ChannelChoice[];
  readonly topics: readonly TopicChoice[];
  readonly pausedUntil?: Instant;
};

/** The channels that the customer has a contact for, the shop's topics, and a pause that is not over. */
export function choicesOf(customer: Customer, topics: Topics, now: Instant): Choices {
  const { declined = {}, pausedUntil } = customer;
  return {
    channels: CHANNELS.flatMap((channel) => channelChoice(customer, channel)),
    // The cast names the keys that the schema of topics has checked.
    topics: (Object.entries(topics) as [TopicName, string][]).map(([topic, label]) => ({
      topic,
      label,
      wanted: declined[topic] === undefined,
    })),
    ...(pausedUntil === undefined || pausedUntil <= now ? {} : { pausedUntil }),
  };
}

function channelChoice(customer: Customer, channel: Channel): ChannelChoice[] {
  const { contact } = CHANNEL_NEEDS[channel];
  const address = customer[contact];
  if (address === undefined) return [];
  const suppression = customer.suppression[channel];
  return [
    {
      channel,
      contact: contact === 'email' ? maskedAddress(address) : lastDigits(address),
      wanted: suppression === undefined && customer.consent[channel]?.state === 'granted',
      ...(suppression === undefined ? {} : { barred: suppression.because === 'complaint' ? 'complained' : 'bounced' }),
    },
  ];
}

/** `a•••@customer.example`: whoever owns it knows it, and whoever found the link learns no address. */
function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return at < 1 ? '•••' : `${first}•••${address.slice(at)}`;
}

function lastDigits(number: string): string {
  return number.slice(-2);
}
