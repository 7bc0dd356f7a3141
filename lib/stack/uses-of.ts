import type { KernelUser, Opener, UnidentifiedUser, UserSourceGap } from './device-users.ts';
import { holdersOf, type StackIndex } from './index-stack.ts';
import type { Device, Mount } from './stack.ts';
import { gapsOf } from './user-sources.ts';

/**
 * Everything that uses a device without being a device that stands on it, and everything that could and would not be seen. One
 * list for findings, plans and the checks of a run, so that none of them calls unused what another one knows to be used.
 */
export type DeviceUse =
  | { readonly kind: 'mount'; readonly mount: Mount }
  | { readonly kind: 'swap' }
  | { readonly kind: 'swap-file'; readonly file: string }
  | { readonly kind: 'kernel'; readonly user: KernelUser }
  | { readonly kind: 'opener'; readonly opener: Opener }
  /** Opens that the kernel counts, and none of the above accounts for. */
  | { readonly kind: 'opens'; readonly count: number }
  | Doubt;

/** No use that is known: it may be one. */
export type Doubt =
  | { readonly kind: 'unidentified'; readonly user: UnidentifiedUser }
  /** What is on it may be in use by what leaves no trace. */
  | { readonly kind: 'content'; readonly type: string }
  | { readonly kind: 'unknown'; readonly gaps: readonly UserSourceGap[] };

export function usesOf(index: StackIndex, device: Device): readonly DeviceUse[] {
  return [...knownUsesOf(index, device), ...doubtsOf(index, device)];
}

export function knownUsesOf(index: StackIndex, device: Device): readonly Exclude<DeviceUse, Doubt>[] {
  const count = device.unexplainedOpens ?? 0;
  // The kernel's own count: whatever a list says that was read at another moment.
  const isOpen = device.dm?.openCount !== 0;
  return [
    ...device.mounts.map((mount) => ({ kind: 'mount', mount }) as const),
    ...(device.swap ? [{ kind: 'swap' } as const] : []),
    ...device.swapFiles.map((file) => ({ kind: 'swap-file', file }) as const),
    ...(isOpen ? device.kernelUsers : [])
      .filter(addsTo(device))
      .map((user) => ({ kind: 'kernel', user }) as const),
    ...(isOpen ? foreignOpeners(index, device) : []).map((opener) => ({ kind: 'opener', opener }) as const),
    ...(count > 0 ? [{ kind: 'opens', count } as const] : []),
  ];
}

/** A superblock is told by where it is mounted, if that is known. */
function addsTo({ mounts }: Device): (user: KernelUser) => boolean {
  return ({ kind }) => mounts.length === 0 || (kind !== 'file-system' && kind !== 'member');
}

export function doubtsOf({ stack }: StackIndex, device: Device): readonly Doubt[] {
  const { userSourceGaps, unidentifiedUsers } = stack.host;
  if (device.dm !== null && device.dm.openCount !== null) return [];
  const gaps = gapsOf(device, userSourceGaps);
  const type = device.fileSystem?.type ?? '';
  return [
    ...unidentifiedUsers
      .filter(({ name, sizeBytes }) => name !== device.kname && isSameSize(sizeBytes, device.sizeBytes))
      .map((user) => ({ kind: 'unidentified', user }) as const),
    ...(USED_WITHOUT_TRACE.has(type) ? [{ kind: 'content', type } as const] : []),
    ...(gaps.length > 0 ? [{ kind: 'unknown', gaps } as const] : []),
  ];
}

/** Contents by which a daemon or a module of its own may use a whole device, with no trace in sysfs. */
const USED_WITHOUT_TRACE: ReadonlySet<string> = new Set(['zfs_member', 'ceph_bluestore', 'drbd']);

/** A swap is smaller by its header, and a loop by less than a sector of its own. */
const SIZE_SLACK_BYTES = 64 * 1024;

function isSameSize(used: number | null, size: number | null): boolean {
  return used === null || size === null || Math.abs(used - size) <= SIZE_SLACK_BYTES;
}

/** Who has it open, without the server of an nbd device that it is or that stands on it: that goes with the nbd. */
export function foreignOpeners(index: StackIndex, device: Device): readonly Opener[] {
  const openers = device.openedBy ?? [];
  if (openers.length === 0) return openers;
  const served = [device, ...holdersOf(index, device.devNo).map(({ holder }) => holder)];
  return openers.filter((opener) => !served.some((each) => isServerOf(each, opener)));
}

/** Where an older capture does not tell which process it is, it is known by its name; and its other lists are not whole anyway. */
export function isServerOf({ nbd }: Device, { pid, command }: Opener): boolean {
  if (nbd === null) return false;
  return nbd.serverPids === null ? NBD_SERVERS.has(command) : nbd.serverPids.includes(pid);
}

const NBD_SERVERS: ReadonlySet<string> = new Set(['qemu-nbd', 'nbd-client', '']);
