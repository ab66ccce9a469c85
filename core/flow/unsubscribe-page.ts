// Somebody opens an unsubscribe link, or their mailbox says no by it (RFC 8058).
import { type LinkServices, readLink } from '#core/flow/link-page';
import type { Asked, Page } from '#core/pages/page';
import { askPage, donePage } from '#core/pages/unsubscribe-pages';

/**
 * Asks when somebody looks, and obeys a POST whatever its body says: no cookie, no login, no redirect, 200 however often it
 * comes. It needs nothing but the queue: this page must work when all else fails.
 */
export async function answerUnsubscribe(services: LinkServices, asked: Asked): Promise<Page> {
  const { clock, responses, shop } = services;
  const link = await readLink(services, asked);
  if (link.status === 'turnedAway') return link.page;
  const { about, says } = link;
  if (!says) return askPage(asked, shop, about.channel);
  // An id of this request alone: whoever consented again since, and uses an old link, must be obeyed again.
  const responseId = `one-click-${asked.requestId}`;
  await responses.put([{ kind: 'unsubscribed', responseId, ...about, at: clock.now(), source: 'one-click' }]);
  return donePage(asked, shop, about.channel);
}
