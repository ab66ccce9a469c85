// Erase a person: nobody writes to them again, and what is left is hashes that only we can tell apart.
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { type Contact, type ContactKey, contactFor } from '#core/contact';
import type { Consent, Customer } from '#core/customer';
import { isRunning } from '#core/enrollment';
import { changeCustomer } from '#core/flow/change-row';
import { type CloseServices, closeEnrollment } from '#core/flow/close';
import { keysNow } from '#core/flow/contact-now';
import { isForgotten } from '#core/flow/forgotten';
import { type ContactServices, keepNo } from '#core/flow/keep-no';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';

export type ForgetServices = CloseServices & Pick<Services, 'contacts' | 'consents' | 'incentives'>;

type Deeds = Readonly<Record<'enrollments' | 'facts' | 'consents' | 'codes', number>>;
/** How much was erased of each kind by this attempt; one that went before may have erased more. */
export type Erased = Deeds & Readonly<Record<'customers' | 'contacts', number>>;
export type ForgetAnswer =
  | {
      readonly status: 'forgotten';
      readonly key: ContactKey;
      readonly kept: readonly ContactKey[];
      readonly erased: Erased;
    }
  | { readonly status: 'unknown'; readonly forgottenBefore: boolean };

const SOURCE = 'erasure request';
const PROOF = 'erasure request of another customer with this contact';

/**
 * Erases a customer for good (GDPR Art. 17). First the no: kept under the hash of each contact and of the id, and written into
 * the row, so that nothing goes out and nobody enrolls them while the rest goes on. Then the journeys end, then everything
 * goes; the row last, because it alone knows the contacts. Each step may be done again after a crash, from the first on.
 */
export async function forget(services: ForgetServices, customerId: CustomerId): Promise<ForgetAnswer> {
  const { contacts } = services;
  const key = contacts.keyOf({ kind: 'customer', address: customerId });
  const row = await services.customers.get(customerId);
  const own = row === undefined ? [] : await sayNo(services, row, key);
  const first = await eraseDeeds(services, customerId);
  for (const contact of own) await contacts.unlink(contact, customerId);
  await services.customers.erase(customerId);
  // Whoever was at work for this customer meanwhile may have written once more.
  const late = await eraseDeeds(services, customerId);
  const erased = { ...sumOf(first, late), contacts: own.length, customers: row === undefined ? 0 : 1 };
  const isKnown = await isForgotten(services, customerId);
  if (row === undefined && Object.values(erased).every((count) => count === 0))
    return { status: 'unknown', forgottenBefore: isKnown };
  return { status: 'forgotten', key, kept: isKnown ? [key, ...own] : own, erased };
}

/**
 * The no of somebody who is no customer and asks to be left alone by an address or a number: kept under its hash alone, for
 * whoever comes with it. Answers that hash.
 */
export async function forgetContact(
  services: ContactServices & Pick<Services, 'clock'>,
  contact: Contact,
): Promise<ContactKey> {
  const at = services.clock.now();
  const key = services.contacts.keyOf(contact);
  const word = { consent: { state: 'withdrawn', at, source: SOURCE } } as const;
  for (const channel of CHANNELS.filter((one) => CHANNEL_NEEDS[one].contact === contact.kind))
    await keepNo(services, { key, channel, word, proof: PROOF }, undefined, at);
  return key;
}

/** Answers the contacts that heard it: also those that came to the row meanwhile. */
async function sayNo(
  services: ForgetServices,
  row: Customer,
  key: ContactKey,
  heard: readonly ContactKey[] = [],
): Promise<readonly ContactKey[]> {
  const { customerId } = row;
  const at = services.clock.now();
  const consent: Consent = { state: 'withdrawn', at, source: SOURCE };
  for (const channel of CHANNELS) {
    await services.contacts.say(key, channel, { consent });
    const contact = contactFor(row, channel);
    if (contact === undefined) continue;
    const suppression = row.suppression[channel];
    const word = { consent, ...(suppression === undefined ? {} : { suppression }) };
    await keepNo(services, { key: services.contacts.keyOf(contact), channel, word, proof: PROOF }, customerId, at);
  }
  const consents = Object.fromEntries(CHANNELS.map((channel) => [channel, consent]));
  const now = await changeCustomer(services, customerId, (found) => ({ ...found, consent: consents }));
  const own = [...new Set([...heard, ...keysNow(services, row)])];
  const isMoved = now !== undefined && keysNow(services, now).some((contact) => !own.includes(contact));
  return isMoved ? sayNo(services, now, key, own) : own;
}

/** Everything that was done for a customer: journeys end, then their traces go, whatever state a crash left them in. */
export async function eraseDeeds(services: ForgetServices, customerId: CustomerId): Promise<Deeds> {
  const enrollments = await services.enrollments.ofCustomer(customerId);
  let codes = 0;
  for (const enrollment of enrollments) {
    if (isRunning(enrollment)) await closeEnrollment(services, enrollment, { outcome: 'calledOff', known: enrollment });
    for (const { code } of 'offers' in enrollment ? Object.values(enrollment.offers) : []) {
      await services.incentives.erase(code);
      codes += 1;
    }
    await services.enrollments.erase(enrollment);
  }
  const facts = await services.journal.erase(customerId);
  const consents = await services.consents.erase(customerId);
  return { enrollments: enrollments.length, codes, facts, consents };
}

/** What two attempts erased, kind by kind. */
export function sumOf<Counts extends Readonly<Record<string, number>>>(one: Counts, other: Counts): Counts {
  // Object.fromEntries forgets that the keys are those of the counts.
  return Object.fromEntries(Object.entries(one).map(([kind, count]) => [kind, count + (other[kind] ?? 0)])) as Counts;
}
