import { lvmNames } from '../../stack/describe.ts';
import type { Device } from '../../stack/stack.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import type { MappedThin } from './mapped-thin.ts';

/** `VG/LV` of an active volume that LVM made; null for any other. */
export function volumeName({ device }: MappedThin): string | null {
  const names = lvmNames(device);
  return names && device.dm?.made.kind === 'lvm' && device.dm.made.layer === ''
    ? `${names.vgName}/${names.lvName}`
    : null;
}

/** What to do with a thin ID of a pool that LVM manages. Only LVM tells the volume of one that is not active. */
export function lvmLine(pool: Device, thin: MappedThin | null, command: readonly string[]): string {
  const volume = thin && volumeName(thin);
  if (volume) return `Have LVM do it: ${shellCommand([...command, volume])}`;
  const group = lvmNames(pool)?.vgName ?? 'VG';
  const list = shellCommand(['lvs', '-a', '-o', 'name,thin_id', group]);
  return `Have LVM do it, if it knows the ID (${list}): ${shellCommand(command)} ${shellCommand([`${group}/`])}LV`;
}
