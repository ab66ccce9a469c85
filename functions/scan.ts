// The doors of the scan: a schedule plans the day, and the queue brings its pieces.
import { planScan, scan } from '#core/flow/scan';
import { plusMilliseconds } from '#core/time';
import { eventDoor, sqsDoor } from './runtime/door.ts';
import { logger } from './runtime/log.ts';
import { type PlanServices, planServices, type ScanServices, scanServices } from './runtime/services.ts';
import { PlanOrderSchema, ScanTaskSchema } from './runtime/tasks.ts';

/** Called by the schedule: one message for each part of all customers. */
export function createPlanHandler(services: () => PlanServices) {
  return eventDoor({
    services,
    accepts: PlanOrderSchema,
    async run({ work, segments }) {
      await planScan({ work }, segments);
      return { status: 'planned', segments };
    },
  });
}

/** Called by the scan queue. Short of this function's own end, the rest of a part goes back to the queue. */
export function createHandler(services: () => ScanServices) {
  return sqsDoor({
    services,
    accepts: ScanTaskSchema,
    async run(ports, task, context) {
      const deadline = plusMilliseconds(ports.clock.now(), context.getRemainingTimeInMillis());
      const { broken, ...answer } = await scan(ports, task, deadline);
      for (const ids of broken) logger.error('the row of a customer cannot be read; mend or delete it', { ids });
      logger.info('a part was scanned', { segment: task.segment, rows: answer.rows, putForward: answer.putForward });
      return answer;
    },
  });
}

export const planHandler = createPlanHandler(planServices);
export const handler = createHandler(scanServices);
