// Chance for tests: bytes that are never the same twice, and always the same in the next run.
import type { Randomness } from '#core/ports';

/** Counts 0, 1, 2, … in the last four bytes of each draw. */
export function countingRandomness(): Randomness {
  let draws = 0;
  return {
    bytes(count) {
      const bytes = new Uint8Array(count).fill(7);
      new DataView(bytes.buffer).setUint32(Math.max(0, count - 4), draws);
      draws += 1;
      return bytes;
    },
  };
}
