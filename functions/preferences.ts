// The door behind the links to the preference page and to the survey: pages that need to know who looks.
import { answerPreferences, type PreferencesServices } from '#core/flow/preferences-page';
import { answerSurvey } from '#core/flow/survey-page';
import { laterPage } from '#core/pages/shared';
import { httpDoor } from './runtime/door.ts';
import { preferencesServices } from './runtime/http-services.ts';
import { askedOf, pageAnswer } from './runtime/page.ts';

/** The last folder of the path names the page; whatever a stage puts before it does not matter. */
const SURVEY = /\/s\/[^/]*$/;

/**
 * Called by the HTTP API for /p/{token} and /s/{token}. GET and HEAD change nothing. The token is the permission, and there is
 * no cookie: a form on another website can do nothing that its owner could not.
 */
export function createHandler(services: () => PreferencesServices | Promise<PreferencesServices>) {
  return httpDoor({
    services,
    sorry: (request) => pageAnswer(laterPage(askedOf(request), isSurvey(request) ? 'survey' : 'preferences')),
    run: async (ports, request) => {
      const answer = isSurvey(request) ? answerSurvey : answerPreferences;
      return pageAnswer(await answer(ports, askedOf(request)));
    },
  });
}

function isSurvey({ pathAndQuery }: { readonly pathAndQuery: string }): boolean {
  return SURVEY.test(pathAndQuery.split('?', 1)[0] ?? '');
}

export const handler = createHandler(preferencesServices);
