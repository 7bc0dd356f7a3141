import { expect, test } from 'vitest';
import { tallyOf } from './report.ts';
import type { ZooResult } from './zoo.ts';

/** The tests of a zoo, once it was tried out. */
export function expectNoFaults(result: () => ZooResult): void {
  const tally = () => tallyOf(result().cells);
  test('can be used in each of the ways', () => expect(result().unmade).toEqual([]));
  test('is not cut, and no plan for it is runnable', () => expect(tally().cutInUse).toEqual([]));
  test('is not called unused, and nothing offers to remove it', () =>
    expect(tally().falseSentences).toEqual([]));
  test('is refused for reasons that are true', () => expect(tally().refusedWithoutTrueReason).toEqual([]));
  test('is removed, and nothing else, once it was let go', () => expect(tally().notRemovable).toEqual([]));
}
