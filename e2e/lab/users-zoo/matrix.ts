import type { Cell, Kind } from './cell.ts';
import type { WayName } from './ways.ts';

/**
 * Which kinds are in use in which ways. nbd devices have all: of them the kernel keeps no count that anybody could read, and they can be
 * cut at any time. A star: in the test of every day, too. Those with a suspended device come last, in a guest of their own.
 */

const CELLS: Readonly<Record<Kind, string>> = {
  nbd: `ext4 xfs namespace namespace_file chroot* container hidden overlay lazy_file* lazy_cwd lazy_mmap lazy_loop lazy_swap_file
    swap swap_file excl read write odd_node* own_dev mmap uring* in_flight as_qemu_nbd* as_blkid as_udev_worker nbd_server
    storage_daemon mapping inactive_table pv loop odd_loop* md_member bcache_backing bcache_cache* drbd journal* xfs_log btrfs_second*
    iscsi_block iscsi_file nfs`,
  nbd_client: 'xfs lazy_file* read',
  nbd_partition: 'ext4 lazy_cwd* odd_node',
  loop_file: 'vfat lazy_file swap* odd_node mmap* in_flight journal btrfs_second odd_loop nbd_server',
  loop_device: 'ext4 lazy_cwd own_dev* uring bcache_backing',
  loop_partition: 'ext4 lazy_mmap odd_node*',
  linear: 'btrfs* lazy_file uring odd_node inactive_table odd_loop suspended',
  lv: 'xfs namespace swap_file* pv',
  thin: 'ext4 lazy_mmap* excl iscsi_file',
  snapshot: 'ext4* namespace_file storage_daemon',
  crypt: 'ext4 swap lazy_loop* xfs_log suspended_below',
  multipath: 'ext4 read* mapping',
  md: 'ext4 lazy_file* odd_node mmap journal iscsi_block swap',
  disk: 'ext4 lazy_file* odd_node iscsi_file',
  disk_partition: 'swap journal',
};

/** Of a guest: nbd devices and processes of qemu's are not free. */
const BATCH = 30;

/** The cells of one guest each. */
export function batches(which: 'daily' | 'all'): readonly (readonly Cell[])[] {
  const cells = Object.entries(CELLS).flatMap(([kind, ways]) =>
    ways.split(/\s+/).map((word) => ({
      kind: kind as Kind,
      way: word.replace('*', '') as WayName,
      isDaily: word.endsWith('*'),
    })),
  );
  const wanted = cells.filter(({ isDaily }) => which === 'all' || isDaily);
  const stuck = wanted.filter(({ way }) => way.startsWith('suspended'));
  const rest = wanted.filter((cell) => !stuck.includes(cell));
  const size = Math.ceil(rest.length / Math.ceil(rest.length / BATCH));
  const dealt = Array.from({ length: Math.ceil(rest.length / size) }, (_, at) =>
    rest.slice(at * size, (at + 1) * size),
  );
  return [...dealt, ...(stuck.length > 0 ? [stuck] : [])].map((batch) =>
    batch.map((cell, at) => ({ ...cell, id: idOf(at) })),
  );
}

/** Those that are tried with parts of what is known of the host kept from coming. */
const HINDERED: readonly (readonly [Kind, WayName])[] = [
  ['nbd', 'ext4'],
  ['nbd', 'chroot'],
  ['nbd', 'lazy_file'],
  ['nbd', 'odd_node'],
  ['nbd', 'read'],
  ['nbd', 'uring'],
  ['nbd', 'journal'],
  ['nbd', 'btrfs_second'],
  ['nbd', 'odd_loop'],
  ['nbd_partition', 'lazy_cwd'],
  ['loop_file', 'mmap'],
  ['loop_file', 'swap'],
  ['loop_device', 'own_dev'],
  ['md', 'odd_node'],
  ['linear', 'lazy_file'],
];

/** Two digits, so that none is the beginning of another. */
function idOf(at: number): string {
  return `z${`${at}`.padStart(2, '0')}`;
}

export function hinderedCells(): readonly Cell[] {
  return HINDERED.map(([kind, way], at) => ({ kind, way, isDaily: false, id: idOf(at) }));
}
