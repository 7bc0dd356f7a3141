import type { TreeGuides } from './tree-guides.ts';

/** A row of a picture; `item` is null for one that was not understood, under which nothing can be placed. */
type Node = { readonly index: number; readonly guides: TreeGuides; isLastSeen: boolean } | null;

export type TreeParents = {
  /** The parent of each row by its index; -1 for a root, null where its row is not there. */
  readonly parents: readonly (number | null)[];
  /** Rows are missing. */
  readonly isBroken: boolean;
};

/**
 * Which row each row of a picture hangs under. After `grep` a row can seem to hang under one that it does not: its own guides say
 * which of those above it have further siblings, and where these are not so, the parent is not there.
 */
export function treeParents(
  rows: readonly { guides: TreeGuides; isDevice: boolean; isUnplaced: boolean }[],
): TreeParents {
  const path: Node[] = [];
  let isBroken = false;
  const parents = rows.map(({ guides, isDevice, isUnplaced }, index) => {
    const { depth } = guides;
    if (isUnplaced) {
      isBroken = true;
      path.fill(null, 1);
      return null;
    }
    const seen = Math.min(depth, path.length);
    for (let level = 1; level < seen; level++)
      if (!agrees(path[level]?.guides.hasSiblings, guides.openAbove[level - 1])) path.fill(null, level);
    path.length = seen;
    while (path.length < depth) path.push(null);
    const above = path[depth - 1] ?? null;
    const parent = depth === 0 ? -1 : above && !above.isLastSeen ? above.index : null;
    if (parent === null) isBroken = true;
    if (above && guides.hasSiblings === false) above.isLastSeen = true;
    path.push(isDevice ? { index, guides, isLastSeen: false } : null);
    return parent;
  });
  const last = rows.at(-1)?.guides;
  const isCutAtEnd = last !== undefined && (last.hasSiblings === true || last.openAbove.includes(true));
  return { parents, isBroken: isBroken || isCutAtEnd };
}

function agrees(hasSiblings: boolean | null | undefined, isOpen: boolean | null | undefined): boolean {
  return hasSiblings == null || isOpen == null || hasSiblings === isOpen;
}
