import { type DevNo, isMadeUp } from '../block/dev-no.ts';
import type { LsblkDevice } from '../block/parse-lsblk.ts';
import type { ReportedHealth } from '../block/reported-health.ts';
import type { Capture } from '../capture/capture.ts';
import { readSnapshot, type Snapshot } from '../capture/snapshot.ts';
import { splitLvmName } from '../dm/lvm-name.ts';
import { originOf } from '../import/origin.ts';
import type { Problem } from '../problem.ts';
import { type BlockNode, blockNodes } from './block-devices.ts';
import { blockEdges } from './block-edges.ts';
import type { KernelUser, Opener } from './device-users.ts';
import { type DmNode, dmKname, dmNodes } from './dm-devices.ts';
import { identities, type Unidentified } from './identity.ts';
import { createInsides, type PeekedDevice } from './insides.ts';
import { kernelUsers } from './kernel-users.ts';
import { lvmOf } from './lvm-of.ts';
import { fileSystem, hardware } from './on-device.ts';
import { withUnexplainedOpens } from './opens.ts';
import { createPaths } from './paths.ts';
import { type ProcessFacts, processFacts } from './processes.ts';
import type { Device, Edge, Stack } from './stack.ts';
import { unidentifiedUsers } from './unidentified-users.ts';
import { userSourceGaps } from './user-sources.ts';
import { type Uses, usesOf } from './uses.ts';

/**
 * From a capture to the stack. Device-mapper's devices come first, in the kernel's order, with the dependencies dmsetup
 * gives; then everything else, by kernel name; then what is named but not there. Linear in the number of devices and edges.
 */
export function buildStack(capture: Capture, found: readonly Problem[] = []): Stack {
  const snapshot = readSnapshot(capture);
  const others = blockNodes(snapshot);
  const paths = createPaths(kernelNames(snapshot, others), () => linkNames(snapshot), snapshot.mounts);
  const { nodes: mapped, problems } = dmNodes(snapshot, paths.device);
  const processes = processFacts(snapshot, paths);
  const gaps = userSourceGaps(capture);
  const origin = originOf(capture);
  const context: Context = {
    snapshot,
    processes,
    uses: usesOf(snapshot, paths, processes.process),
    lsblk: new Map((snapshot.lsblk ?? []).map((device) => [device.devNo, device])),
    kernelUsers: kernelUsers(snapshot, paths),
    isEveryDeviceListed: snapshot.sysfs !== null && (origin?.whole.includes('block') ?? true),
    isPartial: gaps.some(({ source, why }) => source === 'open-files' && why === 'own'),
    edges: blockEdges(snapshot, others, paths),
    insideOf: createInsides(snapshot),
    healthOf: new Map(
      snapshot.reportedHealth.flatMap(({ devices }) => devices).map(({ devNo, health }) => [devNo, health]),
    ),
  };
  const missingPvs = snapshot.reportedHealth.flatMap((each) => each.missingPvs);
  const present = [
    ...mapped.map((node) => mappedDevice(node, context)),
    ...[...others].sort((a, b) => byKname(a.kname, b.kname)).map((node) => blockDevice(node, context)),
  ];
  const devices = withUnexplainedOpens(identities([...present, ...namedOnly(present, context)]));
  return {
    schema: 'dmscope.stack/1',
    host: {
      name: capture.host,
      kernel: snapshot.kernel,
      dmVersion: snapshot.dmVersion,
      dmLibraryVersion: snapshot.dmLibraryVersion,
      timeSeconds: capture.timeSeconds,
      tools: snapshot.tools,
      stuckProcesses: processes.stuck,
      udevCookies: snapshot.udevCookies,
      lvm: lvmOf(snapshot, devices),
      ...(missingPvs.length > 0 && { missingPvs }),
      userSourceGaps: gaps,
      unidentifiedUsers: unidentifiedUsers(snapshot, others, paths),
      origin,
    },
    devices,
    problems: [...found, ...snapshot.problems, ...problems],
  };
}

type Context = {
  readonly snapshot: Snapshot;
  readonly processes: ProcessFacts;
  readonly uses: Uses;
  readonly lsblk: ReadonlyMap<DevNo | null, LsblkDevice>;
  readonly kernelUsers: ReadonlyMap<DevNo, readonly KernelUser[]>;
  /** What is not among the devices is not there. */
  readonly isEveryDeviceListed: boolean;
  /** Only a part of the processes was seen. */
  readonly isPartial: boolean;
  readonly edges: ReadonlyMap<DevNo, readonly Edge[]>;
  readonly insideOf: (device: PeekedDevice) => Pick<Device, 'inside'>;
  readonly healthOf: ReadonlyMap<DevNo, ReportedHealth>;
};

const NO_EDGES: readonly Edge[] = [];
const NO_USERS: readonly KernelUser[] = [];
const collator = new Intl.Collator('en', { numeric: true });

/** `sda2` before `sda10`. */
function byKname(a: string, b: string): number {
  return collator.compare(a, b);
}

/** By the kernel's name. */
function kernelNames(snapshot: Snapshot, others: readonly BlockNode[]): ReadonlyMap<string, DevNo> {
  const names = new Map<string, DevNo>();
  for (const { devNo, kname } of snapshot.partitions) if (!kname.startsWith('dm-')) names.set(kname, devNo);
  for (const { devNo, kname } of others) names.set(kname, devNo);
  for (const { devNo } of snapshot.dmInfo) if (!isMadeUp(devNo)) names.set(dmKname(devNo), devNo);
  return names;
}

/** By every other name below /dev: LVM's and device-mapper's by their rules, the rest as udev linked them. */
function linkNames(snapshot: Snapshot): ReadonlyMap<string, DevNo> {
  const names = new Map<string, DevNo>();
  for (const [devNo, { links }] of snapshot.udev) for (const link of links) names.set(link, devNo);
  for (const { devNo, rawName, uuid } of snapshot.dmInfo) {
    names.set(`mapper/${rawName}`, devNo);
    const lvm = uuid.startsWith('LVM-') ? splitLvmName(rawName, '') : null;
    if (lvm) names.set(`${lvm.vgName}/${lvm.lvName}`, devNo);
  }
  return names;
}

function mappedDevice({ info, kname, name, sizeBytes, dm, bases }: DmNode, context: Context): Unidentified {
  const health = context.healthOf.get(info.devNo);
  return {
    devNo: info.devNo,
    kname,
    name,
    kind: 'dm',
    identity: '',
    sizeBytes,
    isReadOnly: info.isReadOnly,
    dm,
    partition: null,
    md: null,
    loop: null,
    nbd: null,
    ...known(info.devNo, kname ?? '', context),
    ...context.insideOf({ devNo: info.devNo, name: dm.rawName, uuid: dm.uuid, sizeBytes }),
    ...(health && { reportedHealth: health }),
    bases,
  };
}

function blockDevice(node: BlockNode, context: Context): Unidentified {
  return {
    ...node,
    name: node.kname,
    identity: '',
    dm: null,
    ...known(node.devNo, node.kname, context),
    ...context.insideOf({ ...node, name: node.kname, uuid: '' }),
    bases: context.edges.get(node.devNo) ?? NO_EDGES,
  };
}

type Known = Pick<
  Device,
  | 'fileSystem'
  | 'mounts'
  | 'swap'
  | 'swapFiles'
  | 'kernelUsers'
  | 'openedBy'
  | 'unexplainedOpens'
  | 'links'
  | 'hardware'
>;

/** What udev and lsblk know of any device, and what uses it. */
function known(devNo: DevNo, kname: string, context: Context): Known {
  const { snapshot, processes, uses, lsblk, kernelUsers: users } = context;
  const udev = snapshot.udev.get(devNo);
  const listed = lsblk.get(devNo);
  return {
    fileSystem: fileSystem(udev, listed),
    mounts: uses.mounts.get(devNo) ?? [],
    swap: uses.swaps.get(devNo) ?? null,
    swapFiles: uses.swapFiles.get(devNo) ?? [],
    kernelUsers: users.get(devNo) ?? NO_USERS,
    openedBy: openersOf(processes.openers?.get(devNo), processes, context),
    unexplainedOpens: null,
    links: [...(udev?.links ?? [])].sort(),
    hardware: hardware(udev, listed, snapshot.sysfs?.get(kname)),
  };
}

/** Where only a part of the processes was seen, that nobody has it open is not known. */
function openersOf(
  found: readonly Opener[] | undefined,
  { openers }: ProcessFacts,
  { isPartial }: Context,
): readonly Opener[] | null {
  return found ?? (openers === null || isPartial ? null : []);
}

/**
 * Devices that a table, a mount or sysfs names and that the host does not have: `missing` where all devices were listed, so
 * that it would show; `other` where the capture cannot tell.
 */
function namedOnly(present: readonly Unidentified[], context: Context): readonly Unidentified[] {
  const seen = new Set<DevNo>(present.map((device) => device.devNo));
  const absent: Unidentified[] = [];
  function meet(devNo: DevNo): void {
    if (seen.has(devNo)) return;
    seen.add(devNo);
    const row = context.snapshot.partitions.find((candidate) => candidate.devNo === devNo);
    absent.push({
      devNo,
      kname: row?.kname ?? null,
      name: row?.kname ?? devNo,
      kind: row === undefined && context.isEveryDeviceListed ? 'missing' : 'other',
      identity: '',
      sizeBytes: row?.sizeBytes ?? null,
      isReadOnly: null,
      dm: null,
      partition: null,
      md: null,
      loop: null,
      nbd: null,
      ...known(devNo, row?.kname ?? '', context),
      bases: NO_EDGES,
    });
  }
  for (const device of present) for (const edge of device.bases) meet(edge.base);
  for (const devNo of context.uses.mounts.keys()) if (!devNo.startsWith('0:')) meet(devNo);
  return absent;
}
