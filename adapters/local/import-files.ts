// Brings what files know into a world: each customer once, many side by side, twice the same as once.
import type { Gathered } from '#adapters/files/gather';
import { withMadeUpContacts } from '#adapters/local/made-up-contacts';
import type { Customer } from '#core/customer';
import { BadInput, BrokenRecord } from '#core/errors';
import { type ImportAnswer, type ImportServices, importCustomers } from '#core/flow/import';
import type { CustomerId } from '#core/ids';
import type { Known } from '#core/known';
import type { Shop } from '#core/shop';
import type { Instant } from '#core/time';

export type ImportPlan = {
  readonly at: Instant;
  /** The name of the file of customers: what a yes or no of it names as its proof. */
  readonly file?: string | undefined;
  /**
   * What customers get of whom only activities are known: contact points and consents that are made up, so that a world
   * without real people can be played, or none. Whoever imports must say which.
   */
  readonly withoutDetails: 'madeUp' | 'unreachable';
  /** Rows of different customers have nothing to do with each other: so many are written side by side. */
  readonly sideBySide: number;
  /** After each customer; `done` is how many there are. */
  readonly onCustomer?: (done: number, known: Known, answer: ImportAnswer) => void;
};

/** How a world on this machine is loaded: nobody in it is real unless a customers file says so. */
export const LOCAL_IMPORT = { withoutDetails: 'madeUp', sideBySide: 50 } as const;

export type ImportReport = {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** New customers of whom only activities are known, and who got contact points that are made up. */
  readonly madeUp: number;
  /** New customers of whom only activities are known, and who cannot be reached. */
  readonly unreachable: number;
  /** Customers whose no was recorded although their row was rejected; those are among them of whom nothing else is known. */
  readonly noRecorded: number;
  /** Customers of whom a no was kept from before, which stands against what the file says. */
  readonly saidNoBefore: number;
  /** Customers whose row cannot be stored or read, and why: fields and what to do, never what stands there. */
  readonly failed: readonly FailedCustomer[];
};

export type FailedCustomer = { readonly customerId: CustomerId; readonly because: string };

/**
 * Writes what was gathered into the rows of the customers. One whose row is broken, or cannot be stored, is reported and keeps
 * nobody else's no from being recorded; a fault of the store itself ends it.
 */
export async function importHistory(
  services: ImportServices,
  gathered: Pick<Gathered, 'customers'>,
  shop: Pick<Shop, 'timeZone'>,
  { at, file, withoutDetails, sideBySide, onCustomer }: ImportPlan,
): Promise<ImportReport> {
  const counts = {
    created: 0,
    changed: 0,
    unchanged: 0,
    noted: 0,
    madeUp: 0,
    unreachable: 0,
    noRecorded: 0,
    saidNoBefore: 0,
  };
  const failed: FailedCustomer[] = [];
  let done = 0;
  await importCustomers(services, gathered.customers(), {
    at,
    file,
    sideBySide,
    newcomer: (row: Customer) => (withoutDetails === 'madeUp' ? withMadeUpContacts(row, at, shop.timeZone) : row),
    onAnswer(known, answer) {
      counts[answer.status] += 1;
      if (known.profile === undefined && answer.status === 'created') counts[withoutDetails] += 1;
      if (known.refusal !== undefined) counts.noRecorded += 1;
      if (answer.saidNoBefore) counts.saidNoBefore += 1;
      done += 1;
      onCustomer?.(done, known, answer);
    },
    onFault(fault, customerId) {
      if (!(fault instanceof BadInput || fault instanceof BrokenRecord)) throw fault;
      failed.push({ customerId, because: fault.message });
    },
  });
  const { noted: _, ...told } = counts;
  return { ...told, failed };
}
