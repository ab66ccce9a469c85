// The door behind unsubscribe links: it asks when somebody looks, and obeys when somebody, or their mailbox, says so.
import { httpDoor } from './runtime/door.ts';
import type { HttpAnswer, HttpRequest } from './runtime/http.ts';
import { type UnsubscribeServices, unsubscribeServices } from './runtime/services.ts';
import { askPage, donePage, invalidLinkPage, laterPage, methodPage } from './runtime/unsubscribe-page.ts';

/**
 * Called by the HTTP API for /u/{token}. GET and HEAD change nothing: programs look at links before people do. A POST is
 * obeyed whatever its body says (RFC 8058 §3.2 sends a form): no cookie, no login, no redirect.
 */
export function createHandler(services: () => UnsubscribeServices | Promise<UnsubscribeServices>) {
  return httpDoor({ services, sorry: laterPage(), run: answer });
}

async function answer(services: UnsubscribeServices, request: HttpRequest): Promise<HttpAnswer> {
  const { method, requestId, pathParameters } = request;
  const { clock, responses, shop } = services;
  if (!['GET', 'HEAD', 'POST'].includes(method)) return methodPage();
  const link = await services.read(pathParameters.token ?? '');
  if (link.status === 'invalid') return invalidLinkPage(shop);
  if (method !== 'POST') return askPage(shop, link.about.channel);
  // An id of this request alone: whoever consented again since, and uses an old link, must be obeyed again.
  const responseId = `one-click-${requestId}`;
  await responses.put([{ kind: 'unsubscribed', responseId, ...link.about, at: clock.now(), source: 'one-click' }]);
  return donePage(shop, link.about.channel);
}

export const handler = createHandler(unsubscribeServices);
