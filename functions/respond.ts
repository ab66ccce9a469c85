// The door of responses: the queue brings what customers and their mailboxes did, in our words or in a provider's.
import { respond } from '#core/flow/respond';
import type { Services } from '#core/ports';
import { nameOf } from './runtime/answer-names.ts';
import { arrivals } from './runtime/arrival.ts';
import { sqsDoor } from './runtime/door.ts';
import { respondServices } from './runtime/services.ts';

/** Called by the response queue. */
export function createHandler(services: () => Services) {
  return sqsDoor({
    services,
    accepts: arrivals,
    run: async (ports, arrival) => (arrival.status === 'ignored' ? arrival : respond(ports, arrival.response)),
    called: nameOf,
  });
}

export const handler = createHandler(respondServices);
