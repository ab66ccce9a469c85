// What does the body of a request say? The forms of our own pages, read with care: anybody can send anything.

/** Far more than any form of ours: what is larger is not read at all. */
const MOST_FORM_BYTES = 64 * 1_024;
const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i;

/**
 * The fields of a form as browsers send it (WHATWG URL §5.1: broken bytes become U+FFFD, broken escapes stand for
 * themselves). Undefined when it is none, or too large to be one of ours. Never throws.
 */
export function formOf(contentType: string | undefined, body: Uint8Array): URLSearchParams | undefined {
  if (!FORM_TYPE.test(contentType ?? '') || body.byteLength > MOST_FORM_BYTES) return undefined;
  return new URLSearchParams(new TextDecoder().decode(body));
}

/** The value of a field that is there once; undefined when it is missing, or there again and so says two things. */
export function onlyValue(form: URLSearchParams, field: string): string | undefined {
  const values = form.getAll(field);
  return values.length === 1 ? values[0] : undefined;
}
