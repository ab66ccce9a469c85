// Bring what files know into the rows: one write for each customer, and none when there is nothing new.
import { type Customer, newCustomer } from '#core/customer';
import { BadInput } from '#core/errors';
import { changeCustomer } from '#core/flow/change-row';
import type { CustomerId } from '#core/ids';
import { filledRow, type Known, saysNo } from '#core/known';
import type { Services } from '#core/ports';
import type { Instant } from '#core/time';

/** `noted`: somebody said no who was no customer here; a row that holds nothing else keeps it for whatever comes later. */
export type ImportAnswer = { readonly status: 'created' | 'changed' | 'unchanged' | 'noted' };

/**
 * Creates or completes the row of one customer; a no comes after all else. `newcomer` is what a customer without details
 * starts with; whoever is known by a no alone starts with nothing.
 */
export async function importCustomer(
  services: Pick<Services, 'customers'>,
  known: Known,
  newcomer: (customer: Customer) => Customer,
  at: Instant,
): Promise<ImportAnswer> {
  const filled = (row: Customer) => filledRow(row, known, at);
  const fresh = newCustomer(known.customerId);
  const isKnown = known.profile !== undefined || known.activities.length > 0;
  if (isKnown || saysNo(known)) {
    const created = filled(isKnown && known.profile === undefined ? newcomer(fresh) : fresh);
    if ((await services.customers.save(created)) === 'saved') return { status: isKnown ? 'created' : 'noted' };
  }
  let status: ImportAnswer['status'] = 'unchanged';
  await changeCustomer(services, known.customerId, (row) => {
    const next = filled(row);
    if (JSON.stringify(next) === JSON.stringify(row)) return undefined;
    status = 'changed';
    return next;
  });
  return { status };
}

export type ImportPlan = {
  readonly at: Instant;
  /** Rows of different customers have nothing to do with each other: so many are written at once. */
  readonly sideBySide: number;
  readonly newcomer: (customer: Customer) => Customer;
  readonly onAnswer?: (known: Known, answer: ImportAnswer) => void;
  /** Hears of each fault, and the others go on unless it throws. @default the first fault ends it */
  readonly onFault?: (fault: unknown, customerId: CustomerId) => void;
};

/** Brings many customers into their rows; doing it again changes nothing that was done. */
export async function importCustomers(
  services: Pick<Services, 'customers'>,
  customers: AsyncIterable<Known> | Iterable<Known>,
  { at, sideBySide, newcomer, onAnswer, onFault }: ImportPlan,
): Promise<void> {
  const waiting = oneByOne(customers);
  async function work(): Promise<void> {
    for await (const known of waiting) {
      try {
        const answer = await importCustomer(services, known, newcomer, at);
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

/** Several customers that one message of the import queue brings. */
export type ImportTask = {
  readonly customers: readonly Known[];
  /** What is wrong with those that cannot be read: their places and fields, never what stands there. */
  readonly unread: readonly string[];
};

/** So many writes at once: at some 10 ms each they keep well below what a table takes from one function. */
const SIDE_BY_SIDE = 16;

/**
 * Brings the customers of a message into their rows. Nothing is made up for those of whom only activities are known. Throws
 * the first fault once all others are done, and BadInput for customers that cannot be read: neither keeps anybody else waiting,
 * and whatever brings the message again changes nothing of what was done.
 */
export async function importTask(
  services: Pick<Services, 'customers' | 'clock'>,
  { customers, unread }: ImportTask,
): Promise<{ readonly status: 'imported'; readonly customers: number }> {
  const at = services.clock.now();
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  await importCustomers(services, customers, { at, sideBySide: SIDE_BY_SIDE, newcomer: (row) => row, onFault });
  if (faults.length > 0) throw faults[0];
  if (unread.length > 0)
    throw new BadInput(
      `customers of a message cannot be read: ${unread.join('; ')}; all others were imported. Mend what sends it, then redrive it from the dead letters`,
    );
  return { status: 'imported', customers: customers.length };
}
