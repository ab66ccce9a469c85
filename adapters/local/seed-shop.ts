// Fills the demonstration with its customers: each with the proof of what they agreed to, and found by address and number.
import { syntheticCustomer } from '#adapters/local/synthetic-shop';
import { consentRecordsOfChange } from '#core/consent';
import { CONTACT_KINDS, contactOf } from '#core/contact';
import { type Customer, newCustomer } from '#core/customer';
import type { Services } from '#core/ports';
import type { Day } from '#core/time';

export type SeedServices = Pick<Services, 'customers' | 'contacts' | 'consents'>;

/** So many customers are written side by side. */
const SIDE_BY_SIDE = 20;

/** Customers that are there already stay as they are, so a seeding that was interrupted goes on. */
export async function seedShop(
  services: SeedServices,
  { customers, seed, founded }: { customers: number; seed: string; founded: Day },
  onSeeded: (done: number, all: number) => void,
): Promise<void> {
  const last = syntheticCustomer(customers, seed, founded);
  if ((await services.customers.get(last.customerId)) !== undefined) return;
  for (let first = 1; first < customers; first += SIDE_BY_SIDE) {
    const end = Math.min(first + SIDE_BY_SIDE - 1, customers - 1);
    const numbers = Array.from({ length: end - first + 1 }, (_, place) => first + place);
    await Promise.all(numbers.map((number) => settle(services, syntheticCustomer(number, seed, founded))));
    onSeeded(end, customers);
  }
  // By whom a seeding that was done is known.
  await settle(services, last);
  onSeeded(customers, customers);
}

/** The row last: while it is missing, the rest is written again. */
async function settle({ customers, contacts, consents }: SeedServices, customer: Customer): Promise<void> {
  const { customerId } = customer;
  const began = customer.consent.email?.at;
  const own = CONTACT_KINDS.flatMap((kind) => contactOf(kind, customer[kind] ?? '') ?? []);
  await Promise.all([
    ...own.map((contact) => contacts.link(contacts.keyOf(contact), customerId)),
    consents.append(
      began === undefined
        ? []
        : consentRecordsOfChange(newCustomer(customerId), customer, (source) => `${source} of the demo`, began),
    ),
  ]);
  await customers.save(customer);
}
