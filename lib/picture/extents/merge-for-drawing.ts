import { endOf, type Range } from './range.ts';

/** A cell of a drawn row: one range, or several that are too small to be told apart. */
export type Cell<T extends Range> = {
  readonly x: number;
  readonly width: number;
  readonly ranges: readonly T[];
};

/** Narrower than this a range cannot be seen, nor pointed at. */
const NARROWEST = 3;

/**
 * Ranges as cells of rows, to scale. Ranges that overlap come to different rows, at most `rowLimit` of them; what does
 * not fit is counted. Small neighbours of one row share a cell, so that a thousand points hold ten thousand ranges.
 */
export function cellsOf<T extends Range>(
  ranges: readonly T[],
  {
    wholeSectors,
    width,
    rowLimit,
  }: { readonly wholeSectors: number; readonly width: number; readonly rowLimit: number },
) {
  const rows: T[][] = [];
  const ends: number[] = [];
  let leftOutCount = 0;
  for (const range of ranges) {
    const free = ends.findIndex((end) => end <= range.startSector);
    const row = free >= 0 ? free : ends.length;
    if (row >= rowLimit) {
      leftOutCount += 1;
      continue;
    }
    ends[row] = endOf(range);
    const known = rows[row];
    if (known) known.push(range);
    else rows[row] = [range];
  }
  const scale = width / Math.max(1, wholeSectors);
  return { rows: rows.map((row) => mergeRow(row, scale)), leftOutCount };
}

function mergeRow<T extends Range>(row: readonly T[], scale: number): readonly Cell<T>[] {
  const cells: { x: number; end: number; ranges: T[] }[] = [];
  for (const range of row) {
    const x = range.startSector * scale;
    const end = endOf(range) * scale;
    const last = cells.at(-1);
    const isSmall = end - x < NARROWEST;
    if (last && isSmall && last.end - last.x < NARROWEST && x - last.x < NARROWEST) {
      last.ranges.push(range);
      last.end = Math.max(last.end, end);
    } else cells.push({ x: Math.max(x, last ? Math.min(x, last.end) : 0), end, ranges: [range] });
  }
  return cells.map(({ x, end, ranges }) => ({ x, width: Math.max(1, end - x), ranges }));
}
