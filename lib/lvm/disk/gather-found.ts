import { type GatheredGroup, gatherGroups } from './gather-groups.ts';
import type { Place } from './scan.ts';

type Found = Pick<Place, 'at' | 'pv'> & { readonly depth: number };

/**
 * Groups from the PVs of all places. What is whole within one disk is a group of its own, so that the disks of cloned guests,
 * which have the same UUIDs throughout, stay apart, and nothing that a guest writes into its disk can pass for a PV of the host's. What
 * is left may lie on several disks, but only on such that are equally deep in volumes.
 */
export function gatherFound(places: readonly Found[]): readonly GatheredGroup<number>[] {
  const pvs = places.flatMap(({ pv, depth }, where) =>
    pv.kind === 'pv' ? [{ where, pv, depth, disk: diskOf(places, where) }] : [],
  );
  const taken = new Set<number>();
  const groups: GatheredGroup<number>[] = [];
  for (const inDisk of Map.groupBy(pvs, ({ disk }) => disk).values()) {
    for (const group of gatherGroups(inDisk).filter(isWhole)) {
      groups.push(group);
      for (const { at } of group.pvs) for (const where of at) taken.add(where);
    }
  }
  const left = pvs.filter(({ where }) => !taken.has(where));
  for (const alike of Map.groupBy(left, ({ depth }) => depth).values()) groups.push(...gatherGroups(alike));
  return groups;
}

function isWhole({ pvs }: GatheredGroup<number>): boolean {
  return pvs.every(({ at }) => at.length === 1);
}

/** The path or volume that a place is, or is a partition of. */
function diskOf(places: readonly Found[], where: number): number {
  const at = places[where]?.at;
  return at?.kind === 'partition' ? diskOf(places, at.of) : where;
}
