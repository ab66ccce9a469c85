// One part of a scan, as it is measured: the shipped step on some store, with queues that take everything.
import { createMemoryIntake } from '#adapters/memory/intake';
import { createMemoryReputation } from '#adapters/memory/reputation';
import { type ScanAnswer, type ScanServices, scan } from '#core/flow/scan';
import type { ShopModel } from '#core/model/shop-model';
import type { Customers, EnrollTask, Sequences, Services } from '#core/ports';
import { plusMilliseconds } from '#core/time';
import { SCAN_AT } from './made-customer.ts';

/** No worker of a measurement is ever short of time, unless it is to be. */
const A_DAY_MS = 86_400_000;

/** `hear` is told who was put forward. The scan asks the customers for pages only. */
export type Scanned = {
  readonly customers: Pick<Customers, 'page'>;
  readonly sequences: Sequences;
  readonly model?: ShopModel;
  readonly hear?: (tasks: readonly EnrollTask[]) => void;
};

/** Everything that the scan of these customers needs. */
export function scanServices({ customers, sequences, model, hear = () => {} }: Scanned): ScanServices {
  const models: Pick<Services['models'], 'newest'> = { newest: async () => model };
  return {
    clock: { now: () => SCAN_AT },
    customers: customers as Customers,
    sequences,
    models: models as Services['models'],
    intake: createMemoryIntake(),
    reputation: createMemoryReputation(),
    work: { scan: async () => {}, enroll: async (tasks) => hear(tasks) },
  };
}

/** Scans one part to its end. A row that cannot be read is a fault of the measurement. */
export async function scanPart(services: ScanServices, segment: number, segments: number): Promise<ScanAnswer> {
  const answer = await scan(services, { segment, segments }, plusMilliseconds(SCAN_AT, A_DAY_MS));
  if (answer.status === 'finished' && answer.broken.length === 0) return answer;
  throw new TypeError('the scan did not read every row');
}
