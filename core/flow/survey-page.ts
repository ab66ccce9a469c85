// Somebody says why they have been away.
import { type LinkServices, readLink } from '#core/flow/link-page';
import { formOf } from '#core/pages/form';
import type { Asked, Page } from '#core/pages/page';
import { answerIn, surveyPage, thanksPage, wordsThanksPage } from '#core/pages/survey-pages';

/** Asks when somebody looks; one tap is an answer, and is kept before words are asked for. */
export async function answerSurvey(services: LinkServices, asked: Asked): Promise<Page> {
  const { clock, responses, shop } = services;
  const link = await readLink(services, asked);
  if (link.status === 'turnedAway') return link.page;
  if (!link.says) return surveyPage(asked, shop);
  const form = formOf(asked.contentType, asked.body);
  const answer = form === undefined ? { status: 'unclear' as const } : answerIn(form);
  if (answer.status === 'unclear') return surveyPage(asked, shop, 'unclear');
  if (answer.status === 'skipped') return wordsThanksPage(asked, shop);
  const { channel: _byWhich, ...who } = link.about;
  const words = answer.status === 'said' ? { words: answer.words } : {};
  const responseId = `survey-${asked.requestId}`;
  await responses.put([{ kind: 'answered', responseId, ...who, at: clock.now(), away: answer.away, ...words }]);
  return answer.status === 'said' ? wordsThanksPage(asked, shop) : thanksPage(asked, shop, answer.away);
}
