import type { Damage } from './damage.ts';

/**
 * A volume group as its metadata describes it (lib/format_text/import_vsn1.c, and each segment type's own file in lib/). The
 * kernel has no part in it: this is what LVM would make of the disks, not what is active. Names are the guest's and
 * whatever it likes; sizes are in bytes where the metadata has sectors, and extents stay extents. A number is null where the text
 * has none that can be believed; why is in the damage of what it is of.
 */
export type LvmGroup = {
  readonly name: string;
  /** Without dashes, as all UUIDs here; empty where the text has none. */
  readonly uuid: string;
  /** Counts the changes of the metadata. */
  readonly sequence: number | null;
  readonly status: readonly string[];
  readonly flags: readonly string[];
  readonly tags: readonly string[];
  /** Of the host that it is for; empty for none. */
  readonly systemId: string;
  readonly extentSizeBytes: number | null;
  readonly pvs: readonly LvmPv[];
  readonly volumes: readonly LvmVolume[];
  /** The host and time of the last change; empty and null where the text does not tell. */
  readonly writtenOn: string;
  readonly timeSeconds: number | null;
  /** Of the group's own keys; with any of it none of its volumes can be believed. */
  readonly damage: readonly Damage[];
};

export type LvmPv = {
  /** What the metadata calls it, such as `pv0`. */
  readonly key: string;
  readonly uuid: string;
  /** What it was called when the group was last changed: a hint, no more. */
  readonly deviceHint: string;
  readonly status: readonly string[];
  readonly flags: readonly string[];
  readonly tags: readonly string[];
  /** Null where the text does not tell. */
  readonly deviceSizeBytes: number | null;
  readonly extentsAtBytes: number | null;
  readonly extentCount: number | null;
  readonly damage: readonly Damage[];
};

export type LvmVolume = {
  readonly name: string;
  readonly uuid: string;
  readonly status: readonly string[];
  readonly flags: readonly string[];
  readonly tags: readonly string[];
  readonly createdOn: string;
  readonly createdAtSeconds: number | null;
  /** In the order of their extents; together they are the volume. */
  readonly segments: readonly LvmSegment[];
  readonly damage: readonly Damage[];
};

export type LvmSegment = {
  readonly startExtent: number | null;
  readonly extentCount: number | null;
  /** As LVM names it, without the flags behind a `+`: `striped`, `raid1`, `thin-pool` … */
  readonly type: string;
  /** Those behind the type: `RESHAPE`, `CACHE_USES_CACHEVOL` … */
  readonly flags: readonly string[];
  /** What it is made of: PVs with the extent it begins at, and other volumes. */
  readonly areas: readonly SegmentArea[];
  /** Numbers and words that a type has beside: `stripe_size`, `chunk_size` (both in sectors), `device_id`, `transaction_id` … */
  readonly settings: ReadonlyMap<string, string | number | bigint>;
};

export type SegmentArea = {
  /** `stripe`, `mirror`, `raid`, or the key that names it: `origin`, `cow_store`, `thin_pool`, `metadata` … */
  readonly role: string;
  readonly kind: 'pv' | 'volume';
  /** The key of a PV, or the name of a volume of the same group. */
  readonly name: string;
  readonly startExtent: number | null;
};

/**
 * Names of the volumes that are of use by themselves, as `lvs` lists them. Of a snapshot the metadata has two volumes; LVM shows it by
 * the name of the one that stores its changes, and the other not at all.
 */
export function visibleNames({ volumes }: LvmGroup): ReadonlySet<string> {
  const names = new Set(volumes.filter(({ status }) => status.includes('VISIBLE')).map(({ name }) => name));
  for (const { name, segments } of volumes) {
    for (const { areas } of segments.filter(({ type }) => type === 'snapshot')) {
      names.delete(name);
      for (const area of areas) if (area.role === 'cow_store') names.add(area.name);
    }
  }
  return names;
}

/** `--setautoactivation n`, of a group or of a volume. */
export function forbidsAutoActivation({ flags, status }: Pick<LvmGroup, 'flags' | 'status'>): boolean {
  return flags.includes('NOAUTOACTIVATE') || status.includes('NOAUTOACTIVATE');
}

/** What a volume is by its segments; LVM writes `striped` also for one stripe. */
export function typesOf({ segments }: LvmVolume): readonly string[] {
  const types = segments.map(({ type, areas }) => {
    if (type === '') return 'unknown type';
    return type === 'striped' && areas.length === 1 ? 'linear' : type;
  });
  return [...new Set(types)];
}

/** Null where one of its segments does not say how long it is. */
export function extentsOf({ segments }: LvmVolume): number | null {
  return segments.reduce<number | null>(
    (sum, { extentCount }) => (sum === null || extentCount === null ? null : sum + extentCount),
    0,
  );
}

/** Null for one that cannot be told. */
export function sizeOfVolume(group: LvmGroup, volume: LvmVolume): number | null {
  const extents = extentsOf(volume);
  const sizeBytes =
    extents === null || group.extentSizeBytes === null ? null : extents * group.extentSizeBytes;
  return Number.isSafeInteger(sizeBytes) ? sizeBytes : null;
}

/** Of the group, its PVs and its volumes. */
export function allDamage({ damage, pvs, volumes }: LvmGroup): readonly Damage[] {
  return [...damage, ...[...pvs, ...volumes].flatMap((part) => part.damage)];
}
