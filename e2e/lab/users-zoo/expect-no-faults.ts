import { expect, test } from 'vitest';
import type { CellResult } from './batch.ts';
import { tallyOf } from './report.ts';

/** The tests of a zoo, once it was tried out. */
export function expectNoFaults(results: () => readonly CellResult[]): void {
  test('is not cut, and no plan for it is runnable', () => expect(tallyOf(results()).cutInUse).toEqual([]));
  test('is not called unused, and nothing offers to remove it', () =>
    expect(tallyOf(results()).falseSentences).toEqual([]));
  test('is refused for reasons that are true', () =>
    expect(tallyOf(results()).refusedWithoutTrueReason).toEqual([]));
  test('is removed, and nothing else, once it was let go', () =>
    expect(tallyOf(results()).notRemovable).toEqual([]));
}
