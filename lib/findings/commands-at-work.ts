import type { DevNo } from '../block/dev-no.ts';
import type { Process } from '../stack/device-users.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { groupUuidOf } from './volume-groups.ts';
import { allAbove, basesOf } from './walk.ts';

/**
 * Commands that change devices open them, or what lies below them, while they work; in between, devices are suspended,
 * incomplete or not removed yet. Who is at work on a device is told by the open files: a process of that kind that has open
 * the device, something below it, or something that stands on it. Commands that only report change nothing, and hang
 * themselves on a device that is suspended for good: they prove no work.
 */
export type AtWork = { readonly pid: number; readonly command: string };

/** Every name of lvm(8) that changes something, what LVM runs, and what else makes and changes mapped devices and arrays. */
const COMMANDS = new RegExp(
  `^(${[
    'lvm|lvpoll|lvmpolld|dmeventd|lvmlockd|clvmd|pvscan|fsadm|blkdeactivate|lvm_import_vdo',
    'lv(change|convert|create|extend|reduce|remove|rename|resize)',
    'pv(change|create|move|remove|resize)',
    'vg(cfgrestore|change|convert|create|export|extend|import|importclone|importdevices|merge|mknodes|reduce|remove|rename|split)',
    'thin_(check|repair|restore)|cache_(check|repair|restore)|vdo(format|calculatesize)?',
    'dmsetup|dmstats|dmraid|mdadm|multipath|multipathd|kpartx',
    'cryptsetup(-reencr.*)?|veritysetup|integritysetup|systemd-cryptse.*|systemd-veritys.*|systemd-integri.*',
  ].join('|')})$`,
);

/** The command at work on each device, the one of the lowest process number where several are. */
export function commandsAtWork(index: StackIndex): ReadonlyMap<DevNo, AtWork> {
  const above = new Map<DevNo, AtWork>();
  const below = new Map<DevNo, AtWork>();
  const workers = workersIn(index);
  const victims = workers.length === 0 ? null : stuckOnSuspended(index);
  for (const { worker, devices } of workers) {
    if (victims?.has(worker.pid)) continue;
    const holders = ({ devNo }: Device) => holdersOf(index, devNo).map(({ holder }) => holder);
    spread(worker, devices, { found: above, next: holders });
    spread(worker, devices, { found: below, next: (device) => basesOf(index, device) });
  }
  return withGroups(index.stack.devices, new Map([...below, ...above]));
}

/** A volume that lost what it stood on leads nowhere; its volume group tells what it is part of. */
function withGroups(
  devices: readonly Device[],
  atWork: ReadonlyMap<DevNo, AtWork>,
): ReadonlyMap<DevNo, AtWork> {
  const byGroup = new Map<string, AtWork>();
  for (const device of devices) {
    const group = groupUuidOf(device);
    const worker = atWork.get(device.devNo);
    if (group !== null && worker && !byGroup.has(group)) byGroup.set(group, worker);
  }
  if (byGroup.size === 0) return atWork;
  const ofGroups = devices.flatMap((device) => {
    const worker = byGroup.get(groupUuidOf(device) ?? '');
    return worker ? [[device.devNo, worker] as const] : [];
  });
  return new Map([...ofGroups, ...atWork]);
}

type Worker = { readonly worker: AtWork; readonly devices: readonly Device[] };

function workersIn({ stack }: StackIndex): readonly Worker[] {
  const known = new Map<number, { readonly worker: AtWork; readonly devices: Device[] }>();
  for (const device of stack.devices) {
    for (const opener of device.openedBy ?? []) {
      if (!isAtWorkOn(opener, device)) continue;
      const { pid, command } = opener;
      const worker = known.get(pid);
      if (worker) worker.devices.push(device);
      else known.set(pid, { worker: { pid, command }, devices: [device] });
    }
  }
  return [...known.values()].sort((a, b) => a.worker.pid - b.worker.pid);
}

/** The daemon of multipath has all paths open for as long as it runs. */
function isAtWorkOn({ command }: Process, device: Device): boolean {
  return COMMANDS.test(command) && (command !== 'multipathd' || device.kind === 'dm');
}

/** Processes in D state that have open what is suspended, or what stands on it: they wait for it, and did not do it. */
function stuckOnSuspended(index: StackIndex): ReadonlySet<number> {
  const { devices, host } = index.stack;
  const stuck = new Set((host.stuckProcesses ?? []).map(({ pid }) => pid));
  if (stuck.size === 0) return stuck;
  const suspended = devices.filter(({ dm }) => dm?.isSuspended && dm.hasLiveTable);
  const waiting = new Set<Device>(suspended);
  for (const { devNo } of suspended) for (const above of allAbove(index, devNo)) waiting.add(above);
  const openers = [...waiting].flatMap(({ openedBy }) => (openedBy ?? []).map(({ pid }) => pid));
  return new Set(openers.filter((pid) => stuck.has(pid)));
}

type Spreading = {
  readonly found: Map<DevNo, AtWork>;
  readonly next: (device: Device) => readonly Device[];
};

/** Over what has no command yet: so that a host full of them is walked once. */
function spread(worker: AtWork, devices: readonly Device[], { found, next }: Spreading): void {
  const pending = [...devices];
  for (let device = pending.pop(); device; device = pending.pop()) {
    if (found.has(device.devNo)) continue;
    found.set(device.devNo, worker);
    pending.push(...next(device));
  }
}

/** The command at work on the first of these devices that has one. */
export function commandOn(devNos: readonly DevNo[], atWork: ReadonlyMap<DevNo, AtWork>): AtWork | null {
  for (const devNo of devNos) {
    const worker = atWork.get(devNo);
    if (worker) return worker;
  }
  return null;
}
