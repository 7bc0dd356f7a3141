import type { GuestPv } from '../../lvm/what-lvm-would-do.ts';
import { lvmNames } from '../../stack/describe.ts';
import type { Device } from '../../stack/stack.ts';

/** A snapshot that nobody has made yet, as LVM would see it: the same PV, behind a name of its own. */
export type FutureSnapshot = { readonly name: string; readonly pv: GuestPv };

/**
 * Snapshots of a volume under the names that backup jobs give them: whether a filter lets one in depends on its name. Empty for what
 * is no volume of LVM.
 */
export function futureSnapshots(origin: Device, groupName: string): readonly FutureSnapshot[] {
  const names = lvmNames(origin);
  if (names === null || names.layer !== '') return [];
  const { vgName, lvName } = names;
  return [`${lvName}-snap`, `${lvName}_snap`, `snap-${lvName}`, `snap_${lvName}`].map((name) => {
    const mapped = `${doubled(vgName)}-${doubled(name)}`;
    const paths = [
      '/dev/dm-999',
      `/dev/mapper/${mapped}`,
      `/dev/${vgName}/${name}`,
      `/dev/disk/by-id/dm-name-${mapped}`,
    ];
    return {
      name: `${vgName}/${name}`,
      pv: { door: 'volume', paths, ids: [], groupName, volumeBelow: null },
    };
  });
}

/** As LVM writes a name into one of device-mapper (libdm's dm_build_dm_name). */
function doubled(name: string): string {
  return name.replaceAll('-', '--');
}
