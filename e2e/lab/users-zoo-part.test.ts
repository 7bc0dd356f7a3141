import { beforeAll, describe } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { expectNoFaults } from './users-zoo/expect-no-faults.ts';
import { batches } from './users-zoo/matrix.ts';
import { writeTable } from './users-zoo/report.ts';
import { NO_RESULT, runZoo } from './users-zoo/zoo.ts';

/** A part of the zoo of users, spread over kinds and ways, for every day; all of it is in users-zoo.long.test.ts. */
describe.skipIf(missingForLab().length > 0)('a device that is in use', () => {
  let result = NO_RESULT;
  beforeAll(async () => {
    result = await runZoo(batches('daily'), { kinds: ['remove'], removedOneOf: 3 });
    writeTable('users-zoo-daily.md', result.cells);
  }, 1_500_000);

  expectNoFaults(() => result);
});
