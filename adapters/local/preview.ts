// The line that an inbox shows under the subject.
import type { Rendered } from '#core/message';

const MOST_PREVIEW_CHARACTERS = 160;
// MJML puts the preview text into the first block of the body, hidden from readers.
const HIDDEN_PREVIEW = /<(div|span)[^>]*style="[^"]*display:\s*none[^"]*"[^>]*>([^<]*)</i;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&zwnj;': '',
  '&#8203;': '',
  '&amp;': '&',
};

/** The hidden preview text of an email, else the beginning of its plain text; of an SMS, all of its words. */
export function previewOf(message: Rendered): string {
  if (message.channel === 'sms') return message.text;
  const hidden = HIDDEN_PREVIEW.exec(message.html)?.[2] ?? '';
  const decoded = hidden.replace(/&[#a-z0-9]+;/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
  return oneLine(decoded) || oneLine(message.text);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MOST_PREVIEW_CHARACTERS);
}
