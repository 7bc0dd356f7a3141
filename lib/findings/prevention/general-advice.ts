import type { Host } from '../../stack/stack.ts';

/**
 * How to keep LVM from activating what is not the host's, by the age of its LVM: what works depends on it. An administrator's
 * own filter is never to be overwritten: these are sentences for a person, and dmscope writes no configuration.
 *
 * LVM and libdevmapper are released together, and dmsetup prints its library's date: that date is the most reliable
 * sign of what LVM can do, since distributions number their builds anew but keep it. The steps are from lvm2's WHATS_NEW.
 */
type LvmEra =
  /** Before 2.03.12 (May 2021): no devices file. */
  | 'filters'
  /** The devices file is there; PVs on LVs are still seen with scan_lvs=1. */
  | 'devices-file'
  /** From 2.03.24 (May 2024): the udev rule leaves PVs on LVs alone. */
  | 'skips-lvs'
  | 'unknown';

export function lvmEra({ dmLibraryVersion }: Pick<Host, 'dmLibraryVersion'>): LvmEra {
  const date = /\((\d{4}-\d{2}-\d{2})\)/.exec(dmLibraryVersion)?.[1];
  if (date === undefined) return 'unknown';
  if (date < '2021-05-07') return 'filters';
  return date < '2024-05-16' ? 'devices-file' : 'skips-lvs';
}

/** Whether the way to the guest's PV leads over something that is no LV to LVM: only some settings help then. */
export type DoorKind = 'volume' | 'layer';

export function generalAdvice(host: Host, door: DoorKind): readonly string[] {
  const era = lvmEra(host);
  return [...mainAdvice(era), ...doorAdvice(era, door), INITRAMFS];
}

const INITRAMFS =
  'After a change of lvm.conf or the devices file rebuild the initramfs: it holds a copy, and LVs that are activated at boot are activated by it.';

function mainAdvice(era: LvmEra): readonly string[] {
  const allowList =
    'global_filter in lvm.conf as a list of the host\'s own PVs that ends with "r|.*|" (an end of "a|.*|" hides nothing: the same device comes in again as /dev/disk/by-id/…)';
  switch (era) {
    case 'devices-file':
    case 'skips-lvs':
      return [
        `Let LVM see the host's own PVs only: use_devicesfile=1 in lvm.conf, with the file made by vgimportdevices for each group of the host. Where that cannot be: ${allowList}.`,
      ];
    case 'filters':
      return [
        `Let LVM see the host's own PVs only: ${allowList}. auto_activation_volume_list with the host's own groups stops what udev activates, but not a bare vgchange -ay.`,
      ];
    case 'unknown':
      return [
        `Let LVM see the host's own PVs only: the devices file (use_devicesfile=1; LVM 2.03.12 of 2021 or later), else ${allowList}.`,
      ];
    default:
      return era satisfies never;
  }
}

function doorAdvice(era: LvmEra, door: DoorKind): readonly string[] {
  if (door === 'layer') {
    return [
      'scan_lvs=0 does not help here: partition maps, LUKS, loops and arrays over a volume are no LVs to LVM.',
    ];
  }
  return era === 'skips-lvs'
    ? ['With this LVM udev activates nothing on LVs, so a command did: look for vgchange -ay in scripts.']
    : [
        'Check that scan_lvs is 0 in lvm.conf (lvmconfig --typeconfig full devices/scan_lvs): 1 looks into every LV.',
      ];
}
