/** One cell of the zoo: a device of some kind that is in use in some way. */

/** The kinds of kinds.sh. */
export type Kind =
  | 'linear'
  | 'lv'
  | 'thin'
  | 'snapshot'
  | 'crypt'
  | 'multipath'
  | 'md'
  | 'loop_file'
  | 'loop_device'
  | 'nbd'
  | 'nbd_client'
  | 'loop_partition'
  | 'nbd_partition'
  | 'disk'
  | 'disk_partition';

export type Cell = {
  /** A letter and a number that nothing else in the guest has: all names of the cell's have it. */
  readonly id: string;
  readonly kind: Kind;
  readonly way: string;
  /** In the test of every day, too. */
  readonly isDaily: boolean;
};

export function folderOf({ id }: Cell): string {
  return `/lab/zoo/${id}`;
}

export function nameOf({ kind, way }: Cell): string {
  return `${kind} × ${way}`.replaceAll('_', ' ');
}

/** Of disks and partitions nothing can be removed: a plan says so, and frees them. A partition goes with its loop or nbd. */
export function isRemovable({ kind }: Cell, paths = 1): boolean {
  return kind.endsWith('partition') ? paths > 1 && kind !== 'disk_partition' : kind !== 'disk';
}

/** The shell command that does these actions with a cell, in a guest. */
export function zooCommand({ id, kind, way }: Cell, ...actions: readonly string[]): string {
  return `/mnt/dmscope/e2e/lab/users-zoo/zoo ${id} ${kind} ${way} ${actions.join(' ')}`;
}
