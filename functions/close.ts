// The door of closing: no enrollment stays open behind a journey that has ended, however it ended.
import { closeEnrollment } from '#core/flow/close';
import type { Services } from '#core/ports';
import { eventDoor } from './runtime/door.ts';
import { JourneyEndSchema } from './runtime/journey-end.ts';
import { closeServices } from './runtime/services.ts';

/** Called by EventBridge when an execution of the state machine changes its status. */
export function createHandler(services: () => Services) {
  return eventDoor({
    services,
    accepts: JourneyEndSchema,
    async run(ports, { ended, key }) {
      if (ended === 'notYet') return { status: 'ignored', because: 'notYet' };
      // Behind a journey that ended as planned the enrollment is closed already, and keeps its outcome.
      return closeEnrollment(ports, key, ended === 'broken' ? { outcome: 'calledOff' } : {});
    },
  });
}

export const handler = createHandler(closeServices);
