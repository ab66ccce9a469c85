// A no that no response brought, but a file or a request to be forgotten: kept under its contact, and obeyed by all who have it.
import { CHANNELS, type Channel } from '#core/channel';
import { consentRecordsOfChange } from '#core/consent';
import { type ContactKey, type ContactWord, contactFor, withWords } from '#core/contact';
import { type Customer, newCustomer } from '#core/customer';
import { changeCustomer } from '#core/flow/change-row';
import type { Linked } from '#core/flow/contact-words';
import { isForgotten } from '#core/flow/forgotten';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Instant } from '#core/time';

export type ContactServices = Pick<Services, 'customers' | 'contacts' | 'consents'>;

/**
 * Keeps a no about a contact, and writes it into the rows of all who have it, but not of `customerId`, who has heard it:
 * their next last look meets it.
 */
export async function keepNo(
  services: ContactServices,
  { key, channel, word, proof }: { key: ContactKey; channel: Channel; word: ContactWord; proof: string },
  customerId: CustomerId | undefined,
  at: Instant,
): Promise<void> {
  await services.contacts.say(key, channel, word);
  const { customers } = await services.contacts.read(key);
  for (const other of customers) {
    if (other === customerId) continue;
    const row = await services.customers.get(other);
    if (row === undefined && (await isForgotten(services, other))) {
      await services.contacts.unlink(key, other);
      continue;
    }
    const before = row ?? newCustomer(other);
    const heeding = (row: Customer) => {
      const next = withWords(row, { [channel]: heeded(row, channel, word) });
      return next === row ? undefined : next;
    };
    const after = heeding(before);
    if (after === undefined) continue;
    await services.consents.append(consentRecordsOfChange(before, after, () => proof, at));
    // Somebody who is linked and has no row yet is just coming: their import meets this one, and begins again.
    if ((await services.customers.save(after)) === 'conflict') await changeCustomer(services, other, heeding);
  }
}

/** The customer's own yes that came later stands: it was said for this very contact. */
function heeded(row: Customer, channel: Channel, { consent, ...others }: ContactWord): ContactWord {
  const known = row.consent[channel];
  const isOutlived = consent !== undefined && known?.state === 'granted' && known.own === true && known.at > consent.at;
  return consent === undefined || isOutlived ? others : { consent, ...others };
}

/**
 * Every no that is new in `after`, or whose contact is, is kept under that contact. A bounce or a complaint says nothing of
 * an address that came after another one. What stood about the contact before they were linked to it is no news for those
 * who have it: of a placeholder that thousands have, telling all of them each time would never end.
 */
export async function keepNews(
  services: ContactServices,
  before: Customer,
  after: Customer,
  { proof, stood }: { proof: string; stood: Linked['stood'] },
  at: Instant,
): Promise<void> {
  for (const channel of CHANNELS) {
    const [had, contact] = [contactFor(before, channel), contactFor(after, channel)];
    const isNew = had?.address !== contact?.address;
    const [consent, suppression] = [after.consent[channel], after.suppression[channel]];
    const isNo = consent?.state === 'withdrawn' && (isNew || consent !== before.consent[channel]);
    const isSuppressed =
      suppression !== undefined && (had === undefined || suppression !== before.suppression[channel]);
    if (contact === undefined || !(isNo || isSuppressed)) continue;
    const word = { ...(isNo ? { consent } : {}), ...(isSuppressed ? { suppression } : {}) };
    const key = services.contacts.keyOf(contact);
    if (isSaid(word, stood.get(key)?.[channel])) await services.contacts.say(key, channel, word);
    else await keepNo(services, { key, channel, word, proof }, after.customerId, at);
  }
}

/** Does the same stand there already? When it was said changes nothing for those who have obeyed it. */
function isSaid({ consent, suppression }: ContactWord, stood: ContactWord | undefined): boolean {
  const isKnownNo = consent === undefined || stood?.consent?.state === 'withdrawn';
  return isKnownNo && (suppression === undefined || stood?.suppression?.because === suppression.because);
}
