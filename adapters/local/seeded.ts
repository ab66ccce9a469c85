// Chance that can be had again: the same seed gives the same bytes, in the same order.
import { createHash } from 'node:crypto';
import type { Randomness } from '#core/ports';

/** Bytes that a seed gives, for runs that must be the same twice. Anyone who knows the seed can guess them. */
export function createSeededRandomness(seed: string): Randomness {
  let drawn = 0;
  return {
    bytes(count) {
      drawn += 1;
      return createHash('sha512').update(`${seed}/${drawn}`).digest().subarray(0, count);
    },
  };
}
