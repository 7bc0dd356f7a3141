import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, Mount, Opener } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import type { Refusal } from './plan.ts';
import { called, calledProcess, planDevice } from './plan-device.ts';
import { isSystemMount } from './system.ts';
import { foreignOpeners } from './users.ts';

/**
 * What speaks against taking devices down, each with its cause and the way out. A refusal is for whoever has to find
 * the thing that is in the way at three in the morning: where it is mounted, and which process to look at.
 */

/** As many of one sort as a reader can use; the rest is counted. */
const SHOWN_AT_MOST = 8;

/** `isDeferred`: who has a mapped device open is waited for. */
export function usersInTheWay(index: StackIndex, device: Device, isDeferred: boolean): readonly Refusal[] {
  return [
    ...mounted(device),
    ...swappedTo(device),
    ...(isDeferred ? [] : [...opened(index, device), ...openedByUnknown(device)]),
    ...usersNotSeen(device),
  ];
}

function mounted(device: Device): readonly Refusal[] {
  const mounts = device.mounts.filter((mount) => !isSystemMount(mount));
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
  const umount = ['umount', mountPoint];
  const inside = pid === null ? umount : ['nsenter', '--target', `${pid}`, '--mount', ...umount];
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
        ? `Unmount it: ${shellCommand(inside)}`
        : `End that process or stop its container, or unmount it in there: ${shellCommand(inside)}`,
  };
}

function bare(pid: number): { pid: number; command: string; workload: null } {
  return { pid, command: '', workload: null };
}

function swappedTo(device: Device): readonly Refusal[] {
  const target = planDevice(device);
  const path = `/dev/${device.kname ?? device.name}`;
  const files = device.swapFiles.map((file): Refusal => {
    const cause = `The file ${printableHostText(file)} on ${called(target)} is used as swap.`;
    return {
      kind: 'swap',
      device: target,
      cause,
      wayOut: `Stop using it: ${shellCommand(['swapoff', file])}`,
    };
  });
  if (device.swap === null) return files;
  const cause = `${called(target)} is used as swap.`;
  return [
    { kind: 'swap', device: target, cause, wayOut: `Stop using it: ${shellCommand(['swapoff', path])}` },
    ...files,
  ];
}

function opened(index: StackIndex, device: Device): readonly Refusal[] {
  const openers = foreignOpeners(index, device);
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
    cause: `${called(target)} is open by process ${calledProcess(opener)}.`,
    wayOut: wayOutOf(opener),
  };
}

function wayOutOf({ pid, workload }: Opener): string {
  if (workload?.kind === 'vm') return 'Shut the virtual machine down, or detach the disk from it.';
  if (workload?.kind === 'container') return 'Stop the container.';
  return `Have the process close it, or end it: ${shellCommand(['ps', '-fp', `${pid}`])} tells what it is.`;
}

function openedByUnknown(device: Device): readonly Refusal[] {
  const count = device.unexplainedOpens ?? 0;
  if (count === 0) return [];
  const target = planDevice(device);
  const times = count === 1 ? 'once more' : `${count} times more`;
  const isSeen = device.openedBy !== null;
  const known = isSeen
    ? 'than its holders, mounts, swap and the processes seen account for'
    : 'than its holders, mounts and swap account for, and the capture does not tell which processes have it open';
  return [
    {
      kind: 'unexplained-opens',
      device: target,
      cause: `${called(target)} is open ${times} ${known}.`,
      wayOut: isSeen
        ? 'Look again in a moment. If it stays, look for a mount detached by `umount -l`, a file system with its journal there, or an iSCSI or NFS server in the kernel.'
        : 'Take a capture as root, with open files.',
    },
  ];
}

/** Where the kernel keeps no count and no process was seen, nothing tells that an nbd or loop is in use. */
function usersNotSeen(device: Device): readonly Refusal[] {
  if (device.openedBy !== null || (device.kind !== 'nbd' && device.kind !== 'loop')) return [];
  const target = planDevice(device);
  return [
    {
      kind: 'users-unknown',
      device: target,
      cause: `The capture does not tell which processes have ${called(target)} open, and it can be taken away under them.`,
      wayOut: 'Take a capture as root, with open files.',
    },
  ];
}

function upTo<T>(items: readonly T[], refuse: (item: T) => Refusal, rest: Refusal): readonly Refusal[] {
  const shown = items.slice(0, SHOWN_AT_MOST).map(refuse);
  return items.length > SHOWN_AT_MOST ? [...shown, rest] : shown;
}
