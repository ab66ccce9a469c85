// What did a customer choose on the preference page? Only what changed against the page that they saw.
import { CHANNELS, type Channel } from '#core/channel';
import { LANGUAGES, type Language } from '#core/language';
import type { Choices } from '#core/pages/choices';
import { onlyValue } from '#core/pages/form';
import type { Linked } from '#core/pages/link';
import { type PauseDays, pauseEnd } from '#core/pages/pauses';
import { ACT, FIELDS, PAUSE, topicField } from '#core/pages/preferences-fields';
import { wordsIn } from '#core/pages/translations';
import type { Response } from '#core/response';
import { type Instant, InstantSchema, type TimeZone } from '#core/time';

const SOURCE = 'preference page';

export type Asking = {
  readonly about: Linked;
  readonly requestId: string;
  readonly now: Instant;
  readonly shop: string;
  readonly language: Language;
  readonly timeZone: TimeZone;
};

export type Chosen =
  | { readonly status: 'chosen'; readonly responses: readonly Response[] }
  | { readonly status: 'unclear' }
  | { readonly status: 'noSuchDay' };

/** Does the form ask to stop everything? Whatever else it says. */
export function wantsStop(form: URLSearchParams | undefined): boolean {
  return form?.getAll(FIELDS.act).includes(ACT.stop) ?? false;
}

/** The language in which the form was read, which may no longer be the one that the browser asks for. */
export function languageOfForm(form: URLSearchParams): Language | undefined {
  return LANGUAGES.find((language) => language === onlyValue(form, FIELDS.language));
}

/** What the form says. A tick grants only where the page showed none, and a tick taken away always withdraws. */
export function chosenIn(form: URLSearchParams, choices: Choices, days: PauseDays, asking: Asking): Chosen {
  if (onlyValue(form, FIELDS.act) !== ACT.save) return { status: 'unclear' };
  const pause = pauseIn(form, days, asking);
  if (pause === 'unclear' || pause === 'noSuchDay') return { status: pause };
  const { about, requestId, now: at } = asking;
  // What asks for more is dated by the page that was seen, and is nothing without one: the same form sent once more, by a
  // reload, undoes no later no.
  const seen = seenIn(form, at);
  const { channel: _byWhich, ...who } = about;
  const base = (what: string, when = at) => ({ responseId: `preference-${requestId}-${what}`, ...who, at: when });
  const responses: Response[] = [];
  for (const channel of CHANNELS) {
    const change = changeOf(form, channel);
    const choice = choices.channels.find((one) => one.channel === channel);
    if (change === 'no') responses.push({ kind: 'unsubscribed', ...base(channel), channel, source: SOURCE });
    if (change === 'yes' && seen !== undefined && choice !== undefined && choice.barred === undefined)
      responses.push({
        kind: 'consented',
        ...base(channel, seen),
        channel,
        source: SOURCE,
        wording: wordingOf(channel, asking),
      });
  }
  for (const { topic } of choices.topics) {
    const change = changeOf(form, topicField(topic));
    if (change !== undefined)
      responses.push({
        kind: 'chose',
        ...base(topicField(topic), change === 'yes' ? seen : at),
        topic,
        wants: change === 'yes',
        source: SOURCE,
      });
  }
  if (pause !== undefined && seen !== undefined) responses.push({ kind: 'paused', ...base('pause', seen), ...pause });
  return { status: 'chosen', responses };
}

/** A no on every channel, those included that we know no contact of now. */
export function stopEverything({ about, requestId, now }: Pick<Asking, 'about' | 'requestId' | 'now'>): Response[] {
  return CHANNELS.map((channel) => ({
    kind: 'unsubscribed',
    responseId: `stop-${requestId}-${channel}`,
    ...about,
    channel,
    at: now,
    source: SOURCE,
  }));
}

/** What somebody agrees to by ticking a channel, as they read it; no part of their address. */
function wordingOf(channel: Channel, { language, shop }: Asking): string {
  const { label, terms } = wordsIn(language).preferences.channels;
  return `${label[channel]}: ${terms[channel](shop)}`;
}

function changeOf(form: URLSearchParams, name: string): 'yes' | 'no' | undefined {
  const says = (field: string) => form.getAll(field).includes(name);
  if (!says(FIELDS.shown) || says(FIELDS.had) === says(FIELDS.on)) return undefined;
  return says(FIELDS.on) ? 'yes' : 'no';
}

/** When the page was shown; undefined when the form does not say so, and then no page of ours has made it. */
export function seenIn(form: URLSearchParams, now: Instant): Instant | undefined {
  const seen = InstantSchema.safeParse(onlyValue(form, FIELDS.seen));
  // Two machines' clocks differ a little.
  return seen.success ? earlier(seen.data, now) : undefined;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

/** Undefined when nothing changes. A date that was entered counts, unless another end was chosen. */
function pauseIn(
  form: URLSearchParams,
  days: PauseDays,
  { timeZone }: Asking,
): { readonly until?: Instant } | 'unclear' | 'noSuchDay' | undefined {
  const written = [form.getAll(FIELDS.pause), form.getAll(FIELDS.day)];
  if (written.some((values) => values.length > 1)) return 'unclear';
  const [pause = PAUSE.keep, day = ''] = written.map(([value]) => value);
  if (pause === PAUSE.end) return {};
  if (pause === PAUSE.keep && day === '') return undefined;
  const until = pauseEnd(pause === PAUSE.keep || pause === PAUSE.own ? day : pause, days, timeZone);
  return until === undefined ? 'noSuchDay' : { until };
}
