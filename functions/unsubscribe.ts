// The door behind unsubscribe links: it asks when somebody looks, and obeys when somebody, or their mailbox, says so.
import type { LinkServices } from '#core/flow/link-page';
import { answerUnsubscribe } from '#core/flow/unsubscribe-page';
import { laterPage } from '#core/pages/shared';
import { httpDoor } from './runtime/door.ts';
import { unsubscribeServices } from './runtime/http-services.ts';
import { askedOf, pageAnswer } from './runtime/page.ts';

/**
 * Called by the HTTP API for /u/{token}. GET and HEAD change nothing: programs look at links before people do. A POST is
 * obeyed whatever its body says (RFC 8058 §3.2 sends a form): no cookie, no login, no redirect.
 */
export function createHandler(services: () => LinkServices | Promise<LinkServices>) {
  return httpDoor({
    services,
    sorry: (request) => pageAnswer(laterPage(askedOf(request), 'unsubscribe')),
    run: async (ports, request) => pageAnswer(await answerUnsubscribe(ports, askedOf(request))),
  });
}

export const handler = createHandler(unsubscribeServices);
