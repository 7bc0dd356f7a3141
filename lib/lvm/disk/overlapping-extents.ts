import type { LvmVolume } from './volume-group.ts';

type Used = { readonly pv: string; readonly from: number; readonly to: number; readonly volume: LvmVolume };

export type Overlap = {
  readonly volumes: readonly [LvmVolume, LvmVolume];
  readonly pv: string;
  readonly from: number;
};

/** Extents of a PV that two segments have at once, which LVM would refuse to read: for each segment that has such, one. */
export function overlappingExtents(volumes: readonly LvmVolume[]): readonly Overlap[] {
  const found: Overlap[] = [];
  for (const [pv, all] of Map.groupBy(volumes.flatMap(usedBy), (each) => each.pv)) {
    let last: Used | null = null;
    for (const each of all.toSorted((a, b) => a.from - b.from)) {
      if (last && each.from < last.to)
        found.push({ volumes: [last.volume, each.volume], pv, from: each.from });
      if (!last || each.to > last.to) last = each;
    }
  }
  return found;
}

function usedBy(volume: LvmVolume): readonly Used[] {
  return volume.segments.flatMap(({ type, areas, extentCount }) => {
    if (extentCount === null) return [];
    const inEach = type === 'striped' ? extentCount / areas.length : extentCount;
    return areas.flatMap(({ kind, name, startExtent }) =>
      kind === 'pv' && startExtent !== null
        ? [{ pv: name, from: startExtent, to: startExtent + inEach, volume }]
        : [],
    );
  });
}
