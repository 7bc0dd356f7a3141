/**
 * What dmscope knows of one device-mapper target type. Each type is a file in lib/dm/targets/ that exports one
 * `TargetType`; lib/dm/target-types.ts lists them. Table and status lines are read as the kernel documents them
 * (Documentation/admin-guide/device-mapper/*.rst) and as drivers/md/dm-*.c prints them. Every function is total.
 */

/** One target of a table: `start length type args`, in sectors of 512 bytes. */
export type Segment = {
  readonly startSector: number;
  readonly lengthSectors: number;
  readonly target: string;
  /** Everything after the target's name, as printed, without the blank before it. */
  readonly args: string;
};

/** A device that a table names: `254:3`, or on old kernels and in hand-written tables a path. */
export type TargetDevice = {
  readonly device: string;
  /** The part it plays: `data`, `origin`, `cow`, `metadata`, `log`, `leg`, `path`, `pool`, `external origin` … */
  readonly role: string;
  /** Where the target's data starts on it; null where the table does not say. */
  readonly startSector: number | null;
};

/** One thing worth reading, in words: `{ label: 'Chunk size', value: '4 KiB' }`. */
export type Fact = { readonly label: string; readonly value: string };

export type Health = 'ok' | 'busy' | 'degraded' | 'failed' | 'unknown';

/** What a table's arguments say. Target types add typed fields of their own. */
export type TargetTable = {
  /** In the order of the table. The same device twice stays twice. */
  readonly devices: readonly TargetDevice[];
  /** One sentence a tired person understands, without device names: "Copy-on-write snapshot, chunks of 4 KiB, persistent." */
  readonly summary: string;
  readonly facts: readonly Fact[];
};

/** What a status line says. Target types add typed fields of their own. */
export type TargetStatus = {
  readonly health: Health;
  /** At most a dozen characters for a badge in the tree, such as `37.5 %`, `2/3 paths`, `in sync`; null for nothing to say. */
  readonly badge: string | null;
  readonly summary: string;
  readonly facts: readonly Fact[];
};

/** A value, or the reason why the arguments were not understood. */
export type Understood<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export type TargetType<
  Table extends TargetTable = TargetTable,
  Status extends TargetStatus = TargetStatus,
> = {
  /** The kernel's name of it: `snapshot-origin`. */
  readonly name: string;
  /** What it does, in one sentence, for somebody who has never met it. */
  readonly purpose: string;
  /** The kernel opens the devices of a table in its order, but some targets' in reverse; it shows in `dmsetup deps`. */
  readonly opensLastFirst?: true;
  readonly parseTable: (args: readonly string[], segment: Segment) => Understood<Table>;
  /** `args` of `dmsetup status`, which may be empty. */
  readonly parseStatus: (args: readonly string[], segment: Segment) => Understood<Status>;
};
