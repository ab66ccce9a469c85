// The door of touches: the queue brings the legs that journeys enter.
import { touch } from '#core/flow/touch';
import type { Services } from '#core/ports';
import { nameOf } from './runtime/answer-names.ts';
import { sqsDoor } from './runtime/door.ts';
import { reported } from './runtime/log.ts';
import { touchServices } from './runtime/services.ts';
import { TouchTaskSchema } from './runtime/tasks.ts';

/** Called by the touch queue. */
export function createHandler(services: () => Services | Promise<Services>) {
  return sqsDoor({
    services,
    accepts: TouchTaskSchema,
    async run(ports, task) {
      const answer = await touch(ports, task);
      // The parked message has no more than the ids and the name of the fault; here is what happened.
      if (answer.status === 'parked') reported(answer.fault, { enrollmentId: task.enrollmentId });
      return answer;
    },
    called: nameOf,
  });
}

export const handler = createHandler(touchServices);
