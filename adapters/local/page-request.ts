// Which requests the page's server listens to: those of its own page and of this machine, and no endless bodies.
import type { IncomingMessage } from 'node:http';
import { type Answer, problem } from '#adapters/local/page-answer';

const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Far above any honest request to this server. */
export const MOST_BODY_BYTES = 64 * 1024;

/**
 * Why a request is refused whatever it asks for; undefined when it is fine. The name check stops DNS rebinding: a
 * foreign page whose name suddenly points here would be let in by the browser, but still sends its own name.
 */
export function refusalOf({ headers }: IncomingMessage): Answer | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (OWN_NAMES.has(name)) return undefined;
  return problem(421, 'this page answers to localhost and 127.0.0.1 only; open it under one of these names');
}

/** Refuses what another website makes a browser send here; requests without an Origin come from no website. */
export function foreignOrigin({ headers }: IncomingMessage): Answer | undefined {
  if (headers.origin === undefined || headers.origin === `http://${headers.host}`) return undefined;
  return problem(403, 'this request comes from another website; use the page itself');
}

export type Body =
  | { readonly status: 'read'; readonly bytes: Uint8Array }
  | { readonly status: 'refused'; readonly answer: Answer };

/** The body of a request, or the refusal of one that is too large. */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let size = 0;
  // The socket must outlive the loop: the refusal still has to go out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // The cast: a request without an encoding set gives buffers.
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).byteLength;
    if (size > MOST_BODY_BYTES) return TOO_LARGE;
  }
  return { status: 'read', bytes: Buffer.concat(chunks) };
}

const TOO_LARGE: Body = {
  status: 'refused',
  answer: problem(413, `the body is larger than ${MOST_BODY_BYTES} bytes; send less`, { connection: 'close' }),
};
