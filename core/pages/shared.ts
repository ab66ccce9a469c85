// What do all of the customers' pages share? The pages for links that do not work, and the ways from one page to another.
import { type Html, html } from '#core/pages/html';
import { type Asked, type Page, pageOf } from '#core/pages/page';
import { ACT, FIELDS } from '#core/pages/preferences-fields';
import { wordsIn } from '#core/pages/translations';

/** A link to another page of the same person, beside this one: whatever stands before it in the path stays. */
export function linkTo(page: 'p' | 's', token: string, words: string): Html {
  return html`<a href="../${page}/${token}">${words}</a>`;
}

/** What somebody may say beside a no that is done: why, and what they would like instead. */
export function ifYouLike({ language, token }: Pick<Asked, 'language' | 'token'>): Html {
  const { common } = wordsIn(language);
  return html`<div class="aside">
<p class="soft">${common.ifYouLike}</p>
<ul class="links">
<li>${linkTo('s', token, common.why)}</li>
<li>${linkTo('p', token, common.choose)}</li>
</ul>
</div>`;
}

/** Says that we do not know this link, and what works instead: nothing about anybody. */
export function invalidLinkPage({ language }: Pick<Asked, 'language'>, shop: string): Page {
  const { title, text } = wordsIn(language).common.invalid;
  return pageOf({ status: 404, language, shop, title, body: html`<p>${text(shop)}</p>` });
}

/** Says what a link is for, to programs that do something else with it. */
export function methodPage({ language }: Pick<Asked, 'language'>, shop: string): Page {
  const { title, text } = wordsIn(language).common.method;
  return { ...pageOf({ status: 405, language, shop, title, body: html`<p>${text}</p>` }), allow: 'GET, HEAD, POST' };
}

/** Says that we failed and nothing has been changed, with a button to say no at once. */
export function laterPage({ language }: Pick<Asked, 'language'>, page: 'unsubscribe' | 'preferences' | 'survey'): Page {
  const { common, unsubscribe, preferences } = wordsIn(language);
  const { title, other } = common.later;
  const form = {
    unsubscribe: html`<p>${common.later.unsubscribe}</p>\n${unsubscribeForm(unsubscribe.button)}`,
    preferences: html`<p>${other}</p>\n${stopForm(preferences.stop.button)}`,
    survey: html`<p>${other}</p>`,
  };
  return pageOf({ status: 503, language, title, body: form[page] });
}

/** Pressing the button says what a mailbox provider says (RFC 8058 §3.2). */
export function unsubscribeForm(button: string): Html {
  return html`<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${button}</button></form>`;
}

/** Says no to everything, with nothing to choose before (CMP-19). */
export function stopForm(button: string, isAside = false): Html {
  const look = isAside ? html` class="plain"` : undefined;
  return html`<form method="post"><input type="hidden" name="${FIELDS.act}" value="${ACT.stop}"><button${look}>${button}</button></form>`;
}
