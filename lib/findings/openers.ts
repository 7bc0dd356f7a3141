import type { Opener } from '../stack/device-users.ts';
import type { Device } from '../stack/stack.ts';
import { isServerOf } from '../stack/uses-of.ts';
import { printableHostText } from '../text/host-text.ts';
import { someOf } from './words.ts';

/**
 * Who has a device open in the words of a finding: processes (QEMU with a guest's disk, a database), and opens of the kernel that no
 * list accounts for. udev looks into every device that changes and is gone a moment later, and an nbd server is part of the stack:
 * neither is named. What counts as a use is another matter, and the same for findings and plans: lib/stack/uses-of.ts.
 */
const PASSING = /^\(?(udev-worker|systemd-udevd|udevd|blkid|lsblk)\b/;

export function openersOf(device: Device): readonly Opener[] {
  return (device.openedBy ?? []).filter(
    (opener) => !PASSING.test(opener.command) && !isServerOf(device, opener),
  );
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
