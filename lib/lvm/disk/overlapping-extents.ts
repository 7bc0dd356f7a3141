import type { LvmGroup } from './volume-group.ts';

type Used = { readonly pv: string; readonly from: number; readonly to: number; readonly name: string };

const MOST_TOLD = 5;

/** Extents of a PV that two segments have at once, which LVM would refuse to activate: in words, the first of them. */
export function overlappingExtents(group: LvmGroup): readonly string[] {
  const used = group.volumes.flatMap(({ name, segments }) =>
    segments.flatMap(({ type, areas, extentCount }): Used[] => {
      const inEach = type === 'striped' ? extentCount / areas.length : extentCount;
      return areas
        .filter(({ kind }) => kind === 'pv')
        .map((area) => ({ pv: area.name, from: area.startExtent, to: area.startExtent + inEach, name }));
    }),
  );
  const told: string[] = [];
  for (const [pv, all] of Map.groupBy(used, (each) => each.pv)) {
    let last: Used | null = null;
    for (const each of all.toSorted((a, b) => a.from - b.from)) {
      if (last && each.from < last.to && told.length < MOST_TOLD)
        told.push(`${last.name} and ${each.name} have the same extents of ${pv}, from ${each.from} on`);
      if (!last || each.to > last.to) last = each;
    }
  }
  return told;
}
