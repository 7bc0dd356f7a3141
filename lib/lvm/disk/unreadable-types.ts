import { segmentRules } from './segment-rules.ts';
import type { LvmGroup, LvmSegment } from './volume-group.ts';

/** Why the bytes of a segment of such a type do not lie plainly on its PVs; null for one whose bytes do. */
export function whyNotPlain({ type }: LvmSegment): string | null {
  if (PLAIN.has(type)) return null;
  const known = REASONS.get(type) ?? (type.startsWith('raid') ? PARITY : undefined);
  return known ?? 'it is of a type that dmscope does not know';
}

const PARITY = 'its blocks are spread over its disks with redundancy of their own';

const PLAIN: ReadonlySet<string> = new Set(['striped', 'zero', 'mirror', 'raid0', 'raid0_meta', 'raid1']);

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
  const claimed = partsOfUnknown(group);
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

/** What is not known of a volume since a snapshot cannot be read that may be of it; null for nothing. */
export function doubtOfOrigin({ volumes }: LvmGroup): string | null {
  const broken = volumes.find(
    ({ damage, segments }) =>
      damage.length > 0 &&
      segments.some(({ type, areas }) => type === '' || (type === 'snapshot' && areas.length < 2)),
  );
  return broken
    ? `the metadata of ${broken.name} is damaged, so whether a snapshot is being merged into it is not known`
    : null;
}

/**
 * Hidden volumes that are a part of nothing. Where another one cannot be read, or is of an unknown type, they may be a part of that,
 * such as the store of a snapshot, and their bytes are not what they seem to be.
 */
function partsOfUnknown({ volumes }: LvmGroup): Map<string, string> {
  const unknown = volumes.find(
    ({ damage, segments }) => damage.length > 0 || segments.some(({ type }) => segmentRules(type) === null),
  );
  if (!unknown) return new Map();
  const used = new Set(
    volumes.flatMap(({ segments }) => segments.flatMap(({ areas }) => areas.map(({ name }) => name))),
  );
  const hidden = volumes.filter(({ name, status }) => !used.has(name) && !status.includes('VISIBLE'));
  const why = `it is hidden, and may be part of ${unknown.name}, which cannot be read`;
  return new Map(hidden.map(({ name }) => [name, why]));
}
