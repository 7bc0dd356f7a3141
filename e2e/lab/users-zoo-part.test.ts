import { beforeAll, describe } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import type { CellResult } from './users-zoo/batch.ts';
import { expectNoFaults } from './users-zoo/expect-no-faults.ts';
import { batches } from './users-zoo/matrix.ts';
import { writeTable } from './users-zoo/report.ts';
import { runZoo } from './users-zoo/zoo.ts';

/** A part of the zoo of users, spread over kinds and ways, for every day; all of it is in users-zoo.long.test.ts. */
describe.skipIf(missingForLab().length > 0)('a device that is in use', () => {
  let results: readonly CellResult[] = [];
  beforeAll(async () => {
    results = await runZoo(batches('daily'), { kinds: ['remove'], removedOneOf: 3 });
    writeTable('users-zoo-daily.md', results);
  }, 1_500_000);

  expectNoFaults(() => results);
});
