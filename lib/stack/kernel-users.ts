import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import type { MountInfo } from '../block/parse-mountinfo.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import { unmangleName } from '../dm/mangle.ts';
import { devicesOfSegment } from '../dm/segment-details.ts';
import type { Segment } from '../dm/target-type.ts';
import { decodeOctalEscapes } from '../text/escapes.ts';
import type { KernelUser } from './device-users.ts';
import { mountedDevice, type Paths } from './paths.ts';

type KernelUsers = ReadonlyMap<DevNo, readonly KernelUser[]>;

/** What in the kernel has each device, as far as sysfs, /proc/fs and the options of mounts tell. */
export function kernelUsers(snapshot: Snapshot, paths: Paths): KernelUsers {
  const found = new Map<DevNo, KernelUser[]>();
  const add = (devNo: DevNo | null, user: KernelUser) => {
    if (devNo === null) return;
    const known = found.get(devNo);
    if (known) known.push(user);
    else found.set(devNo, [user]);
  };
  for (const live of snapshot.liveFileSystems ?? []) {
    const named = live.kind === 'target' ? live.path : live.kname;
    const devNo = parseDevNo(named) ?? paths.device(named);
    if (live.kind === 'member') {
      const mountPoint = mountPointOf(live.id, snapshot, paths);
      add(devNo, { kind: 'member', type: live.type, id: live.id, mountPoint });
    } else if (live.kind === 'file-system') add(devNo, { kind: 'file-system', type: live.type });
    else if (live.kind === 'journal') add(devNo, { kind: 'journal', mountPoint: '' });
    else add(devNo, { kind: live.kind });
  }
  for (const [devNo, holder] of inactiveBases(snapshot, paths))
    add(devNo, { kind: 'inactive-table', holder });
  for (const mount of snapshot.mounts)
    for (const path of logsOf(mount))
      add(paths.device(path), { kind: 'journal', mountPoint: mount.mountPoint });
  if (snapshot.liveFileSystems === null)
    for (const [devNo, user] of membersByUuid(snapshot, paths)) add(devNo, user);
  return found;
}

/** What only a table names that is loaded and not live: the kernel has it open from then on. */
function inactiveBases(snapshot: Snapshot, paths: Paths): readonly (readonly [DevNo, string])[] {
  const namedIn = (segments: readonly Segment[]) =>
    segments
      .flatMap(devicesOfSegment)
      .flatMap(({ device }) => parseDevNo(device) ?? paths.device(device) ?? []);
  return [...snapshot.dmInactiveTables].flatMap(([rawName, segments]) => {
    const deps = snapshot.dmDeps?.get(rawName)?.devNos;
    const live = new Set(deps ?? namedIn(snapshot.dmTables.get(rawName) ?? []));
    return [...new Set(namedIn(segments))]
      .filter((devNo) => !live.has(devNo))
      .map((devNo) => [devNo, unmangleName(rawName)] as const);
  });
}

/** Where a file system over several devices is mounted: it shows one of them as its source. */
function mountPointOf(id: string, { liveFileSystems, mounts }: Snapshot, paths: Paths): string {
  const members = new Set(
    (liveFileSystems ?? []).flatMap((live) =>
      live.kind === 'member' && live.id === id ? [paths.device(live.kname)] : [],
    ),
  );
  return mounts.find((mount) => members.has(mountedDevice(mount, paths.device)))?.mountPoint ?? '';
}

/** Devices beside its own that xfs, jfs and reiserfs name in their options. Those of another namespace are names of its own. */
function logsOf({ superOptions, namespace }: MountInfo): readonly string[] {
  if (namespace !== null) return [];
  return superOptions.split(',').flatMap((option) => {
    const path = /^(?:logdev|rtdev|jdev)=(\/dev\/.+)$/.exec(option)?.[1];
    return path === undefined ? [] : [decodeOctalEscapes(path)];
  });
}

/** Without sysfs's list of members, what is on the devices says which of them belong to a btrfs that is mounted. */
function membersByUuid(snapshot: Snapshot, paths: Paths): readonly (readonly [DevNo, KernelUser])[] {
  const mountPoints = new Map<string, string>();
  const uuidOf = (devNo: DevNo) => {
    const { properties } = snapshot.udev.get(devNo) ?? {};
    return properties?.get('ID_FS_TYPE') === 'btrfs'
      ? (properties.get('ID_FS_UUID_ENC') ?? properties.get('ID_FS_UUID') ?? '')
      : '';
  };
  for (const mount of snapshot.mounts) {
    const devNo = mount.fsType === 'btrfs' ? mountedDevice(mount, paths.device) : null;
    const uuid = devNo === null ? '' : uuidOf(devNo);
    if (uuid !== '') mountPoints.set(uuid, mount.mountPoint);
  }
  return [...snapshot.udev.keys()].flatMap((devNo) => {
    const id = uuidOf(devNo);
    const mountPoint = mountPoints.get(id);
    return mountPoint === undefined
      ? []
      : [[devNo, { kind: 'member', type: 'btrfs', id, mountPoint }] as const];
  });
}
