import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit tests: beside the source, no kernel and no browser needed. The lab and the page have their own under e2e/. */
export default defineConfig({
  test: {
    environment: 'node',
    // Ten times what the slowest takes on a machine that does much else.
    testTimeout: 300_000,
    // All of them: nobody edits while `npm test` runs.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        // It is pure, so what one file leaves behind is nothing to another: its modules are loaded once.
        test: { name: 'lib', include: ['lib/**/*.test.ts'], isolate: false },
      },
      { extends: true, test: { name: 'edge', include: ['{server,bin,components}/**/*.test.{ts,tsx}'] } },
    ],
  },
});
