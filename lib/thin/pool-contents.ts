/**
 * What the metadata of a thin pool holds, whoever uses it: every thin ID, also those that nothing on the host maps, with the
 * blocks it has and those that it shares. As thin_dump prints it, counted; blocks are the pool's own, of `blockSizeBytes`.
 *
 * `time` is no clock: it begins at 0 and is one more after each snapshot that is taken in the pool. A transaction ID is whatever
 * userspace last set; LVM counts its own changes with it.
 */
export type PoolContents = {
  readonly transactionId: number;
  readonly time: number;
  readonly blockSizeBytes: number;
  /** The size of the data device in blocks. */
  readonly dataBlockCount: number;
  /** By ID, each once. */
  readonly thins: readonly ThinContents[];
  /** What could not be, and what was left out because there was too much of it; in words. */
  readonly problems: readonly string[];
};

export type ThinContents = {
  /** 24 bits; all that the kernel knows it by. */
  readonly thinId: number;
  readonly mappedBlocks: number;
  /** Those that no other ID has: what removing it frees. Null where there were too many blocks to tell. */
  readonly exclusiveBlocks: number | null;
  /** The pool's transaction ID when it was made: with `createdTime` what tells it from a later one of the same ID. */
  readonly transactionId: number;
  /** The pool's `time` when it was made. */
  readonly createdTime: number;
  /** The pool's `time` when a snapshot was last taken of it, or when it was made as one. */
  readonly snapshotTime: number;
  /** Those it shares most with, most first; at most `MOST_SHARERS`. */
  readonly sharesWith: readonly Sharing[];
  /** It shares with others as well, or more than is told here: there are too many pairs to count all of them. */
  readonly hasMoreSharing: boolean;
};

export type Sharing = { readonly thinId: number; readonly blocks: number };

export const MOST_SHARERS = 8;

export function thinOf({ thins }: PoolContents, thinId: number): ThinContents | null {
  return thins.find((thin) => thin.thinId === thinId) ?? null;
}
