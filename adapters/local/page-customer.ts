// The pages behind the links of every message: the very ones that customers of a deployed stage see.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '#adapters/local/page-answer';
import { bodyOf } from '#adapters/local/page-request';
import { answerPreferences, type PreferencesServices } from '#core/flow/preferences-page';
import { answerSurvey } from '#core/flow/survey-page';
import { answerUnsubscribe } from '#core/flow/unsubscribe-page';
import { readingOf } from '#core/language';
import { headersOf } from '#core/pages/page';

/** By the folder of the link. */
const PAGES = { u: answerUnsubscribe, p: answerPreferences, s: answerSurvey } as const;
export const CUSTOMER_PAGES = Object.keys(PAGES) as readonly (keyof typeof PAGES)[];

/** Answers a request for a page, asked by the token of its link. */
export async function customerPage(
  services: PreferencesServices,
  page: keyof typeof PAGES,
  token: string,
  request: IncomingMessage,
): Promise<Answer> {
  const { method = 'GET', headers } = request;
  // To unsubscribe nothing in the body counts, so nothing of it is read.
  const body = page === 'u' ? undefined : await bodyOf(request);
  const { status, html, ...rest } = await PAGES[page](services, {
    method,
    token,
    requestId: randomBytes(6).toString('hex'),
    ...readingOf(headers['accept-language']),
    contentType: body?.status === 'read' ? headers['content-type'] : undefined,
    body: body?.status === 'read' ? body.bytes : new Uint8Array(),
  });
  // A body that was left unread would be taken for the next request.
  const closing = body?.status === 'refused' ? { connection: 'close' } : {};
  return { status, headers: { ...headersOf({ status, html, ...rest }), ...closing }, body: html };
}
