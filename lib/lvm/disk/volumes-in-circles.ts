import type { LvmVolume } from './volume-group.ts';

const PARTS: ReadonlySet<string> = new Set(['stripe', 'mirror', 'raid']);

/** Volumes that are made of themselves, by whatever way, and those that are made of such: what is left when all others are taken away. */
export function volumesInCircles(volumes: readonly LvmVolume[]): readonly LvmVolume[] {
  const byName = new Map(volumes.map((volume) => [volume.name, volume]));
  const partsLeft = new Map<LvmVolume, number>();
  const partOf = new Map<LvmVolume, LvmVolume[]>();
  for (const volume of volumes) {
    const parts = volume.segments.flatMap(({ areas }) =>
      areas.flatMap(({ role, kind, name }) =>
        kind === 'volume' && PARTS.has(role) ? (byName.get(name) ?? []) : [],
      ),
    );
    partsLeft.set(volume, parts.length);
    for (const part of parts) {
      const above = partOf.get(part);
      if (above) above.push(volume);
      else partOf.set(part, [volume]);
    }
  }
  const free = volumes.filter((volume) => partsLeft.get(volume) === 0);
  for (let volume = free.pop(); volume; volume = free.pop()) {
    for (const above of partOf.get(volume) ?? []) {
      const left = (partsLeft.get(above) ?? 0) - 1;
      partsLeft.set(above, left);
      if (left === 0) free.push(above);
    }
  }
  return volumes.filter((volume) => (partsLeft.get(volume) ?? 0) > 0);
}
