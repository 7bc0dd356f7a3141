/**
 * The ways of being in use (*.sh beside this file has their commands), and for each what may truly be said against taking the
 * device away. A reason that is none of these is a false one, even where the refusal itself is right.
 */

export type Way = {
  /** For the table. */
  readonly words: string;
  /** What of the use a host shows besides: a mount of its own or another's, swap, a process. */
  readonly shown: readonly RegExp[];
  /** The kernel has the device claimed, so that an exclusive open of it fails. */
  readonly isClaimed?: true;
  /** Processes have it open, or what only they have open; their ids are in the cell's *.pid. */
  readonly isByProcess?: true;
  /** The kernel counts opens of it that nothing else accounts for. */
  readonly isUncounted?: true;
};

const MOUNTED = /\bmounted at \/lab\/zoo\/ID\//;
const SWAP = /\bswap\b/;
/** Mounted by nothing that can be seen, and the kernel still has the file system. */
const DETACHED = /\bfile system on .*\bin use\b.*\bmounted nowhere\b/;
const CLAIMED = { isClaimed: true } as const;
const UNSEEN = { isClaimed: true, isUncounted: true } as const;
const BY_PROCESS = { isByProcess: true } as const;
/** A plain open that no list of descriptors shows. */
const HIDDEN_OPEN = { isByProcess: true, isUncounted: true } as const;

function mounted(words: string, ...also: readonly RegExp[]): Way {
  return { words, shown: [MOUNTED, ...also], ...CLAIMED };
}

export const WAYS = {
  ext4: mounted('mounted (ext4)'),
  xfs: mounted('mounted (xfs)'),
  btrfs: mounted('mounted (btrfs)'),
  vfat: mounted('mounted (vfat)'),
  namespace: mounted('mounted in the namespace of a process', /process/),
  namespace_file: {
    words: 'mounted in a namespace that only a file keeps',
    shown: [MOUNTED, DETACHED],
    ...UNSEEN,
  },
  chroot: mounted('mounted in a chroot with its own nodes, in a namespace', /process/),
  container: mounted('mounted in a container of systemd-nspawn', /mounted at \/data\b/),
  hidden: {
    words: 'bind mount below a hidden mount',
    shown: [/\bmounted at \/lab\/zoo\/ID\/hidden/],
    ...CLAIMED,
  },
  overlay: { words: 'layer of an overlay, itself detached', shown: [/overlay/, DETACHED], ...UNSEEN },
  lazy_file: { words: 'detached, a file of it open', shown: [DETACHED], ...UNSEEN, ...BY_PROCESS },
  lazy_cwd: { words: 'detached, a process in it', shown: [DETACHED], ...UNSEEN, ...BY_PROCESS },
  lazy_mmap: { words: 'detached, a file of it mapped', shown: [DETACHED], ...UNSEEN, ...BY_PROCESS },
  lazy_loop: { words: 'detached, a loop on a file in it mounted', shown: [MOUNTED, DETACHED], ...UNSEEN },
  lazy_swap_file: { words: 'detached, swap file in it', shown: [SWAP, DETACHED], ...UNSEEN, ...BY_PROCESS },
  swap: { words: 'swap', shown: [SWAP], ...CLAIMED },
  swap_file: mounted('mounted, swap file in it; then that switched off', SWAP),
  read: { words: 'descriptor for reading', shown: [], ...BY_PROCESS },
  write: { words: 'descriptor for writing', shown: [], ...BY_PROCESS },
  excl: { words: 'descriptor with O_EXCL', shown: [], ...CLAIMED, ...BY_PROCESS },
  mmap: { words: 'mapped, descriptor closed', shown: [], ...HIDDEN_OPEN },
  uring: { words: 'file of an io_uring, descriptor closed', shown: [], ...HIDDEN_OPEN },
  in_flight: { words: 'descriptor on its way through a socket', shown: [], ...HIDDEN_OPEN },
  odd_node: { words: 'descriptor by a node outside /dev', shown: [], ...HIDDEN_OPEN },
  own_dev: { words: 'descriptor by another name in a /dev of its own', shown: [], ...HIDDEN_OPEN },
  as_qemu_nbd: { words: 'descriptor of a process called qemu-nbd', shown: [], ...BY_PROCESS },
  as_blkid: { words: 'descriptor of a process called blkid', shown: [], ...BY_PROCESS },
  as_udev_worker: { words: 'descriptor of a process called (udev-worker)', shown: [], ...BY_PROCESS },
  nbd_server: { words: 'served by qemu-nbd', shown: [], ...BY_PROCESS },
  storage_daemon: { words: 'served by qemu-storage-daemon', shown: [], ...BY_PROCESS },
  mapping: mounted('mapped device on it, mounted'),
  inactive_table: mounted('in a loaded table of a mounted mapped device'),
  pv: mounted('PV of an active group, its volume mounted'),
  loop: mounted('loop on it, mounted'),
  odd_loop: {
    words: 'loop on it by a node outside /dev, mounted',
    shown: [MOUNTED, /\bloop device .* is over\b/],
    isUncounted: true,
  },
  md_member: mounted('member of an array, mounted'),
  bcache_backing: { words: 'backing device of a bcache, mounted', shown: [MOUNTED, /bcache/], ...UNSEEN },
  bcache_cache: { words: 'cache of a bcache, mounted', shown: [MOUNTED, /bcache/], ...UNSEEN },
  drbd: { words: 'disk of a DRBD device, mounted', shown: [MOUNTED, /drbd/i], ...UNSEEN },
  journal: { words: 'journal of a mounted ext4', shown: [MOUNTED, /journal/], ...UNSEEN },
  xfs_log: { words: 'log of a mounted xfs', shown: [MOUNTED, /\blog\b|\bjournal\b/], ...UNSEEN },
  btrfs_second: { words: 'second device of a mounted btrfs', shown: [MOUNTED, /btrfs/], ...UNSEEN },
  iscsi_block: { words: 'back end of an iSCSI target', shown: [/target|iscsi/i], ...UNSEEN },
  iscsi_file: {
    words: 'back end of an iSCSI target, as a file',
    shown: [/target|iscsi/i],
    isUncounted: true,
  },
  nfs: { words: 'detached, exported by NFS', shown: [/nfs/i, DETACHED], ...UNSEEN },
  suspended: mounted('mounted and suspended', /suspended/),
  suspended_below: mounted('mounted, what is below it suspended', /suspended/),
} as const satisfies Record<string, Way>;

export type WayName = keyof typeof WAYS;
