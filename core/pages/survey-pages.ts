// Why have you been away? One tap answers; words are welcome afterwards.
import { AWAY_REASONS, type AwayReason, AwayReasonSchema, MOST_AWAY_WORDS } from '#core/away';
import { withoutContacts } from '#core/contacts-in-text';
import { onlyValue } from '#core/pages/form';
import { html } from '#core/pages/html';
import { type Asked, type Page, pageOf } from '#core/pages/page';
import { linkTo } from '#core/pages/shared';
import { wordsIn } from '#core/pages/translations';

/** `said` has words beside the reason; `skipped` came from the page that asks for them, without any. */
export type Answer =
  | { readonly status: 'tapped' | 'skipped'; readonly away: AwayReason }
  | { readonly status: 'said'; readonly away: AwayReason; readonly words: string }
  | { readonly status: 'unclear' };

/** What a form of the survey says. Contacts are masked before the words go anywhere. */
export function answerIn(form: URLSearchParams): Answer {
  const away = AwayReasonSchema.safeParse(onlyValue(form, 'away'));
  if (!away.success) return { status: 'unclear' };
  if (!form.has('words')) return { status: 'tapped', away: away.data };
  const words = keptWords(form.getAll('words').join(' '));
  return words === '' ? { status: 'skipped', away: away.data } : { status: 'said', away: away.data, words };
}

/** One line of readable text, cut before it is searched too: masking makes it shorter or longer. */
function keptWords(written: string): string {
  const line = written.slice(0, 2 * MOST_AWAY_WORDS).replace(/[\s\p{C}]+/gu, ' ');
  return withoutContacts(line.trim()).slice(0, MOST_AWAY_WORDS).toWellFormed().trim();
}

/** Six buttons. `unclear`: what came before was no answer. */
export function surveyPage({ language }: Asked, shop: string, problem?: 'unclear'): Page {
  const { survey, common } = wordsIn(language);
  const answers = AWAY_REASONS.map(
    (reason) => html`<button class="plain" name="away" value="${reason}">${survey.answers[reason]}</button>`,
  );
  const body = html`${problem && html`<p class="notice">${common[problem]}</p>\n`}<p>${survey.text(shop)}</p>
<form method="post" class="answers">
${answers}
</form>`;
  return pageOf({ language, shop, title: survey.title, body, ...(problem && { status: 400 }) });
}

/** The answer is stored; here is room for words. Who gets too many messages is shown at once where to get fewer. */
export function thanksPage({ language, token }: Asked, shop: string, away: AwayReason): Page {
  const { survey, common } = wordsIn(language);
  const { words } = survey;
  const isTooMany = away === 'too-many';
  const body = html`<p>${survey.thanks.text}</p>
${isTooMany ? html`<p class="links">${linkTo('p', token, survey.less)}</p>` : undefined}
<form method="post">
<input type="hidden" name="away" value="${away}">
<label for="words">${words.label(shop)}</label>
<textarea id="words" name="words" rows="4" maxlength="${String(MOST_AWAY_WORDS)}" aria-describedby="words-note"></textarea>
<p class="soft" id="words-note">${words.text}</p>
<button>${words.button}</button>
</form>
${isTooMany ? undefined : html`<p class="aside links">${linkTo('p', token, common.choose)}</p>`}`;
  return pageOf({ language, shop, title: survey.thanks.title, body });
}

/** All is said. */
export function wordsThanksPage({ language, token }: Asked, shop: string): Page {
  const { survey, common } = wordsIn(language);
  const body = html`<p>${survey.words.thanks}</p>
<p class="aside links">${linkTo('p', token, common.choose)}</p>`;
  return pageOf({ language, shop, title: survey.thanks.title, body });
}
