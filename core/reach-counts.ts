// Of some customers, how many can be reached on which channel?
import { CHANNELS, type Channel } from '#core/channel';
import { type Customer, reachableChannels } from '#core/customer';

/** Customers by channel, each on every one where they can be reached; `none`: on no channel. */
export type Reachable = Readonly<Record<Channel | 'none', number>>;

/** Counts one customer after the other. */
export type ReachCounts = { add(customer: Customer): void; counted(): Reachable };

/** Counts of nobody yet. */
export function createReachCounts(): ReachCounts {
  const counts = new Map<Channel | 'none', number>([...CHANNELS, 'none' as const].map((channel) => [channel, 0]));
  return {
    add(customer) {
      const channels = reachableChannels(customer);
      for (const channel of channels.length === 0 ? (['none'] as const) : channels)
        counts.set(channel, (counts.get(channel) ?? 0) + 1);
    },
    // Object.fromEntries forgets the keys' type.
    counted: () => Object.fromEntries(counts) as Reachable,
  };
}
