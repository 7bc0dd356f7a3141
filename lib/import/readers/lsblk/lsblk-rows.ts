import type { IgnoredLine } from '../../reading.ts';

/** A row of any form of lsblk's output: what it says of one device, and under which rows the picture shows it. */
export type LsblkRow = {
  /** Number of its first line. */
  readonly at: number;
  /** By the column's name: all that were printed, also where they are empty. Escapes are decoded. */
  readonly cells: ReadonlyMap<string, string>;
  /** Null: no column of mount points was printed, or what stands there is none. */
  readonly mountPoints: readonly string[] | null;
  /** Null: the picture does not tell, or there is none. */
  readonly under: readonly LsblkRow[] | null;
};

export type LsblkRows = {
  readonly rows: readonly LsblkRow[];
  readonly form: 'tree' | 'list' | 'repeating-list';
  /** Something before, between or after the rows is not there. */
  readonly isCut: boolean;
  readonly ignored: readonly IgnoredLine[];
};
