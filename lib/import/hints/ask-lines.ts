/**
 * The lines that people are asked to copy. Each only reads, takes no name from what was pasted, and runs no LVM command: those hang
 * while a device below is suspended. MOUNTPOINT rather than MOUNTPOINTS, which older versions of lsblk refuse.
 */
const MAPPED =
  'dmsetup --manglename none info -c; dmsetup --manglename none table; dmsetup --manglename none deps';
const BLOCK = 'lsblk -o NAME,KNAME,MAJ:MIN,TYPE,SIZE,RO,FSTYPE,UUID,MOUNTPOINT';
const USERS = 'cat /proc/self/mountinfo /proc/swaps';

function asRoot(...commands: readonly string[]): string {
  return `sudo sh -c '${commands.join('; ')}'`;
}

/** What stands on what, and what is mounted or swapped on. */
export const ASK_USERS = asRoot(MAPPED, BLOCK, USERS);

/** Arrays too. */
export const ASK_ARRAYS = asRoot(MAPPED, BLOCK, 'cat /proc/mdstat', USERS);

/** Tables that are loaded and not yet live too. */
export const ASK_TABLES = asRoot(MAPPED, 'dmsetup --manglename none table --inactive', BLOCK, USERS);

/** The state of pools and snapshots too. Without --noflush a pool commits its metadata. */
export const ASK_STATUS = asRoot(MAPPED, 'dmsetup --manglename none status --noflush', BLOCK, USERS);

/** What each volume group was made of, from LVM's own copies. */
export const ASK_GROUPS = asRoot(MAPPED, BLOCK, USERS, 'cat /etc/lvm/backup/*');

/** Paths of multipath maps too, without checking them. */
export const ASK_PATHS = asRoot(
  MAPPED,
  'dmsetup --manglename none status --noflush',
  'multipath -l',
  BLOCK,
  USERS,
);
