// The proof on an emulator: `npm run test:emulator`. Its files are not named .test.ts, so `npm test` does not see them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/emulator/**/*.emulator.ts'],
    // A Python may have to be installed first, and journeys last half a minute each.
    hookTimeout: 300_000,
    testTimeout: 180_000,
    // Everything happens on one clock, in one process.
    fileParallelism: false,
    maxConcurrency: 12,
    reporters: ['verbose'],
  },
});
