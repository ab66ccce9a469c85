// The door of the scan: the queue brings the parts of the day's scan.
import { type ScanServices, scan } from '#core/flow/scan';
import { plusMilliseconds } from '#core/time';
import { sqsDoor } from './runtime/door.ts';
import { logger } from './runtime/log.ts';
import { scanServices } from './runtime/services.ts';
import { ScanTaskSchema } from './runtime/tasks.ts';

/** Called by the scan queue. Short of this function's own end, the rest of a part goes back to the queue. */
export function createHandler(services: () => ScanServices) {
  return sqsDoor({
    services,
    accepts: ScanTaskSchema,
    async run(ports, task, context) {
      const deadline = plusMilliseconds(ports.clock.now(), context.getRemainingTimeInMillis());
      const { broken, ...answer } = await scan(ports, task, deadline);
      for (const ids of broken) logger.error('the row of a customer cannot be read; mend or delete it', { ids });
      const { rows, putForward, called } = answer;
      logger.info('a part was scanned', { status: answer.status, segment: task.segment, rows, putForward, called });
      return answer;
    },
  });
}

export const handler = createHandler(scanServices);
