// What stands in a request? JSON or a form, whichever it is, and what its address carries.
import type { SignedRequest } from '#adapters/webhooks/signature';

/** `form`: also what an address carries after its question mark. */
export type Content =
  | { readonly status: 'json'; readonly value: unknown }
  | { readonly status: 'form'; readonly fields: Fields };
export type Fields = Readonly<Record<string, string>>;

/** What the address of a request carries. */
export function queryOf({ url }: Pick<SignedRequest, 'url'>): Fields {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return Object.fromEntries(new URLSearchParams(query));
}

/** JSON as the value it stands for; undefined when it is none. Bytes that are no UTF-8 are read as U+FFFD. */
export function jsonIn(body: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/**
 * A body that may be JSON or a form, told by how it begins: the content type is not always the one that is there. A
 * request without a body has its fields in the address.
 */
export function contentOf(request: SignedRequest): Content | undefined {
  const text = new TextDecoder().decode(request.body).trim();
  if (text.startsWith('{') || text.startsWith('[')) {
    const value = jsonIn(text);
    return value === undefined ? undefined : { status: 'json', value };
  }
  const fields = text === '' ? queryOf(request) : Object.fromEntries(new URLSearchParams(text));
  return { status: 'form', fields };
}

/** One event or a list of them, as a list. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
