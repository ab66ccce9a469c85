// What do people see behind an unsubscribe link? Small pages that stand alone: no script, nothing of a third party.
import { createHash } from 'node:crypto';
import type { Channel } from '#core/channel';
import {
  askWords,
  doneWords,
  invalidLinkWords,
  LATER_WORDS,
  METHOD_WORDS,
  type UnsubscribeWords,
} from '#core/unsubscribe-words';
import { type HttpAnswer, html } from './http.ts';

const STYLE = `
:root { color-scheme: light dark; --page: #f3f1ea; --card: #fffefb; --line: #dfdacd; --text: #20241e; --act: #1d6b52; --on-act: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #131614; --card: #1b1f1d; --line: #323936; --text: #e8ebe6; --act: #7fd1b3; --on-act: #0e2019; }
}
body { display: grid; place-items: center; box-sizing: border-box; min-height: 100vh; margin: 0; padding: 20px;
  background: var(--page); color: var(--text); font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { box-sizing: border-box; width: 100%; max-width: 480px; padding: 36px; border: 1px solid var(--line); border-radius: 16px;
  background: var(--card); overflow-wrap: anywhere; }
h1 { margin: 0 0 10px; font: 400 27px/1.25 Palatino, Georgia, serif; }
p { margin: 0; }
button { min-height: 48px; margin-top: 22px; padding: 0 26px; border: 0; border-radius: 10px; background: var(--act);
  color: var(--on-act); font: inherit; font-weight: 600; cursor: pointer; }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
`;

/** Only this style, and a form that goes nowhere else; never inside somebody else's frame. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-robots-tag': 'noindex',
};

/** Asks whether to stop, with one button. */
export function askPage(shop: string, channel: Channel): HttpAnswer {
  return page(200, askWords(shop, channel));
}

/** Says that it is done. */
export function donePage(shop: string, channel: Channel): HttpAnswer {
  return page(200, doneWords(shop, channel));
}

/** Says that we do not know this link, and what works instead. */
export function invalidLinkPage(shop: string): HttpAnswer {
  return page(404, invalidLinkWords(shop));
}

/** Says that we failed, and that nothing has been changed. */
export function laterPage(): HttpAnswer {
  return page(503, LATER_WORDS);
}

/** Says what a link is for, to programs that do something else with it. */
export function methodPage(): HttpAnswer {
  const answer = page(405, METHOD_WORDS);
  return { ...answer, headers: { ...answer.headers, allow: 'GET, HEAD, POST' } };
}

function page(statusCode: number, words: UnsubscribeWords): HttpAnswer {
  const [title, text] = [escaped(words.title), escaped(words.text)];
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
${words.button === undefined ? '' : formOf(words.button)}
</main>
</html>
`;
  return html(statusCode, body, HEADERS);
}

/** Pressing the button says what a mailbox provider says (RFC 8058 §3.2). */
function formOf(button: string): string {
  return `<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${escaped(button)}</button></form>`;
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
