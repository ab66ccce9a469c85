// What we hear of a customer, or of whoever has an address: obeyed for everybody whom it is about.
import { wordOf } from '#core/consent';
import { BadInput } from '#core/errors';
import { type RespondAnswer, respond } from '#core/flow/respond';
import { customersOf, respondForAll, spread } from '#core/flow/spread';
import { type ContactResponse, type Heard, isOfContact } from '#core/heard';
import { believed, isMisdated } from '#core/misdated';
import type { Services } from '#core/ports';
import { tellsOfMessage } from '#core/response';

export type HearAnswer = RespondAnswer | { readonly status: 'noted' };

/**
 * Obeys a response. What only names a contact is obeyed for every customer who has it; a no of somebody unknown is kept
 * under the contact alone (`noted`), and meets whoever comes with it later. A no of one customer is one of the contact too.
 * All of it may be done again: whatever a crash cuts off, the next delivery does from the beginning.
 */
export async function hear(services: Services, told: Heard): Promise<HearAnswer> {
  const now = services.clock.now();
  if (isOfContact(told)) return hearOfContact(services, { ...told, said: believed(told.said, now) });
  const heard = believed(told, now);
  // News of a message is written down without a look at the row: nothing may be, of somebody who was forgotten. That it
  // was sent is only written into an enrollment that is there.
  if (tellsOfMessage(heard) && heard.kind !== 'sent' && (await services.customers.get(heard.customerId)) === undefined)
    return { status: 'ignored', because: 'noSuchCustomer' };
  const answer = await respond(services, heard);
  await spread(services, heard);
  return answer;
}

async function hearOfContact(services: Services, { contact, said }: ContactResponse): Promise<HearAnswer> {
  const { responseId } = said;
  // A yes from the future would outweigh every no until then, for whoever comes with this contact.
  if (isMisdated(said, services.clock.now()))
    throw new BadInput('a response about a contact is misdated; look at the clock of whoever sent it', {
      ids: { responseId },
    });
  const word = wordOf(said);
  // The word first: a row that is written meanwhile finds it, and one that is there already is found below.
  if (word !== undefined && 'channel' in said) await services.contacts.say(contact, said.channel, word);
  const [first] = await respondForAll(services, await customersOf(services, contact, said), said, contact);
  if (first !== undefined) return first;
  return word === undefined ? { status: 'ignored', because: 'noSuchCustomer' } : { status: 'noted' };
}
