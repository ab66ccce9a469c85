// Page through one segment of all customers and put forward those for whom something is to be decided today.
import { admissionOf, isRecorded, type Moment, momentOf } from '#core/admission';
import type { Customer } from '#core/customer';
import type { FaultIds } from '#core/errors';
import { calledAfter, mustWait, placeOf, type Waiting, waitingFor, writeLine } from '#core/flow/intake';
import { breakerLevel } from '#core/flow/reputation';
import type { CustomerId } from '#core/ids';
import type { EnrollTask, ScanTask, Services, Work } from '#core/ports';
import { keepsOut } from '#core/reputation';
import type { SequenceVersion } from '#core/sequence';
import { type Instant, plusMilliseconds } from '#core/time';

/** Time that a worker keeps for handing the rest of its segment to the next one. */
export const HANDOVER_MS = 30_000;

/**
 * `paused`: too many complain, so nobody is put forward, be it to be held out: both arms of the lift begin again together.
 * `broken`: rows that could not be read; somebody has to mend them, and the rest of the scan went on.
 */
export type ScanAnswer = {
  readonly status: 'finished' | 'requeued' | 'paused';
  readonly rows: number;
  readonly putForward: number;
  /** Of them, those whose turn it is in sequences that take in so many a day. */
  readonly called: number;
  readonly broken: readonly FaultIds[];
};

/** What a scan needs. */
export type ScanServices = Pick<
  Services,
  'clock' | 'customers' | 'sequences' | 'models' | 'intake' | 'reputation' | 'work'
>;
type Asked = { readonly published: SequenceVersion; readonly moment: Moment; readonly waiting: Waiting | undefined };

/** One message for each of `segments` equal parts: how a day's scan begins. */
export function planScan({ work }: { readonly work: Pick<Work, 'scan'> }, segments: number): Promise<void> {
  return work.scan(Array.from({ length: segments }, (_, segment) => ({ segment, segments })));
}

/**
 * Scans a segment from where the task says. Short of the deadline it queues the rest of itself and stops. It keeps no
 * state: a page read twice puts the same customers forward twice, and enrolling twice is enrolling once.
 */
export async function scan(services: ScanServices, task: ScanTask, deadline: Instant): Promise<ScanAnswer> {
  const { clock, customers, work } = services;
  if (keepsOut(await breakerLevel(services)))
    return { status: 'paused', rows: 0, putForward: 0, called: 0, broken: [] };
  const asked = await whatIsAsked(services);
  const broken: FaultIds[] = [];
  let rows = 0;
  let putForward = 0;
  let after = task.after;
  do {
    const page = await customers.page({ ...task, ...(after === undefined ? {} : { after }) });
    const candidates = page.items.flatMap((customer) => candidatesOf(customer, asked));
    broken.push(...(page.broken ?? []));
    if (candidates.length > 0) await work.enroll(candidates);
    rows += page.items.length;
    putForward += candidates.length;
    after = page.next;
    if (after !== undefined && plusMilliseconds(clock.now(), HANDOVER_MS) >= deadline) {
      for (const waiting of limited(asked)) await writeLine(services, waiting, task);
      await work.scan([{ ...task, after }]);
      return { status: 'requeued', rows, putForward, called: 0, broken };
    }
  } while (after !== undefined);
  const called = await callThose(services, asked, task);
  return { status: 'finished', rows, putForward: putForward + called, called, broken };
}

/** One look at the clock and the model for the whole part: everybody in it is judged alike. */
async function whatIsAsked(services: ScanServices): Promise<readonly Asked[]> {
  const [live, model] = await Promise.all([services.sequences.live(), services.models.newest()]);
  const now = services.clock.now();
  return Promise.all(
    live.map(async (published) => {
      const moment = momentOf(now, published.shop, model);
      return { published, moment, waiting: await waitingFor(services, published, moment) };
    }),
  );
}

/**
 * The sequences that have something to decide about this customer now, and have not recorded it yet. Whoever would enter one
 * that takes in so many a day stands in its line instead.
 */
function candidatesOf(customer: Customer, asked: readonly Asked[]): EnrollTask[] {
  return asked.flatMap(({ published, moment, waiting }) => {
    const verdict = admissionOf(customer, published, moment);
    if (verdict.status === 'notForThem' || isRecorded(customer, published.sequence, verdict)) return [];
    if (waiting === undefined || !mustWait(customer, verdict, waiting))
      return [taskFor(customer.customerId, published)];
    waiting.line.offer(placeOf(customer, verdict, waiting, moment));
    return [];
  });
}

async function callThose(services: ScanServices, asked: readonly Asked[], task: ScanTask): Promise<number> {
  let called = 0;
  for (const waiting of limited(asked)) {
    await writeLine(services, waiting, task);
    const turn = await calledAfter(services, waiting, task);
    if (turn.length > 0) await services.work.enroll(turn.map((customerId) => taskFor(customerId, waiting.published)));
    called += turn.length;
  }
  return called;
}

function limited(asked: readonly Asked[]): readonly Waiting[] {
  return asked.flatMap(({ waiting }) => waiting ?? []);
}

function taskFor(customerId: CustomerId, { sequence, version }: SequenceVersion): EnrollTask {
  return { customerId, sequence: sequence.name, version };
}
