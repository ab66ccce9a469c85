// The queues on which the scan hands on its pieces and its finds. One function per queue: who plans only needs the first.
import { createSqsQueue, type QueueSettings } from '#adapters/aws/queue';
import type { Work } from '#core/ports';

/** The queue of the pieces of a scan. Throws TryAgain when not every piece was taken; scanning twice changes nothing. */
export function createScanQueue(settings: QueueSettings): Work['scan'] {
  return createSqsQueue({ ...settings, called: 'scan', holds: 'tasks' });
}

/** The queue of customers put forward. Throws TryAgain when not everyone was taken; enrolling twice changes nothing. */
export function createEnrollQueue(settings: QueueSettings): Work['enroll'] {
  return createSqsQueue({ ...settings, called: 'enroll', holds: 'tasks' });
}
