import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from './merge-for-drawing.ts';
import { gapsAndOverlaps, inOrder, type Range } from './range.ts';

const rangesArbitrary = fc.array(
  fc.record({ startSector: fc.nat(40), lengthSectors: fc.integer({ min: 1, max: 12 }) }),
  { maxLength: 12 },
);

describe('gaps and overlaps', () => {
  test('a gap is covered by nothing, an overlap by two or more, and every other sector by one', () => {
    fc.assert(
      fc.property(rangesArbitrary, (ranges) => {
        const { gaps, overlaps } = gapsAndOverlaps(inOrder(ranges), 60);
        const cover = (some: readonly Range[], sector: number) =>
          some.filter(
            (range) => range.startSector <= sector && sector < range.startSector + range.lengthSectors,
          ).length;
        for (let sector = 0; sector < 60; sector++) {
          const count = cover(ranges, sector);
          expect(cover(gaps, sector)).toBe(count === 0 ? 1 : 0);
          expect(cover(overlaps, sector)).toBe(count > 1 ? 1 : 0);
        }
      }),
    );
  });
});

describe('cells of a row', () => {
  test('hold ten thousand ranges in a thousand points, and count every one', () => {
    const ranges = Array.from({ length: 10_000 }, (_, i) => ({ startSector: i * 20, lengthSectors: 10 }));
    const { rows, leftOutCount } = cellsOf(ranges, { wholeSectors: 200_000, width: 1000, rowLimit: 8 });
    expect(leftOutCount).toBe(0);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.length).toBeLessThan(500);
    expect(rows[0]?.reduce((sum, cell) => sum + cell.ranges.length, 0)).toBe(10_000);
  });

  test('put what overlaps on rows of its own, and count what has no row', () => {
    const whole = { startSector: 0, lengthSectors: 100 };
    const { rows, leftOutCount } = cellsOf([whole, whole, whole], {
      wholeSectors: 100,
      width: 50,
      rowLimit: 2,
    });
    expect(rows.map((row) => row.map(({ x, width }) => [x, width]))).toEqual([[[0, 50]], [[0, 50]]]);
    expect(leftOutCount).toBe(1);
  });
});
