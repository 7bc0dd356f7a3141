/** A group as dmscope reads it from disks and from LVM's own backup of it, in the same words. */
import { dashedUuid } from '../../lib/lvm/disk/lvm-words.ts';
import type { LvmGroup } from '../../lib/lvm/disk/volume-group.ts';
import type { GroupJson } from './lvm-on-disk.ts';

/** As `dmscope lvm scan --json` prints it. */
export function asGroupJson(group: LvmGroup): GroupJson {
  return asJson(group) as GroupJson;
}

/** A backup is written later, and names the devices as they are called then. */
export function withoutPlaces({
  pvs,
  volumes,
  name,
  uuid,
  sequence,
  status,
  flags,
  tags,
  extentSizeBytes,
}: GroupJson) {
  return {
    ...{ name, uuid: hyphened(uuid), sequence, status, flags, tags, extentSizeBytes },
    pvs: pvs.map(({ places: _, deviceHint: __, ...pv }) => ({ ...pv, uuid: hyphened(pv.uuid) })),
    volumes: volumes.map(({ segments, createdAtSeconds, createdOn, ...volume }) => ({
      ...{ segments, createdAtSeconds, createdOn, name: volume.name, uuid: hyphened(volume.uuid) },
      ...{ status: volume.status, flags: volume.flags, tags: volume.tags },
    })),
  };
}

function hyphened(uuid: string | null): string {
  return dashedUuid(uuid ?? '');
}

function asJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (each instanceof Map ? Object.fromEntries(each) : each)),
  );
}
