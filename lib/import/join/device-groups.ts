import { type DevNo, majorOf, minorOf } from '../../block/dev-no.ts';
import { splitLvmName } from '../../dm/lvm-name.ts';
import { unmangleName } from '../../dm/mangle.ts';
import type { DeviceRef } from '../reading.ts';

/**
 * Finds out which of the names that outputs give are of one device: two names are, if an output gives both of one device, or if the kernel
 * or LVM makes one of the other by rule. What would make one device of two is left out and told: of two outputs that disagree,
 * the one that came last has its way.
 */
export type DeviceGroups = {
  /** Takes in what an output calls a device; true where that contradicts what is known, and was left out. */
  readonly meet: (ref: DeviceRef) => boolean;
  /** The group of a device; null for one that was never met. */
  readonly groupOf: (ref: DeviceRef) => Group | null;
  readonly groups: () => readonly Group[];
};

/** All names of one device. Of each of these there is one at most; of paths there may be several. */
export type Group = {
  devNo: DevNo | null;
  kname: string | null;
  /** As it was printed first. */
  dmName: string | null;
  dmUuid: string | null;
  readonly paths: Set<string>;
  /** In which it was met. */
  readonly order: number;
  readonly keys: Set<Key>;
};

type Kind = 'n' | 'k' | 'm' | 'u' | 'p';
type Key = `${Kind}:${string}`;

export function createDeviceGroups(): DeviceGroups {
  const byKey = new Map<Key, Group>();
  let count = 0;

  function meet(ref: DeviceRef): boolean {
    const keys = keysOf(ref);
    if (keys.length === 0) return false;
    const [group = newGroup(count++), ...others] = new Set(keys.flatMap((key) => byKey.get(key) ?? []));
    const own: Names = { ...NO_NAMES, ...namesOf(ref) };
    if (!fits(group, own)) return true;
    take(group, own);
    let isContradicted = false;
    for (const other of others) {
      if (fits(group, other)) {
        take(group, other);
        for (const path of other.paths) group.paths.add(path);
        for (const key of other.keys) byKey.set(key, group);
        for (const key of other.keys) group.keys.add(key);
      } else isContradicted = true;
    }
    for (const key of keys) {
      if (byKey.has(key)) continue;
      byKey.set(key, group);
      group.keys.add(key);
    }
    if (ref.path !== undefined) group.paths.add(ref.path);
    return isContradicted;
  }

  function groupOf(ref: DeviceRef): Group | null {
    for (const key of keysOf(ref)) {
      const group = byKey.get(key);
      if (group) return group;
    }
    return null;
  }

  return {
    meet,
    groupOf,
    groups: () => [...new Set(byKey.values())].sort((a, b) => a.order - b.order),
  };
}

type Names = Pick<Group, 'devNo' | 'kname' | 'dmName' | 'dmUuid'>;

const NO_NAMES: Names = { devNo: null, kname: null, dmName: null, dmUuid: null };

function newGroup(order: number): Group {
  return { ...NO_NAMES, paths: new Set(), order, keys: new Set() };
}

function namesOf({ devNo, kname, dmName, dmUuid }: DeviceRef): Names {
  return {
    devNo: devNo ?? null,
    kname: kname ?? null,
    dmName: dmName ?? null,
    dmUuid: dmUuid === undefined || dmUuid === '' ? null : dmUuid,
  };
}

/** Most telling first: a number and a kernel name are of one device at a time, a path may be a link that moved. */
function keysOf({ devNo, kname, dmName, dmUuid, path }: DeviceRef): readonly Key[] {
  return [
    ...(devNo === undefined ? [] : [`n:${devNo}` as const]),
    ...(kname === undefined ? [] : [`k:${kname}` as const]),
    ...(dmName === undefined ? [] : [`m:${unmangleName(dmName)}` as const]),
    ...(dmUuid === undefined || dmUuid === '' ? [] : [`u:${dmUuid}` as const]),
    ...(path === undefined ? [] : [`p:${path}` as const]),
  ];
}

function fits(a: Names, b: Names): boolean {
  const differ = <T>(x: T | null, y: T | null) => x !== null && y !== null && x !== y;
  const nameOf = ({ dmName }: Names) => (dmName === null ? null : unmangleName(dmName));
  return !(
    differ(a.devNo, b.devNo) ||
    differ(a.kname, b.kname) ||
    differ(nameOf(a), nameOf(b)) ||
    differ(a.dmUuid, b.dmUuid)
  );
}

function take(into: Group, from: Names): void {
  into.devNo ??= from.devNo;
  into.kname ??= from.kname;
  into.dmName ??= from.dmName;
  into.dmUuid ??= from.dmUuid;
}

/**
 * Names that follow by rule: of device-mapper's devices the kernel's is `dm-` and the minor number, and LVM links each of its
 * volumes as `vg/lv`. Which major number is device-mapper's is told by any device of which its name and its number are known.
 */
export function namesByRule(groups: readonly Group[]): readonly DeviceRef[] {
  const mapped = groups.filter(isMapped);
  const paths = new Set(groups.flatMap((group) => [...group.paths]));
  const majors = new Set(
    mapped.flatMap(({ devNo, dmName }) => (devNo === null || dmName === null ? [] : [majorOf(devNo)])),
  );
  const [major, another] = [...majors];
  return mapped.flatMap(({ devNo, kname, dmName }): readonly DeviceRef[] => {
    const minor = /^dm-(\d{1,7})$/.exec(kname ?? '')?.[1];
    const lvm = dmName === null ? null : splitLvmName(dmName, '');
    const path = lvm && `${lvm.vgName}/${lvm.lvName}`;
    return [
      ...(devNo !== null && kname === null ? [{ devNo, kname: `dm-${minorOf(devNo)}` }] : []),
      ...(devNo === null && minor !== undefined && major !== undefined && another === undefined
        ? [{ devNo: `${major}:${Number(minor)}` as const, kname: `dm-${minor}` }]
        : []),
      ...(dmName !== null && path !== null && paths.has(path) ? [{ dmName, path }] : []),
    ];
  });
}

export function isMapped({ dmName, dmUuid, kname }: Pick<Group, 'dmName' | 'dmUuid' | 'kname'>): boolean {
  return dmName !== null || dmUuid !== null || /^dm-\d+$/.test(kname ?? '');
}
