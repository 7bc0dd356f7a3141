import type { LvmHost } from '../lvm/lvm-host.ts';
import type { LvmBackup } from '../lvm/parse-backup.ts';
import { lvmNames } from '../stack/describe.ts';
import type { Device } from '../stack/stack.ts';
import { backupsOf } from './group-history.ts';
import { groupUuidOf } from './volume-groups.ts';

/** What a thin volume is a snapshot of, by the backup of its group's metadata. */
export type ThinOrigin = { readonly backup: LvmBackup; readonly lvName: string; readonly origin: string };

/** Null where it is none, or no backup tells. */
export function thinOrigin(device: Device, lvm: LvmHost | null): ThinOrigin | null {
  const names = lvm?.backups ? lvmNames(device) : null;
  const backups = names ? backupsOf(lvm, groupUuidOf(device) ?? '') : [];
  for (const backup of backups) {
    const found = backup.thinOrigins.find(({ lvName }) => lvName === names?.lvName);
    if (found) return { backup, ...found };
  }
  return null;
}
