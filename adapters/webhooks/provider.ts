// What is a provider to us? Somebody whose requests prove where they come from, and tell what happened in words of its own.
import type { SignatureScheme, SignedRequest } from '#adapters/webhooks/signature';
import type { Instant } from '#core/time';
import type { Told } from '#core/told';

/**
 * `unreadable`: not what this provider sends at all (400). One event that cannot be read among others is `nothing`.
 * `confirm`: an address of the provider's that must be visited before it sends anything more (SNS).
 */
export type Reading =
  | { readonly status: 'read'; readonly told: readonly Told[]; readonly confirm?: string }
  | { readonly status: 'unreadable'; readonly because: string };

export type ReadWith = {
  /** When the first copy of the request came: the instant of whatever has none of its own. */
  readonly receivedAt: Instant;
  /** The shop's currency, like USD: money in another one is not counted. Without it, all money is the shop's. */
  readonly currency?: string;
};

export type Provider = {
  readonly called: string;
  readonly scheme: SignatureScheme;
  /** Reads a request that is genuine. Lenient: unknown fields and kinds are left alone. Never throws. */
  readonly read: (request: SignedRequest, using: ReadWith) => Reading;
  /** Is it the empty greeting that this provider sends unsigned, to see whether anybody is there? It is answered, and nothing else. */
  readonly isGreeting?: (request: SignedRequest) => boolean;
  /** What the provider wants to hear when all is well. @default 200 and JSON */
  readonly answer?: { readonly type: string; readonly body: string };
};
