// The door of enrolling: the queue brings customers whom a scan put forward.
import { enroll } from '#core/flow/enroll';
import type { Services } from '#core/ports';
import { sqsDoor } from './runtime/door.ts';
import { enrollServices } from './runtime/services.ts';
import { EnrollTaskSchema } from './runtime/tasks.ts';

/** Called by the enroll queue. */
export function createHandler(services: () => Services) {
  return sqsDoor({ services, accepts: EnrollTaskSchema, run: enroll });
}

export const handler = createHandler(enrollServices);
