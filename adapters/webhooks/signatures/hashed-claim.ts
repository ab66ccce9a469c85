// Is a claim the hash of what came? Tokens carry the SHA-256 of address and body, and are signed as a whole.
import { hash } from 'node:crypto';

/** Hexadecimal, in either case. A token says nothing of a body only when there is none. */
export function isHashOf(claim: unknown, bytes: string | Uint8Array): boolean {
  if (claim === undefined && bytes.length === 0) return true;
  return typeof claim === 'string' && claim.toLowerCase() === hash('sha256', bytes, 'hex');
}
