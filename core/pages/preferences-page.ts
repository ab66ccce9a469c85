// The preference page: what may come, about what, and when not. Everything in one form, and a way to stop it all.
import type { Language } from '#core/language';
import type { ChannelChoice, Choices } from '#core/pages/choices';
import { dayText, dayTextAt } from '#core/pages/dates';
import { type Html, html } from '#core/pages/html';
import { type Page, pageOf } from '#core/pages/page';
import type { PauseDays } from '#core/pages/pauses';
import { ACT, FIELDS, PAUSE, topicField } from '#core/pages/preferences-fields';
import { stopForm } from '#core/pages/shared';
import { wordsIn } from '#core/pages/translations';
import type { Words } from '#core/pages/words';
import type { Instant, TimeZone } from '#core/time';

export type PreferencesView = {
  readonly language: Language;
  readonly shop: string;
  readonly choices: Choices;
  readonly seen: Instant;
  readonly days: PauseDays;
  readonly timeZone: TimeZone;
  /** How days are written. */
  readonly locale: string;
  /** A form that could not be obeyed: shown again as it was filled in, unless it made no sense. */
  readonly refused?:
    | { readonly because: 'noSuchDay'; readonly form: URLSearchParams }
    | { readonly because: 'unclear' };
};

type Ticks = { readonly had: boolean; readonly on: boolean };

export function preferencesPage(view: PreferencesView): Page {
  const { language, shop, choices, refused } = view;
  const { preferences: words, common } = wordsIn(language);
  const unclear = refused?.because === 'unclear' ? html`<p class="notice">${common.unclear}</p>\n` : undefined;
  const body = html`${unclear}<p>${words.text(shop)}</p>
<form method="post">
<input type="hidden" name="${FIELDS.language}" value="${language}"><input type="hidden" name="${FIELDS.seen}" value="${view.seen}">
${choices.channels.length === 0 ? undefined : channelsOf(view, words)}
${choices.topics.length === 0 ? undefined : topicsOf(view, words)}
${pausesOf(view, words)}
<button name="${FIELDS.act}" value="${ACT.save}">${words.save}</button>
<p class="soft">${words.slow}</p>
</form>
<section class="aside">
<h2>${words.stop.title}</h2>
<p>${words.stop.text(shop)}</p>
${stopForm(words.stop.button, true)}
</section>`;
  const status = refused === undefined ? 200 : refused.because === 'unclear' ? 400 : 422;
  return pageOf({ status, language, shop, title: words.title, body });
}

function channelsOf(view: PreferencesView, { channels: words }: Words['preferences']): Html {
  const rows = view.choices.channels.map((choice) =>
    channelRow(choice, ticksOf(view, choice.channel, choice.wanted), view.shop, words),
  );
  return html`<fieldset>
<legend>${words.legend}</legend>
${rows}
</fieldset>`;
}

function channelRow(
  { channel, contact, barred }: ChannelChoice,
  ticks: Ticks,
  shop: string,
  words: Words['preferences']['channels'],
): Html {
  const to = words.to[channel](contact);
  if (barred !== undefined) {
    const why = barred === 'complained' ? words.complained(shop) : words.bounced;
    return html`<div class="row"><span aria-hidden="true">–</span><div>${words.label[channel]}<p>${to}</p><p class="notice">${why}</p></div></div>`;
  }
  return tickRow(channel, ticks, words.label[channel], ticks.had ? [to] : [to, words.terms[channel](shop)]);
}

function topicsOf(view: PreferencesView, { topics: words }: Words['preferences']): Html {
  const rows = view.choices.topics.map(({ topic, label, wanted }) => {
    const field = topicField(topic);
    return tickRow(field, ticksOf(view, field, wanted), label, []);
  });
  return html`<fieldset>
<legend>${words.legend}</legend>
<p class="soft">${words.text}</p>
${rows}
</fieldset>`;
}

/** What was ticked as the customer saw it, and what is now. */
function ticksOf({ refused }: PreferencesView, name: string, wanted: boolean): Ticks {
  const form = refused?.because === 'noSuchDay' ? refused.form : undefined;
  // Not on their page: a channel or a topic that came meanwhile.
  if (form === undefined || !form.getAll(FIELDS.shown).includes(name)) return { had: wanted, on: wanted };
  return { had: form.getAll(FIELDS.had).includes(name), on: form.getAll(FIELDS.on).includes(name) };
}

/** The row says what it showed, so that a page that was open for long changes only what was changed on it. */
function tickRow(name: string, { had, on }: Ticks, label: string, notes: readonly string[]): Html {
  const lines = notes.map((note) => html`<p>${note}</p>`);
  const about = notes.length === 0 ? undefined : html`<div id="about-${name}">${lines}</div>`;
  const described = notes.length === 0 ? undefined : html` aria-describedby="about-${name}"`;
  return html`<div class="row"><input type="checkbox" id="on-${name}" name="${FIELDS.on}" value="${name}"${on ? html` checked` : undefined}${described}><div><label for="on-${name}">${label}</label>${about}<input type="hidden" name="${FIELDS.shown}" value="${name}">${had ? html`<input type="hidden" name="${FIELDS.had}" value="${name}">` : undefined}</div></div>`;
}

function pausesOf(view: PreferencesView, { pause: words }: Words['preferences']): Html {
  const { locale, choices, days, timeZone, refused } = view;
  const { pausedUntil } = choices;
  const wrong = refused?.because === 'noSuchDay' ? refused.form : undefined;
  const text = (day: PauseDays['first']) => dayText(day, locale);
  const option = (value: string, label: string, checked: boolean) =>
    html`<div class="row">${radio(value, checked)}<label for="pause-${value}">${label}</label></div>`;
  const isKept = wrong === undefined;
  const kept = pausedUntil === undefined ? words.none : words.keep(dayTextAt(pausedUntil, timeZone, locale));
  return html`<fieldset>
<legend>${words.legend}</legend>
${option(PAUSE.keep, kept, isKept)}
${pausedUntil === undefined ? undefined : option(PAUSE.end, words.end, false)}
${days.quick.map((day, index) => option(day, words.quick[index]?.(text(day)) ?? '', false))}
<div class="row">${radio(PAUSE.own, !isKept)}<div><label for="pause-${PAUSE.own}">${words.own}</label>${dayField(view, words, wrong)}</div></div>
</fieldset>`;
}

function radio(value: string, checked: boolean): Html {
  return html`<input type="radio" id="pause-${value}" name="${FIELDS.pause}" value="${value}"${checked ? html` checked` : undefined}>`;
}

function dayField(
  { locale, days }: PreferencesView,
  words: Words['preferences']['pause'],
  wrong: URLSearchParams | undefined,
): Html {
  const { first, last } = days;
  const problem =
    wrong &&
    html`<p class="notice" id="wrong-day">${words.wrongDay(dayText(first, locale), dayText(last, locale))}</p>`;
  const invalid = wrong && html` aria-invalid="true" aria-describedby="wrong-day"`;
  return html`<span class="day"><input type="date" name="${FIELDS.day}" min="${first}" max="${last}" aria-label="${words.day}"${invalid}></span>${problem}`;
}
