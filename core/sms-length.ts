// How many parts an SMS is sent in: the price is paid for each.

// 3GPP TS 23.038 §6.2.1: the default alphabet, and the characters that cost two because they need an escape.
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_ESCAPED = new Set('\f^{}\\[~]|€');

const LIMITS = { gsm: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } };
/** AWS fails SMS that are longer than this in their encoding's units (End User Messaging user guide, SMS character limits). */
export const MOST_SMS_UNITS = { gsm: 1530, ucs2: 630 };
/** The most characters that the API takes at all (SendTextMessage, MessageBody). */
export const MOST_SMS_CHARACTERS = 1600;

export type SmsLength = { readonly encoding: 'gsm' | 'ucs2'; readonly units: number; readonly parts: number };

/** The encoding that carriers will use for a text, its length in that encoding's units, and its number of parts. */
export function smsLengthOf(text: string): SmsLength {
  const characters = [...text];
  const isGsm = characters.every((character) => GSM.has(character) || GSM_ESCAPED.has(character));
  const widths = characters.map((character) => widthOf(character, isGsm));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, part } = isGsm ? LIMITS.gsm : LIMITS.ucs2;
  return { encoding: isGsm ? 'gsm' : 'ucs2', units, parts: units <= single ? 1 : packed(widths, part) };
}

function widthOf(character: string, isGsm: boolean): number {
  if (isGsm) return GSM_ESCAPED.has(character) ? 2 : 1;
  return character.length;
}

/** A character of two units is never cut in half: it moves to the next part whole. */
function packed(widths: readonly number[], part: number): number {
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > part) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}
