// What a provider's request told: put where it is safe, once, with nothing in it that says who somebody is.
import type { Contact, Contacts } from '#core/contact';
import type { Heard } from '#core/heard';
import { isMisdated } from '#core/misdated';
import type { Clock, Responses } from '#core/ports';
import type { Receipt, Receipts } from '#core/receipt';
import type { Response } from '#core/response';
import type { Told } from '#core/told';

export type TakeInServices = {
  readonly clock: Clock;
  readonly receipts: Receipts;
  readonly responses: Responses;
  readonly contacts: Pick<Contacts, 'keyOf'>;
};

/**
 * `takenIn`: all that it told is on the queue. `known`: the same request came before, and its news is safe already.
 * `replayed`: what marks it as one of its kind was used before, for another body: somebody made it up.
 */
export type TakeInAnswer =
  | { readonly status: 'takenIn'; readonly heard: number; readonly unknownKinds: readonly string[] }
  | { readonly status: 'known' | 'replayed' };

/**
 * Takes a genuine request in. Its receipt is opened first and closed last, so that a provider that gets no answer and sends
 * it again is heard again, with the instant of the first time: the same news is then the same response.
 */
export async function takeIn(
  services: TakeInServices,
  receipt: Receipt,
  read: (receivedAt: Receipt['at']) => readonly Told[],
): Promise<TakeInAnswer> {
  const opened = await services.receipts.open(receipt);
  if (opened.receipt.digest !== receipt.digest) return { status: 'replayed' };
  if (opened.status === 'done') return { status: 'known' };
  const told = read(opened.receipt.at);
  const now = services.clock.now();
  const heard = told.flatMap((one) => heardOf(one, services.contacts.keyOf)).filter((one) => !isUndated(one, now));
  if (heard.length > 0) await services.responses.put(heard);
  const unknownKinds = new Set(told.flatMap((one) => (isUnknown(one) ? [one.kind] : [])));
  await services.receipts.close(receipt.id, [...unknownKinds]);
  return { status: 'takenIn', heard: heard.length, unknownKinds: [...unknownKinds] };
}

/** What is told, as it goes onto the queue: of whom only a contact is known, under its key. */
export function heardOf(told: Told, keyOf: Contacts['keyOf']): readonly Heard[] {
  if (told.status === 'nothing') return [];
  if (told.status === 'ofContact') return [{ contact: keyOf(told.contact), said: told.said }];
  return [sentTo(told.response, told.contact, keyOf)];
}

/** The response with the contact that the message went to, as its key. */
export function sentTo(response: Response, contact: Contact | undefined, keyOf: Contacts['keyOf']): Response {
  if (contact === undefined) return response;
  const { kind } = response;
  return kind === 'bounced' || kind === 'complained' || kind === 'unsubscribed'
    ? { ...response, sentTo: keyOf(contact) }
    : response;
}

/** Nobody mends the clock of a stranger's phone: such news would only end among the dead letters. */
export function isUndated(heard: Heard, now: Receipt['at']): boolean {
  return isMisdated('contact' in heard ? heard.said : heard, now);
}

function isUnknown(told: Told): told is Extract<Told, { status: 'nothing' }> {
  return told.status === 'nothing' && told.because === 'unknownKind';
}
