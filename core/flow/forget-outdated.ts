// Erase somebody of whom nothing was heard for years: nobody asked for it, so they may come back as anybody may.
import { CHANNELS } from '#core/channel';
import { consentRecordsOfChange } from '#core/consent';
import { type ContactKey, contactFor, withWords } from '#core/contact';
import { type Customer, newCustomer } from '#core/customer';
import { changeCustomer } from '#core/flow/change-row';
import { keysNow } from '#core/flow/contact-now';
import { linkContacts } from '#core/flow/contact-words';
import { type Erased, eraseDeeds, type ForgetServices } from '#core/flow/forget';
import type { CustomerId } from '#core/ids';
import { NAMELESS_BYTES, nameless, namelessId } from '#core/nameless';
import type { Services } from '#core/ports';

export type OutdatedServices = ForgetServices & Pick<Services, 'randomness'>;

/**
 * `kept`: they were heard of meanwhile, or are gone already. `key`: the keyed hash of the id, for the certificate; `counted`:
 * enrollments that reports go on counting, as nobody's.
 */
export type OutdatedAnswer =
  | { readonly status: 'erased'; readonly key: ContactKey; readonly erased: Erased; readonly counted: number }
  | { readonly status: 'kept' };

/**
 * Erases the row, as it was when it was found to be outdated, and all traces of it. Unlike an erasure that was asked for, it
 * says no for nobody: others with the same address go on, and whoever comes with a later file is a customer again. What was
 * said against writing to their contacts stays under the hash of these.
 *
 * First the row lets go of its contacts, then the links go, then the row, then the rest: a crash leaves a row that nobody
 * can write to and the next import links again, or a link too many, and never one too few. Whoever was heard of meanwhile
 * gets the contacts back, and keeps all that is theirs. After a crash behind the row, `forget` with the id erases what is left.
 */
export async function forgetOutdated(
  services: OutdatedServices,
  customerId: CustomerId,
  isErasable: (row: Customer) => boolean,
): Promise<OutdatedAnswer> {
  const { contacts, customers } = services;
  const row = await customers.get(customerId);
  if (row === undefined || !isErasable(row)) return { status: 'kept' };
  await keepNoes(services, row);
  const { email: _address, phone: _number, ...unreachable } = row;
  if ((await customers.save(unreachable)) === 'conflict') return { status: 'kept' };
  const own = keysNow(services, row);
  for (const contact of own) await contacts.unlink(contact, customerId);
  // At this revision it is no row that was made anew, which has 1, even if the request is sent twice.
  await customers.erase(customerId, row.revision + 1);
  // Whether the row is gone tells more than the answer, which may be that to a second try of the client.
  if (await isBack(services, row)) return { status: 'kept' };
  const enrollments = await services.enrollments.ofCustomer(customerId);
  const erased = { ...(await eraseDeeds(services, customerId)), customers: 1, contacts: own.length };
  const counted = enrollments.flatMap(
    (one) => nameless(one, namelessId(services.randomness.bytes(NAMELESS_BYTES))) ?? [],
  );
  for (const one of counted) await services.enrollments.open(one);
  await proveAnew(services, customerId);
  const key = contacts.keyOf({ kind: 'customer', address: customerId });
  return { status: 'erased', key, erased, counted: counted.length };
}

/**
 * Is there a row, as it changed meanwhile or was imported anew? Then it gets its links, and what was said while it had none;
 * and its contacts, where it is the old one.
 */
async function isBack(services: ForgetServices, { customerId, revision, email, phone }: Customer): Promise<boolean> {
  const row = await services.customers.get(customerId);
  if (row === undefined) return false;
  const contacts = { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
  const isOld = row.revision > revision;
  const whole = (one: Customer): Customer => (isOld ? { ...contacts, ...one } : one);
  const { words } = await linkContacts(services, newCustomer(customerId), whole(row));
  const proven = consentRecordsOfChange(
    row,
    words.reduce(withWords, row),
    () => 'a no kept from before',
    services.clock.now(),
  );
  if (proven.length > 0) await services.consents.append(proven);
  await changeCustomer(services, customerId, (now) => words.reduce(withWords, whole(now)), row);
  return true;
}

/** Whoever was imported anew while all was erased lost the proof of what their row says. */
async function proveAnew({ customers, consents, clock }: ForgetServices, customerId: CustomerId): Promise<void> {
  const row = await customers.get(customerId);
  if (row === undefined) return;
  const records = consentRecordsOfChange(newCustomer(customerId), row, (source) => `import ${source}`, clock.now());
  if (records.length > 0) await consents.append(records);
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
