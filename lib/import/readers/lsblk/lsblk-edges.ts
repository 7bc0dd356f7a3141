import { withoutDev } from './device-names.ts';
import { isBareDisk, kernelPartition } from './kernel-names.ts';
import type { LsblkRow, LsblkRows } from './lsblk-rows.ts';

/**
 * Which rows are the bases of which. With `-s` lsblk prints the picture from above, and PKNAME is what the row hangs under, so both are
 * the other way round; a disk that hangs under something shows that it was so, whatever the command line was.
 */
export type LsblkEdges = {
  readonly isInverse: boolean;
  /** Null: unknown; `[]`: it stands on nothing that the picture shows. */
  readonly basesOf: (row: LsblkRow) => readonly LsblkRow[] | null;
  /** A row hangs under one that cannot be its base. */
  readonly isBroken: boolean;
};

export function lsblkEdges(rows: readonly LsblkRow[], isInverseCommand: boolean): LsblkEdges {
  const isInverse =
    isInverseCommand || rows.some((row) => isBareDisk(nameOf(row)) && (row.under ?? []).length > 0);
  if (isInverse) {
    const bases = new Map<LsblkRow, LsblkRow[]>();
    for (const row of rows)
      for (const holder of row.under ?? []) {
        const known = bases.get(holder);
        if (known) known.push(row);
        else bases.set(holder, [row]);
      }
    return {
      isInverse,
      basesOf: (row) => (row.under === null ? null : (bases.get(row) ?? [])),
      isBroken: false,
    };
  }
  const misplaced = new Set(rows.filter((row) => row.under?.some((base) => !canBeBase(base, row))));
  return {
    isInverse,
    basesOf: (row) => (misplaced.has(row) ? null : row.under),
    isBroken: misplaced.size > 0,
  };
}

/** A partition's name starts with its disk's. After `grep` it can seem to be of another disk. */
function canBeBase(base: LsblkRow, row: LsblkRow): boolean {
  const disk = kernelPartition(nameOf(row))?.disk;
  const name = nameOf(base);
  return disk === undefined || !isBareDisk(disk) || !isBareDisk(name) || disk === name;
}

function nameOf({ cells }: LsblkRow): string {
  return withoutDev(cells.get('KNAME') || cells.get('NAME') || '');
}

/** Types of what stands on one device at most. */
const OF_ONE_BASE = new Set(['disk', 'part', 'loop', 'rom', 'crypt']);

/**
 * Whether a list with PKNAME has every edge: since util-linux 2.34 `-l` prints each device once, with one of its bases. `-r` and `-P`
 * repeat it, as a tree does.
 */
export function hasEveryEdge({ rows, form }: LsblkRows): boolean {
  if (form === 'tree') return true;
  if (!rows.every(({ cells }) => cells.has('PKNAME'))) return isTreeOfRoots(rows);
  if (form === 'repeating-list' || rows.every(({ cells }) => OF_ONE_BASE.has(cells.get('TYPE') ?? '')))
    return true;
  const names = rows.map((row) => nameOf(row));
  return new Set(names).size < names.length;
}

/** Nothing in it can stand on anything, so it has no edges to print. */
function isTreeOfRoots(rows: readonly LsblkRow[]): boolean {
  return rows.every((row) => isBareDisk(nameOf(row)));
}
