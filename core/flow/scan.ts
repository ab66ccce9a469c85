// Page through one segment of all customers and put forward those for whom something is to be decided today.
import { admissionOf, isRecorded, type Moment, momentOf } from '#core/admission';
import type { Customer } from '#core/customer';
import type { FaultIds } from '#core/errors';
import type { EnrollTask, ScanTask, Services, Work } from '#core/ports';
import type { SequenceVersion } from '#core/sequence';
import { type Instant, plusMilliseconds } from '#core/time';

/** Time that a worker keeps for handing the rest of its segment to the next one. */
export const HANDOVER_MS = 30_000;

/** `broken`: rows that could not be read; somebody has to mend them, and the rest of the scan went on. */
export type ScanAnswer = {
  readonly status: 'finished' | 'requeued';
  readonly rows: number;
  readonly putForward: number;
  readonly broken: readonly FaultIds[];
};

type Asked = { readonly published: SequenceVersion; readonly moment: Moment };

/** One message for each of `segments` equal parts: how a day's scan begins. */
export function planScan({ work }: { readonly work: Pick<Work, 'scan'> }, segments: number): Promise<void> {
  return work.scan(Array.from({ length: segments }, (_, segment) => ({ segment, segments })));
}

/**
 * Scans a segment from where the task says. Short of the deadline it queues the rest of itself and stops. It keeps no
 * state: a page read twice puts the same customers forward twice, and enrolling twice is enrolling once.
 */
export async function scan(
  services: Pick<Services, 'clock' | 'customers' | 'sequences' | 'work'>,
  task: ScanTask,
  deadline: Instant,
): Promise<ScanAnswer> {
  const { clock, customers, work } = services;
  const live = await services.sequences.live();
  const broken: FaultIds[] = [];
  let rows = 0;
  let putForward = 0;
  let after = task.after;
  do {
    const page = await customers.page({ ...task, ...(after === undefined ? {} : { after }) });
    const today = live.map((published) => ({ published, moment: momentOf(clock.now(), published.shop) }));
    const candidates = page.items.flatMap((customer) => candidatesOf(customer, today));
    broken.push(...(page.broken ?? []));
    if (candidates.length > 0) await work.enroll(candidates);
    rows += page.items.length;
    putForward += candidates.length;
    after = page.next;
    if (after !== undefined && plusMilliseconds(clock.now(), HANDOVER_MS) >= deadline) {
      await work.scan([{ ...task, after }]);
      return { status: 'requeued', rows, putForward, broken };
    }
  } while (after !== undefined);
  return { status: 'finished', rows, putForward, broken };
}

/** The sequences that have something to decide about this customer now, and have not recorded it yet. */
function candidatesOf(customer: Customer, today: readonly Asked[]): EnrollTask[] {
  return today.flatMap(({ published, moment }) => {
    const verdict = admissionOf(customer, published, moment);
    if (verdict.status === 'notForThem' || isRecorded(customer, published.sequence, verdict)) return [];
    return [{ customerId: customer.customerId, sequence: published.sequence.name, version: published.version }];
  });
}
