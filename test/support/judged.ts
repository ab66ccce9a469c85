// What does a scheme say of a request? In one word, with whatever a test changes about it.
import type { CheckedWith, SignatureScheme, SignedRequest } from '#adapters/webhooks/signature';
import { BadInput } from '#core/errors';
import { type Instant, instantOf } from '#core/time';

/** Seconds since 1970 as an instant. */
export function atSeconds(seconds: number): Instant {
  return instantOf(seconds * 1_000);
}

type Judgement = {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly secrets: readonly string[];
  /** Seconds since 1970. */
  readonly at?: number;
  readonly fetchText?: CheckedWith['fetchText'];
};

/** `genuine`, or why not. */
export async function judged(scheme: SignatureScheme, judgement: Judgement): Promise<string> {
  const verdict = await verdictOf(scheme, judgement);
  return verdict.status === 'genuine' ? verdict.status : verdict.because;
}

/** What no second request has; undefined for a request that is refused. */
export async function onceOf(scheme: SignatureScheme, judgement: Judgement): Promise<string | undefined> {
  const verdict = await verdictOf(scheme, judgement);
  return verdict.status === 'genuine' ? verdict.once : undefined;
}

async function verdictOf(scheme: SignatureScheme, { body = '', at = 0, secrets, ...rest }: Judgement) {
  const request: SignedRequest = {
    url: rest.url ?? 'https://winback.example.com/webhooks/provider',
    headers: rest.headers ?? {},
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
  const nothing = () => Promise.reject(new BadInput('nothing stands there'));
  return scheme(request, { secrets, now: atSeconds(at), fetchText: rest.fetchText ?? nothing });
}
