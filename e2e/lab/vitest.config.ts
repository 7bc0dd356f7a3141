import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest, in this order; what begins last keeps one worker waiting for the other. */
const LONGEST = ['users-zoo-part', 'tree-conformance'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(name));
      return at === -1 ? LONGEST.length : at;
    };
    return [...files].sort((a, b) => rank(a) - rank(b));
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
