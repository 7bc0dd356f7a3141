import { ASK_GROUPS, ASK_STATUS, ASK_USERS } from './ask-lines.ts';
import type { KnownError } from './known-error.ts';

/** Messages of LVM. */
export const lvmErrors: readonly KnownError[] = [
  {
    pattern: /is used by another device/i,
    meaning:
      'Another mapped device is built on this logical volume, so LVM does not remove it. Remove the holder first.',
    ask: ASK_USERS,
  },
  {
    pattern: /contains a filesystem in use/i,
    meaning:
      'A file system on this logical volume is mounted. The mount can also be in a container or another mount namespace.',
    ask: ASK_USERS,
  },
  {
    pattern:
      /in use:? \(?not deactivating|^\s*Logical volume \S+ (?:is )?in use\.?\s*$|Can't remove open logical volume/i,
    meaning: 'Something has this logical volume open: a mount, swap, a process, or another device.',
    ask: ASK_USERS,
  },
  {
    pattern: /is prohibited while logical volume \S+ is active/i,
    meaning: 'One part of this logical volume is active by itself, so LVM does not activate the whole.',
    ask: ASK_STATUS,
  },
  {
    pattern: /Can't open \S+ exclusively/i,
    meaning:
      'A mount, a mapped device, an array or a program has this device open. LVM does not write to it.',
    ask: ASK_USERS,
  },
  {
    pattern:
      /transaction_id ?(?:is|=) ?\d+, while expected|(?:incompatible|unexpected|mismatched) transaction_id|transaction_id mismatch/i,
    meaning:
      "The thin pool's metadata and LVM's metadata disagree on the last change. LVM does not activate the pool.",
    ask: ASK_STATUS,
  },
  {
    pattern: /Duplicate VG name|VG name \S+ is used by|multiple VGs found with the same name/i,
    meaning:
      'Two volume groups have the same name. One is often a clone, or a guest volume group that this host sees.',
    ask: ASK_GROUPS,
  },
  {
    pattern:
      /PV \S+ prefers device|Found duplicate PV|duplicate PVs|PVs appear on duplicate devices|PV \S+ on \S+ was already found on/i,
    meaning:
      'LVM sees one physical volume on two devices. Common causes are multipath, a cloned disk, or a snapshot.',
    ask: ASK_USERS,
  },
  {
    pattern:
      /Couldn't find device with uuid|Couldn't find device for PV|is missing PV|of partial LV|physical volumes? missing/i,
    meaning:
      'A physical volume of the volume group is missing. Its device is absent, filtered out, or damaged.',
    ask: ASK_GROUPS,
  },
  {
    pattern:
      /was not found or was last seen on|was last seen on|last written to|not found or rejected by a filter/i,
    meaning:
      'LVM does not see a physical volume where it last saw it. The device is absent, filtered out, or has another name.',
    ask: ASK_GROUPS,
  },
  {
    pattern: /Volume group "?\S+"? not found|Cannot process volume group/i,
    meaning:
      'LVM does not see this volume group. Its devices are absent, filtered out, or not in the devices file.',
    ask: ASK_GROUPS,
  },
  {
    pattern: /Read-only locking type|Write locks are prohibited/i,
    meaning: 'LVM runs read-only here, so it does not activate or change anything.',
    ask: ASK_USERS,
  },
  {
    pattern:
      /Failed to lock|Can't get lock for|giving up waiting for lock|VG \S+ lock failed|File-based locking initiali[sz]ation failed/i,
    meaning:
      'Another LVM command holds the lock, or the lock manager of a shared volume group is unavailable. A suspended device can block that command.',
    ask: ASK_USERS,
  },
];
