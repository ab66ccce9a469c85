// Whose is an address, and what was said about writing to it, in a simulation or a test?
import type { Channel } from '#core/channel';
import { type ContactKey, type Contacts, type ContactWord, contactKeyOf, withWord } from '#core/contact';
import type { CustomerId } from '#core/ids';

/** The port `Contacts` in memory. Nearly every contact has one customer and no words, and takes no more room than that. */
export function createMemoryContacts(secret = 'a secret of this process alone'): Contacts {
  const customers = new Map<ContactKey, readonly CustomerId[]>();
  const words = new Map<ContactKey, Partial<Record<Channel, ContactWord>>>();

  return {
    keyOf: (hidden) => contactKeyOf(hidden, secret),
    async read(key) {
      return { customers: [...(customers.get(key) ?? [])].sort(), words: { ...words.get(key) } };
    },
    async link(key, customerId) {
      const there = customers.get(key) ?? [];
      if (!there.includes(customerId)) customers.set(key, [...there, customerId]);
    },
    async unlink(key, customerId) {
      const left = customers.get(key)?.filter((one) => one !== customerId) ?? [];
      if (left.length === 0) customers.delete(key);
      else customers.set(key, left);
    },
    async say(key, channel, word) {
      const there = words.get(key) ?? {};
      words.set(key, { ...there, [channel]: withWord(there[channel], word) });
    },
  };
}
