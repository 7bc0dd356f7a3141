import type { ReportedHealth } from '../../../block/reported-health.ts';
import type { DeviceFacts, DeviceRef } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { dmNameOf } from './lvm-device.ts';
import type { ToldPv, ToldVolume } from './volume.ts';

/** The device of a volume; null where it has none, or nothing tells that it has. */
export function factsOfVolume(volume: ToldVolume): DeviceFacts | null {
  const { vg, lv, isHidden, presence, type, at } = volume;
  // Of a snapshot that is being merged LVM tells the origin's state.
  if (vg === '' || lv === '' || presence !== 'present' || type === 'S') return null;
  const isPool = type === 't' || type === 'd';
  const uuid = uuidOf(volume);
  const bases = basesOf(volume);
  const health = healthOf(volume);
  const ref: DeviceRef = {
    dmName: dmNameOf(vg, lv),
    ...(!isHidden && !isPool && { path: `${vg}/${lv}` }),
    ...(uuid !== '' && { dmUuid: uuid }),
    ...(volume.devNo && { devNo: volume.devNo }),
  };
  return {
    ref,
    at,
    type: 'lvm',
    ...(volume.size && { size: volume.size }),
    ...(volume.isReadOnly !== undefined && { isReadOnly: volume.isReadOnly }),
    ...(volume.dm && { dm: volume.dm }),
    ...(bases && { bases }),
    ...(health && { health }),
  };
}

/** With the names that `lvs -o` has for it. */
const HEALTH = {
  health: 'lv_health_status',
  isPartial: 'lv_partial',
  dataPercent: 'data_percent',
  metadataPercent: 'metadata_percent',
  snapPercent: 'snap_percent',
} as const;

/** Null where nothing is told, or all is well. */
function healthOf(volume: ToldVolume): ReportedHealth | null {
  const keys = (Object.keys(HEALTH) as (keyof typeof HEALTH)[]).filter((key) => volume[key] !== undefined);
  const { vg, lv, type, segmentTypes = [] } = volume;
  const isRaid = /[rRmM]/.test(type) || segmentTypes.some((each) => /^(?:raid|mirror)/.test(each));
  const values = keys.flatMap((key) => {
    const value = volume[key];
    return value === '' || value === false ? [] : [`${HEALTH[key]}=${value === true ? 'partial' : value}`];
  });
  if (values.length === 0) return null;
  return {
    lines: [`${vg}/${lv}: ${values.join(' ')}`],
    volume: {
      kind: type === 't' ? 'thin-pool' : /[sS]/.test(type) ? 'snapshot' : isRaid ? 'raid' : 'other',
      ...Object.fromEntries(keys.map((key) => [key, volume[key]])),
    },
  };
}

/** Volumes of LVM's own and pools have suffixes that differ between versions. */
function uuidOf({ vgUuid, uuid, isHidden, type }: ToldVolume): string {
  const both = `${vgUuid}${uuid}`.replaceAll('-', '');
  return !isHidden && type !== '' && !/[tTdDeiIlp]/.test(type) && both.length === 64 ? `LVM-${both}` : '';
}

/**
 * What its device stands on, where LVM's layers and device-mapper's are the same: linear and striped segments, and neither an origin
 * nor a snapshot. Of a missing PV device-mapper has something else.
 */
function basesOf(volume: ToldVolume): readonly DeviceRef[] | null {
  const { areas, vg } = volume;
  if (!areas || areas.length === 0 || !isPlain(volume)) return null;
  const bases = new Map<string, DeviceRef>();
  for (const area of areas) {
    const name = area.replace(/\(\d+\)$/, '');
    const ref = name.startsWith('/') ? refOfPath(name) : innerRef(vg, name);
    if (!ref) return null;
    bases.set(name, ref);
  }
  return [...bases.values()];
}

function innerRef(vg: string, name: string): DeviceRef | null {
  return /^[\w+.-]+$/.test(name) ? { dmName: dmNameOf(vg, name) } : null;
}

function isPlain({ type, target, segmentTypes, areas = [] }: ToldVolume): boolean {
  if (/[oOsS]/.test(type)) return false;
  if (segmentTypes)
    return type !== '' && segmentTypes.every((each) => each === 'linear' || each === 'striped');
  if (type === '-') return target === '-';
  // A part that is itself mirrored or raid lies on volumes.
  return /[CTeiIlD]/.test(type) && areas.every((area) => area.startsWith('/'));
}

/** The device of a PV; null for one that is missing. */
export function factsOfPv({ path, at, isMissing, format, uuid, size, devNo }: ToldPv): DeviceFacts | null {
  const ref = isMissing ? null : refOfPath(path);
  if (!ref) return null;
  const type = { lvm2: 'LVM2_member', lvm1: 'LVM1_member' }[format ?? ''];
  return {
    ref: { ...ref, ...(devNo && { devNo }) },
    at,
    ...(size && { size }),
    ...(type !== undefined && { content: { type, ...(uuid !== '' && { uuid }) } }),
  };
}
