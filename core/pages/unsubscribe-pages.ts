// What do people see behind an unsubscribe link? A question with one button, and then that it is done.
import type { Channel } from '#core/channel';
import { html } from '#core/pages/html';
import { type Asked, type Page, pageOf } from '#core/pages/page';
import { ifYouLike, linkTo, unsubscribeForm } from '#core/pages/shared';
import { wordsIn } from '#core/pages/translations';

/** Asks whether to stop, with one button. */
export function askPage({ language, token }: Asked, shop: string, channel: Channel): Page {
  const { unsubscribe } = wordsIn(language);
  const { title, text } = unsubscribe.ask[channel];
  const body = html`<p>${text(shop)}</p>
${unsubscribeForm(unsubscribe.button)}
<p class="aside links">${linkTo('p', token, unsubscribe.less)}</p>`;
  return pageOf({ language, shop, title: title(shop), body });
}

/** Says that it is done, and where to say more: nothing of that is needed. */
export function donePage(asked: Asked, shop: string, channel: Channel): Page {
  const { language } = asked;
  const { title, text } = wordsIn(language).unsubscribe.done;
  const body = html`<p>${text[channel](shop)}</p>\n${ifYouLike(asked)}`;
  return pageOf({ language, shop, title, body });
}
