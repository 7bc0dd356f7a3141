import { counted } from '../dm/targets/wording.ts';
import type { Inside, InsideGroup } from './inside.ts';

/** The groups that a device holds, each once. */
export function groupsInside(inside: Inside | undefined): readonly InsideGroup[] {
  const groups = inside?.pvs.flatMap(({ group }) => group ?? []) ?? [];
  return groups.filter(({ uuid }, at) => groups.findIndex((other) => other.uuid === uuid) === at);
}

/** `inactive, 2 LVs`: what matters first, since a cell may have no room for the rest. */
export function groupWords({ volumeCount, isActive }: InsideGroup): string {
  const volumes = volumeCount === 0 ? 'no LVs' : counted(volumeCount, 'LV');
  return isActive || volumeCount === 0 ? volumes : `inactive, ${volumes}`;
}
