// Gathers everything that the stores of any world hold of one customer.
import { readableOf, type TellingServices } from '#adapters/local/held-words';
import { CONTACT_KINDS, contactOf } from '#core/contact';
import type { Customer } from '#core/customer';
import type { Enrollment } from '#core/enrollment';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Shop } from '#core/shop';

export type HoldingServices = TellingServices & Pick<Services, 'consents' | 'contacts' | 'incentives'>;

/** What is exported is read by others: its shape has a version, which counts up when a field changes its meaning. */
const FORMAT = { format: 'winback export', version: 1 } as const;

/** All that is held, as `winback export` writes it; undefined when there is nothing. */
export async function heldOf(
  services: HoldingServices,
  customerId: CustomerId,
  shop: Shop,
): Promise<object | undefined> {
  const customer = await services.customers.get(customerId);
  const enrollments = await services.enrollments.ofCustomer(customerId);
  const journal = await services.journal.ofCustomer(customerId);
  const consents = await services.consents.ofCustomer(customerId);
  if (customer === undefined && enrollments.length + journal.length + consents.length === 0) return undefined;
  const codes = await Promise.all(codesOf(enrollments).map((code) => services.incentives.find(code)));
  return {
    ...FORMAT,
    heldAt: services.clock.now(),
    customerId,
    readable: await readableOf(services, { customer, consents }, shop),
    customer: customer ?? null,
    enrollments: enrollments.map(withoutTokens),
    journal,
    consents,
    contacts: customer === undefined ? [] : await wordsOf(services, customer),
    codes: codes.filter((code) => code !== undefined),
  };
}

function codesOf(enrollments: readonly Enrollment[]): readonly string[] {
  return enrollments.flatMap((one) => ('offers' in one ? Object.values(one.offers).map(({ code }) => code) : []));
}

/** What was said about writing to each of their contacts, whoever said it. */
async function wordsOf({ contacts }: HoldingServices, customer: Customer): Promise<readonly object[]> {
  const own = CONTACT_KINDS.flatMap((kind) => contactOf(kind, customer[kind] ?? '') ?? []);
  return Promise.all(
    own.map(async (contact) => {
      const { words } = await contacts.read(contacts.keyOf(contact));
      return { ...contact, words };
    }),
  );
}

/** A token ends a journey for whoever has it, and says nothing of anybody. */
function withoutTokens(enrollment: Enrollment): object {
  return Object.fromEntries(Object.entries(enrollment).filter(([name]) => name !== 'token' && name !== 'claimant'));
}
