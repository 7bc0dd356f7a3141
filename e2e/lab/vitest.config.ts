import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The comparison of trees takes longer than all the rest, so it begins first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = (file: TestSpecification) => Number(file.moduleId.includes('tree-conformance'));
    return [...files].sort((a, b) => isLong(b) - isLong(a));
  }
}

/** Tests against a real kernel: `npx vitest run --config e2e/lab/vitest.config.ts`. */
// biome-ignore lint/style/noDefaultExport: vitest wants it
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/*.long.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 600_000,
    // A guest has one CPU; each worker's guests have one of their own (supervisor.ts).
    maxWorkers: Math.min(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
  },
});
