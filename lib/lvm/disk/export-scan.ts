import type { Partition } from '../../block/partition-table/partition-table.ts';
import type { Understood } from '../../dm/target-type.ts';
import type { Place, PlaceAt, Scan, ScannedGroup, ScannedVolume } from './scan.ts';
import { addressOf } from './volume-address.ts';
import type { LvmSegment } from './volume-group.ts';
import type { VolumeLayout } from './volume-layout.ts';

/** A scan for programs: docs/lvm-scan-schema.md. */
export function exportScan(scan: Scan) {
  const indexes = new Map(scan.groups.map(({ id }, index) => [id, index]));
  return {
    schema: 'dmscope.lvm-scan/1',
    places: scan.places.map((place) => exportPlace(place, indexes)),
    groups: scan.groups.map((group) => exportGroup(scan, group)),
    problems: scan.problems,
  };
}

function exportPlace({ at, sizeBytes, pv, table, failure }: Place, groups: ReadonlyMap<string, number>) {
  return {
    at: exportAt(at, groups),
    sizeBytes,
    failure,
    label: pv.kind === 'pv' ? pv.label : null,
    metadata: pv.kind === 'pv' ? pv.metadata : null,
    partitionTable: table && {
      kind: table.kind,
      id: table.id,
      sectorBytes: table.sectorBytes,
      partitions: table.partitions.map(exportPartition),
    },
    problems: [
      ...(pv.kind === 'pv' ? pv.problems : pv.kind === 'damaged' ? [pv.reason] : []),
      ...(table?.problems ?? []),
    ],
  };
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
  const { group, pvs, problems, volumes } = scanned;
  const { volumes: _, pvs: described, ...head } = group;
  return {
    ...head,
    pvs: described.map((pv, at) => ({ ...pv, places: pvs[at]?.at ?? [] })),
    problems,
    volumes: volumes.map((volume) => exportVolume(volume, addressOf(scan, scanned, volume.volume.name))),
  };
}

function exportVolume({ volume, isVisible, layout, doubt }: ScannedVolume, address: string) {
  return {
    ...volume,
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
