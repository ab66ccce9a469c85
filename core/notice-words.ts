// With which words do we answer a customer's own? Service texts: no offer, no persuasion, one SMS part.
import { LANGUAGES, type Language } from '#core/language';
import type { ReplyMeaning } from '#core/reply-kind';
import type { Shop } from '#core/shop';

/** `other` words are a sign of life: nothing is due to them. */
export type AnsweredMeaning = Exclude<ReplyMeaning, 'other'>;
type Wording = (shop: string, contact: string) => string;

// Only characters of the GSM alphabet, so that a text stays in one part of 160: é and è are in it; ê, á, í, ó and ú are not.
const WORDINGS = {
  stop: {
    en: (shop) => `${shop}: You are unsubscribed and will get no more texts from us. Reply START to get them again.`,
    de: (shop) =>
      `${shop}: Sie sind abgemeldet und erhalten keine SMS mehr von uns. Mit START melden Sie sich wieder an.`,
    fr: (shop) =>
      `${shop}: désabonnement enregistré, nous ne vous enverrons plus de SMS. Répondez START pour en recevoir.`,
    es: (shop) => `${shop}: le hemos dado de baja y no le enviaremos SMS. Responda START para volver a recibirlos.`,
  },
  start: {
    en: (shop) =>
      `${shop}: You will get our texts again. Msg & data rates may apply. Reply HELP for help, STOP to end.`,
    de: (shop) => `${shop}: Sie erhalten wieder SMS von uns. Antworten Sie HILFE für Hilfe, STOP zum Abmelden.`,
    fr: (shop) =>
      `${shop}: vous recevrez à nouveau nos SMS. Répondez AIDE pour de l'aide, STOP pour ne plus en recevoir.`,
    es: (shop) => `${shop}: vuelve a recibir nuestros SMS. Responda AYUDA para ayuda, STOP para darse de baja.`,
  },
  help: {
    en: (shop, contact) =>
      `${shop}: texts to our customers. Msg & data rates may apply. Reply STOP to end them. Questions: ${contact}`,
    de: (shop, contact) => `${shop}: SMS an unsere Kunden. Abmelden mit STOP. Fragen: ${contact}`,
    fr: (shop, contact) =>
      `${shop}: SMS pour nos clients. Répondez STOP pour ne plus en recevoir. Questions: ${contact}`,
    es: (shop, contact) =>
      `${shop}: SMS para nuestros clientes. Responda STOP para darse de baja. Preguntas: ${contact}`,
  },
} satisfies Record<AnsweredMeaning, Record<Language, Wording>>;

/** The text that answers words of this meaning. The contact is where the shop's customers may write to. */
export function noticeText(
  meaning: AnsweredMeaning,
  language: Language,
  { name, replyTo, website }: Pick<Shop, 'name' | 'replyTo' | 'website'>,
): string {
  return WORDINGS[meaning][language](name, replyTo ?? website);
}

/** The language of a locale such as `de-AT`; the first of ours where it is none of them. */
export function languageOfLocale(locale: string): Language {
  const [spoken = ''] = locale.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === spoken) ?? LANGUAGES[0];
}
