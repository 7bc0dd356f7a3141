/**
 * Rows are what a tree shows: the part of a forest's unfolding that is open, as a flat list. The whole unfolding can be
 * exponential (12 layers of two devices have 4,096 paths), so what is open at first must be bounded, and is:
 * a device opens where it first appears; where it appears again it opens only if it is device-mapper's and that adds at
 * most {@link SMALL_UNFOLDING} of dmsetup's rows. So a common stack looks as `dmsetup ls --tree` prints it, repeats and
 * all, a lattice shows each device's bases once, and the number of rows is linear in the number of edges. Anything else
 * opens by hand.
 *
 * A row is known by its path, hashed into a number: it stays the same across captures, and is short enough for a URL.
 */
import type { DevNo } from '../block/dev-no.ts';
import type { Device, Edge } from '../stack/stack.ts';
import { type Steps, toTheEnd } from '../steps.ts';
import { branchesBelow, type Forest } from './unfold.ts';

export type RowKey = number;

export type Row = {
  readonly key: RowKey;
  readonly device: Device;
  /** The edge between this row and its parent, whichever of the two is the holder; null for a root. */
  readonly edge: Edge | null;
  /** Index of the parent's row; -1 for a root. */
  readonly parent: number;
  /** From 1. */
  readonly level: number;
  /** Position among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Rows that its whole unfolding would add; 0 for a leaf. */
  readonly rowsBelow: number;
  readonly isOpen: boolean;
  /** The same device already stands in a row further up. */
  readonly isRepeat: boolean;
};

/** What is open: a starting point, and what was opened or closed by hand since. */
export type Expansion = {
  readonly start: 'usual' | 'all' | 'none';
  readonly opened: ReadonlySet<RowKey>;
  readonly closed: ReadonlySet<RowKey>;
};

/** While something is sought: roots to keep, and devices that have a find below them, opened where they first appear. */
export type Reveal = { readonly roots: readonly Device[]; readonly towards: ReadonlySet<DevNo> };

export const USUAL: Expansion = { start: 'usual', opened: new Set(), closed: new Set() };
export const SMALL_UNFOLDING = 12;
/** More rows than anybody scrolls through. Beyond it "all" means the usual, and nothing further is unfolded. */
export const MAX_ROWS = 50_000;

export type Rows = {
  readonly rows: readonly Row[];
  /** There is more to show than {@link MAX_ROWS}. */
  readonly isCut: boolean;
};

/** A root stands on no edge of the tree. */
type Place = Pick<Row, 'device' | 'edge'>;
type Frame = { readonly branches: readonly Place[]; readonly parent: number; next: number };

const ROWS_PER_STEP = 500;

/** Linear in the rows it returns. */
export function unfoldRows(forest: Forest, expansion: Expansion, reveal: Reveal | null = null): Rows {
  return toTheEnd(unfoldInSteps(forest, expansion, reveal));
}

export function* unfoldInSteps(forest: Forest, expansion: Expansion, reveal: Reveal | null): Steps<Rows> {
  const rows: Row[] = [];
  const seen = new Set<DevNo>();
  const opens = openingRule(forest, expansion, reveal);
  const roots = (reveal ?? forest).roots.map((device): Place => ({ device, edge: null }));
  const frames: Frame[] = [{ branches: roots, parent: -1, next: 0 }];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const { branches, parent } = frame;
    const branch = branches[frame.next++];
    if (branch === undefined) {
      frames.pop();
      continue;
    }
    if (rows.length >= MAX_ROWS) return { rows, isCut: true };
    if (rows.length % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield;
    const { device, edge } = branch;
    const above = rows[parent];
    const key = rowKey(above ? above.key : 0, device);
    const isRepeat = seen.has(device.devNo);
    const rowsBelow = forest.rowsBelow.get(device.devNo) ?? 0;
    const isOpen = rowsBelow > 0 && opens({ key, device, isRepeat });
    seen.add(device.devNo);
    const level = above ? above.level + 1 : 1;
    rows.push({
      key,
      device,
      edge,
      parent,
      level,
      position: frame.next,
      siblings: branches.length,
      rowsBelow,
      isOpen,
      isRepeat,
    });
    if (isOpen)
      frames.push({ branches: branchesBelow(forest, device.devNo), parent: rows.length - 1, next: 0 });
  }
  return { rows, isCut: false };
}

type Candidate = Pick<Row, 'key' | 'device' | 'isRepeat'>;

function openingRule(
  forest: Forest,
  expansion: Expansion,
  reveal: Reveal | null,
): (row: Candidate) => boolean {
  const { opened, closed } = expansion;
  const start = expansion.start === 'all' && !canOpenAll(forest) ? 'usual' : expansion.start;
  return ({ key, device, isRepeat }) => {
    if (opened.has(key)) return true;
    if (reveal?.towards.has(device.devNo) && !isRepeat) return true;
    if (closed.has(key)) return false;
    if (start !== 'usual') return start === 'all';
    if (!isRepeat) return true;
    return device.dm !== null && (forest.mappedRowsBelow.get(device.devNo) ?? 0) <= SMALL_UNFOLDING;
  };
}

/** Whether the whole unfolding is small enough to be opened at once. */
export function canOpenAll(forest: Forest): boolean {
  return forest.totalRows <= MAX_ROWS;
}

const hashes = new WeakMap<Device, number>();

/** FNV-1a, 32 bits, over what identifies the device across captures. */
function hashOf(device: Device): number {
  const known = hashes.get(device);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  // Two paths to one disk share its WWN, so the identity alone does not tell siblings apart.
  const text = `${device.identity}\n${device.name}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hashes.set(device, hash >>> 0);
  return hash >>> 0;
}

/** The key of a device's row below the row `parentKey` (0 for a root): 48 bits of a hash over the path. */
export function rowKey(parentKey: RowKey, device: Device): RowKey {
  const hash = hashOf(device);
  const low = scramble((parentKey >>> 0) ^ hash);
  const high = scramble(Math.floor(parentKey / 0x1_0000_0000) ^ low ^ (hash >>> 7)) >>> 16;
  return high * 0x1_0000_0000 + low;
}

function scramble(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
