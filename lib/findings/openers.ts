import type { Device, Opener } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import { someOf } from './words.ts';

/**
 * Who uses a device without standing on it: processes (QEMU with a guest's disk, a database), and opens of the kernel
 * that leave no trace in sysfs (an iSCSI target, a mount in a namespace that was not seen). udev looks into every device
 * that changes, and is gone a moment later; an nbd server is part of the stack itself.
 */
const PASSING = /^\(?(udev-worker|systemd-udevd|udevd|blkid|lsblk|qemu-nbd|nbd-client)\b/;

export function openersOf(device: Device): readonly Opener[] {
  // A capture that does not tell commands leaves the server of an nbd unknown: it always has it open.
  const isPassing = (command: string) => PASSING.test(command) || (command === '' && device.nbd !== null);
  return (device.openedBy ?? []).filter(({ command }) => !isPassing(command));
}

export function isOpen(device: Device): boolean {
  return openersOf(device).length > 0 || (device.unexplainedOpens ?? 0) > 0;
}

/** Each as `qemu-system-x86 (process 412, virtual machine web1)`. */
export function openersInWords(device: Device): readonly string[] {
  return openersOf(device).map(({ pid, command, workload }) => {
    const kind = workload?.kind === 'vm' ? 'virtual machine' : 'container';
    const whose = workload ? `, ${kind} ${workload.name}` : '';
    return printableHostText(`${command || 'a program'} (process ${pid}${whose})`);
  });
}

/** The subject of a sentence: who has it open, or that somebody has. */
export function whoHasItOpen(device: Device): string {
  const known = openersInWords(device);
  return known.length > 0 ? someOf(known) : 'Something that left no trace';
}
