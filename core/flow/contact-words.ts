// What was said about the contacts that a row is about to have?
import { CONTACT_KINDS, type ContactKey, type ContactKind, contactOf, type WordsByChannel } from '#core/contact';
import type { Customer } from '#core/customer';
import type { Services } from '#core/ports';

export type Linked = {
  /** What was said about each contact that came, and last about the id: each holds alone, and none gives way to another. */
  readonly words: readonly WordsByChannel[];
  /** What stood about a contact before this customer was linked to it: whoever said it tells all who had it then. */
  readonly stood: ReadonlyMap<ContactKey, WordsByChannel>;
  /** Contacts that the row no longer has, for `unlink` once it is saved. */
  readonly left: readonly ContactKey[];
};

/**
 * Links the contacts that `after` has and `before` has not, and answers what was said about them and about whoever once had
 * the id. Link, then read, then save: a no that is said before the read is in the answer; one that is said after it finds
 * the link, and so the row, by `customersOf`: before the save, which then meets a changed revision and begins again, or
 * after it. A contact that is left is unlinked after the save only, so that until then a no about it finds the row too; a
 * crash in between leaves a link too many, by which a no stops one customer more, never one less.
 */
export async function linkContacts(
  { contacts }: Pick<Services, 'contacts'>,
  before: Customer,
  after: Customer,
): Promise<Linked> {
  const [come, left]: [ContactKey[], ContactKey[]] = [[], []];
  for (const kind of CONTACT_KINDS) {
    if (after[kind] === before[kind]) continue;
    const [was, is] = [before[kind], after[kind]].map((written) => keyOf(contacts, kind, written));
    if (is === was) continue;
    if (is !== undefined) come.push(is);
    if (was !== undefined) left.push(was);
  }
  if (come.length === 0) return { words: [], stood: new Map(), left };
  const stood = hasNo(after) ? await stoodBefore(contacts, come, after) : new Map();
  await Promise.all(come.map((key) => contacts.link(key, after.customerId)));
  const asked = [...come, contacts.keyOf({ kind: 'customer', address: after.customerId })];
  const answers = await Promise.all(asked.map((key) => contacts.read(key)));
  return { words: answers.map(({ words }) => words), stood, left };
}

function keyOf(contacts: Services['contacts'], kind: ContactKind, written: string | undefined): ContactKey | undefined {
  const contact = written === undefined ? undefined : contactOf(kind, written);
  return contact === undefined ? undefined : contacts.keyOf(contact);
}

function hasNo({ consent, suppression }: Customer): boolean {
  return Object.keys(suppression).length > 0 || Object.values(consent).some(({ state }) => state === 'withdrawn');
}

/** Whoever is linked already may have died in the middle of telling the others, and does it again. */
async function stoodBefore(
  contacts: Services['contacts'],
  come: readonly ContactKey[],
  { customerId }: Customer,
): Promise<ReadonlyMap<ContactKey, WordsByChannel>> {
  const stood = new Map<ContactKey, WordsByChannel>();
  for (const key of come) {
    const { customers, words } = await contacts.read(key);
    if (!customers.includes(customerId)) stood.set(key, words);
  }
  return stood;
}
