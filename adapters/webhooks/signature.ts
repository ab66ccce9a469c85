// What does a signature scheme judge, and what may it say? Each scheme has a file of its own in signatures/.
import type { Instant } from '#core/time';

/** A request as it came in: names of headers in lower case, the body byte for byte. */
export type SignedRequest = {
  /**
   * The address that the provider was given, rebuilt from our settings and never from what a caller says of the host; with
   * the query exactly as it came, since some providers sign it.
   */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * `incomplete`: something is missing that the scheme asks for. `stale`: too long ago or too far ahead, perhaps a replay.
 * `noMatch`: nobody whom we know signed this.
 */
export type RefusedBecause = 'incomplete' | 'stale' | 'noMatch';

/**
 * `once`: what no second request of this provider has. It is something that the signature covers, so that nobody can send
 * the same again under another one: the id that the scheme signs, or else what only the very same request comes to. Of any
 * length: a receipt is kept under its digest.
 */
export type SignatureVerdict =
  | { readonly status: 'genuine'; readonly once: string }
  | { readonly status: 'refused'; readonly because: RefusedBecause };

/** What a check works with: every secret that counts now, so that both sides can replace theirs without a gap. */
export type CheckedWith = {
  readonly secrets: readonly string[];
  readonly now: Instant;
  /**
   * What stands at an https address of the provider's, for schemes that sign with a certificate. Throws TryAgain when
   * nobody answers, and BadInput when the answer is no.
   */
  readonly fetchText: (url: string) => Promise<string>;
};

/** Judges a request. A secret that cannot be one of the scheme is BadDefinition, whatever the request. */
export type SignatureScheme = (
  request: SignedRequest,
  using: CheckedWith,
) => SignatureVerdict | Promise<SignatureVerdict>;

/** A scheme that needs nothing from elsewhere. */
export type PlainScheme = (request: SignedRequest, using: Pick<CheckedWith, 'secrets' | 'now'>) => SignatureVerdict;

export function genuine(once: string): SignatureVerdict {
  return { status: 'genuine', once };
}

export function refused(because: RefusedBecause): SignatureVerdict {
  return { status: 'refused', because };
}
