// An email as it is shown in its frame: without scripts, without the network, with links that lead nowhere.
import { type Answer, html, problem } from '#adapters/local/page-answer';
import type { KeptMessage } from '#adapters/local/postbox';

// `sandbox` makes the document a stranger even to this server; nothing may be loaded, so reading tells nobody.
const MAIL_POLICY = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

// A sandboxed frame opens no windows, so links that would open one do nothing instead of replacing the message.
const SLEEPING_LINKS = '<base target="_blank">';

/** The HTML of a message; `dark` shows it as mail programs in dark mode do. */
export function mailAnswer(message: KeptMessage | undefined, dark: boolean): Answer {
  if (message?.html === undefined) return problem(404, 'there is no HTML under this id; choose a message in the inbox');
  const scheme = `<style>:root{color-scheme:${dark ? 'dark' : 'light'}}</style>`;
  return html(withHead(message.html, SLEEPING_LINKS + scheme), 200, { 'content-security-policy': MAIL_POLICY });
}

/** Puts `extra` where the head begins; a document without a head gets it after its doctype, or in front. */
function withHead(document: string, extra: string): string {
  const start = /<head(\s[^>]*)?>/i.exec(document) ?? /^\s*<!doctype[^>]*>/i.exec(document);
  const end = start === null ? 0 : start.index + start[0].length;
  return document.slice(0, end) + extra + document.slice(end);
}
