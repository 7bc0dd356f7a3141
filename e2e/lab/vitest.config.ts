import { defineConfig } from 'vitest/config';

/** Tests against a real kernel: `npx vitest run --config e2e/lab/vitest.config.ts`. */
// biome-ignore lint/style/noDefaultExport: vitest wants it
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // A guest has one CPU, and all guests have the same one.
    fileParallelism: false,
  },
});
