// Which languages do we speak with customers? Pages, and the answers to their own words.

/** The first is spoken where nothing better is known. */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What somebody reads, and as it is written in their region (BCP 47: `GB`, `419`), where they say which that is. */
export type Reading = { readonly language: Language; readonly region?: string };

/** More than any browser names; what comes after them is not read. */
const MOST_RANGES = 50;
/** `de`, `de-AT` and `*`, with or without a weight (RFC 9110 §12.5.4 and §12.4.2). */
const RANGE = /^\s*(\*|[a-z]{1,8})((?:-[a-z0-9-]{1,40})?)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The language of ours that a browser likes best, by its `Accept-Language` header: the highest weight, and of equal ones the
 * first. What cannot be read is passed over; whoever names no language of ours gets the first.
 */
export function readingOf(acceptLanguage: string | undefined): Reading {
  let best: Reading = { language: LANGUAGES[0] };
  let highest = 0;
  for (const range of (acceptLanguage ?? '').split(',', MOST_RANGES)) {
    const [, tag = '', more = '', weight = '1'] = RANGE.exec(range) ?? [];
    const language = tag === '*' ? LANGUAGES[0] : LANGUAGES.find((one) => one === tag.toLowerCase());
    if (language === undefined || Number(weight) <= highest) continue;
    const region = regionOf(`${language}${more}`);
    best = { language, ...(region !== undefined && { region }) };
    highest = Number(weight);
  }
  return best;
}

function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    // What is no tag of a language names no region.
    return undefined;
  }
}
