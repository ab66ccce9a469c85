// A no belongs to the address, not to one row: whoever else has it is left alone too, and it outlives the person's row.
import { wordOf } from '#core/consent';
import { type ContactKey, type ContactWord, contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import { hasNow, isOfOldContact } from '#core/flow/contact-now';
import { type RespondAnswer, respond } from '#core/flow/respond';
import { addressedTo } from '#core/heard';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import { isSoftBounce, type Response, type Said, saysNo } from '#core/response';

/** An address that a till puts in for everybody is that of thousands; one after the other would take longer than there is. */
const SIDE_BY_SIDE = 16;

/**
 * Whom a response about a contact is about. A no is about everybody whom the index names: a customer is linked before the
 * row has the contact, so somebody who is just coming with it must not be passed over. Anything else, a yes above all, is
 * only about those whose row has the contact.
 */
export async function customersOf(services: Services, key: ContactKey, said: Said): Promise<readonly CustomerId[]> {
  const { customers } = await services.contacts.read(key);
  if (saysNo(said)) return customers;
  const rows = await Promise.all(customers.map((customerId) => services.customers.get(customerId)));
  return rows.flatMap((row) => (row !== undefined && hasNow(services, row, key) ? [row.customerId] : []));
}

/**
 * Keeps a customer's yes or no under the contact, and obeys a no for everybody else who has the same one. A yes is theirs
 * alone: nobody else has given it. Obeys by `respond`, so it never comes back here.
 */
export async function spread(services: Services, response: Response): Promise<void> {
  if (!('channel' in response) || (wordOf(response) === undefined && !isSoftBounce(response))) return;
  const row = await services.customers.get(response.customerId);
  const word = wordOf(response) ?? (row === undefined ? undefined : suppressionIn(row, response));
  if (word === undefined) return;
  // Their touch it was not.
  const { enrollmentId: _enrollment, touchId: _touch, ...said } = response;
  for (const key of contactsOf(services, response, row)) {
    await services.contacts.say(key, response.channel, word);
    if (!saysNo(response)) continue;
    const all = await customersOf(services, key, said);
    await respondForAll(
      services,
      all.filter((customerId) => customerId !== response.customerId),
      said,
      key,
    );
  }
}

/** Where the message went, if it is known, and the address that is the customer's now, unless it is only about the other. */
function contactsOf(
  services: Services,
  response: Extract<Response, { channel: unknown }>,
  row: Customer | undefined,
): ReadonlySet<ContactKey> {
  const sentTo = 'sentTo' in response ? response.sentTo : undefined;
  const own =
    row === undefined || isOfOldContact(services, row, response) ? undefined : contactFor(row, response.channel);
  return new Set([
    ...(sentTo === undefined ? [] : [sentTo]),
    ...(own === undefined ? [] : [services.contacts.keyOf(own)]),
  ]);
}

/** Obeys a response from or about a contact for each of them. One whose row is broken keeps nobody else's no waiting: the first fault is thrown at the end. */
export async function respondForAll(
  services: Services,
  customers: readonly CustomerId[],
  said: Said,
  key: ContactKey,
): Promise<readonly RespondAnswer[]> {
  // A link may be one too many, and nobody is answered who said nothing.
  const heard = said.kind === 'replied' ? { ...said, sentFrom: key } : said;
  const answers: RespondAnswer[] = [];
  const faults: unknown[] = [];
  for (let from = 0; from < customers.length; from += SIDE_BY_SIDE) {
    const some = customers.slice(from, from + SIDE_BY_SIDE);
    const ended = await Promise.allSettled(some.map((id) => respond(services, addressedTo(heard, id))));
    for (const one of ended) {
      if (one.status === 'fulfilled') answers.push(one.value);
      else faults.push(one.reason);
    }
  }
  if (faults.length > 0) throw faults[0];
  return answers;
}

/** The soft bounce that was one too many: only the row knows which it is. */
function suppressionIn(
  { suppression }: Customer,
  { channel }: Extract<Response, { channel: unknown }>,
): ContactWord | undefined {
  const known = suppression[channel];
  return known?.because === 'soft bounces' ? { suppression: known } : undefined;
}
