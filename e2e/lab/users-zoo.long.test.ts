import { beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest } from './guest.ts';
import { expectNoFaults } from './users-zoo/expect-no-faults.ts';
import { type HinderedResult, tryHindered } from './users-zoo/hindered.ts';
import { makeCells, prepareZoo } from './users-zoo/made-cells.ts';
import { batches, hinderedCells } from './users-zoo/matrix.ts';
import { writeTable } from './users-zoo/report.ts';
import { NO_RESULT, runZoo, ZOO_GUEST } from './users-zoo/zoo.ts';

const LIMIT_MS = 2 * 3_600_000;

describe.skipIf(missingForLab().length > 0)('a device that is in use, of every kind and in every way', () => {
  let result = NO_RESULT;
  beforeAll(async () => {
    result = await runZoo(batches('all'), { kinds: ['free', 'remove'], removedOneOf: 1 });
    writeTable('users-zoo.md', result.cells);
  }, LIMIT_MS);

  expectNoFaults(() => result);
  test('there are at least sixty', () => expect(result.cells.length).toBeGreaterThanOrEqual(60));
});

describe.skipIf(missingForLab().length > 0)(
  'a device that is in use, on a host that does not tell all',
  () => {
    let results: readonly HinderedResult[] = [];
    beforeAll(async () => {
      const guest = await bootGuest({ name: 'users-hindered', ...ZOO_GUEST });
      try {
        const cells = hinderedCells();
        await prepareZoo(guest, cells);
        const { made, unmade } = await makeCells(guest, cells);
        expect(unmade).toEqual([]);
        results = await tryHindered(guest, made);
      } finally {
        await guest.down();
      }
    }, LIMIT_MS);

    test('is not removed, and nothing false is said of it', () =>
      expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]));
    test('there are plans wherever the core capture came', () =>
      expect(results.filter(({ noPlan }) => noPlan !== null).map(({ hindrance }) => hindrance)).toEqual([]));
  },
);
