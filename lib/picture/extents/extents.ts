import { indexStack } from '../../stack/index-stack.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import { type Fill, fillsOf } from './fills.ts';
import { type OwnSegment, ownSegments } from './own-segments.ts';
import { endOf, gapsAndOverlaps, inOrder, type Range } from './range.ts';
import { type OwnedRange, usedRanges } from './used-ranges.ts';

/**
 * The extents of a device: which of its ranges belong to what stands on it, and on which ranges of its bases it lies,
 * both as the tables say. Gaps are sectors that no live table and no partition uses; on a PV they may be free, hold LVM's
 * metadata, or belong to a volume that is not active. Overlaps are ordinary where an origin and its snapshots share their
 * data, and alarming anywhere else.
 */
export type Extents = {
  readonly device: Device;
  readonly sizeSectors: number;
  /** In order of their start. */
  readonly used: readonly OwnedRange[];
  /** Holders of which nothing tells the place. */
  readonly unplaced: readonly Device[];
  readonly gaps: readonly Range[];
  readonly overlaps: readonly Overlap[];
  readonly segments: readonly OwnSegment[];
  readonly fills: readonly Fill[];
};

/** `isShared`: all who use it are an origin and its snapshots, or paths and members that are meant to. */
export type Overlap = Range & { readonly isShared: boolean };

export function extentsOf(stack: Stack, device: Device): Extents {
  const index = indexStack(stack);
  const sizeSectors = device.sizeBytes === null ? tableSectors(device) : device.sizeBytes / 512;
  const { ranges, unplaced } = usedRanges(index, device, sizeSectors);
  const used = inOrder(ranges);
  const { gaps, overlaps } = gapsAndOverlaps(used, sizeSectors);
  // Those who share as origin and snapshots do not count: what is left overlaps although it should not.
  const others = gapsAndOverlaps(firstOfShared(used), sizeSectors).overlaps;
  return {
    device,
    sizeSectors,
    used,
    unplaced,
    gaps: used.length === 0 ? [] : gaps,
    overlaps: overlaps.map((overlap) => ({
      ...overlap,
      isShared: !others.some((other) => touches(other, overlap)),
    })),
    segments: ownSegments(index, device, sizeSectors),
    fills: fillsOf(index, device),
  };
}

/** A table is as long as its device. */
function tableSectors({ dm }: Device): number {
  return Math.max(0, ...(dm?.segments ?? []).map(endOf));
}

/** Of ranges that play the origin's part for several, one. */
function firstOfShared(used: readonly OwnedRange[]): readonly OwnedRange[] {
  let isSeen = false;
  return used.filter(({ role }) => {
    if (role !== 'origin') return true;
    const isFirst = !isSeen;
    isSeen = true;
    return isFirst;
  });
}

function touches(a: Range, b: Range): boolean {
  return a.startSector < b.startSector + b.lengthSectors && b.startSector < a.startSector + a.lengthSectors;
}
