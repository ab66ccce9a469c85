// The queue on which customers wait to be imported: many of them in one message, and nobody in two.
import { createSqsQueue, type QueueSettings } from '#adapters/aws/queue';
import type { CustomerId } from '#core/ids';
import type { Known } from '#core/known';

/** Some five hundred customers a message: few requests to SQS, and little to do again when one of them fails. */
const USUAL_BYTES = 200_000;
/** SQS takes 1 MiB (its quotas); a little is left for what stands around a customer. */
const MOST_BYTES = 1_000_000;

/**
 * Puts customers on the import queue, whole. Throws TryAgain when the queue does not take them; importing twice changes
 * nothing. `file`: the key of the upload, which each message names. Answers how many were put. Of whom too much happened for any message, only the person is put, with their no.
 */
export function createImportQueue(settings: QueueSettings) {
  const send = createSqsQueue({ ...settings, called: 'import', holds: 'messages' });
  return {
    async put(customers: AsyncIterable<Known>, file?: string) {
      let batch: Known[] = [];
      let bytes = 0;
      let count = 0;
      const tooLarge: CustomerId[] = [];
      const flush = async () => {
        if (batch.length > 0) await send([{ customers: batch, ...(file === undefined ? {} : { file }) }]);
        batch = [];
        bytes = 0;
      };
      for await (const all of customers) {
        const whole = bytesOf(all);
        const fits = whole <= MOST_BYTES;
        if (!fits) tooLarge.push(all.customerId);
        const known = fits ? all : { ...all, activities: [] };
        const size = fits ? whole : bytesOf(known);
        if (bytes + size > USUAL_BYTES) await flush();
        batch.push(known);
        bytes += size;
        count += 1;
      }
      await flush();
      return { customers: count, tooLarge };
    },
  };
}

function bytesOf(known: Known): number {
  return Buffer.byteLength(JSON.stringify(known)) + ','.length;
}
