import type { Partition } from '../../block/partition-table/partition-table.ts';
import type { Understood } from '../../dm/target-type.ts';
import { dashedUuid } from './lvm-words.ts';
import type { PvLabel } from './read-label.ts';
import {
  isDamaged,
  type Place,
  type PlaceAt,
  problemsOf,
  type Scan,
  type ScannedGroup,
  type ScannedVolume,
} from './scan.ts';
import { addressOf } from './volume-address.ts';
import type { LvmSegment } from './volume-group.ts';
import type { VolumeLayout } from './volume-layout.ts';

/** A scan for programs: docs/lvm-scan-schema.md. */
export function exportScan(scan: Scan) {
  const indexes = new Map(scan.groups.map(({ id }, index) => [id, index]));
  return {
    schema: 'dmscope.lvm-scan/2',
    isDamaged: isDamaged(scan),
    places: scan.places.map((place) => exportPlace(place, indexes)),
    groups: scan.groups.map((group) => exportGroup(scan, group)),
    duplicates: scan.duplicates.map(({ uuid, places }) => ({
      uuid: uuidOrNull(uuid),
      places: places.map(({ place, group }) => ({
        place,
        group: group === null ? null : (indexes.get(group) ?? null),
      })),
    })),
    problems: scan.problems,
  };
}

/** As LVM prints it; null for none that could be read. */
function uuidOrNull(uuid: string): string | null {
  return uuid === '' ? null : dashedUuid(uuid);
}

function exportPlace(place: Place, groups: ReadonlyMap<string, number>) {
  const { at, sizeBytes, pv, table, failure } = place;
  return {
    at: exportAt(at, groups),
    sizeBytes,
    failure,
    label: pv.kind === 'pv' ? exportLabel(pv.label) : null,
    metadata: pv.kind === 'pv' ? pv.metadata : null,
    isText: pv.kind === 'text',
    partitionTable: table && {
      kind: table.kind,
      id: table.id,
      sectorBytes: table.sectorBytes,
      partitions: table.partitions.map(exportPartition),
    },
    problems: problemsOf(place),
  };
}

function exportLabel({ problems: _, uuid, ...label }: PvLabel) {
  return { ...label, uuid: uuidOrNull(uuid) };
}

function exportAt(at: PlaceAt, groups: ReadonlyMap<string, number>) {
  switch (at.kind) {
    case 'path':
    case 'partition':
      return at;
    case 'volume':
      return { kind: at.kind, group: groups.get(at.group) ?? null, volume: at.volume };
    default:
      return at satisfies never;
  }
}

function exportPartition({ number, offset, length, type, name, uuid }: Partition) {
  return { number, offsetBytes: offset, sizeBytes: length, type, name, uuid };
}

function exportGroup(scan: Scan, scanned: ScannedGroup) {
  const { group, readAt, pvs, problems, volumes } = scanned;
  const { volumes: _, pvs: described, ...head } = group;
  return {
    ...head,
    uuid: uuidOrNull(group.uuid),
    readAt,
    pvs: described.map((pv, at) => ({ ...pv, uuid: uuidOrNull(pv.uuid), places: pvs[at]?.at ?? [] })),
    problems,
    volumes: volumes.map((volume) => exportVolume(volume, addressOf(scan, scanned, volume.volume.name))),
  };
}

function exportVolume({ volume, isVisible, layout, doubt }: ScannedVolume, address: string) {
  return {
    ...volume,
    uuid: uuidOrNull(volume.uuid),
    address,
    isVisible,
    segments: volume.segments.map(exportSegment),
    ...exportLayout(layout),
    doubt,
  };
}

/** Numbers too large for JSON are strings. */
function exportSegment({ settings, ...segment }: LvmSegment) {
  const told = [...settings].map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]);
  return { ...segment, settings: Object.fromEntries(told) };
}

function exportLayout(layout: Understood<VolumeLayout>) {
  return layout.ok
    ? { layout: layout.value, notReadable: null }
    : { layout: null, notReadable: layout.reason };
}
