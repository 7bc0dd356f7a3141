import type { KernelUser } from './device-users.ts';

/** In a few words what in the kernel has a device: `member of the btrfs at /srv`. Not printable yet. */
export function kernelUserText(user: KernelUser): string {
  switch (user.kind) {
    case 'file-system':
      return `${user.type}, mounted out of sight`;
    case 'member':
      return `member of ${user.mountPoint === '' ? `a ${user.type} in use` : `the ${user.type} at ${user.mountPoint}`}`;
    case 'journal':
      return `journal of ${user.mountPoint === '' ? 'another file system' : `the file system at ${user.mountPoint}`}`;
    case 'bcache':
      return 'bcache';
    case 'target':
      return 'kernel target (iSCSI, NVMe)';
    case 'inactive-table':
      return `inactive table of ${user.holder}`;
    default:
      return user satisfies never;
  }
}
