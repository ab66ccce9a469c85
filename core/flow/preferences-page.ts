// Somebody opens their preference page, or saves it.
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { type LinkServices, readLink } from '#core/flow/link-page';
import { choicesOf } from '#core/pages/choices';
import { localeOfDays } from '#core/pages/dates';
import { formOf } from '#core/pages/form';
import type { Linked } from '#core/pages/link';
import type { Asked, Page } from '#core/pages/page';
import { pauseDays } from '#core/pages/pauses';
import { chosenIn, languageOfForm, seenIn, stopEverything, wantsStop } from '#core/pages/preferences-form';
import { preferencesPage } from '#core/pages/preferences-page';
import { savedPage, stoppedPage, unknownPage } from '#core/pages/saved-pages';
import type { Services } from '#core/ports';
import type { TimeZone } from '#core/time';
import type { Topics } from '#core/topics';

export type PreferencesServices = LinkServices & {
  readonly customers: Pick<Services['customers'], 'get'>;
  readonly topics: Topics;
  /** The shop's: pauses end as its days begin. */
  readonly timeZone: TimeZone;
  /** The shop's, as in its emails. */
  readonly locale: string;
};

/**
 * Shows what a customer may choose, and puts on the queue what they changed. The token in the path is the permission: there is
 * no cookie that another website could misuse. To stop everything no row is needed, so it is obeyed before one is read.
 */
export async function answerPreferences(services: PreferencesServices, asked: Asked): Promise<Page> {
  const { clock, responses, customers, shop } = services;
  const link = await readLink(services, asked);
  if (link.status === 'turnedAway') return link.page;
  const { about, says } = link;
  const form = says ? formOf(asked.contentType, asked.body) : undefined;
  if (wantsStop(form)) {
    await responses.put(stopEverything({ about, requestId: asked.requestId, now: clock.now() }));
    return stoppedPage(asked, shop);
  }
  const customer = await customers.get(about.customerId);
  if (customer === undefined) return unknownPage(asked, shop);
  return says ? save(services, asked, about, customer, form) : look(services, asked, customer);
}

function look({ clock, shop, topics, timeZone, locale }: PreferencesServices, asked: Asked, customer: Customer): Page {
  const now = clock.now();
  return preferencesPage({
    language: asked.language,
    shop,
    timeZone,
    locale: localeOfDays(asked, locale),
    seen: now,
    choices: choicesOf(customer, topics, now),
    days: pauseDays(now, timeZone),
  });
}

async function save(
  { clock, responses, shop, topics, timeZone, ...services }: PreferencesServices,
  { requestId, token, ...asked }: Asked,
  about: Linked,
  customer: Customer,
  form: URLSearchParams | undefined,
): Promise<Page> {
  const now = clock.now();
  const language = (form && languageOfForm(form)) ?? asked.language;
  const locale = localeOfDays({ ...asked, language }, services.locale);
  const choices = choicesOf(customer, topics, now);
  const days = pauseDays(now, timeZone);
  const view = { language, shop, timeZone, locale, choices, days, seen: now };
  if (form === undefined) return preferencesPage({ ...view, refused: { because: 'unclear' } });
  const chosen = chosenIn(form, choices, days, { about, requestId, now, shop, language, timeZone });
  if (chosen.status === 'unclear') return preferencesPage({ ...view, refused: { because: 'unclear' } });
  if (chosen.status === 'noSuchDay')
    return preferencesPage({ ...view, seen: seenIn(form, now) ?? now, refused: { because: 'noSuchDay', form } });
  const changed = chosen.responses.length > 0;
  if (changed) await responses.put(chosen.responses);
  // The queue has it and will obey: the row as it will be, by the very rule that will change it.
  const after = chosen.responses.reduce((row, said) => customerAfter(row, said, timeZone) ?? row, customer);
  return savedPage({ language, token, shop, choices: choicesOf(after, topics, now), changed, timeZone, locale });
}
