// What does the address of a request carry after its question mark?
import type { SignedRequest } from '#adapters/webhooks/signature';

/** Names and values; of a name that stands there twice, the last one counts. */
export function queryOf({ url }: Pick<SignedRequest, 'url'>): Readonly<Record<string, string>> {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return Object.fromEntries(new URLSearchParams(query));
}
