import { shownDevNo } from '../../block/dev-no.ts';
import type { Problem } from '../../problem.ts';
import type { DeviceFacts, DeviceRef, Reading, ReadingKind, WholeList } from '../reading.ts';
import { createDeviceGroups, type DeviceGroups, type Group, isMapped, namesByRule } from './device-groups.ts';
import { namesByTable } from './names-by-table.ts';

/**
 * Joins what several outputs tell of one host, device by device and fact by fact. No output takes the place of another: a fact that one
 * tells stays beside those that others tell. Where two tell the same fact differently the more precise one counts, of
 * equals the later, and that they disagree is a problem.
 */
export type Joined = {
  readonly devices: readonly JoinedDevice[];
  readonly whole: ReadonlySet<WholeList>;
  /** Readings that count, in the order in which they were given; of the same command given twice only the later one. */
  readonly readings: readonly Reading[];
  readonly problems: readonly Problem[];
};

export type JoinedDevice = {
  readonly names: Readonly<Pick<Group, 'devNo' | 'kname' | 'dmName' | 'dmUuid'>> & {
    readonly paths: ReadonlySet<string>;
  };
  readonly isMapped: boolean;
  readonly facts: Facts;
  /** A list of it with UUIDs has none for it. */
  readonly hasNoUuid: boolean;
  /** What it stands on; null where nothing tells. */
  readonly bases: readonly JoinedDevice[] | null;
  /** The commands that tell of it, without repeats. */
  readonly sources: readonly string[];
};

export type Facts = Omit<DeviceFacts, 'ref' | 'at' | 'bases' | 'holders'>;

/** `readings` in the order in which they were given. */
export function joinReadings(readings: readonly Reading[]): Joined {
  const problems: Problem[] = [];
  const groups = groupsOf(readings, problems);
  const told = new Map<Group, Told[]>();
  for (const [order, reading] of readings.entries()) {
    for (const facts of reading.devices) {
      const group = groups.groupOf(facts.ref);
      if (!group) continue;
      const list = told.get(group) ?? [];
      list.push({ facts, reading, order });
      told.set(group, list);
    }
  }
  const all = groups.groups();
  const drafts = new Map(all.map((group) => [group, draftOf(group, told.get(group) ?? [], problems)]));
  const holders = holdersTold(told, groups);
  for (const [group, draft] of drafts) {
    const below = basesTold(told.get(group) ?? [], groups) ?? null;
    const more = holders.get(group) ?? [];
    const bases = below === null && more.length === 0 ? null : [...new Set([...(below ?? []), ...more])];
    draft.bases =
      bases === null ? null : bases.flatMap((base) => (base === group ? [] : (drafts.get(base) ?? [])));
  }
  return {
    devices: [...drafts.values()],
    whole: new Set(readings.flatMap(({ whole }) => whole)),
    readings,
    problems,
  };
}

type Told = { readonly facts: DeviceFacts; readonly reading: Reading; readonly order: number };

/** The last output first, so that of two that contradict each other it has its way. */
function groupsOf(readings: readonly Reading[], problems: Problem[]): DeviceGroups {
  const groups = createDeviceGroups();
  for (const reading of readings.toReversed()) {
    for (const facts of reading.devices) {
      for (const ref of [facts.ref, ...(facts.bases ?? []), ...(facts.holders ?? [])]) {
        if (!groups.meet(ref)) continue;
        const message = `${reading.command} gives a device another name than a later output`;
        problems.push({ section: reading.command, line: facts.at, message, text: refText(ref) });
      }
    }
  }
  for (const ref of pairedByTable(readings, groups)) groups.meet(ref);
  // What follows by rule may let further rules apply: a number gives a kernel name, which gives another's number.
  for (let round = 0; round < 2; round++) for (const ref of namesByRule(groups.groups())) groups.meet(ref);
  return groups;
}

/** Of each mapped device whose table and whose dependencies were given. */
function pairedByTable(readings: readonly Reading[], groups: DeviceGroups): readonly DeviceRef[] {
  const tables = new Map<Group, DeviceFacts['table']>();
  for (const { ref, table } of readings.flatMap(({ devices }) => devices)) {
    const group = table && groups.groupOf(ref);
    if (group) tables.set(group, table);
  }
  if (tables.size === 0) return [];
  return readings
    .filter(({ kind }) => kind === 'dmsetup-deps')
    .flatMap(({ devices }) => devices)
    .flatMap(({ ref, bases }) => {
      const group = groups.groupOf(ref);
      return group ? namesByTable(tables.get(group), bases) : [];
    });
}

function refText({ devNo, kname, dmName, dmUuid, path }: DeviceRef): string {
  return [dmName, kname, devNo === undefined ? undefined : shownDevNo(devNo), path, dmUuid]
    .filter(Boolean)
    .join(' ');
}

type Draft = { -readonly [Key in keyof JoinedDevice]: JoinedDevice[Key] };

function draftOf(group: Group, told: readonly Told[], problems: Problem[]): Draft {
  const best = [...told].sort((a, b) => RANKS[b.reading.kind] - RANKS[a.reading.kind] || b.order - a.order);
  return {
    names: group,
    isMapped: isMapped(group),
    hasNoUuid: group.dmUuid === null && told.some(({ reading }) => tellsUuids(reading)),
    facts: mergedFacts(best, problems),
    bases: null,
    sources: [...new Set(told.map(({ reading }) => reading.command))],
  };
}

/** In its usual forms; a list of columns may lack that one. */
function tellsUuids({ kind, command }: Reading): boolean {
  return kind === 'dmsetup-info' && !/ (-o|--options|--columns)/.test(command);
}

/** How precise a source is: what asks the kernel before what tells it for people. */
const RANKS: Readonly<Record<ReadingKind, number>> = {
  'dmsetup-deps': 9,
  'dmsetup-info': 9,
  'dmsetup-table': 9,
  'dmsetup-table-inactive': 9,
  'dmsetup-status': 9,
  'dmsetup-ls': 8,
  'dmsetup-tree': 7,
  mountinfo: 7,
  mdstat: 7,
  partitions: 7,
  swaps: 7,
  losetup: 7,
  holders: 7,
  mdadm: 6,
  cryptsetup: 6,
  findmnt: 6,
  mount: 5,
  lsblk: 4,
  multipath: 3,
  blkid: 3,
  bcache: 3,
  'dev-listing': 3,
  'lvm-report': 2,
  'lvm-display': 2,
  'lvm-backup': 2,
  df: 1,
};

const SINGLE = [
  'type',
  'isReadOnly',
  'partition',
  'table',
  'inactiveTable',
  'status',
  'swap',
  'loop',
  'health',
] as const satisfies readonly (keyof Facts)[];

/** `best`: what tells it best comes first. */
function mergedFacts(best: readonly Told[], problems: Problem[]): Facts {
  const merged: { [key: string]: unknown } = {};
  for (const key of SINGLE) {
    const tellers = best.filter(({ facts }) => facts[key] !== undefined);
    const [first] = tellers;
    if (!first) continue;
    merged[key] = first.facts[key];
    if (key === 'type' || key === 'partition' || key === 'health') continue;
    for (const other of tellers) tellDisagreement(key, first, other, problems);
  }
  for (const key of ['content', 'hardware', 'dm', 'array'] as const) {
    const parts = best.flatMap(({ facts }) => facts[key] ?? []);
    if (parts.length > 0) merged[key] = Object.assign({}, ...parts.toReversed());
  }
  const sizes = best.flatMap(({ facts }) => facts.size ?? []);
  const size = sizes.find(({ isRounded }) => !isRounded) ?? sizes[0];
  if (size) merged.size = size;
  const mounts = mountsTold(best);
  if (mounts) merged.mounts = mounts;
  return merged as Facts;
}

/** Of one device an output may have several rows, which are the same for most facts. */
function tellDisagreement(key: string, first: Told, other: Told, problems: Problem[]): void {
  if (other.reading === first.reading) return;
  const [a, b] = [first, other].map(({ facts }) => JSON.stringify(facts[key as keyof DeviceFacts]));
  if (a === b || key === 'swap' || key === 'loop') return;
  problems.push({
    section: other.reading.command,
    line: other.facts.at,
    message: `It disagrees with ${first.reading.command}, which counts`,
    text: `${refText(other.facts.ref)}: ${b} instead of ${a}`,
  });
}

/** The most precise list of mounts, and of the others only what that one does not have at the same place. */
function mountsTold(best: readonly Told[]): DeviceFacts['mounts'] | null {
  const lists = best.flatMap(({ facts }) => (facts.mounts === undefined ? [] : [facts.mounts]));
  if (lists.length === 0) return null;
  const byPlace = new Map<string, NonNullable<DeviceFacts['mounts']>[number]>();
  for (const mount of lists.flat()) if (!byPlace.has(mount.mountPoint)) byPlace.set(mount.mountPoint, mount);
  return [...byPlace.values()];
}

/** Of the best output that tells them. */
function basesTold(told: readonly Told[], groups: DeviceGroups): readonly Group[] | null {
  const tellers = told.filter(({ facts }) => facts.bases !== undefined);
  const [first] = [...tellers].sort(
    (a, b) => RANKS[b.reading.kind] - RANKS[a.reading.kind] || b.order - a.order,
  );
  if (!first) return null;
  // Repeated rows of one output each may have a part.
  const rows = tellers.filter(({ reading }) => reading === first.reading);
  return [
    ...new Set(rows.flatMap(({ facts }) => (facts.bases ?? []).flatMap((ref) => groups.groupOf(ref) ?? []))),
  ];
}

/** By holder, what it stands on as its bases tell it. */
function holdersTold(
  told: ReadonlyMap<Group, readonly Told[]>,
  groups: DeviceGroups,
): ReadonlyMap<Group, readonly Group[]> {
  const below = new Map<Group, Group[]>();
  for (const [base, each] of told) {
    for (const ref of each.flatMap(({ facts }) => facts.holders ?? [])) {
      const holder = groups.groupOf(ref);
      if (holder) below.set(holder, [...(below.get(holder) ?? []), base]);
    }
  }
  return below;
}
