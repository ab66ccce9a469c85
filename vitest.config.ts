import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two workers: the project's reference machine has two cores, and DynamoDB Local is hungry.
    maxWorkers: 2,
  },
});
