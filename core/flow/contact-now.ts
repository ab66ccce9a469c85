// Is a contact still the customer's, or did they have it once?
import { CONTACT_KINDS, type ContactKey, contactLike, contactOf } from '#core/contact';
import type { Customer } from '#core/customer';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';

/** All contacts that the row has now, by their keys. */
export function keysNow({ contacts }: Pick<Services, 'contacts'>, row: Customer): readonly ContactKey[] {
  return CONTACT_KINDS.flatMap((kind) => {
    const written = row[kind];
    const contact = written === undefined ? undefined : contactOf(kind, written);
    return contact === undefined ? [] : [contacts.keyOf(contact)];
  });
}

/** Does the row have this contact now? */
export function hasNow({ contacts }: Pick<Services, 'contacts'>, row: Customer, key: ContactKey): boolean {
  const own = contactLike(key, row);
  return own !== undefined && contacts.keyOf(own) === key;
}

/**
 * Is this about an address that the customer no longer has? What became of a message there, and who complained about it
 * there, says nothing of the address that is theirs now. An opt-out does: it is the customer's own word.
 */
export function isOfOldContact(services: Pick<Services, 'contacts'>, row: Customer, response: Response): boolean {
  if (response.kind !== 'bounced' && response.kind !== 'complained') return false;
  return response.sentTo !== undefined && !hasNow(services, row, response.sentTo);
}
