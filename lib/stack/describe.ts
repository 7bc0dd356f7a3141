/**
 * What made a device and what it is used for, in a few words for a cell of the tree. What made it is read from its UUID
 * and kind; only LVM's volume group and volume come from the name, and only when the UUID says that LVM gave it.
 */

import { type LvmName, splitLvmName } from '../dm/lvm-name.ts';
import { counted } from '../dm/targets/wording.ts';
import { groupsInside, groupWords } from '../lvm/inside-words.ts';
import { ownValue } from '../own-value.ts';
import { kernelUserText } from './kernel-user-text.ts';
import type { Device, Mount } from './stack.ts';

/** The volume group, volume and layer of a device that LVM made; null for any other, or one renamed since. */
export function lvmNames({ name, dm }: Device): LvmName | null {
  if (dm?.made.kind === 'lvm') return splitLvmName(name, dm.made.layer);
  // Whoever lists it as LVM's tells no layer.
  return dm?.listedType === 'lvm' ? splitLvmName(name, '') : null;
}

export type Maker = {
  /** `LVM`, `LUKS2`, `dmsetup`. */
  readonly by: string;
  /** Such as the volume group; empty for nothing to add. */
  readonly detail: string;
};

export function makerOf(device: Device): Maker {
  switch (device.kind) {
    case 'dm':
      return mappedMaker(device);
    case 'disk':
      return { by: 'Disk', detail: device.hardware?.model ?? '' };
    case 'partition':
      return { by: 'Partition', detail: device.partition ? `${device.partition.number}` : '' };
    case 'md':
      return { by: 'MD', detail: device.md?.level ?? '' };
    case 'loop':
      return { by: 'Loop', detail: device.loop?.file ?? '' };
    case 'nbd':
      return { by: 'NBD', detail: device.nbd?.files[0] ?? '' };
    case 'bcache':
      return { by: 'bcache', detail: '' };
    case 'zram':
      return { by: 'zram', detail: '' };
    case 'missing':
      return { by: '', detail: '' };
    case 'other':
      return { by: 'Kernel', detail: '' };
    default:
      return device.kind satisfies never;
  }
}

const MADE_BY_TYPE: ReadonlyMap<string, string> = new Map([
  ['lvm', 'LVM'],
  ['crypt', 'cryptsetup'],
  ['mpath', 'Multipath'],
  ['part', 'Partition'],
]);

function mappedMaker(device: Device): Maker {
  const made = device.dm?.made ?? { kind: 'none' };
  if (device.dm?.isUuidKnown === false)
    return { by: MADE_BY_TYPE.get(device.dm.listedType ?? '') ?? '', detail: '' };
  switch (made.kind) {
    case 'lvm':
      return { by: 'LVM', detail: lvmNames(device)?.vgName ?? '' };
    case 'crypt':
      return { by: made.format || 'cryptsetup', detail: '' };
    case 'partition':
      return { by: 'Partition', detail: `${made.number}` };
    case 'multipath':
      return { by: 'Multipath', detail: made.wwid };
    case 'dmraid':
      return { by: 'dmraid', detail: '' };
    case 'vdo':
      return { by: 'VDO', detail: '' };
    case 'stratis':
      return { by: 'Stratis', detail: '' };
    case 'none':
      return { by: 'dmsetup', detail: '' };
    case 'unknown':
      return { by: made.prefix, detail: '' };
    default:
      return made satisfies never;
  }
}

/** What a device is used for. `text` is short; `isActive` when something uses it now, false for what is merely on it. */
export type Use = { readonly text: string; readonly more: string; readonly isActive: boolean };

/** In order of weight: mounted, swap, in use by the kernel, the volume groups that were read in it, then the file system or signature that is on it. Null for nothing known. */
export function usedAs(device: Device): Use | null {
  const [mount, ...others] = device.mounts;
  if (mount) {
    const points = new Set(others.map((other) => other.mountPoint));
    points.delete(mount.mountPoint);
    return { text: mountText(mount), more: points.size > 0 ? `+${points.size}` : '', isActive: true };
  }
  if (device.swap) return { text: 'swap', more: `priority ${device.swap.priority}`, isActive: true };
  const [user, ...users] = device.kernelUsers;
  if (user) return { text: kernelUserText(user), more: users.map(kernelUserText).join(', '), isActive: true };
  const [group, ...groups] = groupsInside(device.inside);
  if (group) {
    const more = groups.length === 0 ? groupWords(group) : `and ${counted(groups.length, 'other')}`;
    return { text: `holds VG ${group.name}`, more, isActive: false };
  }
  if (!device.fileSystem) return null;
  const { type, label } = device.fileSystem;
  return { text: signatureWords(type), more: label, isActive: false };
}

function mountText(mount: Mount): string {
  return mount.namespacePid === null
    ? mount.mountPoint
    : `${mount.mountPoint} (in process ${mount.namespacePid}'s namespace)`;
}

const SIGNATURES: Readonly<Record<string, string>> = {
  LVM2_member: 'LVM PV',
  crypto_LUKS: 'LUKS',
  linux_raid_member: 'MD member',
  mpath_member: 'multipath path',
  DM_snapshot_cow: 'snapshot store',
};

/** `LVM2_member` is udev's word; an operator says PV. */
function signatureWords(type: string): string {
  return ownValue(SIGNATURES, type) ?? type;
}
