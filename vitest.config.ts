import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit tests: beside the source, no kernel and no browser needed. The lab and the page have their own under e2e/. */
export default defineConfig({
  test: {
    include: ['{lib,server,bin,components}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
    // All of them: nobody edits while `npm test` runs.
    maxWorkers: availableParallelism(),
  },
});
