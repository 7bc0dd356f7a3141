/**
 * A forest is one way to unfold a stack into a tree: which devices are its roots, and what comes below each. It keeps
 * the order that device-mapper's own library gives `dmsetup ls --tree` (libdm's tree, as libdm-deptree.c builds it):
 * devices are entered as the kernel lists them, each followed by its bases, depth first; holders of a base stand in the
 * order in which they were met. Nothing is unfolded here: a forest is as large as the graph, while its rows can be
 * exponentially many. See rows.ts.
 */
import type { DevNo } from '../block/dev-no.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, Edge } from '../stack/stack.ts';

/** `holders-first`: what nothing holds is on top, as dmsetup prints it. `bases-first`: disks on top, as lsblk does. */
export type Direction = 'holders-first' | 'bases-first';

/** `dm`: mapped devices and what their tables name, dmsetup's view. `all`: every block device and every edge. */
export type Scope = 'dm' | 'all';

/** One step down the tree: to a device, by an edge. */
export type Branch = { readonly device: Device; readonly edge: Edge };

export type Forest = {
  readonly direction: Direction;
  readonly roots: readonly Device[];
  /** What stands below a device in the tree, in order. */
  readonly below: ReadonlyMap<DevNo, readonly Branch[]>;
  /** What it stands below of. */
  readonly above: ReadonlyMap<DevNo, readonly Branch[]>;
  /** How many rows a device's whole unfolding adds beneath its own; at most `Number.MAX_SAFE_INTEGER`. */
  readonly rowsBelow: ReadonlyMap<DevNo, number>;
  /** The same where only mapped devices are unfolded, as dmsetup does. */
  readonly mappedRowsBelow: ReadonlyMap<DevNo, number>;
  /** Rows of the whole forest, unfolded completely; at most `Number.MAX_SAFE_INTEGER`. */
  readonly totalRows: number;
};

const NONE: readonly Branch[] = [];

export function branchesBelow(forest: Forest, devNo: DevNo): readonly Branch[] {
  return forest.below.get(devNo) ?? NONE;
}

/** Linear in the size of the graph, and finite on any: an edge that closes a circle is left out. */
export function plantForest(index: StackIndex, direction: Direction, scope: Scope): Forest {
  const { uses, usedBy, met, finished } = walk(index, scope);
  const isHoldersFirst = direction === 'holders-first';
  const below = isHoldersFirst ? uses : usedBy;
  const above = isHoldersFirst ? usedBy : uses;
  const isListed = scope === 'all' || isHoldersFirst;
  const order = isListed ? index.stack.devices.filter((device) => met.has(device)) : [...met];
  const roots = order.filter((device) => !above.has(device.devNo));
  const lowestFirst = isHoldersFirst ? finished : finished.toReversed();
  const rowsBelow = countRows(below, lowestFirst);
  const mappedRowsBelow = countRows(
    below,
    lowestFirst.filter((device) => device.dm !== null),
  );
  let totalRows = 0;
  for (const { devNo } of roots) totalRows = saturate(totalRows + 1 + (rowsBelow.get(devNo) ?? 0));
  return { direction, roots, below, above, rowsBelow, mappedRowsBelow, totalRows };
}

type Walk = {
  readonly uses: Map<DevNo, Branch[]>;
  readonly usedBy: Map<DevNo, Branch[]>;
  /** In the order of first sight. */
  readonly met: Set<Device>;
  /** A base before its holders. */
  readonly finished: Device[];
};

type Frame = { readonly device: Device; readonly edges: readonly Edge[]; next: number };

/** Depth first with a stack of our own: how deep a host's devices stand is not ours to bound. */
function walk(index: StackIndex, scope: Scope): Walk {
  const result: Walk = { uses: new Map(), usedBy: new Map(), met: new Set(), finished: [] };
  const underWay = new Set<Device>();
  const frames: Frame[] = [];
  const enter = (device: Device) => {
    result.met.add(device);
    underWay.add(device);
    frames.push({ device, edges: edgesInScope(device, scope), next: 0 });
  };
  for (const start of index.stack.devices) {
    if (result.met.has(start) || (scope === 'dm' && start.dm === null)) continue;
    enter(start);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const edge = frame.edges[frame.next++];
      if (edge === undefined) {
        underWay.delete(frame.device);
        result.finished.push(frame.device);
        frames.pop();
        continue;
      }
      const base = index.byDevNo.get(edge.base);
      if (base === undefined || underWay.has(base)) continue;
      link(result, { holder: frame.device, base, edge });
      if (!result.met.has(base)) enter(base);
    }
  }
  return result;
}

function edgesInScope(device: Device, scope: Scope): readonly Edge[] {
  return scope === 'all' ? device.bases : device.bases.filter((edge) => edge.kind === 'table');
}

function link(walked: Walk, { holder, base, edge }: { holder: Device; base: Device; edge: Edge }): void {
  push(walked.uses, holder.devNo, { device: base, edge });
  push(walked.usedBy, base.devNo, { device: holder, edge });
}

function push(map: Map<DevNo, Branch[]>, key: DevNo, branch: Branch): void {
  const list = map.get(key);
  if (list) list.push(branch);
  else map.set(key, [branch]);
}

/** `order` has every device after all that stand below it. */
function countRows(
  below: ReadonlyMap<DevNo, readonly Branch[]>,
  order: readonly Device[],
): Map<DevNo, number> {
  const counts = new Map<DevNo, number>();
  for (const { devNo } of order) {
    let count = 0;
    for (const { device } of below.get(devNo) ?? NONE) count += 1 + (counts.get(device.devNo) ?? 0);
    counts.set(devNo, saturate(count));
  }
  return counts;
}

function saturate(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
