import type { DevNo } from '../../block/dev-no.ts';
import { deviceKeys } from '../../stack/device-key.ts';
import { holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';

/** Which devices of a host are drawn. What is left out is counted where it would be joined on. */
export type DiagramScope = {
  /** What the picture is about; null for the whole host. */
  readonly around: readonly DevNo[] | null;
  /** How far up and down from there; Infinity for all. */
  readonly holdersDepth: number;
  readonly basesDepth: number;
  /** Keys of devices whose holders are folded away. */
  readonly folded: ReadonlySet<string>;
  /** More devices than this are not drawn: the nearest are. */
  readonly limit: number;
};

/** Of what is drawn at once one can still find something; more is for the overview. */
export const WHOLE_HOST: DiagramScope = {
  around: null,
  holdersDepth: Number.POSITIVE_INFINITY,
  basesDepth: Number.POSITIVE_INFINITY,
  folded: new Set(),
  limit: 300,
};

/** In the order of the stack. */
export function devicesInScope(index: StackIndex, scope: DiagramScope): readonly Device[] {
  const { devices } = index.stack;
  const shown =
    scope.around === null
      ? wholeStacks(index, scope)
      : reachBothWays(index, scope, new Set(scope.around.filter((devNo) => index.byDevNo.has(devNo))));
  return devices.filter(({ devNo }) => shown.has(devNo));
}

/** Stack by stack, in the order of the list, for as long as there is room. */
function wholeStacks(index: StackIndex, scope: DiagramScope): ReadonlySet<DevNo> {
  const shown = new Set<DevNo>();
  const basesOf = (devNo: DevNo) => index.byDevNo.get(devNo)?.bases.map(({ base }) => base) ?? [];
  for (const { devNo: start } of index.stack.devices) {
    if (shown.has(start)) continue;
    const stack = new Set([start]);
    for (const devNo of stack) {
      if (shown.size + stack.size >= scope.limit) break;
      for (const other of [...shownHolders(index, scope, devNo), ...basesOf(devNo)]) {
        if (!shown.has(other) && shown.size + stack.size < scope.limit) stack.add(other);
      }
    }
    for (const devNo of stack) shown.add(devNo);
    if (shown.size >= scope.limit) break;
  }
  return scope.folded.size === 0 ? shown : withoutFolded(index, scope, shown);
}

/** What only stands on folded devices is gone with them. */
function withoutFolded(
  index: StackIndex,
  scope: DiagramScope,
  shown: ReadonlySet<DevNo>,
): ReadonlySet<DevNo> {
  const left = new Set<DevNo>();
  for (const devNo of shown) if ((index.byDevNo.get(devNo)?.bases.length ?? 0) === 0) left.add(devNo);
  for (const devNo of left) {
    for (const holder of shownHolders(index, scope, devNo)) if (shown.has(holder)) left.add(holder);
  }
  for (const devNo of left)
    for (const { base } of index.byDevNo.get(devNo)?.bases ?? []) if (shown.has(base)) left.add(base);
  return left;
}

/** Holders of holders, bases of bases: not what else stands on those bases. Step by step, the nearest first. */
function reachBothWays(
  index: StackIndex,
  scope: DiagramScope,
  around: ReadonlySet<DevNo>,
): ReadonlySet<DevNo> {
  const shown = new Set(around);
  const seen = { up: new Set(around), down: new Set(around) };
  let up = [...around];
  let down = [...around];
  const step = (from: readonly DevNo[], known: Set<DevNo>, next: (devNo: DevNo) => readonly DevNo[]) => {
    const reached: DevNo[] = [];
    for (const devNo of from) {
      for (const other of next(devNo)) {
        if (known.has(other) || !index.byDevNo.has(other)) continue;
        if (!shown.has(other) && shown.size >= scope.limit) return reached;
        known.add(other);
        shown.add(other);
        reached.push(other);
      }
    }
    return reached;
  };
  for (let depth = 1; up.length > 0 || down.length > 0; depth++) {
    up = depth > scope.holdersDepth ? [] : step(up, seen.up, (devNo) => shownHolders(index, scope, devNo));
    down =
      depth > scope.basesDepth
        ? []
        : step(down, seen.down, (devNo) => index.byDevNo.get(devNo)?.bases.map(({ base }) => base) ?? []);
  }
  return shown;
}

function shownHolders(index: StackIndex, { folded }: DiagramScope, devNo: DevNo): readonly DevNo[] {
  const device = index.byDevNo.get(devNo);
  if (device && folded.size > 0 && folded.has(deviceKeys(index.stack).keyOf(device))) return [];
  return holdersOf(index, devNo).map(({ holder }) => holder.devNo);
}
