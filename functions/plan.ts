// The door of the plan: a schedule says that the day's scan is due.
import { planScan } from '#core/flow/scan';
import { eventDoor } from './runtime/door.ts';
import { type PlanServices, planServices } from './runtime/services.ts';
import { PlanOrderSchema } from './runtime/tasks.ts';

/** Called by the schedule: one message for each part of all customers. */
export function createHandler(services: () => PlanServices) {
  return eventDoor({
    services,
    accepts: PlanOrderSchema,
    async run({ work, segments }) {
      await planScan({ work }, segments);
      return { status: 'planned', segments };
    },
  });
}

export const handler = createHandler(planServices);
