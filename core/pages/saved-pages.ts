// What holds once a customer has chosen? Said in full, so that nobody has to wonder.
import type { Language } from '#core/language';
import type { Choices } from '#core/pages/choices';
import { dayTextAt } from '#core/pages/dates';
import { type Html, html } from '#core/pages/html';
import { type Asked, type Page, pageOf } from '#core/pages/page';
import { ifYouLike, linkTo, stopForm } from '#core/pages/shared';
import { wordsIn } from '#core/pages/translations';
import type { TimeZone } from '#core/time';

type Saved = {
  readonly language: Language;
  readonly token: string;
  readonly shop: string;
  /** As they are after what was saved. */
  readonly choices: Choices;
  readonly changed: boolean;
  readonly timeZone: TimeZone;
  /** How days are written. */
  readonly locale: string;
};

/** Says what holds now. */
export function savedPage({ language, token, shop, choices, changed, timeZone, locale }: Saved): Page {
  const { preferences, common } = wordsIn(language);
  const { saved: words, channels } = preferences;
  const { pausedUntil } = choices;
  const says = (what: string, wanted: boolean) =>
    html`<div><dt>${what}</dt>${wanted ? html`<dd>${words.yes}</dd>` : html`<dd class="no">${words.no}</dd>`}</div>`;
  const until = pausedUntil && words.until(dayTextAt(pausedUntil, timeZone, locale));
  const pause: Html =
    until === undefined ? says(words.pause, false) : html`<div><dt>${words.pause}</dt><dd>${until}</dd></div>`;
  const body = html`<p>${words.text}</p>
<dl class="holds">
${choices.channels.map(({ channel, wanted }) => says(channels.label[channel], wanted))}
${choices.topics.map(({ label, wanted }) => says(label, wanted))}
${pause}
</dl>
<ul class="links">
<li>${linkTo('p', token, words.change)}</li>
<li>${linkTo('s', token, common.why)}</li>
</ul>`;
  return pageOf({ language, shop, title: changed ? words.title : words.unchanged, body });
}

/** Says that everything is stopped. */
export function stoppedPage(asked: Pick<Asked, 'language' | 'token'>, shop: string): Page {
  const { language } = asked;
  const { title, text } = wordsIn(language).preferences.stopped;
  const body = html`<p>${text(shop)}</p>\n${ifYouLike(asked)}`;
  return pageOf({ language, shop, title, body });
}

/** For whom we know nothing of: nothing to choose, and the no that is always heard. */
export function unknownPage({ language }: Pick<Asked, 'language'>, shop: string): Page {
  const { unknown, stop } = wordsIn(language).preferences;
  return pageOf({
    language,
    shop,
    title: unknown.title,
    body: html`<p>${unknown.text(shop)}</p>\n${stopForm(stop.button)}`,
  });
}
