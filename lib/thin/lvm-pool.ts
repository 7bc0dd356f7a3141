import type { LvmGroup, LvmSegment, LvmVolume } from '../lvm/disk/volume-group.ts';
import type { Device } from '../stack/stack.ts';
import type { LvmThinPool, LvmThinVolume } from './explored-pool.ts';

/** What a group's metadata has of the pool that a mapped device is; null for nothing, and for a group that cannot be read. */
export function lvmPoolOf(group: LvmGroup, pool: Device): LvmThinPool | null {
  const made = pool.dm?.made;
  if (made?.kind !== 'lvm' || made.vgUuid !== group.uuid || group.sequence === null) return null;
  const found = group.volumes.find(({ uuid }) => uuid === made.lvUuid);
  const segment = found?.segments.find(({ type }) => type === 'thin-pool');
  if (!found || !segment) return null;
  return {
    groupName: group.name,
    groupUuid: group.uuid,
    sequence: group.sequence,
    name: found.name,
    uuid: found.uuid,
    transactionId: numberOf(segment, 'transaction_id'),
    volumes: group.volumes.flatMap((volume) => thinVolume(volume, found.name) ?? []),
  };
}

function thinVolume({ name, uuid, segments }: LvmVolume, pool: string): LvmThinVolume | null {
  const segment = segments.find(({ type }) => type === 'thin');
  const isOfPool = segment?.areas.some((area) => area.role === 'thin_pool' && area.name === pool);
  const thinId = segment && isOfPool ? numberOf(segment, 'device_id') : null;
  if (!segment || thinId === null) return null;
  return { name, uuid, thinId, transactionId: numberOf(segment, 'transaction_id') };
}

function numberOf({ settings }: LvmSegment, key: string): number | null {
  const value = settings.get(key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
