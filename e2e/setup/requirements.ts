/**
 * What the tests need of the machine, beyond Node and npm: one entry a command, with the Debian package that brings
 * it. Nothing here needs a service to run: the lab runs udevd and the rest in its own kernel. multipath-tools is not
 * on the list, since it would lay hands on the machine's disks at its next boot; its scenario runs where it is.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

export type Requirement = {
  /** Any one of these commands, or absolute paths, will do. */
  readonly anyOf: readonly string[];
  readonly package: string;
  /** `lab`: it does not boot without. `scenarios`: some scenarios fail without. `page`: the browser journeys. */
  readonly neededBy: 'lab' | 'scenarios' | 'page';
};

const UDEVD = ['/lib/systemd/systemd-udevd', '/usr/lib/systemd/systemd-udevd'];

export const REQUIREMENTS: readonly Requirement[] = [
  { anyOf: ['linux.uml'], package: 'user-mode-linux', neededBy: 'lab' },
  { anyOf: ['dmsetup'], package: 'dmsetup', neededBy: 'lab' },
  { anyOf: ['bash'], package: 'bash', neededBy: 'lab' },
  { anyOf: ['unshare'], package: 'util-linux', neededBy: 'lab' },
  { anyOf: ['mount'], package: 'mount', neededBy: 'lab' },
  { anyOf: ['ip'], package: 'iproute2', neededBy: 'lab' },
  { anyOf: ['modprobe'], package: 'kmod', neededBy: 'lab' },
  { anyOf: UDEVD, package: 'udev', neededBy: 'lab' },
  { anyOf: ['pgrep'], package: 'procps', neededBy: 'lab' },
  { anyOf: ['lvm'], package: 'lvm2', neededBy: 'scenarios' },
  { anyOf: ['thin_check'], package: 'thin-provisioning-tools', neededBy: 'scenarios' },
  { anyOf: ['kpartx'], package: 'kpartx', neededBy: 'scenarios' },
  { anyOf: ['cryptsetup'], package: 'cryptsetup-bin', neededBy: 'scenarios' },
  { anyOf: ['mdadm'], package: 'mdadm', neededBy: 'scenarios' },
  { anyOf: ['qemu-nbd'], package: 'qemu-utils', neededBy: 'scenarios' },
  { anyOf: ['mkfs.ext4'], package: 'e2fsprogs', neededBy: 'scenarios' },
  { anyOf: ['sfdisk'], package: 'fdisk', neededBy: 'scenarios' },
  { anyOf: ['perl'], package: 'perl-base', neededBy: 'scenarios' },
  { anyOf: ['nbd-client'], package: 'nbd-client', neededBy: 'scenarios' },
  { anyOf: ['mkfs.btrfs'], package: 'btrfs-progs', neededBy: 'scenarios' },
  { anyOf: ['mkfs.xfs'], package: 'xfsprogs', neededBy: 'scenarios' },
  { anyOf: ['mkfs.vfat'], package: 'dosfstools', neededBy: 'scenarios' },
  { anyOf: ['make-bcache'], package: 'bcache-tools', neededBy: 'scenarios' },
  { anyOf: ['drbdadm'], package: 'drbd-utils', neededBy: 'scenarios' },
  { anyOf: ['systemd-nspawn'], package: 'systemd-container', neededBy: 'scenarios' },
  { anyOf: ['qemu-storage-daemon'], package: 'qemu-system-common', neededBy: 'scenarios' },
  { anyOf: ['dash'], package: 'dash', neededBy: 'scenarios' },
  { anyOf: ['busybox'], package: 'busybox', neededBy: 'scenarios' },
  { anyOf: ['sudo'], package: 'sudo', neededBy: 'scenarios' },
  { anyOf: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium', neededBy: 'page' },
];

export function missingRequirements(
  neededBy: readonly Requirement['neededBy'][] = ['lab', 'scenarios', 'page'],
): readonly Requirement[] {
  return REQUIREMENTS.filter((need) => neededBy.includes(need.neededBy) && !need.anyOf.some(isThere));
}

/** What keeps the lab from running here, in words; empty when it can. */
export function missingForLab(): readonly string[] {
  const missing = missingRequirements(['lab', 'scenarios']).map((need) => need.package);
  if (process.platform !== 'linux') return ['Linux'];
  if (process.getuid?.() !== 0) return ['root', ...missing];
  return missing.length > 0 || canMakeNamespaces()
    ? missing
    : ['the right to make namespaces and a tap device'];
}

/** Whether a command is installed; root's tools are not on everyone's PATH. */
export function isThere(command: string): boolean {
  if (command.startsWith('/')) return existsSync(command);
  const path = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
  return path.split(':').some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canMakeNamespaces(): boolean {
  const node = '[ -e /dev/net/tun ] || { mkdir -p /dev/net && mknod /dev/net/tun c 10 200; }';
  const tap = `${node}; mount -t tmpfs none /mnt && ip tuntap add tap0 mode tap`;
  const args = ['--net', '--pid', '--mount', '--mount-proc', '--fork', 'sh', '-c', tap];
  return spawnSync('unshare', args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}
