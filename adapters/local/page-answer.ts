// What the page's server answers with, and the headers that keep a page on localhost from being abused.
import type { ServerResponse } from 'node:http';

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Scripts and styles from this server only, never inline; never inside somebody else's frame. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const EVERYWHERE = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function json(body: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/** An answer that says what is wrong and what to do. */
export function problem(status: number, because: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const answer = json({ because }, status);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function html(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Writes an answer with the headers that every answer has; a HEAD request gets the headers alone. */
export function write(response: ServerResponse, answer: Answer, withBody: boolean): void {
  const body = Buffer.from(answer.body ?? '');
  response.writeHead(answer.status, { ...EVERYWHERE, 'content-length': body.byteLength, ...answer.headers });
  response.end(withBody ? body : undefined);
}

/** The headers of a stream that stays open. */
export function streamHeaders(contentType: string): Record<string, string> {
  return { ...EVERYWHERE, 'content-type': contentType };
}
