// An address or a number, whoever has it, and the keyed hash by which it is known once the person is forgotten.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { CHANNEL_NEEDS, CHANNELS, type Channel } from '#core/channel';
import { type Consent, ConsentSchema, type Customer, type Suppression, SuppressionSchema } from '#core/customer';
import type { CustomerId } from '#core/ids';

export const CONTACT_KINDS = ['email', 'phone'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** An address or a number as it is compared: mail addresses in lower case, numbers in E.164. */
export type Contact = { readonly kind: ContactKind; readonly address: string };

const ADDRESS = /^[^\s@<>]{1,64}@[^\s@<>]{1,189}$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** How people and providers write a number: with blanks, dashes, brackets, or 00 in the place of the plus. */
const DECORATION = /[\s().-]/g;

/** What somebody wrote as an address or a number, as it is compared; undefined when it is neither. */
export function contactOf(kind: ContactKind, written: string): Contact | undefined {
  if (kind === 'email') {
    const address = written.normalize('NFKC').trim().toLowerCase();
    return ADDRESS.test(address) ? { kind, address } : undefined;
  }
  const address = written.replace(DECORATION, '').replace(/^00/, '+');
  return NUMBER.test(address) ? { kind, address } : undefined;
}

/** The contact that a channel writes to, as the row has it. */
export function contactFor(customer: Pick<Customer, 'email' | 'phone'>, channel: Channel): Contact | undefined {
  const kind = CHANNEL_NEEDS[channel].contact;
  const written = customer[kind];
  return written === undefined ? undefined : contactOf(kind, written);
}

/** The same as a text to compare; what is no address or number is compared as it stands there. */
export function addressIn(row: Pick<Customer, 'email' | 'phone'>, channel: Channel): string | undefined {
  return contactFor(row, channel)?.address ?? row[CHANNEL_NEEDS[channel].contact];
}

/** What may be kept by its hash alone: a contact, or the id of somebody who was forgotten and must be known as such. */
export type Hidden = Contact | { readonly kind: 'customer'; readonly address: CustomerId };

/** The contact that the row has, of the kind of a key; undefined when there is none. */
export function contactLike(key: ContactKey, customer: Pick<Customer, 'email' | 'phone'>): Contact | undefined {
  const kind = CONTACT_KINDS.find((one) => key.startsWith(`${one}.`));
  const written = kind === undefined ? undefined : customer[kind];
  return kind === undefined || written === undefined ? undefined : contactOf(kind, written);
}

/** A contact as it is kept: nobody can turn it back, and nobody without the key can tell whose it is. */
export const ContactKeySchema = z
  .string()
  .regex(/^(?:email|phone|customer)\.[0-9a-f]{64}$/)
  .brand<'ContactKey'>();
export type ContactKey = z.infer<typeof ContactKeySchema>;

/** A hash for anything else made with the same secret is none of ours. */
const PURPOSE = 'winback contact v1';

/** HMAC-SHA-256 of what is hidden. The same secret for ever: with another one, nothing that is kept would be found again. */
export function contactKeyOf({ kind, address }: Hidden, secret: string): ContactKey {
  const digest = hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`${PURPOSE}\n${kind}\n${address}`));
  return `${kind}.${bytesToHex(digest)}` as ContactKey;
}

/**
 * What was said about writing to a contact on one channel, whoever has it: it outlives the person's row. `consent` is the
 * newest word, a no or, after one, a yes again.
 */
export const ContactWordSchema = z.object({
  consent: ConsentSchema.exactOptional(),
  suppression: SuppressionSchema.exactOptional(),
});
export type ContactWord = z.infer<typeof ContactWordSchema>;

/** Which of two suppressions says more: a complaint is never forgotten for a bounce. */
const WEIGHTS = ['soft bounces', 'hard bounce', 'complaint'] as const satisfies Suppression['because'][];

/**
 * What stands about a contact after one more word: the newest consent, where two are as new the no, and the weightiest
 * suppression.
 * What is no news leaves the very objects that stood there.
 */
export function withWord(known: ContactWord | undefined, said: ContactWord): ContactWord {
  const consent = newestConsent(known?.consent, said.consent);
  const suppression =
    said.suppression === undefined ? known?.suppression : weightier(known?.suppression, said.suppression);
  return { ...(consent === undefined ? {} : { consent }), ...(suppression === undefined ? {} : { suppression }) };
}

function newestConsent(known: Consent | undefined, said: Consent | undefined): Consent | undefined {
  if (known === undefined || said === undefined) return said ?? known;
  const overrules = said.at === known.at && said.state === 'withdrawn' && known.state === 'granted';
  return said.at > known.at || overrules ? said : known;
}

/** Of two suppressions the one that says more; of two alike the newer. */
export function weightier(known: Suppression | undefined, said: Suppression): Suppression {
  if (known === undefined) return said;
  const more = WEIGHTS.indexOf(said.because) - WEIGHTS.indexOf(known.because);
  return more > 0 || (more === 0 && said.at > known.at) ? said : known;
}

export type WordsByChannel = Readonly<Partial<Record<Channel, ContactWord>>>;

/**
 * A row with what was said about its contacts: a no and a suppression come in, nothing here ever lifts one. The same row
 * if none is news.
 */
export function withWords(row: Customer, words: WordsByChannel): Customer {
  const consent = { ...row.consent };
  const suppression = { ...row.suppression };
  for (const channel of CHANNELS) {
    const { consent: said, suppression: ofContact } = words[channel] ?? {};
    if (said?.state === 'withdrawn' && consent[channel]?.state !== 'withdrawn') consent[channel] = said;
    if (ofContact !== undefined) suppression[channel] = weightier(suppression[channel], ofContact);
  }
  const isNews = CHANNELS.some(
    (channel) => consent[channel] !== row.consent[channel] || suppression[channel] !== row.suppression[channel],
  );
  return isNews ? { ...row, consent, suppression } : row;
}

export interface Contacts {
  /** The name under which a contact is kept: a keyed hash. */
  keyOf(hidden: Hidden): ContactKey;
  /** Whose contact it is, and what was said about writing to it, by channel (strongly consistent). */
  read(key: ContactKey): Promise<{
    readonly customers: readonly CustomerId[];
    readonly words: WordsByChannel;
  }>;
  /** Notes that this customer has the contact; noting it again changes nothing. */
  link(key: ContactKey, customerId: CustomerId): Promise<void>;
  /** Forgets that this customer has the contact; the words stay. */
  unlink(key: ContactKey, customerId: CustomerId): Promise<void>;
  /** Keeps a word; of what stands there, the newest consent stays and a complaint is never forgotten for a bounce (`withWord`). */
  say(key: ContactKey, channel: Channel, word: ContactWord): Promise<void>;
}
