/** Sectors of 512 bytes, from the start of a device. */
export type Range = { readonly startSector: number; readonly lengthSectors: number };

export function endOf({ startSector, lengthSectors }: Range): number {
  return startSector + lengthSectors;
}

export function sectorsIn(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { lengthSectors }) => sum + lengthSectors, 0);
}

/** By start, the longer first. */
export function inOrder<T extends Range>(ranges: readonly T[]): readonly T[] {
  return ranges.toSorted((a, b) => a.startSector - b.startSector || b.lengthSectors - a.lengthSectors);
}

/** What of a whole no range covers, and what more than one covers. `ranges` in order. */
export function gapsAndOverlaps(ranges: readonly Range[], wholeSectors: number) {
  const gaps: Range[] = [];
  const overlaps: Range[] = [];
  let covered = 0;
  for (const range of ranges) {
    const { startSector } = range;
    const end = endOf(range);
    if (startSector > covered) gaps.push(between(covered, startSector));
    else if (startSector < covered && end > startSector)
      addOverlap(overlaps, between(startSector, Math.min(end, covered)));
    covered = Math.max(covered, end);
  }
  if (covered < wholeSectors) gaps.push(between(covered, wholeSectors));
  return { gaps, overlaps };
}

function between(startSector: number, end: number): Range {
  return { startSector, lengthSectors: end - startSector };
}

function addOverlap(overlaps: Range[], overlap: Range): void {
  const last = overlaps.at(-1);
  if (!last || endOf(last) < overlap.startSector) overlaps.push(overlap);
  else if (endOf(last) < endOf(overlap))
    overlaps[overlaps.length - 1] = between(last.startSector, endOf(overlap));
}
