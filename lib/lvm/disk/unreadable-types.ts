import type { LvmGroup, LvmSegment } from './volume-group.ts';

/** Why the bytes of a segment of such a type do not lie plainly on its PVs; null for one whose bytes do. */
export function whyNotPlain({ type }: LvmSegment): string | null {
  if (PLAIN.has(type)) return null;
  const known = REASONS.get(type) ?? (type.startsWith('raid') ? PARITY : undefined);
  return known ?? 'it is of a type that dmscope does not know';
}

const PARITY = 'its blocks are spread over its disks with redundancy of their own';

const PLAIN: ReadonlySet<string> = new Set([
  'striped',
  'linear',
  'zero',
  'mirror',
  'raid0',
  'raid0_meta',
  'raid1',
]);

const REASONS: ReadonlyMap<string, string> = new Map([
  ['error', 'it is a gap in which every read fails'],
  ['snapshot', 'it is what its origin was, and which blocks those are only its store of changes tells'],
  ['thin', 'its blocks are where the metadata of its pool says'],
  ['thin-pool', 'it is a pool: its blocks belong to its thin volumes'],
  ['cache', 'the newest of its blocks may be in its cache alone'],
  ['cache-pool', 'it is a cache: its blocks belong to the volume that it caches'],
  ['writecache', 'the newest of its blocks may be in its cache alone'],
  ['integrity', 'the newest of its blocks may be in its journal alone'],
  ['vdo', 'its blocks are where the index of its pool says, and compressed'],
  ['vdo-pool', 'it is a pool: its blocks are compressed, and belong to its volumes'],
]);

/** Why a volume is not what its own segments say, by what others of the group make of it: volume → reason. */
export function claimedVolumes(group: LvmGroup): ReadonlyMap<string, string> {
  const claimed = new Map<string, string>();
  for (const volume of group.volumes) {
    for (const { type, areas } of volume.segments) {
      if (type !== 'snapshot') continue;
      const origin = areas.find(({ role }) => role === 'origin')?.name;
      for (const { role, name } of areas) {
        if (role === 'cow_store')
          claimed.set(
            name,
            `on its disks is only what changed in ${origin ?? 'its origin'} since it was made`,
          );
        if (role !== 'merging_store') continue;
        claimed.set(name, `it is being merged into ${origin ?? 'its origin'}`);
        if (origin !== undefined) claimed.set(origin, `${name} is being merged into it`);
      }
    }
  }
  return claimed;
}
