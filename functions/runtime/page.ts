// How do a request and an answer of the HTTP API look to the customers' pages?
import { readingOf } from '#core/language';
import { type Asked, headersOf, type Page } from '#core/pages/page';
import type { HttpAnswer, HttpRequest } from './http.ts';

/** A request for a page, in the words of the pages. */
export function askedOf({ method, requestId, pathParameters, headers, body }: HttpRequest): Asked {
  const token = pathParameters.token ?? '';
  const reading = readingOf(headers['accept-language']);
  return { method, token, requestId, ...reading, contentType: headers['content-type'], body };
}

/** A page as the HTTP API sends it. */
export function pageAnswer(page: Page): HttpAnswer {
  return { statusCode: page.status, headers: headersOf(page), body: page.html };
}
