import type { DevNo } from '../block/dev-no.ts';
import { type LiveFileSystem, parseLiveFileSystems } from '../block/parse-live-file-systems.ts';
import { type LoopBacking, parseLoopBacking } from '../block/parse-loop-backing.ts';
import { type LoopDevice, parseLosetup } from '../block/parse-losetup.ts';
import { type LsblkDevice, parseLsblk } from '../block/parse-lsblk.ts';
import { type MdstatArray, parseMdstat } from '../block/parse-mdstat.ts';
import { type MountInfo, parseMountinfo } from '../block/parse-mountinfo.ts';
import { type NbdServer, parseNbdFiles } from '../block/parse-nbd-files.ts';
import { type PartitionsRow, parsePartitions } from '../block/parse-partitions.ts';
import { type ProcessUse, parseProcessUses } from '../block/parse-process-uses.ts';
import { type ProcessInfo, parseProcesses } from '../block/parse-processes.ts';
import { type HealthLines, parseReportedHealth } from '../block/parse-reported-health.ts';
import { parseSwaps, type Swap } from '../block/parse-swaps.ts';
import { parseSysfs, type SysfsAttributes } from '../block/parse-sysfs.ts';
import { parseSysfsLinks, type SysfsLink } from '../block/parse-sysfs-links.ts';
import { parseTools } from '../block/parse-tools.ts';
import { parseUdevCookies, type UdevCookie } from '../block/parse-udev-cookies.ts';
import { parseUdevDb, type UdevDevice } from '../block/parse-udev-db.ts';
import { type DmDeps, namesOfDeps, parseDmDeps } from '../dm/parse-deps.ts';
import { type DmInfo, parseDmInfo } from '../dm/parse-info.ts';
import { type DmInfoLong, parseDmInfoLong } from '../dm/parse-info-long.ts';
import { type DmTables, parseDmTable } from '../dm/parse-table.ts';
import { type LvmBackup, parseLvmBackups } from '../lvm/parse-backup.ts';
import { type DevicesFileEntry, parseDevicesFile } from '../lvm/parse-devices-file.ts';
import { type Peeked, parseInside } from '../lvm/parse-inside.ts';
import { type LvmValue, parseLvmConfig } from '../lvm/parse-lvm-config.ts';
import type { Parsed, Problem } from '../problem.ts';
import type { Capture, Section, SectionState } from './capture.ts';

/**
 * A snapshot is a capture parsed: typed, and with a problem for each line that was not understood. A section that the
 * capture lacks, or that never ended on the host, is null here rather than empty, so that what is not known is not
 * taken for what is not there.
 */
export type Snapshot = {
  readonly capture: Capture;
  readonly kernel: string;
  readonly dmVersion: string;
  readonly dmLibraryVersion: string;
  /** In the kernel's order. */
  readonly dmInfo: readonly DmInfo[];
  /** Of all devices, or of those with a deferred remove only. */
  readonly dmInfoLong: readonly DmInfoLong[] | null;
  /** By raw name, as the three below. */
  readonly dmTables: DmTables;
  readonly dmInactiveTables: DmTables;
  readonly dmStatuses: DmTables | null;
  readonly dmDeps: ReadonlyMap<string, DmDeps> | null;
  readonly sysfs: SysfsAttributes | null;
  readonly links: readonly SysfsLink[];
  readonly partitions: readonly PartitionsRow[];
  readonly mdArrays: readonly MdstatArray[];
  readonly mounts: readonly MountInfo[];
  readonly swaps: readonly Swap[];
  readonly udev: ReadonlyMap<DevNo, UdevDevice>;
  readonly loops: readonly LoopDevice[];
  /** By kernel name; null where nobody looked. */
  readonly loopBackings: ReadonlyMap<string, LoopBacking> | null;
  readonly nbdServers: readonly NbdServer[];
  readonly lsblk: readonly LsblkDevice[] | null;
  readonly openFiles: readonly ProcessUse[] | null;
  readonly mappedFiles: readonly ProcessUse[] | null;
  readonly liveFileSystems: readonly LiveFileSystem[] | null;
  readonly processes: readonly ProcessInfo[] | null;
  readonly tools: readonly string[] | null;
  /** LVM's settings by their full names; empty where the host has no LVM. */
  readonly lvmSettings: ReadonlyMap<string, LvmValue> | null;
  /** Null, too, where the host has no such file. */
  readonly lvmDevicesFile: readonly DevicesFileEntry[] | null;
  readonly lvmBackups: readonly LvmBackup[] | null;
  readonly udevCookies: readonly UdevCookie[] | null;
  /** Of a capture that was put together from outputs. */
  readonly reportedHealth: readonly HealthLines[];
  /** What was found in devices by reading a little of them; null where nobody looked. */
  readonly peeked: readonly Peeked[] | null;
  readonly problems: readonly Problem[];
};

/**
 * A stream sends one section at a time; the others are the same objects as before, and what was read from them stands.
 * A table is read with the names of one list of devices, so `basis` is that list's section, else the section itself.
 */
const parsedBefore = new WeakMap<Section, { readonly basis: Section; readonly parsed: Parsed<unknown> }>();

function parseOnce<T>(section: Section, basis: Section, parse: (text: string) => Parsed<T>): Parsed<T> {
  const before = parsedBefore.get(section);
  if (before?.basis === basis) return before.parsed as Parsed<T>;
  const parsed = parse(section.text);
  parsedBefore.set(section, { basis, parsed });
  return parsed;
}

const NO_TABLES: DmTables = new Map();
const NO_UDEV: ReadonlyMap<DevNo, UdevDevice> = new Map();

export function readSnapshot(capture: Capture): Snapshot {
  const problems: Problem[] = [];

  /** The section's parsed text; null when the host did not give it. */
  function read<T>(name: string, parse: (text: string) => Parsed<T>, basis?: Section): T | null {
    const section = capture.sections.get(name);
    if (section === undefined || section.state !== 'done') {
      if (section) tell(name, `${section.command} ${WHY[section.state]}`, section.note);
      return null;
    }
    if (section.exitStatus !== 0 && section.text === '') {
      tell(name, `${section.command} failed with status ${section.exitStatus}`, section.note);
      return null;
    }
    const { value, problems: found } = parseOnce(section, basis ?? section, parse);
    problems.push(...found);
    return value;
  }
  function tell(section: string, message: string, text: string): void {
    problems.push({ section, line: null, message, text });
  }

  const depsText = capture.sections.get('dmsetup-deps')?.text;
  const listed = depsText === undefined ? undefined : namesOfDeps(depsText);
  const dmInfo = read('dmsetup-info', (text) => parseDmInfo(text, 'dmsetup-info', listed)) ?? [];
  const names = new Set(dmInfo.map((info) => info.rawName));
  const list = capture.sections.get('dmsetup-info');
  const tables = (name: string) => read(name, (text) => parseDmTable(text, names, name), list);
  const mounts = [
    ...(read('mountinfo', (text) => parseMountinfo(text)) ?? []),
    ...(read('mountinfo-other', (text) => parseMountinfo(text, 'mountinfo-other')) ?? []),
  ];
  return {
    capture,
    kernel: kernelRelease(capture.sections.get('uname')?.text ?? ''),
    dmVersion: driverVersion(capture.sections.get('dmsetup-version')?.text ?? ''),
    dmLibraryVersion: libraryVersion(capture.sections.get('dmsetup-version')?.text ?? ''),
    dmInfo,
    dmInfoLong: read('dmsetup-info-long', (text) => parseDmInfoLong(text)),
    dmTables: tables('dmsetup-table') ?? NO_TABLES,
    dmInactiveTables: tables('dmsetup-table-inactive') ?? NO_TABLES,
    dmStatuses: tables('dmsetup-status'),
    dmDeps: read('dmsetup-deps', (text) => parseDmDeps(text, names), list),
    sysfs: read('sysfs', (text) => parseSysfs(text)),
    links: read('sysfs-links', (text) => parseSysfsLinks(text)) ?? [],
    partitions: read('proc-partitions', (text) => parsePartitions(text)) ?? [],
    mdArrays: read('proc-mdstat', (text) => parseMdstat(text)) ?? [],
    mounts,
    swaps: read('proc-swaps', (text) => parseSwaps(text)) ?? [],
    udev: read('udev-db', (text) => parseUdevDb(text)) ?? NO_UDEV,
    loops: read('losetup', (text) => parseLosetup(text)) ?? [],
    loopBackings: read('loop-backing', (text) => parseLoopBacking(text)),
    nbdServers: read('nbd-files', (text) => parseNbdFiles(text)) ?? [],
    lsblk: read('lsblk', (text) => parseLsblk(text)),
    openFiles: read('open-files', (text) => parseProcessUses(text)),
    mappedFiles: read('mapped-files', (text) => parseProcessUses(text, 'mapped-files')),
    liveFileSystems: read('live-file-systems', (text) => parseLiveFileSystems(text)),
    processes: read('processes', (text) => parseProcesses(text)),
    tools: read('tools', (text) => parseTools(text)),
    lvmSettings: read('lvm-config', (text) => parseLvmConfig(text)),
    // A file without an entry still has its comment.
    lvmDevicesFile:
      capture.sections.get('lvm-devices-file')?.text === ''
        ? null
        : read('lvm-devices-file', (text) => parseDevicesFile(text)),
    lvmBackups: read('lvm-backup', (text) => parseLvmBackups(text)),
    udevCookies: read('udev-cookies', (text) => parseUdevCookies(text)),
    reportedHealth: ['multipath', 'lvm-reports'].flatMap(
      (name) => read(name, (text) => parseReportedHealth(text, name)) ?? [],
    ),
    peeked: read('lvm-inside', (text) => parseInside(text)),
    problems,
  };
}

const WHY: Readonly<Record<SectionState, string>> = {
  done: 'ended',
  late: 'has not answered yet and was left alone',
  absent: 'is not installed on the host',
  skipped: 'was not run, since it would hang',
};

/** Third word of `uname -a`. */
function kernelRelease(text: string): string {
  return text.split(/\s+/)[2] ?? '';
}

function driverVersion(text: string): string {
  return /^Driver version:\s*(\S+)/m.exec(text)?.[1] ?? '';
}

function libraryVersion(text: string): string {
  return /^Library version:\s*(\S.*)$/m.exec(text)?.[1]?.trim() ?? '';
}
