import { lvmNames } from '../stack/describe.ts';
import type { Device } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { FindingDevice } from './finding.ts';
import type { VolumeGroup } from './volume-groups.ts';

/** What to call things in sentences; all of it printable, whatever a guest called its volumes. */

/** `vm-volumes/snap-web` for a volume of LVM, else the name that dmsetup or the kernel shows. */
export function nameOf(device: Device): string {
  const lvm = lvmNames(device);
  const isVolume = lvm !== null && (lvm.layer === '' || lvm.layer === 'tpool');
  return printableHostText(isVolume ? `${lvm.vgName}/${lvm.lvName}` : device.name);
}

/** The same for LVM's hidden volumes, `vg/pool_tdata`, as lvs -a and lvchange have it. */
export function hiddenNameOf(device: Device): string {
  const lvm = lvmNames(device);
  return lvm ? printableHostText(`${lvm.vgName}/${lvm.lvName}`) : nameOf(device);
}

export function groupName(group: VolumeGroup): string {
  return group.name === '' ? `with the UUID ${group.uuid}` : printableHostText(group.name);
}

export function partOf(device: Device, part: string): FindingDevice {
  return { devNo: device.devNo, name: printableHostText(device.name), part };
}

/** `a`, `a and b`, `a, b and c`, `a, b and 7 more`. */
export function someOf(words: readonly string[], most = 3): string {
  const shown = words.length > most + 1 ? words.slice(0, most) : words;
  const rest = words.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What a device between others is, for the list of devices. */
export function layerWord(device: Device): string {
  const made = device.dm?.made;
  if (made?.kind === 'crypt') return made.format.startsWith('LUKS') ? 'LUKS' : 'encryption';
  if (made?.kind === 'partition' || device.kind === 'partition') return 'partition';
  if (made?.kind === 'multipath') return 'multipath map';
  if (device.kind === 'md' || device.kind === 'loop' || device.kind === 'nbd') return device.kind;
  return 'in between';
}

/** `vg/lv` as a word of a shell command, to be copied; null for what is no volume of LVM. */
export function volumeWord(device: Device): string | null {
  const lvm = lvmNames(device);
  return lvm !== null && (lvm.layer === '' || lvm.layer === 'tpool') ? hiddenVolumeWord(device) : null;
}

/** The same for LVM's hidden volumes; of a layer that is no volume (`vg-lv-real`) the volume that it is a layer of. */
export function hiddenVolumeWord(device: Device): string | null {
  const lvm = lvmNames(device);
  if (lvm === null) return null;
  const word = `${lvm.vgName}/${lvm.lvName}`;
  // LVM allows itself no others; anything else was not made by it.
  return /^[A-Za-z0-9+_.][A-Za-z0-9+_.-]*\/[A-Za-z0-9+_.-]+$/.test(word) ? word : null;
}
