// One message of the import queue: what files know of several customers, brought into their rows.
import { BadInput } from '#core/errors';
import { type ImportServices, importCustomers } from '#core/flow/import';
import type { Known } from '#core/known';
import type { Services } from '#core/ports';

/** Several customers that one message of the import queue brings. */
export type ImportTask = {
  readonly customers: readonly Known[];
  /** What is wrong with those that cannot be read: their places and fields, never what stands there. */
  readonly unread: readonly string[];
  /** The key of the upload that they come from. */
  readonly file?: string | undefined;
};

/** So many writes at once: at some 10 ms each they keep well below what a table takes from one function. */
const SIDE_BY_SIDE = 16;

/**
 * Brings the customers of a message into their rows. Nothing is made up for those of whom only activities are known. Throws
 * the first fault once all others are done, and BadInput for customers that cannot be read: neither keeps anybody else waiting,
 * and whatever brings the message again changes nothing of what was done.
 */
export async function importTask(
  services: ImportServices & Pick<Services, 'clock'>,
  { customers, unread, file }: ImportTask,
): Promise<{ readonly status: 'imported'; readonly customers: number }> {
  const at = services.clock.now();
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  await importCustomers(services, customers, { at, file, sideBySide: SIDE_BY_SIDE, newcomer: (row) => row, onFault });
  if (faults.length > 0) throw faults[0];
  if (unread.length > 0)
    throw new BadInput(
      `customers of a message cannot be read: ${unread.join('; ')}; all others were imported. Mend what sends it, then redrive it from the dead letters`,
    );
  return { status: 'imported', customers: customers.length };
}
