// The door of touches: the queue brings the legs that journeys enter.
import { touch } from '#core/flow/touch';
import type { Services } from '#core/ports';
import { sqsDoor } from './runtime/door.ts';
import { touchServices } from './runtime/services.ts';
import { TouchTaskSchema } from './runtime/tasks.ts';

/** Called by the touch queue. */
export function createHandler(services: () => Services) {
  return sqsDoor({ services, accepts: TouchTaskSchema, run: touch });
}

export const handler = createHandler(touchServices);
