// What stands in the body of a request? Worked out once, whoever asks first: the check of who sent it, the reader of what it
// tells, or the receipt. Nobody changes what is answered here.
import { hash } from 'node:crypto';
import { parse } from 'node:querystring';
import { type Fields, jsonOf, objectIn } from '#adapters/webhooks/reading/json';
import { queryOf } from '#adapters/webhooks/reading/query';
import type { SignedRequest } from '#adapters/webhooks/signature';

/** `form`: also what an address carries after its question mark. */
export type Content =
  | { readonly status: 'json'; readonly value: unknown }
  | { readonly status: 'form'; readonly fields: Fields };

/** No bound of its own: the door bounds the body. */
const EVERY_KEY = { maxKeys: 0 };
const decoder = new TextDecoder();

/** JSON as the value it stands for; undefined when it is none. Bytes that are no UTF-8 are read as U+FFFD. */
export const jsonIn = readOnce((body) => jsonOf(decoder.decode(body)));

/** A form: each name with its value, or with its values if it stands there more than once. */
export const formIn = readOnce((body) => parse(decoder.decode(body), '&', '=', EVERY_KEY));

/** SHA-256 of the bytes, in hexadecimal. */
export const digestOf = readOnce((body) => hash('sha256', body, 'hex'));

/** The JSON object of a body; undefined when it is none. */
export function objectOf(body: Uint8Array): Fields | undefined {
  return objectIn(jsonIn(body));
}

/**
 * A body that may be JSON or a form, told by how it begins: the content type is not always the one that is there. A
 * request without a body has its fields in the address. Of a name that stands there twice, the last one counts.
 */
export function contentOf(request: SignedRequest): Content | undefined {
  const text = decoder.decode(request.body).trimStart();
  if (text.startsWith('{') || text.startsWith('[')) {
    const value = jsonIn(request.body);
    return value === undefined ? undefined : { status: 'json', value };
  }
  return { status: 'form', fields: text === '' ? queryOf(request) : lastOfEach(formIn(request.body)) };
}

function lastOfEach(form: ReturnType<typeof formIn>): Fields {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat().at(-1)]));
}

/** By the body itself and not by what is in it: forgotten with it. */
function readOnce<Said>(read: (body: Uint8Array) => Said): (body: Uint8Array) => Said {
  const known = new WeakMap<Uint8Array, { readonly said: Said }>();
  return (body) => {
    const before = known.get(body);
    if (before !== undefined) return before.said;
    const said = read(body);
    known.set(body, { said });
    return said;
  };
}
