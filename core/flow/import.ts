// Bring what files know into the rows: one write for each customer, and none when there is nothing new.
import { CHANNELS } from '#core/channel';
import { withWords } from '#core/contact';
import { type Customer, newCustomer } from '#core/customer';
import { TryAgain } from '#core/errors';
import { linkContacts } from '#core/flow/contact-words';
import { proveImport } from '#core/flow/import-proof';
import type { ContactServices } from '#core/flow/keep-no';
import type { CustomerId } from '#core/ids';
import { filledRow, type Known, mustBeStorable, saysNo } from '#core/known';
import type { Instant } from '#core/time';

/** `noted`: somebody said no who was no customer here; a row that holds nothing else keeps it for whatever comes later. */
export type ImportAnswer = {
  readonly status: 'created' | 'changed' | 'unchanged' | 'noted';
  /** A no that was kept from before, of the id or a contact, stands against what the file says. */
  readonly saidNoBefore?: true;
};

export type ImportServices = ContactServices;

/** More races than this on one row in one go are a storm: give the work back to the queue, which waits. */
const MOST_RACES = 8;

/**
 * Creates or completes the row of one customer; a no comes after all else, and so does what was said about a contact that the
 * row did not have before. Each yes and no that changes the row is proven before it is written. `newcomer` is what a customer
 * without details starts with: whatever it makes up is nobody's contact, and is neither linked nor proven. Whoever is known
 * by a no alone starts with nothing. `file` is what the proof names; without it, the source.
 */
export async function importCustomer(
  services: ImportServices,
  known: Known,
  newcomer: (customer: Customer) => Customer,
  at: Instant,
  file?: string,
): Promise<ImportAnswer> {
  const { customerId } = known;
  const isKnown = known.profile !== undefined || known.activities.length > 0;
  for (let race = 0; race < MOST_RACES; race += 1) {
    const row = await services.customers.get(customerId);
    if (row === undefined && !isKnown && !saysNo(known)) return { status: 'unchanged' };
    const fresh = newCustomer(customerId);
    const start = row ?? (isKnown && known.profile === undefined ? newcomer(fresh) : fresh);
    const filled = filledRow(start, known, at);
    if (row !== undefined && JSON.stringify(filled) === JSON.stringify(row)) return { status: 'unchanged' };
    // What cannot be stored must leave neither a link nor a proof behind.
    mustBeStorable(filled);
    const { words, stood, left } = await linkContacts(services, start, filled);
    const next = words.reduce(withWords, filled);
    await proveImport(services, { start, filled, next, stood }, at, file);
    if ((await services.customers.save(next)) === 'conflict') continue;
    for (const key of left) await services.contacts.unlink(key, customerId);
    const status = row !== undefined ? 'changed' : isKnown ? 'created' : 'noted';
    return isOverruled(filled, next) ? { status, saidNoBefore: true } : { status };
  }
  throw new TryAgain(`a row was changed by others ${MOST_RACES} times in a row; deliver this again`, {
    ids: { customerId },
  });
}

/** A withdrawal that only the words about contacts brought. */
function isOverruled(filled: Customer, next: Customer): boolean {
  return CHANNELS.some((channel) => next.consent[channel] !== filled.consent[channel]);
}

export type ImportPlan = {
  readonly at: Instant;
  /** The name of the file, or the key under which it was uploaded: its yeses and noes name it as their proof. */
  readonly file?: string | undefined;
  /** Rows of different customers have nothing to do with each other: so many are written at once. */
  readonly sideBySide: number;
  readonly newcomer: (customer: Customer) => Customer;
  readonly onAnswer?: (known: Known, answer: ImportAnswer) => void;
  /** Hears of each fault, and the others go on unless it throws. @default the first fault ends it */
  readonly onFault?: (fault: unknown, customerId: CustomerId) => void;
};

/** Brings many customers into their rows; doing it again changes nothing that was done. */
export async function importCustomers(
  services: ImportServices,
  customers: AsyncIterable<Known> | Iterable<Known>,
  { at, file, sideBySide, newcomer, onAnswer, onFault }: ImportPlan,
): Promise<void> {
  const waiting = oneByOne(customers);
  async function work(): Promise<void> {
    for await (const known of waiting) {
      try {
        const answer = await importCustomer(services, known, newcomer, at, file);
        onAnswer?.(known, answer);
      } catch (fault) {
        if (onFault === undefined) throw fault;
        onFault(fault, known.customerId);
      }
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, work));
}

/** A generator is over for everybody once one of its loops was left by a fault; other iterators may go on. */
async function* oneByOne(customers: AsyncIterable<Known> | Iterable<Known>): AsyncGenerator<Known> {
  yield* customers;
}
