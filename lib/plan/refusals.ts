import type { KernelUser, Opener } from '../stack/device-users.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, Mount } from '../stack/stack.ts';
import { type DeviceUse, usesOf } from '../stack/uses-of.ts';
import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import { opensRefusal, unknownRefusals } from './doubt-refusals.ts';
import type { Refusal } from './plan.ts';
import { called, calledProcess, planDevice } from './plan-device.ts';
import { isSystemMount, systemMountRefusal } from './system.ts';

/**
 * What speaks against removing devices, each with its cause and the way out. A refusal is for whoever has to find
 * the thing that is in the way at three in the morning: where it is mounted, and which process to look at.
 */

/** As many of one sort as a reader can use; the rest is counted. */
const SHOWN_AT_MOST = 8;

/** `isDeferred`: who has a mapped device open is waited for. */
export function usersInTheWay(index: StackIndex, device: Device, isDeferred: boolean): readonly Refusal[] {
  const uses = usesOf(index, device).filter((use) => !(isDeferred && isWaitedFor(use)));
  const of = <K extends DeviceUse['kind']>(kind: K) =>
    uses.filter((use): use is Extract<DeviceUse, { kind: K }> => use.kind === kind);
  const mounts = of('mount').map(({ mount }) => mount);
  return [
    ...systemMountRefusal(device, mounts.filter(isSystemMount)),
    ...mounted(
      device,
      mounts.filter((mount) => !isSystemMount(mount)),
    ),
    ...of('swap').map(() => swapRefusal(device)),
    ...of('swap-file').map(({ file }) => swapFileRefusal(device, file)),
    ...of('kernel').map(({ user }) => kernelRefusal(device, user)),
    ...opened(
      device,
      of('opener').map(({ opener }) => opener),
    ),
    ...of('opens').map(({ count }) => opensRefusal(index.stack.host, device, count)),
    ...unknownRefusals(device, uses),
  ];
}

/** A deferred remove waits for its last user, whoever that is. */
function isWaitedFor({ kind }: DeviceUse): boolean {
  return kind === 'opener' || kind === 'opens';
}

function mounted(device: Device, mounts: readonly Mount[]): readonly Refusal[] {
  return upTo(mounts, (mount) => mountRefusal(device, mount), {
    kind: 'mounted',
    device: planDevice(device),
    cause: `${called(planDevice(device))} is mounted at ${mounts.length - SHOWN_AT_MOST} other places.`,
    wayOut: 'Unmount it there as well.',
  });
}

function mountRefusal(device: Device, mount: Mount): Refusal {
  const target = planDevice(device);
  const { mountPoint, namespacePid: pid, namespaceProcess: process } = mount;
  // This host's own umount, in that namespace: a program of the other side must not be run as root.
  const umount = ['umount', ...(pid === null ? [] : ['--namespace', `${pid}`]), mountPoint];
  const where =
    pid === null ? '' : `, in the mount namespace of process ${calledProcess(process ?? bare(pid))}`;
  const also = mount.alsoSeenByPids.slice(0, SHOWN_AT_MOST);
  const elsewhere =
    also.length === 0
      ? ''
      : `, and there in the mount namespaces of ${mount.alsoSeenByPids.length} other${also.length === 1 ? '' : 's'} too (process ${also.join(', ')})`;
  return {
    kind: 'mounted',
    device: target,
    cause: `${called(target)} is mounted at ${printableHostText(mountPoint)} (${printableHostText(mount.fsType)})${where}${elsewhere}.`,
    wayOut:
      pid === null
        ? `Unmount it: ${shellCommand(umount)}`
        : `End that process or stop its container, or unmount it there: ${shellCommand(umount)}`,
  };
}

function bare(pid: number): { pid: number; command: string; workload: null } {
  return { pid, command: '', workload: null };
}

function swapFileRefusal(device: Device, file: string): Refusal {
  const target = planDevice(device);
  return {
    kind: 'swap',
    device: target,
    cause: `The file ${printableHostText(file)} on ${called(target)} is used as swap.`,
    wayOut: `Stop using it: ${shellCommand(['swapoff', file])}`,
  };
}

function swapRefusal(device: Device): Refusal {
  const target = planDevice(device);
  const path = `/dev/${device.kname ?? device.name}`;
  return {
    kind: 'swap',
    device: target,
    cause: `${called(target)} is used as swap.`,
    wayOut: `Stop using it: ${shellCommand(['swapoff', path])}`,
  };
}

function kernelRefusal(device: Device, user: KernelUser): Refusal {
  const target = planDevice(device);
  const name = called(target);
  const refuse = (cause: string, wayOut: string): Refusal => ({
    kind: 'kernel-user',
    device: target,
    cause,
    wayOut,
  });
  switch (user.kind) {
    case 'file-system':
      return refuse(
        `The ${printableHostText(user.type)} file system on ${name} is in use, and mounted nowhere that can be seen: umount -l detached it, or its mount namespace has no process.`,
        'End the processes that still have files there; it is released with the last of them.',
      );
    case 'member':
      return refuse(
        `${name} is a member of the ${printableHostText(user.type)} file system ${printableHostText(user.id)}, which is ${user.mountPoint === '' ? 'in use' : `mounted at ${printableHostText(user.mountPoint)}`}.`,
        user.mountPoint === ''
          ? 'Unmount that file system, in whichever namespace it is.'
          : `Unmount it: ${shellCommand(['umount', user.mountPoint])}`,
      );
    case 'journal':
      return refuse(
        `${name} is the journal of a file system on another device${user.mountPoint === '' ? '' : `, mounted at ${printableHostText(user.mountPoint)}`}.`,
        'Unmount that file system first.',
      );
    case 'bcache':
      return refuse(
        `${name} is registered with bcache.`,
        'Stop the bcache device or its cache set first (/sys/fs/bcache).',
      );
    case 'target':
      return refuse(
        `${name} is exported by a target of the kernel (iSCSI or NVMe).`,
        'Remove it from that target first (targetcli, nvmetcli).',
      );
    case 'inactive-table':
      return refuse(
        `${printableHostText(user.holder)} has an inactive table that uses ${name}.`,
        'Clear that table (dmscope plan clear), or remove that device first.',
      );
    default:
      return user satisfies never;
  }
}

function opened(device: Device, openers: readonly Opener[]): readonly Refusal[] {
  return upTo(openers, (opener) => openRefusal(device, opener), {
    kind: 'open',
    device: planDevice(device),
    cause: `${called(planDevice(device))} is open by ${openers.length - SHOWN_AT_MOST} other processes.`,
    wayOut: 'End them as well, or have them close it.',
  });
}

function openRefusal(device: Device, opener: Opener): Refusal {
  const target = planDevice(device);
  return {
    kind: 'open',
    device: target,
    cause: openCause(called(target), opener),
    wayOut: wayOutOf(opener),
  };
}

function openCause(name: string, opener: Opener): string {
  const process = calledProcess(opener);
  if (opener.fdCount > 0) return `${name} is open by process ${process}.`;
  if (opener.ways?.includes('mapping')) return `Process ${process} has ${name} mapped into its memory.`;
  if (opener.ways?.includes('detached-file'))
    return `Process ${process} has files on the file system of ${name}, which was detached by umount -l.`;
  return `Process ${process} has a file called like ${name} registered with io_uring.`;
}

function wayOutOf({ pid, workload }: Opener): string {
  if (workload?.kind === 'vm') return 'Shut the virtual machine down, or detach the disk from it.';
  if (workload?.kind === 'container') return 'Stop the container.';
  return `Have the process close it, or end it: ${shellCommand(['ps', '-fp', `${pid}`])} tells what it is.`;
}

function upTo<T>(items: readonly T[], refuse: (item: T) => Refusal, rest: Refusal): readonly Refusal[] {
  const shown = items.slice(0, SHOWN_AT_MOST).map(refuse);
  return items.length > SHOWN_AT_MOST ? [...shown, rest] : shown;
}
