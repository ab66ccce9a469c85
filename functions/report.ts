// The door of the report: a schedule asks once a day for the figures of every sequence version.
import { report } from '#core/flow/report';
import type { Services } from '#core/ports';
import { eventDoor } from './runtime/door.ts';
import { logger } from './runtime/log.ts';
import { reportServices } from './runtime/services.ts';
import { ReportOrderSchema } from './runtime/tasks.ts';

/** Called by the schedule. Answers counts; the figures themselves are in the store. */
export function createHandler(services: () => Services) {
  return eventDoor({
    services,
    accepts: ReportOrderSchema,
    async run(ports) {
      const { reports, broken } = await report(ports);
      for (const ids of broken) logger.error('an enrollment is in no figure; mend or delete it', { ids });
      const sum = (count: 'enrolled' | 'heldOut' | 'running') => reports.reduce((all, one) => all + one[count], 0);
      const [enrolled, heldOut, running] = [sum('enrolled'), sum('heldOut'), sum('running')];
      return { status: 'reported', versions: reports.length, enrolled, heldOut, running, broken: broken.length };
    },
  });
}

export const handler = createHandler(reportServices);
