// Whom is a command about: whose id is it, or who has this address or number?
import type { Command } from 'commander';
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { CONTACT_KINDS, type Contact, contactOf } from '#core/contact';
import { BadInput } from '#core/errors';
import { forgottenAt } from '#core/flow/forgotten';
import { type CustomerId, CustomerIdSchema } from '#core/ids';
import type { Instant } from '#core/time';
import type { Place } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { notAnId } from './options.ts';
import { countText, type Terminal } from './terminal.ts';

export type WhomOptions = { readonly email?: string; readonly phone?: string };
export type Whom = { readonly customerId: CustomerId } | { readonly contact: Contact };

const CALLED = { email: 'address', phone: 'number' } as const;
const EXPECTED = {
  email: 'this is no address; write it like ada@example.com',
  phone: 'this is no number; write it with its country code, like +12025550123',
} as const;

/** Gives a command the customer that it is about, by id, by address or by number. */
export function addWhom(command: Command): Command {
  return command
    .argument('[customer]', "the customer's id")
    .option('--email <address>', 'instead of the id: whoever has this address')
    .option('--phone <number>', 'instead of the id: whoever has this number, with its country code');
}

/** What was typed. Throws BadInput without those words: they may be an address. */
export function whomOf(text: string | undefined, options: WhomOptions): Whom {
  const [kind, more] = CONTACT_KINDS.filter((one) => options[one] !== undefined);
  if (kind === undefined && text === undefined)
    throw new BadInput('whom is this about? Give a customer id, --email ADDRESS or --phone NUMBER');
  if (more !== undefined || (kind !== undefined && text !== undefined))
    throw new BadInput('whom is this about? Give one of a customer id, --email and --phone, not several');
  if (kind === undefined) return { customerId: idOf(text ?? '') };
  const contact = contactOf(kind, options[kind] ?? '');
  if (contact === undefined) throw new BadInput(`--${kind}: ${EXPECTED[kind]}`);
  return { contact };
}

function idOf(text: string): CustomerId {
  const parsed = CustomerIdSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  const kind = CONTACT_KINDS.find((one) => contactOf(one, text) !== undefined);
  throw kind === undefined
    ? notAnId(parsed.error)
    : new BadInput(`this is no customer id but ${kind === 'email' ? 'an address' : 'a number'}; use --${kind}`);
}

/** Who it is. Undefined when nobody or several are, which is told; `onNobody` may do something else for a contact of nobody. */
export async function found(
  place: Place,
  whom: Whom,
  terminal: Terminal,
  onNobody?: (contact: Contact) => Promise<void>,
): Promise<CustomerId | undefined> {
  if ('customerId' in whom) return whom.customerId;
  const { contact } = whom;
  const contacts = await place.contacts();
  const { customers } = await contacts.read(contacts.keyOf(contact));
  const [first, second] = customers;
  if (second === undefined && first !== undefined) return first;
  if (first === undefined && onNobody !== undefined) {
    await onNobody(contact);
    return undefined;
  }
  terminal.answer({ found: false, customers });
  tell(
    terminal,
    first === undefined
      ? `Nobody in ${place.called} has this ${CALLED[contact.kind]}.`
      : `${countText(customers.length)} customers have this ${CALLED[contact.kind]}: ${customers.join(', ')}. Name one of them.`,
  );
  process.exitCode = ANSWER_IS_NO;
  return undefined;
}

/** Says that nobody has an id, what is known of it all the same, and ends with no. */
export async function tellUnknown(place: Place, customerId: CustomerId, terminal: Terminal): Promise<void> {
  const since = await forgottenAt({ contacts: await place.contacts() }, customerId);
  const others = [customerId.toUpperCase(), customerId.toLowerCase()].filter((one) => one !== customerId);
  const rows = await Promise.all(others.map((one) => place.services.customers.get(CustomerIdSchema.parse(one))));
  const other = rows.find((row) => row !== undefined)?.customerId;
  terminal.answer({ customerId, found: false, ...(since && { forgottenAt: since }), ...(other && { meant: other }) });
  const known = since === undefined ? '' : ` They were forgotten on ${dayOfInstant(since)}.`;
  const hint = other === undefined ? '' : ` There is ${other}: capital letters count.`;
  tell(terminal, `There is no customer ${customerId} in ${place.called}.${known}${hint}`);
  process.exitCode = ANSWER_IS_NO;
}

/** Words for people stand beside the JSON, or are the answer. */
function tell(terminal: Terminal, words: string): void {
  if (terminal.json) terminal.note(words);
  else terminal.say(words);
}

export function dayOfInstant(at: Instant): string {
  return at.slice(0, 10);
}

/** What a contact is called, and what the messages to it are. */
export function contactWords({ kind }: Contact): { readonly called: string; readonly messages: string } {
  const channels = CHANNELS.filter((channel) => CHANNEL_NEEDS[channel].contact === kind);
  return { called: CALLED[kind], messages: channels.map((channel) => CHANNEL_NEEDS[channel].called).join(' and ') };
}
