// Erase somebody of whom nothing was heard for years: nobody asked for it, so they may come back as anybody may.
import { CHANNELS } from '#core/channel';
import { type ContactKey, contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import { keysNow } from '#core/flow/contact-now';
import { type Erased, eraseDeeds, type ForgetServices } from '#core/flow/forget';
import type { CustomerId } from '#core/ids';

/** `kept`: they were heard of meanwhile, or are gone already. `key`: the keyed hash of the id, for the certificate. */
export type OutdatedAnswer =
  | { readonly status: 'erased'; readonly key: ContactKey; readonly erased: Erased }
  | { readonly status: 'kept' };

/**
 * Erases the row, as it was when it was found to be outdated, and all traces of it. Unlike an erasure that was asked for, it
 * says no for nobody: others with the same address go on, and whoever comes with a later file is a customer again. What was said against
 * writing to their contacts stays under the hash of these. After a crash in the midst, `forget` erases what is left.
 */
export async function forgetOutdated(
  services: ForgetServices,
  customerId: CustomerId,
  isOutdated: (row: Customer) => boolean,
): Promise<OutdatedAnswer> {
  const { contacts, customers } = services;
  const row = await customers.get(customerId);
  if (row === undefined || !isOutdated(row)) return { status: 'kept' };
  await keepNoes(services, row);
  if ((await customers.erase(customerId, row.revision)) === 'conflict') return { status: 'kept' };
  const own = keysNow(services, row);
  for (const contact of own) await contacts.unlink(contact, customerId);
  const deeds = await eraseDeeds(services, customerId);
  const key = contacts.keyOf({ kind: 'customer', address: customerId });
  return { status: 'erased', key, erased: { ...deeds, customers: 1, contacts: own.length } };
}

/** Most stand there since they were said; those of a row that is older than the hashes do not. */
async function keepNoes({ contacts }: ForgetServices, row: Customer): Promise<void> {
  for (const channel of CHANNELS) {
    const contact = contactFor(row, channel);
    const { [channel]: consent } = row.consent;
    const { [channel]: suppression } = row.suppression;
    const word = {
      ...(consent?.state === 'withdrawn' ? { consent } : {}),
      ...(suppression === undefined ? {} : { suppression }),
    };
    if (contact !== undefined && Object.keys(word).length > 0)
      await contacts.say(contacts.keyOf(contact), channel, word);
  }
}
