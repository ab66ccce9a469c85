// Is a claim the hash of what came? Tokens carry the SHA-256 of address and body, and are signed as a whole.
import { hash } from 'node:crypto';
import { digestOf } from '#adapters/webhooks/reading/body';

/** Hexadecimal, in either case. A token says nothing of a body only when there is none. */
export function isHashOf(claim: unknown, bytes: string | Uint8Array): boolean {
  if (claim === undefined && bytes.length === 0) return true;
  return typeof claim === 'string' && claim.toLowerCase() === hashOf(bytes);
}

function hashOf(bytes: string | Uint8Array): string {
  return typeof bytes === 'string' ? hash('sha256', bytes, 'hex') : digestOf(bytes);
}
