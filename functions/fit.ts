// The door of the fit: a schedule asks once a week what the customers' orders teach.
import { fitRows } from '#core/flow/fit';
import { dayOf, plusMilliseconds } from '#core/time';
import { eventDoor } from './runtime/door.ts';
import { logger } from './runtime/log.ts';
import { type FitServices, fitServices } from './runtime/services.ts';
import { FitOrderSchema } from './runtime/tasks.ts';

/** Called by the schedule. Answers counts; what was learned is in the store. */
export function createHandler(services: () => FitServices) {
  return eventDoor({
    services,
    accepts: FitOrderSchema,
    async run({ timeZone, ...ports }, _order, context) {
      const now = ports.clock.now();
      const deadline = plusMilliseconds(now, context.getRemainingTimeInMillis());
      const { status, broken, rows, ...learned } = await fitRows(ports, { until: dayOf(now, timeZone), deadline });
      for (const ids of broken) logger.error('the row of a customer cannot be read; mend or delete it', { ids });
      const read = { rows, broken: broken.length };
      if (!('model' in learned)) {
        logger.warn('nobody has ordered yet, so nothing was learned', read);
        return { status, ...read };
      }
      const { version, model } = learned;
      const { customers, repeatCustomers, timing, spend } = model;
      const fits = { timing: nameOf(timing), spend: nameOf(spend) };
      logger.info('the shop was fitted', { ...read, version, customers, repeatCustomers, ...fits });
      return { status, ...read, version, customers, repeatCustomers, ...fits };
    },
  });
}

function nameOf(fit: { readonly status: 'fitted' } | { readonly status: 'unfit'; readonly because: string }): string {
  return fit.status === 'fitted' ? fit.status : fit.because;
}

export const handler = createHandler(fitServices);
