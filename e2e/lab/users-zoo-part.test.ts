import { beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import type { CellResult } from './users-zoo/batch.ts';
import { batches } from './users-zoo/matrix.ts';
import { tallyOf, writeTable } from './users-zoo/report.ts';
import { runZoo } from './users-zoo/zoo.ts';

/** A part of the zoo of users, spread over kinds and ways, for every day; all of it is in users-zoo.long.test.ts. */
describe.skipIf(missingForLab().length > 0)('a device that is in use', () => {
  let results: readonly CellResult[] = [];
  beforeAll(async () => {
    results = await runZoo(batches('daily'), { kinds: ['remove'], removedOneOf: 3 });
    writeTable('users-zoo-daily.md', results);
  }, 1_500_000);

  test('is not cut, and no plan for it is runnable', () => expect(tallyOf(results).cutInUse).toEqual([]));
  test('is not called unused, and nothing offers to remove it', () =>
    expect(tallyOf(results).falseSentences).toEqual([]));
  test('is refused for reasons that are true', () =>
    expect(tallyOf(results).refusedWithoutTrueReason).toEqual([]));
  test('is removed, and nothing else, once it was let go', () =>
    expect(tallyOf(results).notRemovable).toEqual([]));
});
