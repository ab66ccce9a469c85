// What do people see behind the links of a message? Pages that stand alone: no script, nothing of a third party.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Language, Reading } from '#core/language';
import { type Html, html, rawHtml } from '#core/pages/html';
import { STYLE } from '#core/pages/style';

/** What somebody asks of a link. */
export type Asked = Reading & {
  readonly method: string;
  /** The last part of the path, as it came. */
  readonly token: string;
  /** No two requests have the same. */
  readonly requestId: string;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
};

/** A page with its HTTP status. `allow`: the methods that the address takes, where another came. */
export type Page = {
  readonly status: number;
  readonly language: Language;
  readonly html: string;
  readonly allow?: string;
};

type Parts = {
  readonly status?: number;
  readonly language: Language;
  /** The name at the top of the page; a page that does not know it does without. */
  readonly shop?: string;
  readonly title: string;
  readonly body: Html;
};

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(STYLE))))}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Only our own style, and forms that go nowhere else; never in somebody else's frame, in a cache, or in a search. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The headers of a page, in lower case. */
export function headersOf({ language, allow }: Page): Record<string, string> {
  return { ...HEADERS, 'content-language': language, ...(allow === undefined ? {} : { allow }) };
}

/** A whole page. */
export function pageOf({ status = 200, language, shop, title, body }: Parts): Page {
  const brand = shop === undefined ? undefined : html`<header><p>${shop}</p></header>\n`;
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shop === undefined ? title : `${title} – ${shop}`}</title>
<style>${rawHtml(STYLE)}</style>
</head>
<body>
${brand}<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return { status, language, html: page.html };
}
