import type { DevNo } from '../block/dev-no.ts';
import { isMadeUp, minorOf, parseDevNo } from '../block/dev-no.ts';
import type { LsblkDevice } from '../block/parse-lsblk.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import { unmangleName } from '../dm/mangle.ts';
import type { DmInfo } from '../dm/parse-info.ts';
import type { TableSegment } from '../dm/parse-table.ts';
import { devicesOfSegment } from '../dm/segment-details.ts';
import type { Segment } from '../dm/target-type.ts';
import { classifyDmUuid } from '../dm/uuid.ts';
import type { Problem } from '../problem.ts';
import type { Edge, LiveSegment, MappedDevice } from './stack.ts';

/**
 * Mapped devices of a snapshot: `dmsetup info` says which there are, `table` and `status` what they do, `deps` what
 * they stand on. `deps` keeps the kernel's order, which is the tree's; the table gives each dependency its role, and
 * stands in where `deps` says nothing. Where both speak and disagree, `deps` is believed and the disagreement told.
 */

export type DmNode = {
  readonly info: DmInfo;
  readonly kname: string | null;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly dm: MappedDevice;
  readonly bases: readonly Edge[];
};

const SECTOR_BYTES = 512;

export function dmNodes(
  snapshot: Snapshot,
  resolve: (name: string) => DevNo | null,
): { nodes: DmNode[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const isDeferredRemove = deferredRemoves(snapshot);
  const isInSysfs = sysfsPresence(snapshot);
  const listed = new Map(snapshot.lsblk?.map((device) => [device.devNo, device]));
  const nodes = snapshot.dmInfo.map((info): DmNode => {
    const live = snapshot.dmTables.get(info.rawName) ?? [];
    return {
      info,
      kname: isInSysfs(info) && !isMadeUp(info.devNo) ? dmKname(info.devNo) : null,
      name: unmangleName(info.rawName),
      sizeBytes:
        info.hasLiveTable !== false && live.length > 0
          ? endSector(live) * SECTOR_BYTES
          : isMadeUp(info.devNo)
            ? (listed.get(info.devNo)?.sizeBytes ?? null)
            : sizeInSysfs(info, snapshot),
      dm: {
        rawName: info.rawName,
        uuid: info.uuid,
        ...(info.isUuidKnown === false
          ? { isUuidKnown: false as const, ...listedTypeOf(listed.get(info.devNo)) }
          : {}),
        made: classifyDmUuid(info.uuid),
        isSuspended: info.isSuspended,
        isReadOnly: info.isReadOnly,
        hasLiveTable: info.hasLiveTable,
        hasInactiveTable: info.hasInactiveTable,
        isDeferredRemove: isDeferredRemove(info.devNo),
        openCount: info.openCount,
        eventNumber: info.eventNumber,
        ...segmentsOf(
          live,
          snapshot.dmStatuses?.get(info.rawName) ?? [],
          snapshot.dmTables.has(info.rawName),
        ),
        inactiveSegments: (snapshot.dmInactiveTables.get(info.rawName) ?? []).map(plainSegment),
      },
      bases: basesOf({ info, live, snapshot, resolve, problems }),
    };
  });
  return { nodes, problems };
}

function listedTypeOf(listed: LsblkDevice | undefined): Pick<MappedDevice, 'listedType'> {
  return listed === undefined || listed.type === '' ? {} : { listedType: listed.type };
}

/** Where no table tells: a collector does not ask for it, and what somebody gave may have it from lsblk. */
function sizeInSysfs({ devNo, hasLiveTable }: DmInfo, { sysfs }: Snapshot): number | null {
  const sectors = hasLiveTable === false ? undefined : sysfs?.get(dmKname(devNo))?.get('size');
  return sectors !== undefined && /^\d{1,16}$/.test(sectors) ? Number(sectors) * SECTOR_BYTES : null;
}

/** The collector lists those that wait for it only; what somebody gave tells of those that are in it. */
function deferredRemoves({ dmInfoLong, capture }: Snapshot): (devNo: DevNo) => boolean | null {
  if (dmInfoLong === null) return () => null;
  const told = new Map(dmInfoLong.map((info) => [info.devNo, info.isDeferredRemove]));
  const untold = capture.reason === 'imported' ? null : false;
  return (devNo) => told.get(devNo) ?? untold;
}

/** A mapped device has a kernel name while it has its place in sysfs: since Linux 5.15, once it was given a table. */
function sysfsPresence(snapshot: Snapshot): (info: DmInfo) => boolean {
  const names = new Set(snapshot.links.flatMap((link) => (link.kind === 'mapped' ? [link.kname] : [])));
  if (names.size > 0) return ({ devNo }) => !isMadeUp(devNo) && names.has(dmKname(devNo));
  const [, major = '99', minor = '0'] = /^(\d+)\.(\d+)/.exec(snapshot.kernel) ?? [];
  const isOld = Number(major) < 5 || (Number(major) === 5 && Number(minor) < 15);
  return ({ hasLiveTable, hasInactiveTable }) => isOld || hasLiveTable !== false || hasInactiveTable === true;
}

function endSector(segments: readonly Segment[]): number {
  return segments.reduce((end, segment) => Math.max(end, segment.startSector + segment.lengthSectors), 0);
}

function plainSegment({ startSector, lengthSectors, target, args }: Segment): Segment {
  return { startSector, lengthSectors, target, args };
}

/** Without its table a status still says what the device does, and how it is. */
function segmentsOf(
  live: readonly TableSegment[],
  statuses: readonly TableSegment[],
  isTold: boolean,
): Pick<MappedDevice, 'segments' | 'isTableKnown'> {
  if (isTold) return { segments: withStatus(live, statuses) };
  const segments = statuses.map((segment) => ({ ...plainSegment(segment), args: '', status: segment.args }));
  return { segments, isTableKnown: false };
}

/** A status belongs to a segment only while the table is still the one it was asked of. */
function withStatus(
  live: readonly TableSegment[],
  statuses: readonly TableSegment[],
): readonly LiveSegment[] {
  return live.map((segment, i) => {
    const status = statuses[i];
    const isSame =
      status !== undefined &&
      status.startSector === segment.startSector &&
      status.lengthSectors === segment.lengthSectors &&
      status.target === segment.target;
    return { ...plainSegment(segment), status: isSame ? status.args : null };
  });
}

type Question = {
  readonly info: DmInfo;
  readonly live: readonly TableSegment[];
  readonly snapshot: Snapshot;
  readonly resolve: (name: string) => DevNo | null;
  readonly problems: Problem[];
};

function basesOf({ info, live, snapshot, resolve, problems }: Question): readonly Edge[] {
  const roles = new Map<DevNo, string[]>();
  for (const segment of live) {
    for (const { device, role } of devicesOfSegment(segment)) {
      const base = parseDevNo(device) ?? resolve(device);
      if (base === null) continue;
      const known = roles.get(base);
      if (known === undefined) roles.set(base, [role]);
      else if (!known.includes(role)) known.push(role);
    }
  }
  const deps = snapshot.dmDeps?.get(info.rawName);
  // The kernel puts each new dependency in front, so its list is the table's read backwards.
  const order = deps ? unique(deps.devNos) : [...roles.keys()].reverse();
  if (deps && live.length > 0) {
    const unnamed = order.filter((base) => !roles.has(base));
    const unheld = [...roles.keys()].filter((base) => !order.includes(base));
    if (unheld.length > 0) {
      const message = `The table names ${unheld.join(', ')}, which dmsetup deps does not list`;
      problems.push({ section: 'stack', line: null, message, text: info.rawName });
    }
    if (unnamed.length > 0 && roles.size > 0) {
      const message = `dmsetup deps lists ${unnamed.join(', ')}, which the table does not name`;
      problems.push({ section: 'stack', line: null, message, text: info.rawName });
    }
  }
  return order.map((base) => ({ base, kind: 'table', roles: roles.get(base) ?? [], file: null }));
}

function unique<T>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...new Set(items)];
}

/** A device-mapper device is always `dm-<minor>` to the kernel. */
export function dmKname(devNo: DevNo): string {
  return `dm-${minorOf(devNo)}`;
}
